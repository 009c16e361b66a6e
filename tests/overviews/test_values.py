"""What the plugin overviews computes: a chart, an index of tags, the lines of popular.txt."""

from itertools import pairwise

import pytest
from overviews import chart, initials, popular


def test_chart() -> None:
    """There is a bar for each year from first to last, none higher than the highest; years without posts are gaps."""
    bars = chart.bars({2019: 10, 2021: 5})
    assert [(bar["year"], bar["count"], bar["height"]) for bar in bars] == [
        (2019, 10, 100),
        (2020, 0, 0),
        (2021, 5, 50),
    ]
    assert [bar["x"] for bar in bars] == [16.67, 50, 83.33]
    assert chart.bars({}) == chart.bars({2020: 3}) == []


@pytest.mark.parametrize("first", [2025, 2019, 2018, 2006, 1999, 1981, 1, 2017])
def test_chart_labels(first: int) -> None:
    """Of any number of years at most eight are written below, evenly, and at least one; no two bars touch."""
    bars = chart.bars({first: 1, 2026: 1})
    labels = [bar["year"] for bar in bars if bar["label"]]
    assert 1 < len(labels) <= 8
    assert len({after - before for before, after in pairwise(labels)}) <= 1
    assert all(bar["width"] < 100 / len(bars) for bar in bars)
    assert bars[0]["x"] - bars[0]["width"] / 2 >= 0
    assert bars[-1]["x"] + bars[-1]["width"] / 2 <= 100


def items(*names: str) -> list[tuple[str, str, int]]:
    """Return tags as Nikola counts them."""
    return [(name, f"/{name}", 1) for name in names]


MANY = [f"z{n}" for n in range(50)]


def test_initials() -> None:
    """Many tags stand by letter, few do not; case, accents, signs in front do not count, numbers by value do."""
    assert initials.by_initial(items("b", "a")) == []
    names = [
        "zz",
        "Éa",
        "eb",
        "EC",
        "10 mm",
        "2 mm",
        ".NET",
        "nb",
        "C++",
        "★",
        "",
        "日本",
        "한글",
        "Ωmega",
        "عربي",
        "ß",
        *MANY,
    ]
    groups = [(letter, [name for name, *_ in group]) for letter, group in initials.by_initial(items(*names))]
    assert groups[:6] == [
        ("#", ["", "★"]),
        ("0–9", ["2 mm", "10 mm"]),
        ("C", ["C++"]),
        ("E", ["Éa", "eb", "EC"]),
        ("N", ["nb", ".NET"]),
        ("S", ["ß"]),
    ]
    assert groups[6] == ("Z", [*MANY, "zz"])
    assert [letter for letter, _ in groups[7:]] == ["Ω", "ع", "ᄒ", "漢"]
    assert sum(len(group) for _, group in groups) == len(names)


def test_initials_of_hostile_names() -> None:
    """No name is too long, too numeric or too odd for the index."""
    names = ["9" * 10_000, "x" * 10_000, "\u0301", "\u202e", "²", "٣", "<b>", "\x00", *MANY]
    assert sum(len(group) for _, group in initials.by_initial(items(*names))) == len(names)


def test_popular() -> None:
    """Lines are numbers and files, in the order shown; comments and empty lines are passed over, others found."""
    files, findings = popular.read("# head\n\n  12  posts/a.html\n3 posts/b c.md  \nposts/x.html\n-1 posts/y\n7\n")
    assert files == ["posts/a.html", "posts/b c.md"]
    assert [line for line, _ in findings] == [5, 6, 7]
