"""Text at the top of a body or in a quotation becomes paragraphs, parted by two <br>. Nothing is moved.

So does text alone, and text beside blocks. Text beside an inline element with blocks inside stays as it is, for it is
on that element's line. Paragraphs and aligned lines that hold nothing go.
"""

import re
from itertools import groupby

from lxml import etree

from .job import Job
from .jump import is_mark
from .tree import BLOCKS, Element, blank, empty, make

Node = Element | str
ALIGNED = re.compile(r"\s*text-align\s*:[^;]*;?\s*", re.IGNORECASE)


def break_paragraphs(body: Element, _: Job) -> None:
    """Put <p> around the pieces of text between gaps, at the top of the body and of each quotation."""
    for holder in [*body.iter("blockquote", "section", "article"), *body.iter("div")]:
        if holder.tag != "div" or (("lang" in holder.attrib or "dir" in holder.attrib) and not _is_line(holder)):
            _break(holder)
    _break(body)


def _is_line(div: Element) -> bool:
    """Say whether a div holds nothing but one piece of text: then it is a line, and `mark_line_divs` knows more."""
    nodes = _nodes(div)
    return all(_kind(node) == "text" for node in nodes) and len(_cut(nodes)) == 1


def _break(holder: Element) -> None:
    runs = [(kind, list(nodes)) for kind, nodes in groupby(_nodes(holder), _kind)]
    # What each run that changes becomes: paragraphs, or fewer nodes.
    pieces: dict[int, list[list[Node]]] = {}
    fewer: dict[int, list[Node]] = {}
    for place, (kind, nodes) in enumerate(runs):
        if any(near == "mixed" for near, _ in runs[max(0, place - 1) : place + 2]):
            continue
        if kind == "text" and (found := _cut(nodes) or _gap(runs, place)):
            pieces[place] = found
        elif kind == "block" and any(map(_is_nothing, nodes)):
            fewer[place] = [node for node in nodes if not _is_nothing(node)]
    if not pieces and not fewer:
        return
    for child in list(holder):
        child.tail = None
        holder.remove(child)
    holder.text = None
    for place, (_, nodes) in enumerate(runs):
        for piece in pieces.get(place, ()):
            paragraph = make("p")
            _fill(paragraph, piece)
            paragraph.tail = "\n"
            holder.append(paragraph)
        if place not in pieces:
            _fill(holder, fewer.get(place, nodes))


def _is_nothing(node: Node) -> bool:
    """Say whether a block is an empty paragraph or aligned line, which shows nothing, not even its margins."""
    if isinstance(node, str) or node.tag not in {"p", "div"} or not empty(node):
        return False
    return not node.attrib or (set(node.attrib) == {"style"} and bool(ALIGNED.fullmatch(node.get("style"))))


def _gap(runs: list[tuple[str, list[Node]]], place: int) -> list[list[Node]]:
    """Give the line breaks of a run that is nothing else, and stands between blocks that are no lines themselves."""
    breaks = [node for node in runs[place][1] if not isinstance(node, str) and node.tag == "br"]
    if not breaks or not 0 < place < len(runs) - 1:
        return []
    beside = (runs[place - 1][1][-1], runs[place + 1][1][0])
    return [] if any(not isinstance(node, str) and node.tag == "div" for node in beside) else [breaks]


def _nodes(body: Element) -> list[Node]:
    nodes: list[Node] = [body.text] if body.text else []
    for child in body:
        nodes.append(child)
        if child.tail:
            nodes.append(child.tail)
    return nodes


def _kind(node: Node) -> str:
    if isinstance(node, str):
        return "text"
    if is_mark(node) or node.tag in BLOCKS:
        return "block"
    return "text" if next(node.iterdescendants(*BLOCKS), None) is None else "mixed"


def _cut(nodes: list[Node]) -> list[list[Node]]:
    """Cut a run where two breaks or more follow each other; breaks at the ends of a piece go."""
    pieces: list[list[Node]] = [[]]
    waiting: list[Node] = []
    breaks = 0
    for node in nodes:
        if not isinstance(node, str) and node.tag == "br" and not node.attrib:
            breaks += 1
            waiting.append(node)
        elif isinstance(node, str) and blank(node) and (breaks or not pieces[-1]):
            waiting.append(node)
        else:
            if breaks > 1 and pieces[-1]:
                pieces.append([])
            elif pieces[-1]:
                pieces[-1] += waiting
            pieces[-1].append(node)
            waiting, breaks = [], 0
    return [piece for piece in pieces if any(map(_shows, piece))]


def _shows(node: Node) -> bool:
    return not blank(node) if isinstance(node, str) else node.tag not in {"br", etree.Comment}


def _fill(parent: Element, nodes: list[Node]) -> None:
    for node in nodes:
        if not isinstance(node, str):
            parent.append(node)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + node
        else:
            parent.text = (parent.text or "") + node
