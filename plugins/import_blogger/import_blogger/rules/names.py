"""Elements that HTML has given up get the names of today, which browsers show alike: <tt>, <acronym>, <strike>.

<big>, <center> and <font> stay: what replaces them is style, and not quite the same.
"""

from .job import Job
from .tree import Element

TODAY = {"tt": "code", "acronym": "abbr", "strike": "s"}


def rename_elements(body: Element, _: Job) -> None:
    """Give each its name of today."""
    for element in body.iter(*TODAY):
        element.tag = TODAY[element.tag]
