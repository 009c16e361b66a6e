"""Archives (RFC 5005): a reader that follows them has every post, and none ever changes."""

from typing import TYPE_CHECKING

import feedparser
import pytest
from feeds.archive import ranges
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from conftest import Site


@given(st.integers(0, 500), st.integers(1, 60))
def test_nothing_falls_between(count: int, length: int) -> None:
    """The archives and the feed, which holds the newest of the same length, are all entries; archives are full."""
    entries = list(range(count))
    parts = [entries[part] for part in ranges(count, length)]
    assert all(len(part) == length for part in parts)
    assert [one for part in parts for one in part] == entries[: len(parts) * length]
    assert set(entries[len(parts) * length :]) <= set(entries[-length:])


@given(st.integers(0, 500), st.integers(1, 60))
def test_a_new_entry_moves_nothing(count: int, length: int) -> None:
    """Archives stay what they are; there may be one more."""
    assert ranges(count + 1, length)[: len(ranges(count, length))] == ranges(count, length)


def documents(site: "Site", path: str) -> dict[str, feedparser.FeedParserDict]:
    """Return a feed and the archives that it leads to, by their paths, as a reader follows them."""
    found: dict[str, feedparser.FeedParserDict] = {}
    while path:
        found[path] = feedparser.parse((site.root / "output" / path).read_bytes())
        links = {link.rel: link.href for link in found[path].feed.links}
        assert links["self"] == f"https://blog.apdu.fr/{path}"
        path = links.get("prev-archive", "").removeprefix("https://blog.apdu.fr/")
    return found


def write(site: "Site", number: int) -> None:
    """Write a post; each is newer than the one before."""
    site.post(f"posts/2021/10/p{number:02}.html", date=f"2021-10-{number:02}T00:00:00+02:00", guid=f"tag:{number:02}")


@pytest.mark.parametrize(("path", "name"), [("rss.xml", "rss"), ("atom.xml", "atom")])
def test_archives_lead_back_to_the_first_post(site: "Site", path: str, name: str) -> None:
    """From the feed over each archive. A new post may add an archive, and rewrites none."""
    site.configure(LOWTECH_FEED_LENGTH=3)
    for number in range(1, 8):
        write(site, number)
    site.build()
    found = documents(site, path)
    assert list(found) == [path, f"feeds/archive/{name}-2.xml", f"feeds/archive/{name}-1.xml"]
    ids = [[entry.id[4:] for entry in one.entries] for one in found.values()]
    assert ids == [["07", "06", "05"], ["06", "05", "04"], ["03", "02", "01"]]
    folder = site.root / "output/feeds/archive"
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    for number in (8, 9):
        write(site, number)
        site.build()
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before
    assert len(list(folder.iterdir())) == len(before) + 2
    assert len(documents(site, path)) == 4


def test_a_short_blog_has_no_archive(site: "Site") -> None:
    """Its feed is complete."""
    write(site, 1)
    site.build()
    assert list(documents(site, "atom.xml")) == ["atom.xml"]
    assert not (site.root / "output/feeds/archive").exists()
