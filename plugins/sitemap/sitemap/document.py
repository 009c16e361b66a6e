"""Addresses and dates → the bytes of a sitemap, or of the index of one (https://www.sitemaps.org/protocol.html)."""

from collections.abc import Iterable

from lxml import etree

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(pages: Iterable[tuple[str, str | None]]) -> bytes:
    """Return the sitemap of pages: absolute address, and ISO 8601 date of the last change or None."""
    return document("urlset", "url", pages)


def index(address: str) -> bytes:
    """Return the index of the one sitemap at an absolute address."""
    return document("sitemapindex", "sitemap", [(address, None)])


def document(root: str, item: str, entries: Iterable[tuple[str, str | None]]) -> bytes:
    """Return an XML document in which every entry is an item with its address and its date."""
    tree = etree.Element(root, nsmap={None: NAMESPACE})
    for address, changed in entries:
        element = etree.SubElement(tree, item)
        etree.SubElement(element, "loc").text = address
        if changed:
            etree.SubElement(element, "lastmod").text = changed
    return bytes(etree.tostring(tree, encoding="utf-8", xml_declaration=True, pretty_print=True))
