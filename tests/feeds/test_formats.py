"""All formats: a feed reader finds in them what was put in."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import feedparser
import pytest
from feeds import atom, json_feed, rss
from feeds.elements import CONTENT
from feeds.entry import Entry, Feed
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

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
FEED = Feed("tag:b", "https://b.example/f", "https://b.example/", "A blog", "About it", "en", (ENTRY,))
WRITERS = [rss.write, atom.write, json_feed.write]
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def trimmed(text: str) -> str:
    """Return a text with its blanks as authors write them, which readers keep, and with what XML can hold."""
    return " ".join(ILLEGAL.sub("", text).split())


def repaired(text: str) -> bool:
    """Tell whether feedparser takes a text for one in another encoding, and "repairs" it."""
    try:
        text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return bool(re.search("[\x80-\x9f]", text))
    return not text.isascii()


ANY = (
    st.text(st.characters(exclude_categories=()), min_size=1).map(trimmed).filter(lambda one: one and not repaired(one))
)
# Whether `&amp;` in the text of a title means `&` is a question that RSS has never answered: feedparser says yes.
TITLE = ANY.filter(lambda text: not re.search(r"&#?\w", text))


def parsed(data: bytes) -> feedparser.FeedParserDict:
    """Return a feed as a reader sees it."""
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo
    return found


@pytest.mark.parametrize("write", [rss.write, atom.write])
def test_a_reader_reads_back_what_was_written(write: Any) -> None:
    """Ids, titles, dates, labels, author and the whole text, whatever is in them."""
    found = parsed(write(FEED))
    item = found.entries[0]
    assert (item.id, item.link, item.title, item.author) == (ENTRY.id, ENTRY.address, ENTRY.title, ENTRY.author)
    assert datetime(*item.published_parsed[:6], tzinfo=UTC) == ENTRY.published
    assert datetime(*item.updated_parsed[:6], tzinfo=UTC) == ENTRY.updated
    assert tuple(tag.term for tag in item.tags) == ENTRY.tags
    assert item.content[0].value == ENTRY.content
    assert datetime(*found.feed.updated_parsed[:6], tzinfo=UTC) == ENTRY.updated
    assert (found.feed.title, found.feed.link, found.feed.subtitle) == (FEED.title, FEED.page, FEED.description)
    assert found.feed.language == "en"
    assert [(link.rel, link.href) for link in found.feed.links][1:] == [("self", FEED.address)]


def test_a_guid_is_no_link() -> None:
    """In RSS an id is taken for an address unless it says that it is none."""
    assert parsed(rss.write(FEED)).entries[0].guidislink is False


def test_json_says_the_same() -> None:
    """JSON Feed holds the same values under its own names, and nothing that is empty."""
    assert json.loads(json_feed.write(FEED)) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "A blog",
        "home_page_url": "https://b.example/",
        "feed_url": "https://b.example/f",
        "description": "About it",
        "language": "en",
        "items": [
            {
                "id": ENTRY.id,
                "url": ENTRY.address,
                "title": ENTRY.title,
                "date_published": "2021-10-14T16:36:00+02:00",
                "date_modified": "2021-10-15T08:00:00+00:00",
                "authors": [{"name": "A & B"}],
                "tags": list(ENTRY.tags),
                "content_html": ENTRY.content,
            }
        ],
    }


@pytest.mark.parametrize("write", WRITERS)
def test_nothing_tells_when_it_was_written(write: Any) -> None:
    """The same entries give the same bytes; a feed without any can be subscribed to and is one too."""
    assert write(FEED) == write(replace(FEED))
    assert write(replace(FEED, entries=())) == write(replace(FEED, entries=()))


@pytest.mark.parametrize("write", [rss.write, atom.write])
def test_an_archive_says_what_it_is(write: Any) -> None:
    """RFC 5005: its mark, the feed it belongs to, the archive before it; the feed itself has no mark."""
    history = "{http://purl.org/syndication/history/1.0}archive"
    data = write(replace(FEED, current="https://b.example/now", previous="https://b.example/old"))
    links = {link.rel: link.href for link in parsed(data).feed.links}
    assert (links["current"], links["prev-archive"]) == ("https://b.example/now", "https://b.example/old")
    assert len(list(etree.fromstring(data).iter(history))) == 1
    assert not list(etree.fromstring(write(replace(FEED, previous="https://b.example/old"))).iter(history))


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "</title>", "&amp;", "<b>x</b>"])
def test_a_title_is_text(title: str) -> None:
    """What looks like markup in a title is not."""
    one = replace(FEED, entries=(replace(ENTRY, title=title),))
    for found in (
        etree.fromstring(rss.write(one)).find("channel/item/title"),
        etree.fromstring(atom.write(one)).find("{*}entry/{*}title"),
    ):
        assert (found.text, len(found)) == (title, 0)


def test_what_has_no_title_or_author_is_valid() -> None:
    """RSS wants a description then, Atom the name of somebody; nothing is written that is empty."""
    one = replace(FEED, description="", entries=(replace(ENTRY, title="", author=""),))
    item = etree.fromstring(rss.write(one)).find("channel/item")
    assert (item.find("title"), item.findtext("description")) == (None, "a &lt; b ]]&gt; two lines")
    for author, expected in (("", "A blog"), ("Me", "Me")):
        found = parsed(atom.write(replace(one, author=author)))
        assert (found.feed.author, "author" in found.entries[0]) == (expected, False)
        data = json.loads(json_feed.write(replace(one, author=author)))
        assert data.get("authors") == ([{"name": "Me"}] if author else None)
        assert "authors" not in data["items"][0]


@pytest.mark.parametrize(
    ("summary", "content", "expected"),
    [
        ("S & <b>", "<p>text</p>", "S &amp; &lt;b&gt;"),
        ("", f"<p>{'word ' * 100}</p>", "word " * 59 + "…"),
        ("", "", "AT&amp;T &lt;3 “x” ]]&gt; 🎉"),
        ("", '<img src="x">', "AT&amp;T &lt;3 “x” ]]&gt; 🎉"),
    ],
)
def test_a_description_is_the_posts_or_its_beginning(summary: str, content: str, expected: str) -> None:
    """It stands before the text in RSS, never empty, as HTML; the other formats have the post's own or none."""
    one = replace(FEED, entries=(replace(ENTRY, summary=summary, content=content),))
    item = etree.fromstring(rss.write(one)).find("channel/item")
    assert item.findtext("description") == expected
    assert [child.tag for child in item][-2:] == ["description", f"{{{CONTENT}}}encoded"]
    assert etree.fromstring(atom.write(one)).findtext("{*}entry/{*}summary") == (summary or None)
    assert json.loads(json_feed.write(one))["items"][0].get("summary") == (summary or None)


