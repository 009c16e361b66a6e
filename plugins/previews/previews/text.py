"""Text as it is drawn: how wide it is, and its letters on a picture.

In: text that the fonts can show (see `fonts`). Out: widths, and letters on pictures with a palette. Letters are
joined, marked and kerned by Raqm; where Pillow has none, only scripts that need no such thing are shown.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont, features

from .direction import RIGHT, pieces
from .fonts import Font, runs

RAQM = bool(features.check("raqm"))
SIMPLE = 0x0590  # before it Latin, Greek, Cyrillic, Armenian; from the next two on punctuation, Chinese, Japanese
COMPLEX_END = 0x1E00
REFERENCE = 100  # pixels: widths are measured at this size, and grow with it


@dataclass(frozen=True)
class Style:
    """How a text is set: fonts in order of preference, the weight for those that have several, pixels, the colour."""

    fonts: tuple[Font, ...]
    weight: int
    size: int
    colour: int  # its number in the palette


def drawable(text: str) -> bool:
    """Tell whether Pillow as it is here can join and order these letters."""
    return RAQM or not any(
        SIMPLE <= ord(char) < COMPLEX_END or unicodedata.bidirectional(char) in RIGHT for char in text
    )


@cache
def face(font: Font, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Return a font in a size and, where it can be chosen, a weight."""
    found = ImageFont.truetype(str(font.path), size, font.index)
    try:
        axes = found.get_variation_axes()
    except OSError:
        return found  # it has one weight
    found.set_variation_by_axes([value_of(axis, weight) for axis in axes])
    found.getlength(
        " "
    )  # the first layout still has the widths of the weight before, all others have those of this one
    return found


def value_of(axis: Any, weight: int) -> float:
    """Return the value that one of a font's axes is given: the weight, as near as it has it, or its default."""
    if axis["name"] != b"Weight":
        return float(axis["default"] or 0)
    return float(min(max(weight, axis["minimum"] or weight), axis["maximum"] or weight))


def parts(text: str, fonts: tuple[Font, ...], *, rtl: bool) -> list[tuple[str, Font, str | None]]:
    """Return (text, font, direction) of each part of a line from left to right."""
    found: list[tuple[str, Font, str | None]] = []
    for piece, backwards in pieces(text, rtl=rtl):
        way = ("rtl" if backwards else "ltr") if RAQM else None
        inside = [(run, font, way) for run, font in runs(piece, fonts)]
        found += reversed(inside) if backwards else inside
    return found


@lru_cache(4096)
def width(text: str, style: Style) -> float:
    """Return how wide a text is, as a multiple of the size it is set in."""
    found = parts(text, style.fonts, rtl=False)
    return (
        sum(face(font, REFERENCE, style.weight).getlength(run, direction=way) for run, font, way in found) / REFERENCE
    )


def write(picture: Image.Image, text: str, start: tuple[int, int], style: Style, *, rtl: bool) -> None:
    """Draw a line: it stands on start's y and begins at its x, from the right side of the picture when `rtl`."""
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "L"  # smooth
    found = [(run, face(font, style.size, style.weight), way) for run, font, way in parts(text, style.fonts, rtl=rtl)]
    alone = len(found) == 1 and not rtl  # then its length does not matter
    lengths = [0.0 if alone else font.getlength(run, direction=way) for run, font, way in found]
    x = picture.width - start[0] - sum(lengths) if rtl else float(start[0])
    for (run, font, way), length in zip(found, lengths, strict=True):
        pen.text((x, start[1]), run, fill=style.colour, font=font, anchor="ls", direction=way)
        x += length
