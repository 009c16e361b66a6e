"""What stands in a line: text, emphasis, links, pictures, code.

In: an element of a cleaned tree. Out: the Markdown of what it holds. Markdown's own signs where they say the same;
else the tag itself, as people write it.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from . import escape
from .raw import length, opening, why_span

Element = Any
EMPHASIS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
EMPTY = {"img", "br"}
# Blanks and breaks at the ends of emphasis, which stand outside of it.
CORE = re.compile(r"((?:[ \xa0\n]|&nbsp;|<br>)*)(.*?)((?:[ \xa0\n]|&nbsp;|<br>)*)", re.DOTALL)
PLAIN_ADDRESS = re.compile(r"(?:[^\s()<>\\`\[\]\"'*{}|]|\([^\s()<>\\`\[\]\"'*{}|]*\))+")
SHOWN = re.compile(r"(?:https?|ftp)://[^\s<>&\\`]+")  # an address that is its own text
PLAIN_VALUE = re.compile(r"[\w ./:;,%#?=&+-]+")
PLAIN_NAME = re.compile(r"[a-z][a-z-]*")
ENTITY = re.compile(r"&(?=#?\w+;)")
TICKS = re.compile(r"`+")
INNER_BREAK = re.compile(r"[ ]*[\t\n\r\f]\s*")


@dataclass
class Spans:
    """Writes lines; `careful` uses tags for all. `causes` says what had to be written as HTML nobody would."""

    careful: bool = False
    broken: str = "<br>\n"  # how a line break is written
    causes: dict[str, int] = field(default_factory=dict)

    def note(self, cause: str, element: Element) -> None:
        """Add the text of an element to what a cause is to blame for."""
        self.causes[cause] = self.causes.get(cause, 0) + length(element)

    def add(self, causes: dict[str, int]) -> None:
        """Add what another writer noted."""
        for cause, count in causes.items():
            self.causes[cause] = self.causes.get(cause, 0) + count

    def inside(self, element: Element) -> str:
        """Return the Markdown of all that the element holds."""
        pieces: list[str] = []
        self._put(pieces, self.text(element.text))
        for child in element:
            self._put(pieces, self.span(child))
            self._put(pieces, self.text(child.tail))
        return "".join(pieces)

    def line(self, element: Element) -> str:
        """Return the element's content as a paragraph's text."""
        return escape.line(self.inside(element).strip(" \n"))

    def cell(self, element: Element) -> str:
        """Return the element's content as text that starts no line and is all on one: a heading, a cell."""
        broken, self.broken = self.broken, "<br>"
        text = escape.edges(self.inside(element).strip(" \n").replace("\n", " "))
        self.broken = broken
        return text

    def text(self, text: str | None) -> str:
        """Return the Markdown of a text."""
        if not text:
            return ""
        return escape.careful(text) if self.careful else escape.plain(text)

    def span(self, element: Element) -> str:
        """Return the Markdown of one element in the line."""
        if element.tag is etree.Comment:
            return f"<!--{element.text}-->"
        if cause := why_span(element):
            self.note(cause, element)
        if element.tag == "br" and not element.attrib:
            return self.broken
        if element.tag in EMPHASIS and not element.attrib:
            return self._emphasis(element)
        written = ""
        if not self.careful:
            match element.tag:
                case "code":
                    written = _code(element)
                case "a":
                    written = self._link(element)
                case "img":
                    written = _picture(element)
        return written or self._tag(element)

    def _put(self, pieces: list[str], text: str) -> None:
        if text.startswith(" ") and pieces and pieces[-1].endswith((" ", "\n")):
            text = text[1:]
        if text.startswith("<br>") and pieces:
            pieces[-1] = pieces[-1].rstrip(" ")
        if text:
            pieces.append(text)

    def _tag(self, element: Element) -> str:
        if element.tag in EMPTY:
            return opening(element)
        if element.tag == "code" and not len(element):
            inner = escape.ANY_SIGN.sub(lambda match: escape.entity(match[0]), INNER_BREAK.sub(" ", element.text or ""))
        else:
            inner = self.inside(element)
        return f"{opening(element)}{inner}</{element.tag}>"

    def _emphasis(self, element: Element) -> str:
        match = CORE.fullmatch(self.inside(element))
        assert match is not None  # noqa: S101 - the pattern takes any text
        before, core, after = match.groups()
        if not core:
            return before + after
        if self.careful:
            return f"{before}<{element.tag}>{core}</{element.tag}>{after}"
        sign = EMPHASIS[element.tag]
        if sign == "*" and (core.startswith("*") or core.endswith("*") or _in_bold(element)):
            sign = "_"
        return f"{before}{sign}{core}{sign}{after}"

    def _link(self, element: Element) -> str:
        address = element.get("href")
        if not address or not PLAIN_ADDRESS.fullmatch(address):
            return ""
        rest = {name: value for name, value in element.attrib.items() if name not in {"href", "title"}}
        title = _title(element)
        extra = attribute_list(rest)
        if title is None or extra is None:
            return ""
        if (
            set(element.attrib) == {"href"}
            and element.text == address
            and not len(element)
            and SHOWN.fullmatch(address)
        ):
            return f"<{address}>"
        return f"[{self.inside(element)}]({ENTITY.sub('&amp;', address)}{title}){extra}"


def _in_bold(element: Element) -> bool:
    return next(element.iterancestors("b", "strong"), None) is not None


def _title(element: Element) -> str | None:
    """Return a title as links and pictures carry it; None when it cannot be said so."""
    title = element.get("title")
    if title is None:
        return ""
    return (
        f' "{title}"' if title and re.fullmatch(r"[^\"\\`\[\]<>&\n*_{}()]+", title) and title == title.strip() else None
    )


def attribute_list(rest: dict[str, str]) -> str | None:
    """Return an attribute list; None when it cannot say them."""
    if not rest:
        return ""
    if not all(PLAIN_NAME.fullmatch(name) and PLAIN_VALUE.fullmatch(value) for name, value in rest.items()):
        return None
    return "{: " + " ".join(f'{name}="{value}"' for name, value in rest.items()) + "}"


def _picture(element: Element) -> str:
    alt, address = element.get("alt"), element.get("src")
    if alt is None or not address or not PLAIN_ADDRESS.fullmatch(address):
        return ""
    rest = {name: value for name, value in element.attrib.items() if name not in {"alt", "src", "title"}}
    title = _title(element)
    extra = attribute_list(rest)
    if title is None or extra is None or not re.fullmatch(r"[^\\`\[\]<>&\n*_{}]*", alt):
        return ""
    return f"![{alt}]({ENTITY.sub('&amp;', address)}{title}){extra}"


def _code(element: Element) -> str:
    """Return a code span; nothing when it would lose a blank, or hold markup."""
    text = INNER_BREAK.sub(" ", element.text or "")
    if element.attrib or len(element) or not text.strip() or "{{%" in text:
        return ""
    if text != text.strip():
        return ""
    ticks = "`" * (max((len(run) for run in TICKS.findall(text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"
