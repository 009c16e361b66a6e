"""Paragraphs, headings, lists, quotes, code and tables as Markdown.

In: a cleaned body's tree, and for each of its children how careful to be. Out: a `Block` for each child. A block that
Markdown cannot say is written as HTML, with the cause where no person would write it so.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from lxml import etree

from ..rules.tree import BLOCKS, HEADINGS, blank, names
from .raw import block, length, opening, why_block, why_style
from .spans import Spans, attribute_list
from .tables import write_table

Element = Any
PLEASANT, CAREFUL, RAW = range(3)  # how a block is written: each safer than the one before
FENCE = "```"
ALIGNED = re.compile(r"\s*text-align\s*:[^;]*;?\s*")
CONTAINERS = names("address article aside blockquote center div section")
FLOW = BLOCKS - {"dd", "dt", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "caption", "col", "colgroup"}


@dataclass(frozen=True)
class Block:
    """The Markdown of one block; `causes` are what a person would not write so."""

    text: str
    causes: dict[str, int] = field(default_factory=dict)  # cause -> characters of text


class Unsayable(Exception):  # noqa: N818 - no error: the block is written as HTML
    """Markdown has no words for a block."""


def write(child: Element, manners: Mapping[Element, int]) -> Block:
    """Return the Markdown of a block that stands at the start of a line; `manners` say how careful to be with which."""
    if child.tag is etree.Comment:
        return Block(f"<!--{child.text}-->")
    manner = manners.get(child, PLEASANT)
    if manner < RAW:
        writer = _Writer(manners, Spans(careful=manner == CAREFUL))
        try:
            text = "\n".join(writer.block(child))
        except Unsayable:
            pass
        else:
            return Block(text, writer.spans.causes)
    cause = why_block(child)
    return Block(block(child), {cause: length(child)} if cause else {})


def is_container(element: Element) -> bool:
    """Say whether an element holds blocks and nothing else, and is no block that Markdown has a sign for."""
    if element.tag not in CONTAINERS or (element.tag == "blockquote" and not element.attrib):
        return False
    return holds_blocks(element)


def holds_blocks(element: Element) -> bool:
    """Say whether an element holds blocks and nothing else."""
    if not len(element) or not blank(element.text):
        return False
    return all(blank(child.tail) and (child.tag is etree.Comment or child.tag in FLOW) for child in element)


@dataclass
class _Writer:
    """Gives the lines of blocks; raises Unsayable."""

    manners: Mapping[Element, int]
    spans: Spans
    depth: int = 0  # of lists and quotes, where there are no fences

    def block(self, element: Element) -> list[str]:
        """Give the lines of a block."""
        if element.tag is etree.Comment:
            return [f"<!--{element.text}-->"]
        if is_container(element):
            return self._container(element)
        plain = not element.attrib or (element.tag == "ol" and set(element.attrib) == {"start"})
        if element.tag not in WRITERS or not (plain or element.tag in WITH_ATTRIBUTES):
            raise Unsayable
        return WRITERS[element.tag](self, element)

    def rule(self, _: Element) -> list[str]:
        """Give a line across the page."""
        return ["---"]

    def quote(self, element: Element) -> list[str]:
        """Give the lines of a quotation."""
        return [f"> {line}".rstrip(" ") for line in self._nested(element)]

    def _container(self, element: Element) -> list[str]:
        """Give the lines of an element around blocks that are Markdown themselves (extension md_in_html)."""
        if self.depth:
            raise Unsayable
        self._note_style(element)
        lines = [f'{opening(element)[:-1]} markdown="1">']
        for child in element:
            written = write(child, self.manners)
            self.spans.add(written.causes)
            lines += ["", *written.text.split("\n")]
        return [*lines, "", f"</{element.tag}>"]

    def _nested(self, element: Element) -> list[str]:
        """Give the lines of an element that holds blocks and nothing else."""
        if not holds_blocks(element):
            raise Unsayable
        self.depth += 1
        lines: list[str] = []
        for child in element:
            lines += ["", *self.block(child)] if lines else self.block(child)
        self.depth -= 1
        return lines

    def _line(self, element: Element, *, alone: bool = False) -> str:
        """Give the text of an element that holds no block; on one line when it stands `alone`."""
        if len(element) and next(element.iterdescendants(*BLOCKS), None) is not None:
            raise Unsayable
        return self.spans.cell(element) if alone else self.spans.line(element)

    def paragraph(self, element: Element) -> list[str]:
        """Give the lines of a paragraph."""
        text = self._line(element)
        attributes = attribute_list(dict(element.attrib.items()))
        if not text or attributes is None:
            raise Unsayable
        self._note_style(element)
        return [*text.split("\n"), *([attributes] if attributes else [])]

    def heading(self, element: Element) -> list[str]:
        """Give the line of a heading."""
        text = self._line(element, alone=True)
        attributes = attribute_list(dict(element.attrib.items()))
        if not text or attributes is None:
            raise Unsayable
        self._note_style(element)
        if text.endswith("#"):
            text = f"{text[:-1]}&#35;"
        return [f"{'#' * int(element.tag[1])} {text} {attributes}".rstrip(" ")]

    def _note_style(self, element: Element) -> None:
        """Note a style, but for the side a text is aligned to: a line of attributes below it says that well."""
        style = element.get("style")
        if style and not ALIGNED.fullmatch(style):
            self.spans.note(why_style(style), element)

    def code(self, element: Element) -> list[str]:
        """Give a fenced block."""
        code = element[0] if len(element) == 1 and blank(element.text) and blank(element[0].tail) else None
        if self.depth or element.attrib or code is None or code.tag != "code" or len(code) or not code.text:
            raise Unsayable
        names = (code.get("class") or "").split()
        if set(code.attrib) - {"class"} or len(names) > 1 or "{{%" in code.text or self.spans.careful:
            raise Unsayable
        language = names[0].removeprefix("language-") if names else ""
        if names and names[0] == language:
            raise Unsayable
        lines = code.text.split("\n")
        fence = FENCE
        while any(line.startswith(fence) for line in lines):
            fence += "`"
        return [fence + language, *lines, fence]

    def items(self, element: Element) -> list[str]:
        """Give the lines of a list, whose items are lines or hold paragraphs, not both."""
        items = list(element)
        if not items or not blank(element.text) or any(i.tag != "li" or i.attrib or not blank(i.tail) for i in items):
            raise Unsayable
        loose = [len(item) > 0 and blank(item.text) and item[0].tag == "p" for item in items]
        if any(loose) != all(loose):
            raise Unsayable
        number = int(element.get("start") or "1") if (element.get("start") or "1").isdecimal() else 0
        lines: list[str] = []
        for place, item in enumerate(items):
            mark = "-" if element.tag == "ul" else f"{number + place}."
            inner = self._nested(item) if loose[0] else self._tight(item)
            if loose[0] and lines:
                lines.append("")
            if not inner:
                raise Unsayable
            lines.append(f"{mark} {inner[0]}")
            lines += [f"    {line}" if line else "" for line in inner[1:]]
        return lines

    def _tight(self, item: Element) -> list[str]:
        """Give the lines of an item without paragraphs: its text, then lists in it."""
        lists = [child for child in item if child.tag in {"ul", "ol"}]
        for child in lists[:-1]:
            if not blank(child.tail):
                raise Unsayable
        if len(lists) > 1 or (lists and (lists[0] is not item[-1] or not blank(lists[0].tail))):
            raise Unsayable
        if not lists:
            return self._line(item).split("\n")
        nested = lists[0]
        place = item.index(nested)
        item.remove(nested)  # for a moment: what is left is a line
        try:
            lines = self._line(item).split("\n")
        finally:
            item.insert(place, nested)
        if lines == [""]:
            raise Unsayable
        self.depth += 1
        lines += self.block(nested)
        self.depth -= 1
        return lines

    def definitions(self, element: Element) -> list[str]:
        """Give the lines of a list of definitions."""
        if not blank(element.text) or not len(element) or element[0].tag != "dt":
            raise Unsayable
        lines: list[str] = []
        before = ""
        for part in element:
            if part.attrib or not blank(part.tail) or part.tag not in {"dt", "dd"}:
                raise Unsayable
            inner = self._line(part, alone=True) if part.tag == "dt" else self._line(part)
            if not inner:
                raise Unsayable
            if part.tag == "dt":
                lines += ["", inner] if before == "dd" else [inner]
            else:
                first, *rest = inner.split("\n")
                lines += [f":   {first}", *(f"    {line}" for line in rest)]
            before = part.tag
        return lines

    def table(self, element: Element) -> list[str]:
        """Give the lines of a table."""
        lines = None if self.depth else write_table(element, partial(self._line, alone=True))
        if lines is None:
            raise Unsayable
        return lines


WITH_ATTRIBUTES = HEADINGS | {"p", "pre"}  # those may carry some
WRITERS: dict[str, Callable[[_Writer, Element], list[str]]] = {
    **dict.fromkeys(HEADINGS, _Writer.heading),
    "p": _Writer.paragraph,
    "pre": _Writer.code,
    "table": _Writer.table,
    "hr": _Writer.rule,
    "ul": _Writer.items,
    "ol": _Writer.items,
    "blockquote": _Writer.quote,
    "dl": _Writer.definitions,
}
