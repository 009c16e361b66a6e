"""A title in lines.

In: a title and how wide its words are. Out: its lines and the size they are set in: the largest in which it fits, lines
of about one length.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .fonts import clusters

LONGEST = 400  # characters; four lines hold fewer
ELLIPSIS = "…"
Width = Callable[[str], float]  # of a text, in units of the font's size


@dataclass(frozen=True)
class Unit:
    """A piece after which a line may end: its width, and the width of the blank between it and the next in one line."""

    text: str
    width: float
    blank: float = 0.0


@dataclass(frozen=True)
class Lines:
    """A title set: the size of its font in pixels, and its lines."""

    size: int
    lines: tuple[str, ...]


def units(text: str, measure: Width) -> list[Unit]:
    """Return a text in units: words; in Chinese and Japanese characters, with the punctuation that belongs to them."""
    found: list[Unit] = []
    for word in text.split(" "):
        parts: list[str] = [word] if word.isascii() else []
        for piece in () if parts else clusters(word):
            if parts and not _may_break(parts[-1][-1], piece[0]):
                parts[-1] += piece
            else:
                parts.append(piece)
        found += [Unit(part, measure(part)) for part in parts[:-1]]
        found.append(Unit(parts[-1], measure(parts[-1]), measure(" ")))
    return found


def _may_break(before: str, after: str) -> bool:
    """Tell whether a line may end between two characters that no blank parts."""
    wide = [unicodedata.east_asian_width(char) in "WF" and not "가" <= char <= "힣" for char in (before, after)]
    opens, closes = unicodedata.category(before) in {"Ps", "Pi"}, unicodedata.category(after)[0] == "P"
    return any(wide) and not opens and (not closes or unicodedata.category(after) in {"Ps", "Pi"})


def fit(text: str, sizes: Sequence[tuple[int, int]], width: int, measure: Width) -> Lines:
    """Return a title in the first of `sizes`, (pixels, lines at most), that it fits into; else cut in the last one."""
    words = units(text[:LONGEST].rstrip(), measure)
    longest = max(unit.width for unit in words)
    for size, most in sizes:
        room = width / size
        lines = list(wrap(words, room))
        if len(lines) <= most and longest <= room:
            break
    else:
        words = [part for unit in words for part in split(unit, room, measure)]
        lines = list(wrap(words, room))
    if len(lines) <= most and len(text) <= LONGEST:
        return Lines(size, tuple(balanced(words, len(lines), room)))
    shown = lines[:most]
    return Lines(size, (*shown[:-1], cut(shown[-1], room, measure)))


def wrap(words: Iterable[Unit], room: float) -> Iterator[str]:
    """Yield the lines of units, each as full as it gets; a unit that is wider than the room has a line of its own."""
    line, end, blank = "", 0.0, 0.0
    for unit in words:
        if line and end + blank + unit.width > room:
            yield line
            line, end, blank = "", 0.0, 0.0
        line += (" " if blank else "") + unit.text
        end += blank + unit.width
        blank = unit.blank
    if line:
        yield line


def balanced(words: Sequence[Unit], count: int, room: float) -> list[str]:
    """Return `count` lines as narrow as they can be."""
    narrow, wide = max(unit.width for unit in words), room
    for _ in range(7):  # to a hundredth of the room
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if len(list(wrap(words, middle))) <= count else (middle, wide)
    return list(wrap(words, wide))


def split(unit: Unit, room: float, measure: Width) -> Iterator[Unit]:
    """Yield a unit in parts that fit into the room."""
    if unit.width <= room:
        yield unit
        return
    parts = list(wrap((Unit(piece, measure(piece)) for piece in clusters(unit.text)), room))
    yield from (Unit(part, measure(part), unit.blank if part is parts[-1] else 0.0) for part in parts)


def cut(line: str, room: float, measure: Width) -> str:
    """Return a line with an ellipsis at its end, as much of it as fits, at a blank if there is one late in it."""
    pieces = list(clusters(line[:LONGEST]))
    room -= measure(ELLIPSIS)
    fitting = bisect_right(range(1, len(pieces) + 1), room, key=lambda count: measure("".join(pieces[:count])))
    kept = "".join(pieces[:fitting])
    if kept != line and " " in kept[len(kept) // 2 :]:
        kept = kept.rpartition(" ")[0]
    return kept.rstrip(" ,;:.-–—") + ELLIPSIS
