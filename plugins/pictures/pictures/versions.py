"""Which narrower versions a picture gets, and what a page says of them.

In: the head of a picture. Out: the widths to make, names and attributes. All of it follows from the head alone, so that
pages can name versions before they are made. Versions are WebP; the picture itself stays what `src` loads.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import quote

from .measure import Head

CODED = {"JPEG", "PNG"}
LIGHT = 10_000  # bytes below which a picture is not worth a version
NEAR = 0.9  # a version wider than this part of the picture is hardly narrower
DENSE = 0.12  # bytes for each pixel of a JPEG, above which WebP of the same width is smaller
LONGEST = 16_383  # pixels on a side of a WebP
MOST = 89_000_000  # pixels of a picture that are taken apart: 360 MB of memory
COLUMN = 600  # CSS pixels: the widest that the theme shows a picture


def refusal(head: Head) -> str:
    """Return why a picture stays as it is where one would expect versions of it; else nothing."""
    if head.kind in CODED and head.moves:
        return "it moves, so that pages show it as it is"
    if head.width * head.height > MOST:
        return f"it has {head.width * head.height // 1_000_000} million pixels, so that pages show it as it is"
    return ""


def plan(head: Head, widths: Iterable[int]) -> list[int]:
    """Return the widths of the versions to make, from the narrowest; the picture's own width may be the last.

    A picture wider than all of `widths` needs none of its own width: no page shows that many pixels.
    """
    wanted = sorted(set(widths))
    if head.kind not in CODED or refusal(head) or head.weight < LIGHT or not wanted:
        return []
    made = [width for width in wanted if width <= head.width * NEAR]
    dense = head.kind == "PNG" or head.weight > DENSE * head.width * head.height
    if dense and head.width <= wanted[-1]:
        made.append(head.width)
    return [width for width in made if width and height(head, width) <= LONGEST]


def height(head: Head, width: int) -> int:
    """Return the height that goes with a width."""
    return max(1, round(head.height * width / head.width))


def name(picture: str, width: int) -> str:
    """Return the name of a version: of `chip.jpg`, 480 pixels wide, it is `chip.jpg.480.webp`."""
    return f"{picture}.{width}.webp"


def attributes(given: Mapping[str, str], head: Head, address: str, made: Collection[int], last: int) -> dict[str, str]:
    """Return `srcset` and `sizes` for an `<img>` with the attributes `given`; none when no version was made.

    `last` is the widest of the widths that are made: a picture not wider than that is a candidate itself.
    """
    if not made or "srcset" in given:
        return {}
    choice = [f"{name(address, width)} {width}w" for width in made]
    if head.width not in made and head.width <= last:
        choice.append(f"{address} {head.width}w")
    chosen = given.get("width", "")
    shown = int(chosen[:9]) if re.fullmatch(r"[0-9]+", chosen) and int(chosen[:9]) else head.width
    slot = min(shown, head.width, COLUMN)
    return {"srcset": ", ".join(choice), "sizes": f"(max-width: {slot}px) 100vw, {slot}px"}


def as_address(path: str) -> str:
    """Return the path of a file of the site as an address; of `,` and blanks, which part candidates, it holds none."""
    return quote(f"/{path.lstrip('/')}")
