"""The validator itself: content with good feeds, and each rule with an example that it finds something in."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .validate import RULES, validate

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ADDRESS = "https://example.org/rss.xml"


def cases(kind: str) -> tuple[str, list[tuple[frozenset[str], str, str]]]:
    """Return a good feed, and edits to it: the rules that find each, what to replace, and by what."""
    good, *blocks = re.split(
        r"^=== ", (Path(__file__).parent / "rules" / f"{kind}.cases").read_text("utf-8"), flags=re.MULTILINE
    )
    edits = []
    for block in blocks:
        head, *lines = block.rstrip("\n").split("\n")
        assert all(line[0] in "-+" for line in lines), block
        old, new = ("\n".join(line[2:] for line in lines if line[0] == mark) for mark in "-+")
        edits.append((frozenset(head.split(", ")), old, new))
    return good, edits


PIECES = [
    *(
        "<a/>",
        "<b>",
        "</item>",
        "&amp;",
        "&lt;p style='",
        "<!-- -->",
        "<?a?>",
        "<![CDATA[<p>]]>",
        "",
        "null",
        "[]",
        "{}",
    ),
    *("&lt;div&gt;" * 3000, "x" * 100_000, "1e999", "Thu, 99 Feb 0000 99:99:99 +9999", "0000-00-00T00:00:00Z", "tag:"),
]
EDITS = [
    pytest.param(kind, *edit, id=f"{kind}-{'-'.join(sorted(edit[0]))}") for kind in RULES for edit in cases(kind)[1]
]


@pytest.mark.parametrize("kind", RULES)
def test_a_good_feed_has_no_findings(kind: str) -> None:
    """Nothing is found in a feed that has all kinds of good things in it."""
    assert list(map(str, validate(cases(kind)[0].encode(), ADDRESS, NOW))) == []


@pytest.mark.parametrize(
    ("kind", "rules", "old", "new"), EDITS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_each_rule_finds_its_example(kind: str, rules: frozenset[str], old: str, new: str) -> None:
    """One bad thing put into the good feed is found by its rule, and by no other."""
    good = cases(kind)[0]
    assert old in good
    findings = validate(good.replace(old, new, 1).encode(), ADDRESS, NOW)
    assert {finding.rule for finding in findings} == rules, list(map(str, findings))


@pytest.mark.parametrize("kind", RULES)
def test_no_rule_is_without_example(kind: str) -> None:
    """There is no rule that cannot fail."""
    assert {name for edit in cases(kind)[1] for name in edit[0]} == set(RULES[kind])


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "not_readable"),
        (b"<rss><channel></rss>", "not_readable"),
        (b"{", "not_readable"),
        (b"<html></html>", "not_a_feed"),
        (b"<feed/>", "not_a_feed"),
        (b'{"items": 3}', "schema"),
    ],
)
def test_what_is_no_feed_is_one_finding(data: bytes, rule: str) -> None:
    """Anything else is told in a sentence, and is no crash."""
    assert {finding.rule for finding in validate(data, ADDRESS, NOW)} == {rule}


@pytest.mark.parametrize("kind", RULES)
@settings(deadline=None)  # the machine may be busy
@given(data=st.data())
def test_nothing_crashes_a_rule(kind: str, data: st.DataObject) -> None:
    """Whatever is put in the place of any part of a good feed, there are findings or none, and no crash."""
    good = cases(kind)[0]
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(start + 60, len(good))))
    inserted = data.draw(st.one_of(st.text(max_size=20), st.sampled_from(PIECES)))
    for finding in validate((good[:start] + inserted + good[end:]).encode("utf-8", "replace"), ADDRESS, NOW):
        assert re.match(r"\d+: (error|warning): \w+: .", str(finding), re.DOTALL)
