"""Blogger's jump break becomes Nikola's teaser mark, once, and at the top of the body when that moves no text."""

import re

from lxml import etree

from .job import Job
from .tree import INLINE, Element, add_text, blank, put_after, remove, split, unwrap

TEASER = re.compile(r"\s*(?:TEASER_END|END_TEASER)(?::.+)?\s*", re.IGNORECASE)
BOXED = re.compile(r"border|background|width|height|float|column|position|display|padding", re.IGNORECASE)


def mark_jump(body: Element, job: Job) -> None:
    """Write the mark for the first jump break, outside any code; any other break goes."""
    found = [node for node in body.iter("a", etree.Comment) if _is_jump(node)]
    if not found:
        return
    first = found[0]
    mark = etree.Comment(" TEASER_END ")
    if first.tag is etree.Comment and TEASER.fullmatch(first.text or ""):
        mark.text = first.text  # Nikola's own, with the author's words for "read more"
    first.addprevious(mark)
    for node in found:
        (remove if node.tag is etree.Comment else unwrap)(node)
    if len(found) > 1:
        job.note(f"{len(found)} jump breaks: the first one counts")
    while next(mark.iterancestors("pre"), None) is not None:
        split(mark)


def raise_jump(body: Element, _: Job) -> None:
    """Move the mark up while it is the first or last thing there, or what it stands in can be split in two."""
    mark = next((node for node in body.iter(etree.Comment) if is_mark(node)), None)
    while mark is not None and (parent := mark.getparent()) is not body:
        first = mark.getprevious() is None and blank(parent.text)
        last = mark.getnext() is None and blank(mark.tail)
        if not (first or last or _may_split(parent)):
            return
        if first or last:
            add_text(mark, mark.tail)
            mark.tail = None
            if first:
                parent.addprevious(mark)
            else:
                put_after(parent, mark)
        else:
            split(mark)


def is_mark(node: Element) -> bool:
    """Say whether a node is Nikola's teaser mark."""
    return node.tag is etree.Comment and bool(TEASER.fullmatch(node.text or ""))


def _is_jump(node: Element) -> bool:
    if node.tag is etree.Comment:
        text = (node.text or "").strip()
        return text.lower() == "more" or bool(TEASER.fullmatch(text))
    return node.get("name") == "more" and not node.get("href")


def _may_split(element: Element) -> bool:
    if element.tag in INLINE or element.tag == "p":
        return True
    return element.tag == "div" and not element.get("class") and not BOXED.search(element.get("style") or "")