def test_what_a_comment_answers_is_told() -> None:
    """RFC 4685: the id and the address of the post or comment."""
    one = replace(ENTRY, answers=("tag:post", "https://b.example/p/"), author_address="https://a.example/")
    entry = etree.fromstring(atom.write(replace(FEED, entries=(one,)))).find("{*}entry")
    answers = entry.find("{http://purl.org/syndication/thread/1.0}in-reply-to")
    assert dict(answers.attrib) == {"ref": "tag:post", "href": "https://b.example/p/", "type": "text/html"}
    assert entry.findtext("{*}author/{*}uri") == "https://a.example/"


@given(TITLE, ANY, ANY)
def test_every_text_survives(title: str, label: str, body: str) -> None:
    """Any title, label and body that XML can hold is read back as it was, from every format."""
    feed = replace(FEED, entries=(replace(ENTRY, title=title, tags=(label,), content=body),))
    for write in (rss.write, atom.write):
        item = parsed(write(feed)).entries[0]
        assert (item.title, item.tags[0].term, item.content[0].value) == (title, label, body)
    (item,) = json.loads(json_feed.write(feed))["items"]
    assert (item["title"], item["tags"], item["content_html"]) == (title, [label], body)


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_every_text_can_be_written(text: str) -> None:
    """Characters that XML has no place for are left out, all others are there, blanks too."""
    entry = replace(ENTRY, title=f"x{text}", author=text, tags=(text,), content=text)
    legal = ILLEGAL.sub("", text)
    item = etree.fromstring(rss.write(replace(FEED, entries=(entry,)))).find("channel/item")
    found = item.findtext("title")[1:], item.findtext("category"), item.findtext(f"{{{CONTENT}}}encoded")
    assert found == (legal, legal, legal)
    element = etree.fromstring(atom.write(replace(FEED, entries=(entry,)))).find("{*}entry")
    assert (element.findtext("{*}title")[1:], element.findtext("{*}content")) == (legal, legal)
