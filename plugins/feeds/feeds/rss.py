"""A feed → its RSS 2.0 as bytes, the same for the same feed (https://www.rssboard.org/rss-profile)."""

import textwrap
from email.utils import format_datetime
from functools import cache
from html import escape

from lxml import etree, html

from .elements import ATOM, CONTENT, DC, DCTERMS, HISTORY, add, document
from .entry import Entry, Feed, legal

NAMESPACES = {"atom": ATOM, "content": CONTENT, "dc": DC, "dcterms": DCTERMS, "fh": HISTORY}
TYPE = "application/rss+xml"
DESCRIPTION_LENGTH = 300  # characters
ENOUGH = 2 * DESCRIPTION_LENGTH + 2  # what stands behind that many characters does not change the first ones


def write(feed: Feed) -> bytes:
    """Return the feed; RFC 5005 says what an archive of it holds besides."""
    root = etree.Element("rss", version="2.0", nsmap=NAMESPACES)
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.page)
    add(channel, "description", feed.description or feed.title)
    add(channel, "language", feed.language)
    if feed.entries:
        add(channel, "lastBuildDate", format_datetime(feed.updated))
    for relation, address in feed.links().items():
        kind = {} if relation == "hub" else {"type": TYPE}
        add(channel, f"{{{ATOM}}}link", href=address, rel=relation, **kind)
    if feed.current:
        add(channel, f"{{{HISTORY}}}archive")
    for entry in feed.entries:
        _item(add(channel, "item"), entry)
    return document(root)


def _item(item: etree._Element, entry: Entry) -> None:
    if entry.title:
        add(item, "title", entry.title)
    add(item, "link", entry.address)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published))
    if entry.updated != entry.published:
        add(item, f"{{{DCTERMS}}}modified", entry.updated.isoformat())
    if entry.author:
        add(item, f"{{{DC}}}creator", entry.author)
    for tag in entry.tags:
        add(item, "category", tag)
    description = entry.summary or _beginning(entry.content) or entry.title or entry.id
    add(item, "description", escape(description, quote=False))  # readers take it for HTML
    add(item, f"{{{CONTENT}}}encoded", entry.content)


@cache  # the same text is in the feed of the blog, in an archive and in the feed of each tag
def _beginning(content: str) -> str:
    """Return the first words of a text: a description must stand before content:encoded, and cannot be empty."""
    text = " ".join(html.fragment_fromstring(legal(content), create_parent="div").text_content().split())
    return textwrap.shorten(text[:ENOUGH], DESCRIPTION_LENGTH, placeholder=" …")
