"""Which fonts show a text.

In: a text and the fonts at hand, in order of preference. Out: the text in runs, each with a font that has a glyph for
every letter in it. Of a font file only the list of its letters is read.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import uharfbuzz  # type: ignore[import-untyped]  # it has no types

JOINERS = "\u200c\u200d"  # they choose between glyphs and have none themselves
BLANKS = re.compile(r"[^\S\u00a0\u202f]+")  # all but those at which no line ends
STEERING = {"Cc", "Cf", "Cn", "Co", "Cs"}  # categories without a glyph of their own


@dataclass(frozen=True)
class Font:
    """A font in a file; `index` is its place where the file is a collection."""

    path: Path
    index: int = 0


@cache
def letters(font: Font) -> frozenset[str]:
    """Return the characters a font has glyphs for; none where the file is no font."""
    try:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font.path)), font.index)
        return frozenset(map(chr, face.unicodes))
    except Exception:  # noqa: BLE001 - of broken files the library raises whatever it comes upon
        return frozenset()


def plain(text: str) -> str:
    """Return a text as it is drawn: composed, with single blanks, without characters that only steer programs."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (char for char in text if char.isspace() or char in JOINERS or unicodedata.category(char) not in STEERING)
    return BLANKS.sub(" ", unicodedata.normalize("NFC", "".join(kept))).strip()


def clusters(text: str) -> Iterator[str]:
    """Yield the pieces that are never parted: a letter with its marks, an emoji with all that is joined to it."""
    piece = ""
    for char in text:
        mark = char in JOINERS or unicodedata.category(char).startswith("M") or "\U0001f3fb" <= char <= "\U0001f3ff"
        flag = len(piece) == 1 and "\U0001f1e6" <= piece <= "\U0001f1ff" and "\U0001f1e6" <= char <= "\U0001f1ff"
        if piece and not mark and not flag and not piece.endswith("\u200d"):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def needed(text: str) -> set[str]:
    """Return the characters of a text that need a glyph."""
    return {char for char in text if char not in JOINERS and not "\ufe00" <= char <= "\ufe0f"}


def missing(text: str, fonts: Iterable[Font]) -> set[str]:
    """Return the characters of a plain text that none of the fonts has."""
    left = needed(text)
    for font in fonts:
        if not left:
            break
        left -= letters(font)
    return left


def shown(text: str, fonts: Sequence[Font]) -> str | None:
    """Return a plain text as these fonts can show it; None where a letter is in none of them.

    An emoji or another sign that is in none is left out: the words say the same without it.
    """
    if needed(text) <= letters(fonts[0]):
        return text or None
    kept = []
    for piece in clusters(text):
        if font_of(piece, fonts) is None:
            if unicodedata.category(piece[0]) not in {"So", "Sk"}:
                return None
        else:
            kept.append(piece)
    return BLANKS.sub(" ", "".join(kept)).strip() or None


def font_of(piece: str, fonts: Iterable[Font]) -> Font | None:
    """Return the first font that shows all of a piece, None where there is none."""
    wanted = needed(piece)
    return next((font for font in fonts if wanted <= letters(font)), None)


def used(texts: Iterable[str], fonts: Sequence[Font]) -> tuple[Font, ...]:
    """Return those of the fonts that show plain texts, the first one always: what is drawn depends on no other."""
    found = set()
    for text in texts:
        if not needed(text) <= letters(fonts[0]):
            found |= {font_of(piece, fonts) for piece in clusters(text)}
    return (fonts[0], *(font for font in fonts[1:] if font in found))


def runs(text: str, fonts: Sequence[Font]) -> list[tuple[str, Font]]:
    """Return a text that these fonts show in runs of one font each."""
    if len(fonts) == 1:
        return [(text, fonts[0])]
    pieces = ((piece, font_of(piece, fonts) or fonts[0]) for piece in clusters(text))
    return [("".join(piece for piece, _ in group), font) for font, group in groupby(pieces, key=lambda pair: pair[1])]
