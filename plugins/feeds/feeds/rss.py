"""A feed → its RSS 2.0 as bytes, the same for the same feed (https://www.rssboard.org/rss-profile)."""

import re
from email.utils import format_datetime

from lxml import etree

from .entry import Entry, Feed

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no XML may hold these


def write(feed: Feed) -> bytes:
    """Return the feed; without the time of writing, so that an unchanged feed stays the same file."""
    root = etree.Element("rss", version="2.0", nsmap={"atom": ATOM, "content": CONTENT, "dc": DC})
    channel = etree.SubElement(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.page)
    _add(channel, "description", feed.description)
    _add(channel, "language", feed.language)
    if feed.entries:
        _add(channel, "lastBuildDate", format_datetime(max(entry.updated for entry in feed.entries)))
    link = {"href": feed.address, "rel": "self", "type": "application/rss+xml"}
    etree.SubElement(channel, f"{{{ATOM}}}link", link)
    for entry in feed.entries:
        _item(etree.SubElement(channel, "item"), entry)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _item(item: etree._Element, entry: Entry) -> None:
    _add(item, "title", entry.title)
    _add(item, "link", entry.address)
    _add(item, "guid", entry.id).set("isPermaLink", "false")
    _add(item, "pubDate", format_datetime(entry.published))
    _add(item, f"{{{DC}}}creator", entry.author)
    for tag in entry.tags:
        _add(item, "category", tag)
    _add(item, f"{{{CONTENT}}}encoded", entry.content)


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = ILLEGAL.sub("", text)
    return element
