"""The played blog is like Blogger: what its feeds are made of is what real feeds are made of."""

from pathlib import Path

import pytest
from lxml import etree

from .blogger import Blog
from .conftest import EXPORT

SAVED = {
    "": "feed/argian__Lorem-tylkobezcukru.blogspot.com__posts_default",
    "?alt=rss": "feed/argian__Lorem-tylkobezcukru.blogspot.com__posts_default_alt=rss",
}


def shape(data: bytes) -> set[tuple[str, ...]]:
    """Return each kind of element in a feed: its parent's name, its own, and the names of its attributes."""
    found = set()
    for element in etree.fromstring(data).iter(etree.Element):
        parent = element.getparent()
        found.add(("" if parent is None else str(parent.tag), str(element.tag), *sorted(map(str, element.attrib))))
    return found


@pytest.mark.exports
@pytest.mark.parametrize("query", SAVED)
def test_played_feeds_have_the_shape_of_real_ones(query: str, exports: Path) -> None:
    """No element and no attribute is in a played feed that is not in one that was saved; ids have the same form."""
    played = Blog(EXPORT).feed(f"/feeds/posts/default{query}")
    real = (exports / SAVED[query]).read_bytes()
    assert played
    assert shape(played) - shape(real) <= {
        ("{http://www.w3.org/2005/Atom}entry", "{http://purl.org/syndication/thread/1.0}total")
    }


def test_what_blogger_has_not_is_not_played() -> None:
    """Other addresses have no feed."""
    blog = Blog(EXPORT)
    assert blog.feed("/atom.html") is None
    assert blog.feed("/feeds/pages/default") is None
