"""What a rule is: a named check of a feed, for one format or more.

Rules are those of the Feed Validator (https://validator.w3.org/feed/docs/) and have its names where it has one, in
words: its MissingGuid is `missing_guid`. They also hold what RFC 4287, RFC 4685, RFC 5005, RSS 2.0 and the profile of
the RSS Advisory Board ask for.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "fh": "http://purl.org/syndication/history/1.0",
    "georss": "http://www.georss.org/georss",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
TEXTS = ("atom:title", "atom:subtitle", "atom:summary", "atom:rights", "atom:content")
PREFIXES = {namespace: prefix for prefix, namespace in NAMESPACES.items()}


@dataclass(frozen=True)
class Document:
    """A feed to look at: `root` is an element, or for JSON Feed what json gives."""

    data: bytes
    root: Any
    address: str  # where it is published
    now: datetime  # dates after it are to come


Wrong = tuple[int, str]  # line, what is wrong there
Check = Callable[[Document], Iterator[Wrong]]
RULES: dict[str, dict[str, tuple[str, Check]]] = {
    "rss": {},
    "atom": {},
    "json": {},
}  # format -> name -> level, check


def rule(level: str, *formats: str) -> Callable[[Check], Check]:
    """Make a check a rule of some formats; level is error or warning, its name is the check's."""

    def register(check: Check) -> Check:
        for one in formats:
            assert check.__name__ not in RULES[one], check.__name__
            RULES[one][check.__name__] = (level, check)
        return check

    return register


def name_of(qualified: str | etree._Element) -> str:
    """Return the name of an element or attribute as in a table here: `item`, `dc:creator`, `{unknown}name`."""
    parts = etree.QName(qualified)
    if parts.namespace in PREFIXES:
        return f"{PREFIXES[parts.namespace]}:{parts.localname}"
    return str(parts.text)


def elements(document: Document, *names: str) -> Iterator[etree._Element]:
    """Yield the elements of these names; all without names."""
    for element in document.root.iter(etree.Element):
        if not names or name_of(element) in names:
            yield element


def text_of(element: etree._Element) -> str:
    """Return the text of an element, as it is."""
    return str(element.text or "")


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as a text."""
    return frozenset(text.split())
