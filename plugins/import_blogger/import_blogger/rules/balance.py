"""A <div> that is not closed ends with the element it is in; cells without a table are no cells; a </p> ends a line.

libxml2 lets no </pre>, </ul>, </blockquote>, … end an open <div> or <td>: all that follows would be code, or a list.
"""

import re

from .bare import RAW
from .job import Job
from .tree import BLOCKS, Element, names, unwrap

TAG = re.compile(
    r"<(/?)(div|pre|ul|ol|li|dl|dd|dt|blockquote|center|code|section|article|figure|h[1-6]|table|td|th)(?=[\s>])[^<>]*>",
    re.IGNORECASE,
)
CELLS = {"table", "td", "th"}  # nothing in a cell ends what is around it

PARTS = names("tr td th tbody thead tfoot caption col colgroup")
STRAY = re.compile(
    RAW + rf"| </?(?:{'|'.join(PARTS)})(?=[\s>])[^<>]*>",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
BLOCK = "|".join(sorted(BLOCKS))
BLOCK_TAG = re.compile(
    RAW + rf"| <(/?)({BLOCK})(?=[\s/>])[^<>]*>",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
LINE_GOES_ON = re.compile(rf"\s*(?:[^<\s]|<(?!/?(?:{BLOCK}|br)\b))", re.IGNORECASE)


def end_paragraphs(text: str, _: Job) -> str:
    """Write an empty paragraph for a </p> in a line that is in none, as browsers do; libxml2 would join the words."""
    if "</p" not in text.lower():
        return text
    pieces, place, edge, opened = [], 0, 0, False
    for tag in BLOCK_TAG.finditer(text):
        if tag[0].startswith("<!--") or tag[1]:
            continue
        name = tag[3].lower()
        stray = name == "p" and tag[2] and not opened
        if stray and text[edge : tag.start()].strip() and LINE_GOES_ON.match(text, tag.end()):
            pieces += [text[place : tag.start()], "<p>"]
            place = tag.start()
        opened = name == "p" and not tag[2]
        edge = tag.end()
    return "".join([*pieces, text[place:]])


def drop_cells(text: str, _: Job) -> str:
    """Drop the tags of rows and cells where no table is, as browsers do."""
    lowered = text.lower()
    if "<table" in lowered or ("<t" not in lowered and "<c" not in lowered):
        return text
    return STRAY.sub(lambda tag: tag[0] if tag[0].startswith("<!--") or tag[1] else "", text)


def unwrap_cells(body: Element, _: Job) -> None:
    """Unwrap the rows and cells that stand in no table after all."""
    for cell in list(body.iter(*PARTS)):
        if next(cell.iterancestors("table"), None) is None:
            unwrap(cell)


def balance_divs(text: str, _: Job) -> str:
    """Write the </div> that are missing before the end of another element."""
    lowered = text.lower()
    if lowered.count("<div") <= lowered.count("</div"):
        return text
    pieces, place = [], 0
    opened: list[str] = []
    for tag in TAG.finditer(text):
        name = tag[2].lower()
        if not tag[1]:
            opened.append(name)
            continue
        depth = _find(opened, name)
        if depth is None:
            continue
        if name != "div" and name not in CELLS:
            pieces += [text[place : tag.start()], "</div>" * opened[depth:].count("div")]
            place = tag.start()
        del opened[depth:]
    return "".join([*pieces, text[place:]])


def _find(opened: list[str], name: str) -> int | None:
    """Give the place of the element an end tag ends."""
    for depth in range(len(opened) - 1, -1, -1):
        if opened[depth] == name:
            return depth
        if opened[depth] in CELLS and name not in CELLS:
            return None
    return None
