"""RSS: a feed reader finds in it what was put in."""

import re
from datetime import UTC, datetime, timedelta, timezone

import feedparser
import pytest
from feeds import rss
from feeds.entry import Entry, Feed
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

FEED = Feed("https://b.example/rss.xml", "https://b.example/", "A blog", "About it", "en", ())
PARIS = timezone(timedelta(hours=2))
ENTRY = Entry(
    id="tag:blogger.com,1999:blog-1.post-2",
    address="https://b.example/posts/x/",
    title="AT&T <3 “x” ]]> 🎉",
    author="A & B",
    published=datetime(2021, 10, 14, 16, 36, tzinfo=PARIS),
    updated=datetime(2021, 10, 15, 8, 0, tzinfo=UTC),
    tags=("PC/SC", "C#", "a < b & ]]>", "🎉"),
    content="<p>a &lt; b ]]&gt; <![CDATA[ 🎉 é</p>\n<pre>  two\n\n  lines</pre>",
)


def feed(*entries: Entry) -> bytes:
    """Return the feed of some entries."""
    return rss.write(Feed(FEED.address, FEED.page, FEED.title, FEED.description, FEED.language, entries))


def test_a_reader_reads_back_what_was_written() -> None:
    """Ids, titles, dates, labels, author and the whole text, whatever is in them."""
    parsed = feedparser.parse(feed(ENTRY), sanitize_html=False, resolve_relative_uris=False)
    item = parsed.entries[0]
    assert not parsed.bozo
    assert (item.id, item.guidislink, item.link) == (ENTRY.id, False, ENTRY.address)
    assert (item.title, item.author) == (ENTRY.title, ENTRY.author)
    assert item.published == "Thu, 14 Oct 2021 16:36:00 +0200"
    assert tuple(tag.term for tag in item.tags) == ENTRY.tags
    assert item.content[0].value == ENTRY.content
    assert parsed.feed.updated == "Fri, 15 Oct 2021 08:00:00 +0000"
    assert (parsed.feed.title, parsed.feed.link, parsed.feed.language) == (FEED.title, FEED.page, "en")
    assert [(link.rel, link.href) for link in parsed.feed.links][1:] == [("self", FEED.address)]


def test_a_feed_without_entries_is_a_feed() -> None:
    """A new blog's feed can be subscribed to."""
    parsed = feedparser.parse(feed())
    assert (parsed.bozo, parsed.entries, parsed.version) == (False, [], "rss20")


def test_nothing_in_a_feed_tells_when_it_was_written() -> None:
    """The same entries give the same bytes."""
    assert feed(ENTRY) == feed(ENTRY)


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "</title>", "&amp;", "<b>x</b>", ""])
def test_a_title_is_text(title: str) -> None:
    """What looks like markup in a title is not."""
    item = etree.fromstring(feed(Entry(**{**vars(ENTRY), "title": title}))).find("channel/item")
    assert (item.findtext("title"), len(item.find("title"))) == (title, 0)


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_every_text_can_be_written(text: str) -> None:
    """Characters that XML has no place for are left out, all others are there."""
    entry = Entry("tag:x", "https://b.example/", text, text, ENTRY.published, ENTRY.updated, (text,), text)
    item = etree.fromstring(feed(entry)).find("channel/item")
    legal = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
    for found in (item.findtext("title"), item.findtext("category"), item.findtext(f"{{{rss.CONTENT}}}encoded")):
        assert found == legal
