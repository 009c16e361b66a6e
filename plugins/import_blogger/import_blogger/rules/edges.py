"""Empty lines before the first and after the last thing of a body go."""

from .job import Job
from .line_divs import shows_nothing
from .tree import Element, blank, remove


def trim_edges(body: Element, _: Job) -> None:
    """Remove what shows nothing at both ends of the body."""
    while len(body) and blank(body[-1].tail) and shows_nothing(body[-1]):
        remove(body[-1])
    while len(body) and blank(body.text) and shows_nothing(body[0]):
        remove(body[0])
    if len(body) and blank(body[-1].tail):
        body[-1].tail = None
    elif not len(body) and blank(body.text):
        body.text = None
    if blank(body.text):
        body.text = None
