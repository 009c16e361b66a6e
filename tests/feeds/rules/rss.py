"""Rules of RSS 2.0 and of the profile of the RSS Advisory Board (https://www.rssboard.org/rss-profile)."""

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from . import values
from .rule import Document, Wrong, elements, name_of, rule, text_of

DATES = ("pubDate", "lastBuildDate")
PLAIN = ("title", "category", "copyright")  # and the channel's description
PERSONS = ("managingEditor", "webMaster", "author")
CORE = {  # an element of RSS -> the extension that would say the same again
    "author": "dc:creator",
    "managingEditor": "dc:creator",
    "pubDate": "dc:date",
    "guid": "atom:id",
    "copyright": "dc:rights",
    "language": "dc:language",
}


@rule("error", "rss")
def invalid_rss_version(document: Document) -> Iterator[Wrong]:
    """Ask that the version is 2.0."""
    if document.root.get("version") not in {None, "2.0"}:
        yield 1, f"is RSS {document.root.get('version')}"


@rule("error", "rss")
def invalid_full_link(document: Document) -> Iterator[Wrong]:
    """Ask that addresses are absolute."""
    for element in elements(document, "link", "comments", "docs", "url"):
        if wrong := values.web_address(text_of(element).strip()):
            yield element.sourceline, f"{name_of(element)} {wrong}"
    for element in elements(document, "source", "enclosure", "media:thumbnail"):
        if element.get("url") is not None and (wrong := values.web_address(element.get("url"))):
            yield element.sourceline, f"{name_of(element)} {wrong}"


@rule("error", "rss")
def invalid_rfc822_date(document: Document) -> Iterator[Wrong]:
    """Ask that dates are those of RFC 822."""
    for element in elements(document, *DATES):
        if wrong := values.rfc822(text_of(element).strip()):
            yield element.sourceline, f"{name_of(element)} {wrong}"


@rule("warning", "rss")
def problematical_rfc822_date(document: Document) -> Iterator[Wrong]:
    """Ask that dates have a form that all readers understand."""
    for element in elements(document, *DATES):
        if wrong := values.careful_822(text_of(element).strip()):
            yield element.sourceline, f"{name_of(element)} {wrong}"


@rule("error", "rss")
def incorrect_dow(document: Document) -> Iterator[Wrong]:
    """Ask that the day of the week is the right one."""
    for element in elements(document, *DATES):
        if wrong := values.weekday(text_of(element).strip()):
            yield element.sourceline, f"{name_of(element)} {wrong}"


@rule("error", "rss")
def invalid_language(document: Document) -> Iterator[Wrong]:
    """Ask that the language is one."""
    for element in elements(document, "language", "dc:language"):
        if wrong := values.language(text_of(element).strip()):
            yield element.sourceline, f"{name_of(element)} {wrong}"


@rule("error", "rss")
def item_must_contain_title_or_description(document: Document) -> Iterator[Wrong]:
    """Ask that an item has a title or a description."""
    for item in elements(document, "item"):
        if item.find("title") is None and item.find("description") is None:
            yield item.sourceline, "an item has neither title nor description"


@rule("warning", "rss")
def missing_guid(document: Document) -> Iterator[Wrong]:
    """Ask that an item has an id."""
    for item in elements(document, "item"):
        if item.find("guid") is None:
            yield item.sourceline, "an item has no guid"


@rule("error", "rss")
def invalid_http_guid(document: Document) -> Iterator[Wrong]:
    """Ask that an id is an address that can be opened, unless it says that it is none."""
    for guid in elements(document, "guid"):
        if wrong := values.boolean(guid.get("isPermaLink", "true")):
            yield guid.sourceline, f"isPermaLink {wrong}"
        elif guid.get("isPermaLink", "true") == "true" and (wrong := values.web_address(text_of(guid))):
            yield guid.sourceline, f"guid {wrong}"


@rule("warning", "rss")
def not_sufficiently_unique(document: Document) -> Iterator[Wrong]:
    """Ask that an id is more than a short number."""
    for guid in elements(document, "guid"):
        if re.fullmatch(r"\d{1,8}", text_of(guid)):
            yield guid.sourceline, f"guid {text_of(guid)} will be somebody else's too"


@rule("error", "rss")
def duplicate_value(document: Document) -> Iterator[Wrong]:
    """Ask that each item has an id of its own."""
    seen: set[str] = set()
    for guid in elements(document, "guid"):
        if text_of(guid) in seen:
            yield guid.sourceline, f"guid {text_of(guid)} again"
        seen.add(text_of(guid))


@rule("error", "rss")
def invalid_contact(document: Document) -> Iterator[Wrong]:
    """Ask that persons in RSS's own elements have a mail address and a name; others belong into dc:creator."""
    for element in elements(document, *PERSONS):
        if wrong := values.mail_with_name(text_of(element)):
            yield element.sourceline, f"{name_of(element)} {wrong}"


@rule("warning", "rss")
def duplicate_semantics(document: Document) -> Iterator[Wrong]:
    """Ask that nothing is said twice in two vocabularies."""
    for core, extension in CORE.items():
        for element in elements(document, core):
            if extension in map(name_of, element.getparent().iterchildren(etree.Element)):
                yield element.sourceline, f"{core} and {extension}"


@rule("warning", "rss")
def misplaced_item(document: Document) -> Iterator[Wrong]:
    """Ask that what belongs to the channel stands before its items."""
    for item in elements(document, "item"):
        follower = item.getnext()
        if follower is not None and name_of(follower) != "item":
            yield follower.sourceline, f"{name_of(follower)} after an item"


@rule("warning", "rss")
def need_description_before_content(document: Document) -> Iterator[Wrong]:
    """Ask that the full text comes after a description, for readers that know only that."""
    for full in elements(document, "content:encoded"):
        if "description" not in map(name_of, full.itersiblings(etree.Element, preceding=True)):
            yield full.sourceline, "content:encoded without a description before it"


@rule("warning", "rss")
def contains_html(document: Document) -> Iterator[Wrong]:
    """Ask that titles and labels are plain text: what looks like HTML is shown differently by every reader."""
    for element in elements(document, *PLAIN, "description"):
        if name_of(element) == "description" and name_of(element.getparent()) != "channel":
            continue
        text = text_of(element)
        entity = re.search(r"&(#\d+|#x[0-9a-f]+|\w+);", text)
        if re.search(r"</\w+\s*>|<(br|img|p|hr)\b[^<]*>", text) or (
            entity and (entity[1].startswith("#") or f"{entity[1]};" in html5)
        ):
            yield element.sourceline, f"{name_of(element)} looks like HTML: {text}"


@rule("error", "rss")
def invalid_number(document: Document) -> Iterator[Wrong]:
    """Ask that numbers are numbers."""
    for element in elements(document, "ttl", "width", "height", "slash:comments", "thr:total", "sy:updateFrequency"):
        if wrong := values.number(text_of(element)):
            yield element.sourceline, f"{name_of(element)} {wrong}"
    for element in elements(document, "enclosure"):
        if wrong := values.number(element.get("length", "0")):
            yield element.sourceline, f"length {wrong}"
        if wrong := values.media_type(element.get("type", "a/b")):
            yield element.sourceline, f"type {wrong}"


@rule("warning", "rss")
def image_doesnt_match(document: Document) -> Iterator[Wrong]:
    """Ask that the picture of a channel has the title and the link of the channel."""
    for image in elements(document, "image"):
        for name in ("title", "link"):
            if image.findtext(name) is not None and image.findtext(name) != image.getparent().findtext(name):
                yield image.sourceline, f"the image has another {name}"
