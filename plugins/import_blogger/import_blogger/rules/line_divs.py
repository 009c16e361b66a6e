"""Paragraphs written as <div>…</div><div><br></div>, as Blogger's editor does, become <p>. Nothing is moved.

Only the top of a body is read so, and only a div with a gap, a block or nothing on both sides: lines that stand
together stay together.
"""

from .job import Job
from .tree import BLOCKS, Element, blank, empty, remove

EMPTIED = {"br", "span", "b", "i", "u", "em", "strong", "font"}


def mark_line_divs(body: Element, _: Job) -> None:
    """Turn each div that is a paragraph into one; the gaps between paragraphs go, margins do that."""
    children = list(body)
    first, shown = 0, len(children)
    while first < shown and blank(body.text) and blank(children[first].tail) and shows_nothing(children[first]):
        first += 1
    while shown and blank(children[shown - 1].tail) and shows_nothing(children[shown - 1]):
        shown -= 1
    for place, child in enumerate(children[:shown]):
        if not _is_line(child) or not blank(child.tail):
            continue
        before = children[place - 1] if place > first else None
        after = children[place + 1] if place + 1 < len(children) else None
        begins = blank(body.text) if before is None else blank(before.tail) and not _is_text(before)
        ends = after is not None and (is_gap(after) or place + 1 == shown)
        last = after is None and before is not None and (before.tag == "p" or is_gap(before))
        if begins and (ends or last):
            child.tag = "p"
    for gap in [child for child in body if is_gap(child)]:
        before = gap.getprevious()
        if gap.tag == "div" and before is not None and before.tag == "p" and blank(before.tail):
            remove(gap)


def is_gap(node: Element) -> bool:
    """Say whether a node is an empty line: a <div> or <p> that holds <br> or a no-break space and shows nothing."""
    if node.tag not in {"div", "p"} or node.get("id") or node.get("class") or "clear" in node.get("style", ""):
        return False
    inner = list(node.iterdescendants())
    if any(child.tag not in EMPTIED or child.get("id") for child in inner):
        return False
    text = "".join(node.itertext())
    return blank(text) and ("\xa0" in text or any(child.tag == "br" for child in inner))


def shows_nothing(node: Element) -> bool:
    """Say whether a node at an end of a body can go."""
    if node.tag == "br":
        return not node.attrib
    return is_gap(node) or (node.tag in EMPTIED | {"p", "div"} and empty(node) and not node.attrib)


def _is_line(node: Element) -> bool:
    if node.tag != "div" or node.get("class") or is_gap(node):
        return False
    return next(node.iterdescendants(*BLOCKS), None) is None


def _is_text(node: Element) -> bool:
    """Say whether a node is text on a line of its own, or on the line before a div."""
    return isinstance(node.tag, str) and (node.tag not in BLOCKS or _is_line(node))
