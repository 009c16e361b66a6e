"""Empty lines before the first and after the last thing of a body go, and a teaser mark with nothing before it.

Nikola fails on an empty teaser.
"""

from lxml import etree

from .job import Job
from .jump import is_mark
from .line_divs import shows_nothing
from .tree import Element, blank, remove


def trim_edges(body: Element, job: Job) -> None:
    """Remove what shows nothing at both ends of the body."""
    while len(body) and blank(body[-1].tail) and shows_nothing(body[-1]):
        remove(body[-1])
    while (first := _first(body)) is not None and (is_mark(first) or (blank(first.tail) and shows_nothing(first))):
        if is_mark(first):
            job.note("jump break before any text dropped")
        remove(first)
    if len(body) and blank(body[-1].tail):
        body[-1].tail = None
    if blank(body.text):
        body.text = None


def _first(body: Element) -> Element:
    """Give the first element or mark of a body that begins with no text."""
    for node in body if blank(body.text) else ():
        if node.tag is not etree.Comment or is_mark(node):
            return node
        if not blank(node.tail):
            return None
    return None
