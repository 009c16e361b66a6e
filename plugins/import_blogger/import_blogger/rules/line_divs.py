"""Paragraphs written as <div>…</div><div><br></div>, as Blogger's editor does, become <p>. Nothing is moved.

Only the top of a body is read so, and only a div with a gap, a block with margins or nothing on both sides: lines that
stand together stay together; where they look the same they become one.
"""

from .job import Job
from .jump import BOXED, is_mark
from .tree import BLOCKS, WITH_MARGINS, Element, blank, empty, make, only_pictures, remove

LOOKS = {"style", "dir", "lang"}
EMPTIED = {"br", "span", "b", "i", "u", "em", "strong", "font"}


def mark_line_divs(body: Element, _: Job) -> None:
    """Turn each div that is a paragraph into one; the gaps between paragraphs go, margins do that."""
    _join_lines(body)
    children = list(body)
    first, shown = 0, len(children)
    while first < shown and blank(body.text) and blank(children[first].tail) and shows_nothing(children[first]):
        first += 1
    while shown and blank(children[shown - 1].tail) and shows_nothing(children[shown - 1]):
        shown -= 1
    turned = set()
    for place, child in enumerate(children[:shown]):
        if not _is_line(child) or not blank(child.tail):
            continue
        before = children[place - 1] if place > first else None
        after = children[place + 1] if place + 1 < len(children) else None
        begins = blank(body.text) if before is None else blank(before.tail) and _stands_apart(before)
        if begins and (after is None or place + 1 == shown or _stands_apart(after)):
            child.tag = "p"
            turned.add(child)
    for gap in [child for child in body if is_gap(child) and child.tag != "p"]:
        _close_gap(gap, turned)


def _close_gap(gap: Element, turned: set[Element]) -> None:
    """Remove a gap beside a paragraph that was a line; any other is an empty line of the author's, and a paragraph."""
    before, after = gap.getprevious(), gap.getnext()
    if before is None or not blank(before.tail) or not blank(gap.tail):
        return
    if before.tag == "p" and (gap.tag == "div" or before in turned or after in turned):
        remove(gap)
    elif gap.tag == "br" and before.tag == "p" and is_gap(before):
        before.append(gap)
    elif (
        gap.tag == "br"
        and (before.tag in BLOCKS or is_mark(before))
        and (after is None or after.tag in BLOCKS or after.tag == "br" or is_mark(after))
    ):
        paragraph = make("p")
        gap.addprevious(paragraph)
        paragraph.append(gap)


def _join_lines(body: Element) -> None:
    """Make one div of lines that stand together and look the same."""
    for child in list(body):
        before = child.getprevious()
        if before is None or not blank(before.tail) or not _is_line(before) or not _is_line(child):
            continue
        if not child.attrib or not set(child.attrib) <= LOOKS or child.attrib != before.attrib:
            continue
        if only_pictures(child) or only_pictures(before):
            continue
        if empty(child) or empty(before) or before[-1:] == [] or before[-1].tag != "br" or not blank(before[-1].tail):
            before.append(make("br"))
        before[-1].tail = child.text
        child.text = None
        before.extend(list(child))
        before.tail = None
        remove(child)


def _stands_apart(node: Element) -> bool:
    """Say whether a node is a gap, or a block that margins or pictures part from a paragraph beside it."""
    if not isinstance(node.tag, str):
        return is_mark(node)
    return is_gap(node) or node.tag in WITH_MARGINS or (node.tag == "div" and only_pictures(node))


def is_gap(node: Element) -> bool:
    """Say whether a node is an empty line: a <div> or <p> that holds <br> or a no-break space, or a <br> alone."""
    if node.tag == "br":
        return not node.attrib
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
    if node.tag != "div" or node.get("class") or is_gap(node) or empty(node):
        return False
    if BOXED.search(node.get("style") or "") or "clear" in node.get("style", ""):
        return False
    return next(node.iterdescendants(*BLOCKS), None) is None
