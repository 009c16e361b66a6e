"""Posts per year → a bar for each year, in percent of the drawing's width and height, so that it fits any screen."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

LABELS = 8  # as many years as fit below a chart on a phone
GAP = 0.25  # part of a year's width that is left free between two bars
WIDEST = 12.0  # a blog of two years is no wall


@dataclass(frozen=True)
class Bar:
    """A year: `x` is the middle of its bar from the start; `label` tells whether the year is written below."""

    year: int
    count: int
    x: float
    width: float
    height: float
    label: bool


def bars(counts: Mapping[int, int]) -> list[dict[str, Any]]:
    """Return a mapping for each year from the first to the last, those without posts too; nothing for one year.

    Years are written below at steps of 1, 2, 5, 10 … so that there are never more than LABELS of them; from steps of
    5 on these are round years.
    """
    if len(counts) < 2:
        return []
    first, last, most = min(counts), max(counts), max(counts.values())
    span = last - first + 1
    step = next(s for power in range(5) for s in (10**power, 2 * 10**power, 5 * 10**power) if span <= LABELS * s)
    origin = 0 if step >= 5 else last
    slot = 100 / span
    width = min(slot * (1 - GAP), WIDEST)
    return [
        asdict(
            Bar(
                year=year,
                count=counts.get(year, 0),
                x=round(slot * (year - first + 0.5), 2),
                width=round(width, 2),
                height=round(100 * counts.get(year, 0) / most, 2),
                label=(year - origin) % step == 0,
            )
        )
        for year in range(first, last + 1)
    ]
