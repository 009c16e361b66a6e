"""`nikola legacy --check`: each finding says where, and what is wrong; what must be left alone comes first."""

from pathlib import Path

import pytest
from legacy.check import findings
from legacy.rules import Host, Site

STUB = b'<!DOCTYPE html><meta name="generator" content="legacy_redirects">'


@pytest.fixture
def built(tmp_path: Path) -> Site:
    """Give a site with a page, a stub, a list and a page in a list's place."""
    pages = {
        "a/index.html": b'<!DOCTYPE html><h2 id="part">Part</h2><a name="old">Old</a>',
        "index.html": b"<!DOCTYPE html>",
        "stub.html": STUB,
        "list.txt": b"ATR",
        "wrong.txt": b"<!DOCTYPE html>",
    }
    for name, content in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return Site("https://new.example.org/", output=tmp_path, files=frozenset(pages))


def host(*rows: tuple[str, str], name: str = "old.example.org", aliases: tuple[str, ...] = ()) -> Host:
    """Return a host with these rows."""
    entries = [
        {"address": address, "target": target, "kind": "row", "where": f"t:{line}"}
        for line, (address, target) in enumerate(rows, 1)
    ]
    return Host(name, aliases, entries)


def test_right_rules_have_no_findings(built: Site) -> None:
    """A page, a part of it, a list, an address elsewhere, the site's own host with a stub: nothing to say."""
    old = host(("/x.html", "/a/"), ("/y", "/a/#part"), ("/z", "/a/?p=1#old"), ("/list.txt", "/list.txt"), ("/b", "/"))
    away = host(("/x", "https://elsewhere.example.com/x"), ("/x?a=b", "/a/"), name="other.example.org")
    own = host(("/stub.html", "/a/"), ("/", "/"), name="new.example.org")
    assert findings(built, [old, away, own]) == ([], [])


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([("/x", "/gone/")], "t:1: /x leads nowhere: {output} has no /gone/"),
        ([("/x", "/a")], "t:1: /x leads nowhere: {output} has no /a, only /a/"),
        ([("/x", "/a/#none")], "t:1: /x leads to /a/#none, but that page has no #none"),
        ([("/a%2Fb", "/a/"), ("/a/b", "/")], "t:2: /a/b leads elsewhere at t:1"),
        ([("/wrong.txt", "/list.txt")], "t:1: /wrong.txt is fetched by programs, and {output}/wrong.txt is a page"),
        ([("/x", "http://www.old.example.org/x")], "t:1: leads in a circle: /x → /x"),
        (
            [("/x", "https://old.example.fr/y"), ("/y", "https://old.example.org/x")],
            "t:2: leads in a circle: /y → /x → /y",
        ),
        ([("/x", "https://old.example.org/y"), ("/y", "/a/")], "t:1: /x → /y leads on to /a/: write that"),
    ],
)
def test_what_is_wrong_is_found(built: Site, rows: list[tuple[str, str]], finding: str) -> None:
    """A missing page, a missing part, a double, a circle, a chain: each is told at its line."""
    failures, _ = findings(built, [host(*rows, aliases=("old.example.fr",))])
    assert finding.format(output=built.output) in failures


def test_a_rule_that_hides_a_file_is_found(built: Site) -> None:
    """On the site's own host a redirect would stand before the page."""
    failures, _ = findings(built, [host(("/a/", "/"), name="new.example.org")])
    assert failures == [f"t:1: /a/ hides {built.output}/a/index.html"]


def test_what_may_be_meant_is_a_warning(built: Site) -> None:
    """Labels that differ in case alone work on every server; a file that has become a page may be right."""
    failures, warnings = findings(
        built, [host(("/search/label/PC", "/a/"), ("/search/label/pc", "/"), ("/l.txt", "/a/"))]
    )
    assert failures == []
    assert [warning.split(": ", 1)[0] for warning in warnings] == ["t:3", "t:2"]
