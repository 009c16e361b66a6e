"""From right to left.

In: a text. Out: its direction, and its pieces of one direction each in the order in which they stand, from left to
right. Two levels, as Unicode's algorithm (https://www.unicode.org/reports/tr9/) has them for text without embedding
marks: a line of one direction with pieces of the other in it. Inside a piece, the drawing library does the rest.
"""

import unicodedata
from itertools import groupby

RIGHT = {"R", "AL"}
NUMBERS = {"EN", "AN", "NSM"}  # with marks, they stay in the piece of the letter before them


def is_rtl(text: str) -> bool:
    """Tell whether the first letter that has a direction has the one from right to left, as `dir=auto` does."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind in RIGHT for kind in kinds if kind == "L" or kind in RIGHT), False)


def pieces(text: str, *, rtl: bool) -> list[tuple[str, bool]]:
    """Return (piece, whether it runs from right to left) from left to right; `rtl` is the direction of the line."""
    if text.isascii() and not rtl:
        return [(text, False)]
    kinds: list[bool | None] = []  # None: of no direction
    letter = rtl
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "L" or kind in RIGHT:
            letter = kind in RIGHT
        kinds.append(letter if kind == "L" or kind in RIGHT or kind in NUMBERS else None)
    resolved: list[bool] = []
    for start, way in enumerate(kinds):
        if way is not None:
            resolved.append(way)
            continue
        before = resolved[-1] if resolved else rtl
        after = next((other for other in kinds[start:] if other is not None), rtl)
        resolved.append(before if before == after else rtl)
    parts = [
        ("".join(char for char, _ in group), backwards)
        for backwards, group in groupby(zip(text, resolved, strict=True), key=lambda pair: pair[1])
    ]
    return parts[::-1] if rtl else parts
