"""Read a Blogger feed: bytes in, one value per entry out, whatever the format.

In: a binary stream of a classic backup or of a Takeout `feed.atom`. Out: a `Head`, then `Setting` and `Entry` values in
the order of the file. Nothing is kept: memory does not grow with the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
BLOGGER = "{http://schemas.google.com/blogger/2018}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
GEORSS = "{http://www.georss.org/georss}"
# Both spellings of the Atom publishing namespace occur.
CONTROL = ("{http://purl.org/atom/app#}control", "{http://www.w3.org/2007/app}control")
KIND_SCHEME = "http://schemas.google.com/g/2005#kind"
CLASSIC_LABEL_SCHEME = "http://www.blogger.com/atom/ns#"

# What Blogger calls a status, and what it means here. A status not listed keeps its own name and is private.
STATUSES = {
    "LIVE": "live",
    "DRAFT": "draft",
    "SCHEDULED": "scheduled",
    "SOFT_TRASHED": "trashed",
    "TRASHED": "trashed",
    "SPAM_COMMENT": "spam",
    "GHOSTED_COMMENT": "ghosted",
    "PENDING_MODERATION": "pending",
}


@dataclass(frozen=True, slots=True)
class Head:
    """The feed itself: its id, title, the address of the blog (classic only) and its author."""

    id: str
    title: str
    address: str
    author: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One settings entry of a classic backup, such as BLOG_TIME_ZONE."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post was written: a name, and decimal degrees as text."""

    name: str
    latitude: str
    longitude: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A post, page or comment, with the words of the export and nothing derived."""

    kind: str  # post, page or comment
    number: str  # the digits at the end of its id: the same in every format
    guid: str
    status: str  # live, draft, scheduled, trashed, spam, ghosted, pending, or Blogger's own unknown word
    title: str
    content: str
    published: str
    updated: str
    address: str = ""  # absolute (classic), a path (Takeout v2) or nothing
    author: str = ""
    author_link: str = ""
    labels: tuple[str, ...] = ()
    link: str = ""  # a post's "link field"
    description: str = ""
    place: Place | None = None
    parent: str = ""  # a comment's post or page, by number
    reply_to: str = ""  # the comment a comment answers, by number
    total: int | None = None  # comments the export says the post has
    line: int = 0


def read_feed(stream: BinaryIO) -> Iterator[Head | Setting | Entry]:
    """Yield what a feed holds. Raises lxml.etree.XMLSyntaxError where the file stops being XML.

    Entities are not resolved and nothing is fetched; the caller has refused documents with a DOCTYPE.
    """
    head: dict[str, str] = {}
    told = False
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        huge_tree=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    depth = 0
    for event, element in events:
        depth += 1 if event == "start" else -1
        if event == "start" or depth != 1:
            continue
        if element.tag == f"{ATOM}entry":
            if not told:
                told = True
                yield _head(head)
            value = _read_entry(element)
            if value is not None:
                yield value
        else:
            _read_head(element, head)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    if not told:
        yield _head(head)


def _head(head: dict[str, str]) -> Head:
    return Head(*(head.get(name, "") for name in ("id", "title", "address", "author")))


def _read_head(element: Any, head: dict[str, str]) -> None:
    if element.tag in (f"{ATOM}id", f"{ATOM}title"):
        head[element.tag.removeprefix(ATOM)] = (element.text or "").strip()
    elif element.tag == f"{ATOM}link" and element.get("rel") == "alternate":
        head["address"] = element.get("href", "")
    elif element.tag == f"{ATOM}author":
        head["author"] = _text(element, f"{ATOM}name")


def _read_entry(element: Any) -> Setting | Entry | None:
    """Return the entry's value; None for templates and whatever else is neither text nor setting."""
    kind = _text(element, f"{BLOGGER}type").lower()
    if not kind:
        terms = [c.get("term", "") for c in element.iterfind(f"{ATOM}category") if c.get("scheme") == KIND_SCHEME]
        kind = terms[0].rpartition("#")[2] if terms else ""
    guid = _text(element, f"{ATOM}id")
    if kind == "settings":
        return Setting(guid.rpartition(".settings.")[2], _raw(element, f"{ATOM}content"))
    if kind not in ("post", "page", "comment"):
        return None
    author = element.find(f"{ATOM}author")
    return Entry(
        kind=kind,
        number=entry_number(guid),
        # Takeout calls a page post-N; the feed of pages, and every other format, call it page-N.
        guid=guid.replace(".post-", ".page-") if kind == "page" else guid,
        status=_status(element),
        title=_raw(element, f"{ATOM}title"),
        content=_raw(element, f"{ATOM}content"),
        published=_text(element, f"{ATOM}published") or _text(element, f"{BLOGGER}created"),
        updated=_text(element, f"{ATOM}updated"),
        author="" if author is None else _text(author, f"{ATOM}name"),
        author_link="" if author is None else _text(author, f"{ATOM}uri"),
        labels=_labels(element),
        description=_text(element, f"{BLOGGER}metaDescription"),
        place=_place(element),
        total=_total(element),
        line=element.sourceline or 0,
        **_links(element, kind),
    )


