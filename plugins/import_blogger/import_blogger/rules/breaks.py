"""Text broken by two <br> at the top of a body becomes paragraphs. Nothing is moved.

A body without such a gap stays as it is, and so does text beside an inline element with blocks inside, for it is on
that element's line.
"""

from itertools import groupby

from lxml import etree

from .job import Job
from .jump import is_mark
from .tree import BLOCKS, Element, blank, make

Node = Element | str


def break_paragraphs(body: Element, _: Job) -> None:
    """Put <p> around the pieces of text between gaps."""
    runs = [(kind, list(nodes)) for kind, nodes in groupby(_nodes(body), _kind)]
    pieces = {
        place: _cut(nodes) for place, (kind, nodes) in enumerate(runs) if kind == "text" and _is_free(runs, place)
    }
    marked = any(place + 1 < len(runs) and is_mark(runs[place + 1][1][0]) for place in pieces)
    if not marked and not any(len(found) > 1 for found in pieces.values()):
        return
    for child in list(body):
        child.tail = None
        body.remove(child)
    body.text = None
    for place, (_kind_of_run, nodes) in enumerate(runs):
        for piece in pieces.get(place) or []:
            paragraph = make("p")
            _fill(paragraph, piece)
            paragraph.tail = "\n"
            body.append(paragraph)
        if not pieces.get(place):
            _fill(body, nodes)


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


def _is_free(runs: list[tuple[str, list[Node]]], place: int) -> bool:
    return all(kind != "mixed" for kind, _ in runs[max(0, place - 1) : place + 2])


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
    return [piece for piece in pieces if any(isinstance(node, str) or node.tag is not etree.Comment for node in piece)]


def _fill(parent: Element, nodes: list[Node]) -> None:
    for node in nodes:
        if not isinstance(node, str):
            parent.append(node)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + node
        else:
            parent.text = (parent.text or "") + node
