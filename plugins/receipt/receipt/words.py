"""Which words of one text are not in another, in their order. Lists of words come in, runs of lost words go out."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST = 6_000_000  # pairs of words an exact comparison may look at


@dataclass(frozen=True, slots=True)
class Lost:
    """Words that are missing, those that stand in their place, and a few words before them."""

    words: list[str]
    instead: list[str]
    after: list[str]


def lost(old: list[str], new: list[str]) -> list[Lost]:
    """Return what of `old` is not in `new`; nothing when `new` holds all words of `old` in the same order."""
    if follows(old, new):
        return []
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    one, other = old[start : len(old) - end], new[start : len(new) - end]
    if len(one) * len(other) > MOST:
        gone = list((Counter(one) - Counter(other)).elements()) or one[:1]
        return [Lost(gone, [], old[max(0, start - 4) : start])]
    found = []
    for what, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what in ("delete", "replace"):
            place = start + i
            found.append(Lost(one[i:j], other[k:m], old[max(0, place - 4) : place]))
    return found


def follows(old: list[str], new: list[str]) -> bool:
    """Say whether all of `old` is in `new` in the same order."""
    rest = iter(new)
    return all(word in rest for word in old)
