"""No tree may be deeper than the parsers of Nikola read (256): what is deeper stands side by side.

libxml2 itself gives up at 2,048; then the source is made flat before another try.
"""

import re

from lxml import etree

from .job import Job
from .tree import Element

DEEPEST = 150
FEWEST = DEEPEST  # a source with fewer `<` cannot be so deep
KEPT = {
    "img",
    "br",
    "hr",
    "input",
    "embed",
    "param",
    "iframe",
    "video",
    "audio",
    "source",
    "wbr",
    "pre",
    "object",
}
TAG = re.compile(r"<(/?)([a-z][\w:-]*)\b[^<>]*?(/?)>", re.IGNORECASE)
COUNTED_NOT = KEPT | {
    "p",
    "li",
    "dd",
    "dt",
    "tr",
    "td",
    "th",
    "option",
    "tbody",
    "thead",
    "meta",
    "link",
    "area",
    "col",
}


def flatten_tree(body: Element, job: Job) -> None:
    """Take out the containers below the deepest level."""
    deep = [element for element in body.xpath(f".//*[count(ancestor::*) = {DEEPEST}]") if len(element)]
    for element in deep:
        names = {child.tag for child in element.iterdescendants("*")} - KEPT
        etree.strip_tags(element, *names)
    if deep:
        job.note(f"tags nested more than {DEEPEST} deep taken out, their text stays")


def flatten_source(text: str) -> str:
    """Take out the tags that would be too deep, counting those that need an end."""
    depth = 0

    def decide(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[3] or tag[2].lower() in COUNTED_NOT:
            return tag[0]
        depth = max(0, depth - 1) if tag[1] else depth + 1
        return tag[0] if depth + bool(tag[1]) <= DEEPEST - 10 else ""

    return TAG.sub(decide, text)
