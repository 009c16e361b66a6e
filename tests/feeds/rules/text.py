"""Rules about Atom's texts: their kinds, persons and languages."""

import re
from collections.abc import Iterator

from lxml import etree

from . import values
from .rule import TEXTS, Document, Wrong, elements, name_of, rule, text_of

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MARKUP = re.compile(
    r"</[a-z]+[1-6]?\s*>|<(br|img|p|hr)\b[^<>]*/?>|&(#\d+|#x[0-9a-f]+|amp|lt|gt|quot|nbsp);", re.IGNORECASE
)


@rule("error", "atom")
def invalid_text_type(document: Document) -> Iterator[Wrong]:
    """Ask that a text is text, html or xhtml; content may have a media type."""
    for element in elements(document, *TEXTS):
        kind = element.get("type", "text")
        if kind not in {"text", "html", "xhtml"} and (
            name_of(element) != "atom:content" or values.media_type(kind) or kind.startswith("multipart/")
        ):
            yield element.sourceline, f"{name_of(element)} has the type {kind}"


@rule("warning", "atom")
def contains_undeclared_html(document: Document) -> Iterator[Wrong]:
    """Ask that what is said to be text holds no HTML."""
    for element in elements(document, *TEXTS):
        if element.get("type", "text") == "text" and MARKUP.search(text_of(element)):
            yield element.sourceline, f"{name_of(element)} looks like HTML: {text_of(element)[:60]}"


@rule("error", "atom")
def missing_xhtml_div(document: Document) -> Iterator[Wrong]:
    """Ask that XHTML is in one div (RFC 4287, 3.1.1.3), and only there are elements in a text."""
    for element in elements(document, *TEXTS):
        children = list(map(name_of, element.iterchildren(etree.Element)))
        if children != (["xhtml:div"] if element.get("type") == "xhtml" else []):
            yield element.sourceline, f"{name_of(element)} of the type {element.get('type')} holds {children}"


@rule("error", "atom")
def missing_summary(document: Document) -> Iterator[Wrong]:
    """Ask that content from elsewhere has a summary."""
    for content in elements(document, "atom:content"):
        if content.get("src") and "atom:summary" not in map(name_of, content.getparent()):
            yield content.sourceline, "content with src, and no summary"


@rule("error", "atom")
def invalid_person(document: Document) -> Iterator[Wrong]:
    """Ask that a mail address is one."""
    for element in elements(document, "atom:email"):
        if wrong := values.mail(text_of(element)):
            yield element.sourceline, f"{name_of(element)} {wrong}"


@rule("warning", "atom")
def missing_language(document: Document) -> Iterator[Wrong]:
    """Ask that a feed says its language."""
    if document.root.get(LANG) is None:
        yield document.root.sourceline, "the feed has no xml:lang"


@rule("error", "atom")
def invalid_xml_lang(document: Document) -> Iterator[Wrong]:
    """Ask that a language is one."""
    for element in elements(document):
        if element.get(LANG) is not None and (wrong := values.language(element.get(LANG))):
            yield element.sourceline, f"xml:lang {wrong}"
