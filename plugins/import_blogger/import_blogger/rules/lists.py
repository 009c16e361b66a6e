"""A list directly in a list, as editors write it for an inner list, goes into the item before it. It looks the same."""

from .job import Job
from .tree import Element, blank, empty, remove


def nest_lists(body: Element, _: Job) -> None:
    """Put each list that is a child of a list into the item it follows; an empty one goes."""
    for inner in reversed(list(body.iter("ul", "ol"))):
        if inner.getparent().tag not in {"ul", "ol"}:
            continue
        before = inner.getprevious()
        if empty(inner) and not inner.attrib:
            remove(inner)
        elif before is not None and before.tag == "li" and blank(before.tail):
            tail, inner.tail = inner.tail, None
            before.append(inner)
            before.tail = tail or before.tail
