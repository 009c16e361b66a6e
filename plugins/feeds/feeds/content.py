"""HTML of a post → HTML that stands on its own in a feed reader.

All addresses become absolute; scripts, styles and comments go (the jump break too); what is embedded becomes a link.
"""

import re
from collections.abc import Callable

from lxml import etree, html

DROPPED = " | ".join(
    f"//{name}"
    for name in (
        "script",
        "style",
        "template",
        "link",
        "meta",
        "base",
        "param",
        "comment()",
        "processing-instruction()",
    )
)
EMBEDDED = {"iframe": "src", "embed": "src", "object": "data"}
# One candidate of a srcset: an address without white space, which may hold commas but not end in one, and a size.
CANDIDATE = re.compile(r"([^\s,]\S*?)(?:,+(?=\s|$)|\s+([^,]*)(?:,|$)|$)")


def for_reader(text: str, resolve: Callable[[str], str]) -> str:
    """Return the HTML of a post's text for feeds; resolve gives the absolute address that a link in it means."""
    root = html.fragment_fromstring(text, create_parent="div")
    for unwanted in root.xpath(DROPPED):
        unwanted.drop_tree()
    root.rewrite_links(lambda address: _absolute(address, resolve), resolve_base_href=False)
    for tag, attribute in EMBEDDED.items():
        for element in list(root.iter(tag)):
            _link(element, element.get(attribute))
    for element in root.iter(etree.Element):
        _tidy(element, resolve)
    return str(html.tostring(root, encoding="unicode")).removeprefix("<div>").removesuffix("</div>")


def _link(element: html.HtmlElement, address: str | None) -> None:
    """Put a link in the place of something embedded, or what stood in it for those who cannot show it."""
    if not address:
        element.drop_tag() if element.tag == "object" else element.drop_tree()
        return
    link = html.Element("a", href=address)
    link.text = element.get("title") or address
    link.tail = element.tail
    element.getparent().replace(element, link)


def _absolute(address: str, resolve: Callable[[str], str]) -> str:
    absolute = resolve(address.strip())
    return f"https:{absolute}" if absolute.startswith("//") else absolute


def _tidy(element: html.HtmlElement, resolve: Callable[[str], str]) -> None:
    """Do what rewrite_links does not: two attributes with addresses it does not know, and scripts in attributes."""
    if "poster" in element.attrib:
        element.set("poster", _absolute(element.get("poster"), resolve))
    if "srcset" in element.attrib:
        candidates = CANDIDATE.findall(element.get("srcset"))
        element.set("srcset", ", ".join(f"{_absolute(one, resolve)} {size}".strip() for one, size in candidates))
    for name, value in element.items():
        if name.startswith("on") or re.match(r"\s*javascript\s*:", value, re.IGNORECASE):
            del element.attrib[name]
