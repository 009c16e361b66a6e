"""The ledger of served ids: it stops a build that would show subscribers an old entry as new."""

import os
from typing import TYPE_CHECKING

import pytest
from feeds import ledger
from feeds.ledger import Served
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from conftest import Site

A = Served("tag:a", "/posts/a/", "posts/a.html")
B = Served("tag:b", "/posts/b/", "posts/b.html")
PATH = "posts/served.txt"


def findings(*entries: Served) -> list[str]:
    """Return what is wrong with these entries after A and B were served."""
    known, wrong = ledger.read(ledger.write([A, B]), PATH)
    assert wrong == []
    return ledger.check(entries, known, PATH)


@pytest.mark.parametrize(
    "entries",
    [
        (A, B),
        (B,),  # A is deleted
        (A, B, Served("tag:c", "/posts/c/", "posts/c.html")),
        (Served("tag:a", "/posts/other/", "posts/a.html"), B),  # another slug, other forms of addresses
        (Served("tag:a", "/posts/a/", "posts/2022/other.md"), B),
        (
            Served("tag:a", "/posts/x/", "posts/x.md"),
            Served("tag:c", "/posts/a/", "posts/a.html"),
        ),  # moved, and replaced
    ],
)
def test_what_keeps_its_id_passes(entries: tuple[Served, ...]) -> None:
    """Whatever else becomes of an entry: moved, renamed, gone, or another one in its old place."""
    assert findings(*entries) == []


@pytest.mark.parametrize(
    "entry",
    [
        Served("tag:new", "/posts/a/", "posts/a.html"),
        Served("tag:new", "/posts/a/", "posts/renamed.html"),
        Served("tag:new", "/posts/moved/", "posts/a.html"),
    ],
)
def test_an_id_that_changed_is_found(entry: Served) -> None:
    """By the address of the entry or by its source; the sentence says what to do."""
    (finding,) = findings(entry, B)
    assert finding.startswith(f"{entry.source}: was served with the id tag:a (posts/served.txt:3) and has tag:new now")
    assert "write `guid: tag:a` into its metadata" in finding


def test_an_id_of_two_entries_is_found() -> None:
    """Somebody copied a post with all of its metadata."""
    (finding,) = findings(A, B, Served("tag:a", "/posts/copy/", "posts/copy.html"))
    assert finding.startswith("posts/copy.html: has the id of posts/a.html, tag:a;")


def test_a_broken_line_is_found() -> None:
    """A half-merged ledger is not taken for one."""
    known, wrong = ledger.read(f"# note\r\n\r\n{A.line()}\r\n<<<<<<< mine\n", PATH)
    assert list(known.items()) == [(A, 3)]
    assert wrong == [f"{PATH}:4: a line is an id, an address and a source, with tabs between"]


PARTS = st.text(min_size=1).filter(lambda text: text.split() and not text.startswith("#"))


@given(st.lists(st.builds(Served, PARTS, PARTS, PARTS)))
def test_a_ledger_is_read_back(served: list[Served]) -> None:
    """Any id, address and file name; its text does not depend on the order they came in."""
    served = [one for one in served if not one.id.startswith("#")]
    text = ledger.write(served)
    assert ledger.read(text, PATH) == (dict(ledger.read(text, PATH)[0]), [])
    assert set(ledger.read(text, PATH)[0]) == set(served)
    assert text == ledger.write(served[::-1])


def test_a_build_keeps_what_it_served(site: "Site") -> None:
    """The ledger is sorted, grows with a new post, keeps a deleted one, and is not touched when nothing is new."""
    path = site.root / PATH
    site.post("posts/2021/10/b.html", guid="tag:b")
    site.post("posts/2021/10/a.html", guid="tag:a")
    site.build()
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    assert lines == [f"tag:{x}\t/posts/2021/10/{x}/\tposts/2021/10/{x}.html" for x in "ab"]
    os.utime(path, ns=(1, 1))
    site.build()
    assert path.stat().st_mtime_ns == 1
    (site.root / "posts/2021/10/a.html").unlink()
    site.post("posts/2021/10/c.html", guid="tag:c")
    site.build()
    assert [line[:5] for line in path.read_text().splitlines()[2:]] == ["tag:a", "tag:b", "tag:c"]


def test_a_build_with_a_changed_id_fails(site: "Site") -> None:
    """It names the file and what to write, writes no feed, and is content once that is done."""
    site.post("posts/2021/10/a.html", guid="tag:a")
    site.build()
    before = site.output("rss.xml")
    site.post("posts/2021/10/a.html", guid="tag:other")
    for _ in range(2):
        run = site.nikola("build", "--strict", code=None)
        assert run.returncode
        assert "posts/2021/10/a.html: was served with the id tag:a (posts/served.txt:3)" in run.stderr
        assert site.output("rss.xml") == before
    site.post("posts/2021/10/a.html", guid="tag:a", slug="moved")
    site.build()
    assert (site.root / PATH).read_text().count("tag:a") == 2


def test_two_posts_with_one_id_fail(site: "Site") -> None:
    """Also at the first build, when nothing was served yet."""
    for name in "ab":
        site.post(f"posts/2021/10/{name}.html", guid="tag:a")
    run = site.nikola("build", "--strict", code=None)
    assert run.returncode
    assert "has the id of posts/2021/10/" in run.stderr
    assert not (site.root / PATH).exists()