def _status(element: Any) -> str:
    status = _text(element, f"{BLOGGER}status")
    if status:
        return STATUSES.get(status, status)
    drafts = (control.findtext("{*}draft") or "" for tag in CONTROL for control in element.iterfind(tag))
    return "draft" if any(draft.strip().lower() == "yes" for draft in drafts) else "live"


def _labels(element: Any) -> tuple[str, ...]:
    """Return the labels in the export's order, each once."""
    labels: dict[str, None] = {}
    for category in element.iterfind(f"{ATOM}category"):
        scheme, term = category.get("scheme", ""), (category.get("term") or "").strip()
        if term and (scheme == CLASSIC_LABEL_SCHEME or scheme.startswith("tag:blogger.com")):
            labels[term] = None
    return tuple(labels)


def _links(element: Any, kind: str) -> dict[str, str]:
    """Sort out the links: an entry's own address, a post's link field, a comment's parents."""
    found = {
        "address": _sound(_text(element, f"{BLOGGER}filename")),
        "link": "",
        "parent": "",
        "reply_to": "",
    }
    for link in element.iterfind(f"{ATOM}link"):
        relation, href = link.get("rel", ""), _sound(link.get("href", ""))
        if relation == "alternate":
            found["address"] = href
        elif relation == "related" and kind == "comment":
            found["reply_to"] = entry_number(urlsplit(href).path)
        elif relation in ("related", "enclosure") and href:
            found["link"] = href
    enclosure = element.find(f"{ATOM}enclosure")
    if kind != "comment" and enclosure is not None and enclosure.get("href"):
        found["link"] = enclosure.get("href")
    if kind == "comment":
        reply = element.find(f"{THREAD}in-reply-to")
        ref = _text(element, f"{BLOGGER}parent") or ("" if reply is None else reply.get("ref", ""))
        found["parent"] = entry_number(ref)
        found["reply_to"] = found["reply_to"] or entry_number(_text(element, f"{BLOGGER}inReplyTo"))
    return found


def _sound(address: str) -> str:
    """Return the address, or nothing when it is none."""
    try:
        urlsplit(address)
    except ValueError:  # http://[wrong
        return ""
    return address


def _place(element: Any) -> Place | None:
    location = element.find(f"{BLOGGER}location")
    if location is not None:
        parts = [_text(location, f"{BLOGGER}{name}") for name in ("name", "latitude", "longitude")]
    else:
        point = _text(element, f"{GEORSS}point").split()
        parts = [_text(element, f"{GEORSS}featurename"), *(point if len(point) == 2 else ("", ""))]
    return Place(*parts) if any(parts) else None


def _total(element: Any) -> int | None:
    total = _text(element, f"{THREAD}total")
    return int(total) if total.isdecimal() else None


def entry_number(identifier: str) -> str:
    """Return the digits an id or a feed address ends in; posts, pages and comments are matched by them."""
    tail = identifier.strip().rstrip("/").replace("/", "-").rpartition("-")[2]
    return tail if tail.isdecimal() else ""


def _text(element: Any, tag: str) -> str:
    return _raw(element, tag).strip()


def _raw(element: Any, tag: str) -> str:
    """Return all text of a child, markup in it included as text (type='xhtml' occurs in hand-made files)."""
    child = element.find(tag)
    if child is None:
        return ""
    if len(child) and child.get("type") == "xhtml":
        return "".join(etree.tostring(part, encoding="unicode", method="html") for part in child)
    return "".join(child.itertext())
