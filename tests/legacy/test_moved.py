"""`nikola legacy --moved OLD NEW`: what becomes of the site's own table."""

from pathlib import Path

import pytest
from legacy.moved import add, moved
from legacy.rules import LegacyError

SITE = "https://blog.example/"


def rows(table: str) -> list[str]:
    """Return the rows of a table."""
    return [line for line in table.splitlines() if line.startswith("/")]


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("/a/", "/b/", "/a/  /b/"),
        ("https://blog.example/a/", "https://blog.example/b/#part", "/a/  /b/#part"),
        ("/a b/é.png", "https://elsewhere.example/x?y=z", "/a%20b/%C3%A9.png  https://elsewhere.example/x?y=z"),
        ("/a%20b/", "link://tag/x", "/a%20b/  link://tag/x"),
    ],
)
def test_a_row_is_added(old: str, new: str, row: str) -> None:
    """In whatever form the two are given, the row is one that a table takes."""
    assert rows(moved("", SITE, old, new)) == [row]


def test_all_else_stays() -> None:
    """Notes, other rows and blank lines are as they were; the address has one row."""
    table = "# note /a/\n\nalias www.blog.example\n/x/  /y/\n/a/   /old/\n"
    assert moved(table, SITE, "/a/", "/b/") == "# note /a/\n\nalias www.blog.example\n/x/  /y/\n/a/  /b/\n"


def test_nobody_is_sent_twice() -> None:
    """A row that led to the old address leads to the new one, its fragment kept; none leads away from the new one."""
    table = "/first/  /a/\n/second/  /a/#c1\n/b/  /a/\n"
    assert rows(moved(table, SITE, "/a/", "/b/")) == ["/first/  /b/", "/second/  /b/#c1", "/a/  /b/"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *(
            ("a/", "/b/"),
            ("//host/a", "/b/"),
            ("https://other.example/a", "/b/"),
            ("/a/#c1", "/b/"),
            ("/a/?q=1", "/b/"),
        ),
        *(
            ("/a/", "b/"),
            ("/a/", "//host/b"),
            ("/a/", "javascript:alert(1)"),
            ("/a/", "/a/"),
            ("/a/", "/a/#x"),
            ("", ""),
        ),
    ],
)
def test_what_no_row_can_say_is_refused(old: str, new: str) -> None:
    """An address elsewhere, one with a query or a fragment, one that leads to itself: a sentence, and no row."""
    with pytest.raises(LegacyError, match=r"^\S*: "):
        moved("/x/  /y/\n", SITE, old, new)


def test_the_table_is_that_of_the_sites_host(tmp_path: Path) -> None:
    """The file is made with its explanation; saying it twice says so."""
    assert "blog.example.txt" in add("/a/", "/b/", SITE, tmp_path)
    text = (tmp_path / "blog.example.txt").read_text()
    assert text.startswith("# Addresses that blog.example itself once had")
    assert rows(text) == ["/a/  /b/"]
    assert add("/a/", "/b/", SITE, tmp_path).endswith("says so already")
    assert [path.name for path in tmp_path.iterdir()] == ["blog.example.txt"]
