"""Tables of the one shape that Markdown has: a head of one row, a body, and nothing but text in the cells.

In: a <table>, and a function that writes a cell's line. Out: its lines, or None when it is another table.
"""

from collections.abc import Callable
from typing import Any

from ..rules.tree import BLOCKS, blank

Element = Any
ALIGNED = {"left": ":---", "right": "---:", "center": ":---:"}


def write_table(table: Element, write: Callable[[Element], str]) -> list[str] | None:
    """Return the lines of a pipe table."""
    parts = list(table)
    if [part.tag for part in parts] != ["thead", "tbody"] or not _bare(table) or not all(map(_bare, parts)):
        return None
    rows = [(row, list(row)) for part in parts for row in part]
    if len(parts[0]) != 1 or not all(row.tag == "tr" and _bare(row) for row, _ in rows):
        return None
    width = len(rows[0][1])
    for number, (_, cells) in enumerate(rows):
        wanted = "td" if number else "th"
        if len(cells) != width or any(cell.tag != wanted or cell.attrib or not _line(cell) for cell in cells):
            return None
    lines = ["| " + " | ".join(write(cell).replace("|", "\\|") for cell in cells) + " |" for _, cells in rows]
    return [lines[0], "|" + " --- |" * width, *lines[1:]]


def _bare(element: Element) -> bool:
    return not element.attrib and blank(element.text) and all(blank(child.tail) for child in element)


def _line(cell: Element) -> bool:
    return blank(cell.tail) and next(cell.iterdescendants(*BLOCKS), None) is None
