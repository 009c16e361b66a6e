"""Tags and titles of all posts → for each the few that share the rarest of them."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

WORD = re.compile(r"[^\W\d_]{3,}")
TAG_WEIGHT = 2.0  # a tag was chosen to say what a post is about
COMMON = 0.25  # a term in more than this part of the posts says nothing about any
FEW = 4  # but in a small blog a term in this many may
SAME = 0.00001  # nearer to each other than this, two sums may be equal


@dataclass(frozen=True)
class Text:
    """What is compared of a post."""

    title: str
    tags: tuple[str, ...]


def related(texts: Sequence[Text], most: int) -> list[list[int]]:
    """Return for each text the indexes of at most `most` others, the nearest first.

    Nearness is the sum, over the terms that two texts share, of how rare each is (log of texts per text with it). Of
    two that are equally near, the nearer in the sequence comes first: texts are in the order of their dates.
    """
    terms = [weights(text) for text in texts]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, weight in enumerate(terms):
        for term in weight:
            holders[term].append(index)
    limit = max(FEW, len(texts) * COMMON)
    found = []
    for index, weight in enumerate(terms):
        near: defaultdict[int, float] = defaultdict(float)
        for term in sorted(weight):
            if len(holders[term]) <= limit:
                shared = math.log(1 + len(texts) / len(holders[term])) * weight[term] ** 2
                for other in holders[term]:
                    near[other] += shared
        near.pop(index, None)
        last = min(nlargest(most, near.values()), default=0.0)
        likely = [other for other, value in near.items() if value > last - SAME]
        order = sorted(likely, key=lambda other: (-round(near[other], 6), abs(other - index), other))
        found.append(order[:most])
    return found


def weights(text: Text) -> dict[str, float]:
    """Return the terms of a text and how much each counts."""
    words = {f"word {word}": 1.0 for word in WORD.findall(text.title.lower())}
    return words | {f"tag {tag.lower()}": TAG_WEIGHT for tag in text.tags}
