"""HTML of a post → HTML that stands on its own in a feed reader.

All addresses become absolute; scripts, styles, comments (the jump break too) and fields to fill in go; what is embedded
becomes a link; code loses its colours, which are in a stylesheet of the site; of styles stays what is about text and
boxes, and of elements and attributes what readers know. Sizes of pictures stay.
"""

import re
from collections.abc import Callable

from lxml import etree, html
from lxml.html import defs

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
        "button",
        "input",
        "select",
        "textarea",
        "comment()",
        "processing-instruction()",
    )
)
KNOWN = defs.tags | {"bdi", "data", "main", "nobr", "picture", "search"}
MORE = {"bgcolor", "controls", "face", "kind", "loop", "muted", "open", "poster", "preload", "reversed"}
ATTRIBUTES = (defs.safe_attrs | MORE | {"sizes", "srclang", "srcset", "style"}) - {"aria-hidden", "role", "tabindex"}
NO_END = re.compile("</(?:source|track|wbr)>")  # libxml2 is older than these, and closes them
STYLE = re.compile(
    r"\s*(?:background-color|border(?:-(?:bottom|collapse|color|left|right|style|top|width))?|clear|color|direction|display"
    r"|float|font(?:-(?:family|size|style|variant|weight))?|height|letter-spacing|line-height"
    r"|(?:margin|padding)(?:-(?:bottom|left|right|top))?|text-(?:align|decoration|indent)"
    r"|vertical-align|white-space|width)\s*:(?:rgba?\([\d\s.,%]*\)|[\w\s.,%#!\"'-])*",
    re.IGNORECASE,
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
    for element in list(root.iterdescendants(etree.Element)):
        if element.tag == "form" or (element.tag not in KNOWN and not _drawn(element)):
            element.drop_tag()
    for block in root.iter("pre"):
        _without_colours(block)
    for element in root.iter(etree.Element):
        _tidy(element, resolve)
    written = NO_END.sub("", html.tostring(root, encoding="unicode"))
    return written.removeprefix("<div>").removesuffix("</div>")


def _link(element: html.HtmlElement, address: str | None) -> None:
    """Put a link in the place of something embedded, or what stood in it for those who cannot show it."""
    if not address:
        element.drop_tag() if element.tag == "object" else element.drop_tree()
        return
    link = html.Element("a", href=address)
    link.text = element.get("title") or address
    link.tail = element.tail
    element.getparent().replace(element, link)


def _without_colours(block: html.HtmlElement) -> None:
    """Make of the code in a <pre> what its author wrote: `highlight` marks such a block with class="code"."""
    names = (block.get("class") or "").split()
    if "code" not in names:
        return
    for span in block.xpath("./code//span[@class and count(@*) = 1]"):
        span.drop_tag()
    names.remove("code")
    if names:
        block.set("class", " ".join(names))
    else:
        del block.attrib["class"]


def _absolute(address: str, resolve: Callable[[str], str]) -> str:
    absolute = resolve(address.strip())
    return f"https:{absolute}" if absolute.startswith("//") else absolute


def _drawn(element: html.HtmlElement) -> bool:
    """Tell whether an element is part of a drawing or formula, which have elements and attributes of their own."""
    return element.tag in ("math", "svg") or next(element.iterancestors("math", "svg"), None) is not None


def _tidy(element: html.HtmlElement, resolve: Callable[[str], str]) -> None:
    """Do what rewrite_links does not: two attributes with addresses it does not know; and see to all others."""
    if "poster" in element.attrib:
        element.set("poster", _absolute(element.get("poster"), resolve))
    if "srcset" in element.attrib:
        candidates = CANDIDATE.findall(element.get("srcset"))
        element.set("srcset", ", ".join(f"{_absolute(one, resolve)} {size}".strip() for one, size in candidates))
    if "style" in element.attrib:
        styles = [style for style in element.get("style").split(";") if style.strip()]
        kept = list(filter(STYLE.fullmatch, styles))
        if kept != styles:
            element.set("style", ";".join(kept).strip())
        if not kept:
            del element.attrib["style"]
    drawn = _drawn(element)
    for name, value in element.items():
        known = name in ATTRIBUTES or (drawn and not name.startswith("on"))
        if not known or re.match(r"\s*javascript\s*:", value, re.IGNORECASE):
            del element.attrib[name]
