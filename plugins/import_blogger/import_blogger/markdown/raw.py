"""HTML inside Markdown, and why an element needs it.

In: elements of a cleaned tree. Out: their HTML as Markdown passes it on unread, and a cause in words, or none where the
HTML is what a person would write in a Markdown source.
"""

import re
from typing import Any

from lxml import etree

from ..rules.tree import BLOCKS, names, only_pictures
from .escape import attribute

Element = Any
# Elements in a line that Markdown has no sign for, and that people write as HTML.
PLEASANT = names(
    "a abbr acronym b bdi bdo big br cite code del dfn em i img ins kbd mark q s samp small strike strong sub sup tt u"
    " var wbr"
)
COLOUR = re.compile(r"(?:^|[;\s])(?:color|background)", re.IGNORECASE)
FONT = re.compile(r"(?:^|[;\s])font|line-height|letter-spacing", re.IGNORECASE)
ALIGN = re.compile(r"text-align|text-indent|^\s*direction", re.IGNORECASE)
BLANK_LINE = re.compile(r"(?<=\n)([ ]+)(?=\n)")


def opening(element: Element) -> str:
    """Return the start tag, safe in a line of Markdown."""
    attributes = "".join(f' {name}="{attribute(value)}"' for name, value in element.attrib.items())
    return f"<{element.tag}{attributes}>"


def block(element: Element) -> str:
    """Return the element's HTML as a block of its own; its blanks are kept from Markdown's reading of tabs."""
    tail, element.tail = element.tail, None
    try:
        text: str = etree.tostring(element, encoding="unicode", method="html")
    finally:
        element.tail = tail
    text = text.replace("{{%", "&#123;{%")
    if "<pre" in text:
        text = BLANK_LINE.sub(lambda blanks: f"{blanks[1][:-1]}&#32;", text.replace("\t", "&#9;"))
    return text


def why_style(style: str) -> str:
    """Return what a style is for, as a cause."""
    if COLOUR.search(style):
        return "colours"
    if FONT.search(style):
        return "fonts and sizes"
    if ALIGN.search(style):
        return "aligned text"
    return "styles of its own"


def why_span(element: Element) -> str:
    """Return why an element in a line stays HTML; nothing when people write it so."""
    if element.tag in PLEASANT:
        style = element.get("style")
        return why_style(style) if style and element.tag != "img" else ""
    if element.get("style"):
        return why_style(element.get("style"))
    if element.tag == "font":
        return "colours" if element.get("color") else "fonts and sizes"
    return f"<{element.tag}> in a line"


def why_block(element: Element) -> str:
    """Return why a block stays HTML; nothing when people write it so."""
    tag, style = element.tag, element.get("style")
    if tag == "figure" or (tag == "div" and only_pictures(element)):
        return ""
    if tag == "table":
        return why_table(element)
    if style:
        return why_style(style)
    if tag in {"pre", "hr"}:
        return ""
    inner = next((part for part in element.iterdescendants("table", "pre", "div", "p", "blockquote")), None)
    if inner is not None:
        return f"<{inner.tag}> in <{tag}>"
    return f"<{tag}>" + (" with attributes" if element.attrib else "")


def length(element: Element) -> int:
    """Return how many characters of text an element shows, at least one."""
    return max(1, sum(len(text.strip()) for text in element.itertext()))


def why_table(table: Element) -> str:
    """Return why a table is no plain one: then its HTML is no source for a person."""
    cells = list(table.iter("td", "th"))
    if any(int_of(cell.get(name)) > 1 for cell in cells for name in ("colspan", "rowspan")):
        return "a table with merged cells"
    if next(table.iterdescendants("table"), None) is not None:
        return "a table in a table"
    if any(next(cell.iterdescendants(*BLOCKS), None) is not None for cell in cells):
        return "a table with blocks in its cells"
    styles = [part.get("style") for part in table.iter("*") if part.get("style") and part.tag != "img"]
    return why_style(styles[0]) if styles else ""


def int_of(text: str | None) -> int:
    """Return a number that an attribute gives, else 1."""
    return int(text) if text and text.strip().isdecimal() else 1
