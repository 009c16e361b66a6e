"""Pictures that an author put into a text.

In: the source of a post, Markdown or HTML, or a file. Out: addresses of pictures with their alternative text, in their
order; the size and type of a file that is fit to be shown where the page's address is.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

LEAST = 200  # pixels; services ignore smaller ones, and smileys are smaller
MOST = 5_000_000  # bytes; services give up on larger ones
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}  # what they all can read
ORIENTATION = 0x0112  # the EXIF tag; from 5 on the picture lies on its side, and is shown upright
LYING = 5

PICTURES = re.compile(
    r"""<img\b(?P<attributes>(?:[^<>"']++|"[^"]*"|'[^']*'){0,99}+)>"""  # counted: hostile ones take no time
    r"""|!\[(?P<alt>[^\[\]]{0,999})\]\(\s{0,9}<?(?P<address>[^\s()<>]++)""",
    re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""(?<![\w-])(src|alt)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Picture:
    """A picture as it is shown: pixels, and its type as servers name it."""

    width: int
    height: int
    type: str


def pictures(source: str) -> Iterator[tuple[str, str]]:
    """Yield address and alternative text of each picture in a source."""
    for match in PICTURES.finditer(source):
        if match["address"]:
            yield html.unescape(match["address"]), html.unescape(match["alt"])
        else:
            given: dict[str, str] = {}
            for name, value in ATTRIBUTE.findall(match["attributes"] or ""):
                given.setdefault(name.lower(), html.unescape(value.strip("\"'")))
            if given.get("src"):
                yield re.sub(r"\s", "%20", given["src"].strip()), given.get("alt", "")


def look(file: Path) -> Picture | None:
    """Return what is known of a picture; None where services that show links could not read it."""
    try:
        if file.stat().st_size > MOST:
            return None
        with Image.open(file) as picture:
            width, height = picture.size
            kind = TYPES.get(picture.format or "")
            lying = picture.getexif().get(ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - of broken pictures Pillow raises whatever its readers come upon
        return None
    if kind is None:
        return None
    return Picture(*((height, width) if isinstance(lying, int) and lying >= LYING else (width, height)), kind)
