"""Rules of Atom (RFC 4287), of its threads (RFC 4685) and of archives (RFC 5005); those about links hold in RSS too."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from . import values
from .rule import NAMESPACES, Document, Wrong, elements, name_of, rule, text_of

FEEDS = ("channel", "atom:feed")
ENTRIES = ("item", "atom:entry")
DATES = ("atom:updated", "atom:published", "dc:date", "dcterms:modified")
PAGED = {"current", "first", "last", "next", "previous", "prev-archive", "next-archive"}
FEED_TYPES = {"rss": "application/rss+xml", "atom:feed": "application/atom+xml"}


def _links(parent: etree._Element, relation: str) -> list[etree._Element]:
    """Return the Atom links of a feed or entry that have a relation."""
    return [link for link in parent.findall("atom:link", NAMESPACES) if link.get("rel", "alternate") == relation]


@rule("error", "rss", "atom")
def invalid_uri(document: Document) -> Iterator[Wrong]:
    """Ask that ids and links are absolute addresses."""
    for element in elements(document, "atom:id", "atom:uri", "atom:icon", "atom:logo"):
        if wrong := values.address(text_of(element).strip()):
            yield element.sourceline, f"{name_of(element)} {wrong}"
    for name, attribute in (
        ("atom:link", "href"),
        ("atom:content", "src"),
        ("atom:category", "scheme"),
        ("atom:generator", "uri"),
        ("thr:in-reply-to", "ref"),
        ("thr:in-reply-to", "href"),
    ):
        for element in elements(document, name):
            if element.get(attribute) is not None and (wrong := values.address(element.get(attribute))):
                yield element.sourceline, f"{attribute} of {name} {wrong}"


@rule("warning", "atom")
def non_canonical_uri(document: Document) -> Iterator[Wrong]:
    """Ask that an id is written in the one way in which all write it: readers compare letters."""
    for element in elements(document, "atom:id"):
        text = text_of(element)
        split = urlsplit(text)
        host = split.netloc.rpartition("@")[2]
        if split.scheme in {"http", "https"} and (
            text[: len(split.scheme)] != split.scheme
            or host != host.lower()
            or host.endswith((":80", ":443"))
            or not split.path
            or re.search(r"/\.\.?(/|$)|%[0-9A-F]?[a-f]", split.path)
        ):
            yield element.sourceline, f"the id {text} has a shorter or more usual form"


@rule("error", "rss", "atom")
def invalid_rfc3339_date(document: Document) -> Iterator[Wrong]:
    """Ask that dates are those of RFC 3339."""
    for element in elements(document, *DATES):
        if wrong := values.rfc3339(text_of(element).strip()):
            yield element.sourceline, f"{name_of(element)} {wrong}"


@rule("warning", "rss", "atom")
def implausible_date(document: Document) -> Iterator[Wrong]:
    """Ask that no date is to come or older than the web."""
    for element in elements(document, *DATES, "pubDate", "lastBuildDate"):
        if wrong := values.plausible(text_of(element).strip(), document.now):
            yield element.sourceline, f"{name_of(element)} {wrong}"


@rule("warning", "rss", "atom")
def missing_self(document: Document) -> Iterator[Wrong]:
    """Ask that a feed says its own address."""
    for feed in elements(document, *FEEDS):
        if not _links(feed, "self"):
            yield feed.sourceline, "the feed has no link with rel=self"


@rule("warning", "rss", "atom")
def self_doesnt_match_location(document: Document) -> Iterator[Wrong]:
    """Ask that a feed's address of its own is where it is."""
    for feed in elements(document, *FEEDS):
        for link in _links(feed, "self"):
            if not values.address(link.get("href", "")) and link.get("href") != document.address:
                yield (
                    link.sourceline,
                    f"rel=self is {link.get('href')}, but the feed is at {document.address}",
                )


@rule("warning", "rss", "atom")
def self_not_a_feed(document: Document) -> Iterator[Wrong]:
    """Ask that a feed's link to itself has its type."""
    wanted = FEED_TYPES[name_of(document.root)]
    for feed in elements(document, *FEEDS):
        for link in _links(feed, "self"):
            if link.get("type", wanted) != wanted:
                yield link.sourceline, f"rel=self has the type {link.get('type')}"


@rule("warning", "atom")
def missing_alternate(document: Document) -> Iterator[Wrong]:
    """Ask that a feed names the page that it goes with."""
    if not _links(document.root, "alternate"):
        yield document.root.sourceline, "the feed has no link with rel=alternate"


