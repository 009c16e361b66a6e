"""A <div> without attributes is the editor's word for a line: its text stays on a line of its own, the <div> goes.

Where text would run into the text beside it, a <br> keeps them apart, as the <div> did; `break_paragraphs` then makes
paragraphs of the lines. Nothing is moved, and no two lines become one. A <span> without attributes says nothing at all.
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from .job import Job
from .jump import is_mark
from .line_divs import is_gap
from .tree import BLOCKS, INLINE, Element, make, put_after, remove, unwrap

Node = Element | str | None
HOLDERS = ("blockquote", "li", "td", "th", "dd", "div", "section", "article")


def unwrap_plain(body: Element, _: Job) -> None:
    """Unwrap each <div> and <span> that says nothing."""
    for span in list(body.iter("span")):
        if not span.attrib:
            unwrap(span)
    for holder in [body, *body.iter(*HOLDERS)]:
        if holder is not body and _is_plain(holder):
            continue  # one of those in another holder
        waiting = [child for child in holder if _is_plain(child)]
        while waiting:
            div = waiting.pop(0)
            waiting[:0] = [child for child in div if _is_plain(child)]
            _unwrap_line(div)


def _is_plain(element: Element) -> bool:
    return element.tag == "div" and not element.attrib


def _unwrap_line(div: Element) -> None:
    """Unwrap a div and keep its text apart from what stands before and after it."""
    if is_gap(div):
        for child in list(div):
            remove(child)
        div.text = None
        div.append(make("br"))
    before, first = _kind(_backwards(div), back=True), _kind(_inside(div))
    last, after = _kind(_inside(div, back=True), back=True), _kind(_forwards(div))
    if before == "line" and (first in {"line", "br"} or (first == "" and after in {"line", "br"})):
        div.addprevious(make("br"))
    if last == "line" and after in {"line", "br"}:
        put_after(div, make("br"))
    unwrap(div)


def _forwards(element: Element) -> Iterator[Node]:
    """Give what stands after an element."""
    yield element.tail
    for child in element.itersiblings():
        yield child
        yield child.tail


def _backwards(element: Element) -> Iterator[Node]:
    """Give what stands before an element, the nearest first."""
    for child in element.itersiblings(preceding=True):
        yield child.tail
        yield child
    yield element.getparent().text


def _inside(element: Element, *, back: bool = False) -> Iterator[Node]:
    """Give what an element holds, from its end when `back`."""
    if not back:
        yield element.text
        for child in element:
            yield child
            yield child.tail
        return
    for child in reversed(element):
        yield child.tail
        yield child
    yield element.text


def _kind(nodes: Iterable[Node], *, back: bool = False) -> str:
    """Say what the first node is that takes part in a line: `line`, `br`, `block`, or nothing."""
    return next(filter(None, (_kind_of(node, back=back) for node in nodes)), "")


def _kind_of(node: Node, *, back: bool) -> str:
    if node is None or isinstance(node, str):
        return "line" if node and node.strip(" \t\n\r\f") else ""
    if node.tag is etree.Comment:
        return "block" if is_mark(node) else ""
    if node.tag == "br":
        return "br"
    if node.tag in BLOCKS or next(node.iterdescendants(*BLOCKS), None) is not None:
        return "block"
    return _kind(_inside(node, back=back), back=back) if node.tag in INLINE else "line"
