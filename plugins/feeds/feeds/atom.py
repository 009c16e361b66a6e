"""A feed → its Atom as bytes, the same for the same feed (RFC 4287; of comments: RFC 4685)."""

from lxml import etree

from .elements import ATOM, HISTORY, THREAD, add, document
from .entry import Entry, Feed

TYPE = "application/atom+xml"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def write(feed: Feed) -> bytes:
    """Return the feed; RFC 5005 says what an archive of it holds besides."""
    names = {None: ATOM, "fh": HISTORY, "thr": THREAD}
    root = etree.Element(f"{{{ATOM}}}feed", {LANGUAGE: feed.language}, nsmap=names)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    if feed.description:
        _add(root, "subtitle", feed.description)
    _add(root, "updated", feed.updated.isoformat())
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for relation, address in feed.links().items():
        kind = {} if relation == "hub" else {"type": TYPE}
        _add(root, "link", rel=relation, href=address, **kind)
    _add(_add(root, "author"), "name", feed.author or feed.title)  # Atom wants one, for entries that name nobody
    if feed.current:
        add(root, f"{{{HISTORY}}}archive")
    for entry in feed.entries:
        _entry(_add(root, "entry"), entry)
    return document(root)


def _entry(element: etree._Element, entry: Entry) -> None:
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "link", rel="alternate", type="text/html", href=entry.address)
    _add(element, "published", entry.published.isoformat())
    _add(element, "updated", entry.updated.isoformat())
    if entry.author:
        author = _add(element, "author")
        _add(author, "name", entry.author)
        if entry.author_address:
            _add(author, "uri", entry.author_address)
    for tag in entry.tags:
        _add(element, "category", term=tag)
    if entry.answers:
        ref, address = entry.answers
        add(element, f"{{{THREAD}}}in-reply-to", ref=ref, href=address, type="text/html")
    if entry.summary:
        _add(element, "summary", entry.summary)
    _add(element, "content", entry.content, type="html")


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    return add(parent, f"{{{ATOM}}}{name}", text, **attributes)
