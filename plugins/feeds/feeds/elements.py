"""What RSS and Atom share: namespaces, elements, and documents as bytes."""

from lxml import etree

from .entry import legal

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005
THREAD = "http://purl.org/syndication/thread/1.0"  # RFC 4685


def add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element with a text and attributes, and return it."""
    element = etree.SubElement(parent, name, {key: legal(value) for key, value in attributes.items()})
    element.text = legal(text) or None
    return element


def document(root: etree._Element) -> bytes:
    """Return the document as UTF-8, the same bytes for the same elements."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))
