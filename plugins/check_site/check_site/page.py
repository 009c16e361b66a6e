"""Bytes of a published file → what it links to and what in it can be linked to. Each file is parsed once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from lxml import etree

ATTRIBUTES = ("href", "src", "poster")
CANDIDATE = re.compile(r"\s*(\S*[^\s,])(?:\s[^,]*)?(?:,|$)")  # one picture in a srcset
AUTHORED = {"e-content", "p-summary"}  # the theme puts these classes around what an author wrote
STUB = "legacy_redirects"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
FEEDS = ("rss", f"{ATOM}feed")


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it is written, the line it is in, and whether an author wrote it (and not a template)."""

    address: str
    line: int
    authored: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What counts of a file; stub is the address a stub leads to, "" if it names none, and None for no stub."""

    links: tuple[Link, ...] = ()
    anchors: frozenset[str] = frozenset()
    comments: int = 0
    stub: str | None = None
    feed: bool = False


def html(data: bytes) -> Page:
    """Return what counts of an HTML document or fragment."""
    tree = parse(data)
    if tree is None:
        return Page()
    anchors, comments, generator, canonical = set(), 0, None, None
    for element in tree.iter(etree.Element):
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                anchors.add(name)
        if element.tag == "meta" and element.get("name") == "generator":
            generator = element.get("content")
        elif element.tag == "link" and element.get("rel") == "canonical":
            canonical = element.get("href")
        elif is_comment(element):
            comments += 1
    stub = (canonical or "") if generator == STUB else None
    return Page(tuple(links(tree)), frozenset(anchors), comments, stub)


def xml(data: bytes) -> Page:
    """Return what counts of a feed or a sitemap; nothing of another or a broken document."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        return Page()
    found = []
    for element in root.iter(etree.Element):
        name, line = etree.QName(element).localname, element.sourceline or 0
        if name == "loc" or (name == "link" and not element.get("href")):
            found.append(Link(element.text or "", line, authored=False))
        elif name in ("link", "enclosure"):
            found.append(Link(element.get("href") or element.get("url") or "", line, authored=False))
        elif element.tag == CONTENT or (element.tag == f"{ATOM}content" and element.get("type") == "html"):
            tree = parse((element.text or "").encode())
            found += [Link(link.address, line, authored=True) for link in links(tree)] if tree is not None else []
    return Page(tuple(found), feed=root.tag in FEEDS)


def parse(data: bytes) -> etree._Element | None:
    """Return the tree of an HTML document or fragment in UTF-8, None if it is empty."""
    try:
        return lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))
    except etree.ParserError:
        return None


def links(tree: etree._Element) -> Iterator[Link]:
    """Yield each address that a browser would open or load."""
    authored = {
        element
        for above in tree.iter(etree.Element)
        if AUTHORED & set((above.get("class") or "").split())
        for element in above.iter(etree.Element)
    }
    for element in tree.iter(etree.Element):
        written = [element.get(attribute) for attribute in ATTRIBUTES]
        if element.get("srcset"):
            written += CANDIDATE.findall(element.get("srcset"))
        for address in filter(None, written):
            yield Link(address, element.sourceline or 0, element in authored)


def is_comment(element: etree._Element) -> bool:
    """Tell whether an element is a reader's comment."""
    name = element.get("id") or ""
    return name[:1] == "c" and name[1:].isdigit() and "comment" in (element.get("class") or "").split()