@rule("error", "rss", "atom")
def duplicate_atom_link(document: Document) -> Iterator[Wrong]:
    """Ask that there is one alternate for a type and a language (RFC 4287, 4.1.1), and one link to itself."""
    for parent in elements(document, *FEEDS, *ENTRIES):
        links = [*_links(parent, "alternate"), *_links(parent, "self")]
        kinds = Counter((one.get("rel", "alternate"), one.get("type"), one.get("hreflang")) for one in links)
        for (relation, kind, _), number in kinds.items():
            if number > 1:
                yield parent.sourceline, f"{number} links with rel={relation} and the type {kind}"


@rule("warning", "rss", "atom")
def unregistered_atom_link_rel(document: Document) -> Iterator[Wrong]:
    """Ask that relations are those that are registered."""
    for link in elements(document, "atom:link"):
        if wrong := values.relation(link.get("rel", "alternate")):
            yield link.sourceline, f"rel {wrong}"


@rule("error", "rss", "atom")
def invalid_link_attribute(document: Document) -> Iterator[Wrong]:
    """Ask that type, language and length of a link are such."""
    for name, look in (("type", values.media_type), ("hreflang", values.language), ("length", values.number)):
        for link in elements(document, "atom:link"):
            if link.get(name) is not None and (wrong := look(link.get(name))):
                yield link.sourceline, f"{name} {wrong}"


@rule("warning", "rss", "atom")
def atom_link_not_empty(document: Document) -> Iterator[Wrong]:
    """Ask that a link says all in its attributes."""
    for link in elements(document, "atom:link"):
        if len(link) or text_of(link).strip():
            yield link.sourceline, "a link holds something"


@rule("warning", "rss", "atom")
def feed_history_rel_in_entry(document: Document) -> Iterator[Wrong]:
    """Ask that pages and archives are of a feed, not of an entry (RFC 5005)."""
    for link in elements(document, "atom:link"):
        if link.get("rel") in PAGED and name_of(link.getparent()) in ENTRIES:
            yield link.sourceline, f"rel={link.get('rel')} in an entry"


@rule("warning", "rss", "atom")
def missing_current_in_archive(document: Document) -> Iterator[Wrong]:
    """Ask that an archive names the feed that it belongs to (RFC 5005, 4)."""
    for mark in elements(document, "fh:archive"):
        if not _links(mark.getparent(), "current"):
            yield mark.sourceline, "an archive without a link with rel=current"


@rule("error", "rss", "atom")
def archive_in_complete_feed(document: Document) -> Iterator[Wrong]:
    """Ask that a feed that says it is complete has no archives and no pages (RFC 5005, 2)."""
    for mark in elements(document, "fh:complete"):
        for link in mark.getparent().findall("atom:link", NAMESPACES):
            if link.get("rel") in PAGED - {"current"}:
                yield link.sourceline, f"rel={link.get('rel')} in a complete feed"


@rule("error", "atom")
def missing_author(document: Document) -> Iterator[Wrong]:
    """Ask that each entry has an author, or the feed has (RFC 4287, 4.1.1)."""
    if document.root.find("atom:author", NAMESPACES) is not None:
        return
    entries = list(elements(document, "atom:entry"))
    for entry in entries:
        if not entry.xpath("atom:author | atom:source/atom:author", namespaces=NAMESPACES):
            yield entry.sourceline, "an entry has no author, nor has the feed"
    if not entries:
        yield document.root.sourceline, "the feed has no author"


@rule("error", "atom")
def misplaced_metadata(document: Document) -> Iterator[Wrong]:
    """Ask that what belongs to the feed stands before its entries."""
    for entry in elements(document, "atom:entry"):
        follower = entry.getnext()
        if follower is not None and name_of(follower) != "atom:entry":
            yield follower.sourceline, f"{name_of(follower)} after an entry"


@rule("error", "atom")
def missing_content_or_alternate(document: Document) -> Iterator[Wrong]:
    """Ask that an entry without text has a link to it."""
    for entry in elements(document, "atom:entry"):
        if entry.find("atom:content", NAMESPACES) is None and not _links(entry, "alternate"):
            yield entry.sourceline, "an entry has neither content nor a link with rel=alternate"


@rule("warning", "atom")
def missing_textual_content(document: Document) -> Iterator[Wrong]:
    """Ask that an entry shows content or a summary."""
    for entry in elements(document, "atom:entry"):
        if not entry.xpath("atom:content | atom:summary", namespaces=NAMESPACES):
            yield entry.sourceline, "an entry has neither content nor summary"


@rule("error", "atom")
def duplicate_ids(document: Document) -> Iterator[Wrong]:
    """Ask that each entry has an id of its own, which is not the feed's."""
    seen: set[str] = set()
    for element in elements(document, "atom:id"):
        if name_of(element.getparent()) != "atom:source":
            if text_of(element) in seen:
                yield element.sourceline, f"the id {text_of(element)} again"
            seen.add(text_of(element))
