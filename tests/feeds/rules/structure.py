"""Rules about XML and about which element may stand where."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from .rule import Document, Wrong, elements, name_of, rule, text_of

LINK = "href! rel type hreflang title length thr:count thr:updated"
TEXT = "type xml:lang xml:base"
# Element -> what may stand in it: `!` once, `?` at most once, `+` at least once, `*` any number of times.
CHILDREN = {
    "rss": "channel!",
    "channel": "title! link! description! language? copyright? managingEditor? webMaster? pubDate? lastBuildDate?"
    " category* generator? docs? ttl? image? item* atom:link* dc:creator* dc:rights? dc:language? fh:archive?"
    " fh:complete? sy:updatePeriod? sy:updateFrequency?",
    "image": "url! title! link! width? height? description?",
    "item": "title? link? description? author? category* comments? enclosure? guid? pubDate? source? content:encoded?"
    " dc:creator* dc:date? dc:rights? dcterms:modified? atom:link* atom:updated? atom:published?"
    " slash:comments? thr:total? thr:in-reply-to* georss:point? media:thumbnail*",
    "atom:feed": "atom:id! atom:title! atom:updated! atom:author* atom:link* atom:category* atom:contributor*"
    " atom:generator? atom:icon? atom:logo? atom:rights? atom:subtitle? atom:entry* fh:archive? fh:complete?",
    "atom:entry": "atom:id! atom:title! atom:updated! atom:author* atom:category* atom:content? atom:contributor*"
    " atom:link* atom:published? atom:rights? atom:source? atom:summary? thr:in-reply-to* thr:total? georss:point?"
    " media:thumbnail*",
    "atom:author": "atom:name! atom:uri? atom:email?",
    "atom:contributor": "atom:name! atom:uri? atom:email?",
    "atom:source": "atom:id? atom:title? atom:updated? atom:author* atom:link* atom:category* atom:subtitle?",
}
# Element -> its attributes, `!` for those it must have. Elements that are not named have none.
ATTRIBUTES = {
    "rss": "version! xml:base",
    "guid": "isPermaLink",
    "category": "domain",
    "enclosure": "url! length! type!",
    "source": "url!",
    "atom:feed": "xml:lang xml:base",
    "atom:entry": "xml:lang xml:base",
    "atom:link": LINK,
    "atom:category": "term! scheme label xml:lang",
    "atom:generator": "uri version",
    "atom:title": TEXT,
    "atom:subtitle": TEXT,
    "atom:summary": TEXT,
    "atom:rights": TEXT,
    "atom:content": f"{TEXT} src",
    "thr:in-reply-to": "ref! href type source",
    "media:thumbnail": "url! width height",
}
MAY_BE_BLANK = {"fh:archive", "fh:complete", "atom:link", "atom:category", "enclosure", "thr:in-reply-to"}
MAY_BE_BLANK |= {"media:thumbnail", "description", "atom:content"}  # atom:content: an entry may have no text


def _split(words: str) -> dict[str, str]:
    """Return name -> mark of a line of a table."""
    return {word.rstrip("!?+*"): word[len(word.rstrip("!?+*")) :] for word in words.split()}


def _looked_at(document: Document) -> Iterator[etree._Element]:
    """Yield all elements but those of XHTML, which other rules know."""
    return (element for element in elements(document) if not name_of(element).startswith("xhtml:"))


@rule("error", "rss", "atom")
def invalid_doctype(document: Document) -> Iterator[Wrong]:
    """Ask for no document type: entities are for attacks, and readers refuse them."""
    if document.root.getroottree().docinfo.doctype:
        yield 1, "has a document type"


@rule("warning", "rss", "atom")
def not_utf8(document: Document) -> Iterator[Wrong]:
    """Ask that the feed is UTF-8 and says so."""
    if not re.match(rb"<\?xml [^>]*encoding=[\"'](?i:utf-8)[\"']", document.data):
        yield 1, "does not say at its start that it is UTF-8"


@rule("warning", "rss", "atom")
def processing_instruction(document: Document) -> Iterator[Wrong]:
    """Ask for no stylesheet: browsers stop to know XSLT."""
    for found in document.root.xpath("//processing-instruction()"):
        yield found.sourceline or 1, f"has a processing instruction {found.target}"


@rule("warning", "rss", "atom")
def bad_characters(document: Document) -> Iterator[Wrong]:
    """Ask for no characters that come from wrong decoding."""
    for element in elements(document):
        for text in (element.text, element.tail, *element.attrib.values()):
            if found := re.search("[\x80-\x9f\ufffd]", text or ""):
                yield element.sourceline, f"{name_of(element)} holds the character U+{ord(found[0]):04X}"


@rule("warning", "rss", "atom")
def unknown_namespace(document: Document) -> Iterator[Wrong]:
    """Ask for only namespaces that readers know."""
    for element in elements(document):
        if name_of(element).startswith("{"):
            yield element.sourceline, f"{element.tag}: who knows this namespace?"


@rule("error", "rss", "atom")
def undefined_element(document: Document) -> Iterator[Wrong]:
    """Ask that each element stands where its format has it."""
    for element in _looked_at(document):
        parent = element.getparent()
        if parent is None or name_of(element).startswith("{") or name_of(parent).startswith(("{", "xhtml:")):
            continue
        if name_of(element) not in _split(CHILDREN.get(name_of(parent), "")):
            yield element.sourceline, f"{name_of(element)} in {name_of(parent)}"


@rule("error", "rss", "atom")
def duplicate_element(document: Document) -> Iterator[Wrong]:
    """Ask that what may be there once is there once."""
    for element in _looked_at(document):
        marks = _split(CHILDREN.get(name_of(element), ""))
        for name, number in Counter(map(name_of, element.iterchildren(etree.Element))).items():
            if number > 1 and marks.get(name) in {"!", "?"}:
                yield element.sourceline, f"{name_of(element)} has {number} {name}"


@rule("error", "rss", "atom")
def missing_element(document: Document) -> Iterator[Wrong]:
    """Ask that what must be there is there."""
    for element in _looked_at(document):
        has = set(map(name_of, element.iterchildren(etree.Element)))
        for name, mark in _split(CHILDREN.get(name_of(element), "")).items():
            if mark == "!" and name not in has:
                yield element.sourceline, f"{name_of(element)} has no {name}"


@rule("error", "rss", "atom")
def unexpected_attribute(document: Document) -> Iterator[Wrong]:
    """Ask that each attribute is one of its element."""
    for element in _looked_at(document):
        known = {*_split(ATTRIBUTES.get(name_of(element), "")), "xml:lang", "xml:base"}
        for attribute in map(name_of, element.attrib):
            if attribute not in known and not name_of(element).startswith("{"):
                yield element.sourceline, f"{name_of(element)} has an attribute {attribute}"


@rule("error", "rss", "atom")
def missing_attribute(document: Document) -> Iterator[Wrong]:
    """Ask that what an element must say it says."""
    for element in _looked_at(document):
        for name, mark in _split(ATTRIBUTES.get(name_of(element), "")).items():
            if mark == "!" and name not in map(name_of, element.attrib):
                yield element.sourceline, f"{name_of(element)} has no attribute {name}"


@rule("error", "rss", "atom")
def unexpected_text(document: Document) -> Iterator[Wrong]:
    """Ask for no text between elements."""
    for element in _looked_at(document):
        if name_of(element) in CHILDREN:
            texts = (element.text, *(child.tail for child in element))
            if any(text and text.strip() for text in texts):
                yield element.sourceline, f"{name_of(element)} holds text"


@rule("warning", "rss", "atom")
def not_blank(document: Document) -> Iterator[Wrong]:
    """Ask that an element that is there says something, and so does an attribute."""
    for element in _looked_at(document):
        name = name_of(element)
        if not (name in CHILDREN or name in MAY_BE_BLANK or len(element) or text_of(element).strip()):
            yield element.sourceline, f"{name} is empty"
        for attribute, value in element.attrib.items():
            if not value.strip():
                yield element.sourceline, f"{name} has an empty {attribute}"


@rule("error", "rss", "atom")
def unexpected_whitespace(document: Document) -> Iterator[Wrong]:
    """Ask for no white space around ids, addresses and dates: some readers take it for a part of them."""
    exact = (
        "atom:id",
        "atom:updated",
        "atom:published",
        "atom:uri",
        "atom:email",
        "guid",
        "link",
        "pubDate",
        "url",
    )
    for element in elements(document, *exact, "lastBuildDate", "language", "comments"):
        if text_of(element) != text_of(element).strip():
            yield element.sourceline, f"{name_of(element)} has white space around it"
