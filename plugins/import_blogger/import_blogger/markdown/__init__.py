"""Markdown of a cleaned body, where it is proven to say the same.

In: the tree of a body, and the site's own Markdown compiler as a function. Out: a `Result`: the Markdown, or why there
is none. The proof: what the compiler makes of the Markdown, read by the parser that Nikola reads it with, has the same
blocks as the body (`compare.py`). A block that turned out different is written more carefully, then as HTML; if that is
not enough, so is the block around it. README.md says with figures why no converter is used.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from .blocks import PLEASANT, RAW, Block, holds_blocks, is_container, write
from .compare import blocks
from .raw import length

Element = Any
MOST_TRIES = 12
MOST_HTML = 0.1  # of a text's characters may stand in HTML that nobody would write
__all__ = ["Result", "to_markdown"]


@dataclass(frozen=True)
class Result:
    """The Markdown, or '' and the cause in a few words."""

    text: str
    cause: str = ""


def to_markdown(
    body: Element, render: Callable[[str], str], parse: Callable[[str], Element], *, everything: bool = False
) -> Result:
    """Return the Markdown of a body. `everything` allows blocks of HTML that nobody would write by hand."""
    if not holds_blocks(body):
        return Result("") if not len(body) and not (body.text or "").strip() else Result("", "text beside blocks")
    wanted = blocks(body)
    manners: dict[Element, int] = {}
    for _ in range(MOST_TRIES):
        written = [write(child, manners) for child in body]
        if not everything and (cause := _blame(written, body)):
            return Result("", cause)
        text = "\n\n".join(block.text for block in written)
        try:
            read = parse(render(text))
        except Exception as error:  # noqa: BLE001 - whatever a site's compiler and its extensions raise
            return Result("", f"the site's Markdown compiler fails: {error}")
        if blocks(read) == wanted:
            return Result(text)
        different = _differ(read, body)
        if not _take_care(different, body, manners):
            return Result("", f"Markdown reads it differently: {_show(different)}")
    return Result("", f"not equal in {MOST_TRIES} tries")


def _differ(read: Element, body: Element) -> Element:
    """Return the first block of the body that came out different, inside its containers if it stands in some."""
    children = list(body)
    pairs = zip(blocks(read), blocks(body), strict=False)
    place = next((number for number, (found, wanted) in enumerate(pairs) if found != wanted), len(read))
    different = children[min(place, len(children) - 1)]
    same = place < len(read) and read[place].tag == different.tag and len(read[place]) > 0
    if same and is_container(different) and blocks(read[place]) != blocks(different):
        return _differ(read[place], different)
    return different


def _take_care(block: Element, body: Element, manners: dict[Element, int]) -> bool:
    """Have a block written more carefully; if it is HTML already, the one around it as HTML. False when all are."""
    manner = min(manners.get(block, PLEASANT) + 1, RAW)
    while block is not body:
        if manners.get(block) != RAW:
            manners[block] = manner
            return True
        block = block.getparent()
    return False


def _blame(written: list[Block], body: Element) -> str:
    """Return the first cause why the text is no Markdown: too much of it stands in HTML."""
    causes: Counter[str] = Counter()
    for block in written:
        causes.update(block.causes)
    return causes.most_common(1)[0][0] if causes.total() > MOST_HTML * length(body) else ""


def _show(block: Element) -> str:
    if block.tag is etree.Comment:
        return "a comment"
    return f"<{block.tag}> {' '.join(''.join(block.itertext()).split())[:60]}"
