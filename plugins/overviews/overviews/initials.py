"""Tags with their counts → the same by initial letter, as in the index of a book."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

FEW = 40  # tags that a reader still overlooks without letters
DIGITS, SIGNS, IDEOGRAPHS = "0–9", "#", "漢"


def by_initial(items: Iterable[tuple[str, str, int]]) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Return (letter, items) in the order of letters; items are (tag, link, count). Nothing when they are few.

    Case and accents are passed over, in the letter and in the order; numbers are in the order of their values.
    """
    groups: defaultdict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for item in items:
        groups[initial(item[0])].append(item)
    if sum(map(len, groups.values())) <= FEW:
        return []
    order = sorted(groups, key=lambda letter: ({SIGNS: 0, DIGITS: 1, IDEOGRAPHS: 3}.get(letter, 2), letter))
    return [(letter, sorted(groups[letter], key=lambda item: place(item[0]))) for letter in order]


def initial(name: str) -> str:
    """Return the letter a name stands under."""
    first = plain(name)[:1]
    if first.isdigit():
        return DIGITS
    if not first.isalpha():
        return SIGNS
    if "IDEOGRAPH" in unicodedata.name(first, ""):
        return IDEOGRAPHS
    return first.upper()[:1]


def plain(name: str) -> str:
    """Return a name without accents, marks and case, and without signs in front of its first letter or digit."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return re.sub(r"^[\W_]+(?=\w)", "", bare)


def place(name: str) -> tuple[list[tuple[int, Any]], str]:
    """Return what sorts a name: words by their letters, numbers by their values; equal ones by their bytes."""
    parts = re.findall(r"\d{1,18}|\D+", plain(name))
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in parts], name
