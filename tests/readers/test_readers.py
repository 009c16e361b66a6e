"""Subscribers of the old blog stay and see what is new, and nothing else: four readers, each kind of subscription."""

from pathlib import Path

import pytest

from .programs import PROGRAMS, Program

OLD = "http://ludovicrousseau.blogspot.com"
POST, COMMENT = "The first post here", "A Reader: The first post here"
FEEDS = {  # name -> address, entries, what is new
    "main": (f"{OLD}/feeds/posts/default", 13, POST),
    "rss": (f"{OLD}/feeds/posts/default?alt=rss", 13, POST),
    "summary": (f"{OLD}/feeds/posts/summary", 13, POST),
    "label": (f"{OLD}/feeds/posts/default/-/pcsc-lite", 2, POST),
    "label-rss": (f"{OLD}/feeds/posts/default/-/pcsc-lite?alt=rss", 2, POST),
    "comments": (f"{OLD}/feeds/comments/default", 10, COMMENT),
}


def subscribe(name: str, feed: str, home: Path, old: str) -> Program:
    """Subscribe a reader to the old blog, and read all there is."""
    address, had, _ = FEEDS[feed]
    home.mkdir()
    reader = PROGRAMS[name](home, address)
    assert reader.catch_up(old) == had
    return reader


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_shown_twice(name: str, feed: str, old: str, new: str, tmp_path: Path) -> None:
    """When the new site takes over, each subscription shows the one new entry as new, and no other."""
    reader = subscribe(name, feed, tmp_path / "home", old)
    assert reader.news(new) == [FEEDS[feed][2]]


@pytest.mark.parametrize("name", PROGRAMS)
def test_other_ids_would_be_noticed(name: str, old: str, spoiled: str, tmp_path: Path) -> None:
    """With ids lost, or addresses for ids, all old posts are shown as new: the test above can fail."""
    reader = subscribe(name, "rss", tmp_path / "home", old)
    assert len(reader.news(spoiled)) == FEEDS["rss"][1] + 1
