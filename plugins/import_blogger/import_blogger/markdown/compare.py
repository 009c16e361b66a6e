"""Two bodies are equal when a browser shows the same and a program reads the same.

In: the trees of two bodies. Out: their blocks as lists of tokens; equal lists mean equal bodies. Tokens are the tags
with all their attributes, the comments and the text, to the character. Nothing is forgiven but this:

- Blanks between words are one blank, and none at the ends of a line or a block: browsers show no other. Code blocks and
  code in lines keep theirs.
- The order of attributes: it has no meaning.
- <b> is <strong> and <i> is <em>, when they have no attributes: Blogger's editor wrote one for the button whose sign in
  Markdown gives the other; browsers and the theme show them alike.
- A blank or a line break at the end of emphasis stands outside of it: it has no ink. Emphasis of nothing is nothing.
- One newline at the end of a code block: browsers show no line for it, and a fence always writes it.
- <tr> directly in <table> is in a <tbody>: so do browsers read it.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from ..rules.tree import BLOCKS
from .escape import SPACES
from .spans import INNER_BREAK

Element = Any
Token = str | tuple[str, ...]
SAME = {"b": "strong", "i": "em"}
EMPHASIS: set[tuple[str, ...]] = {("strong",), ("em",)}
ENDS: set[tuple[str, ...]] = {("/strong",), ("/em",)}
BREAK: Token = ("br",)
NO_INK = " \xa0"


def blocks(body: Element) -> list[list[Token]]:
    """Return the tokens of each child of a body; text that stands beside them is one of its own."""
    found: list[list[Token]] = []
    for node in _nodes(body):
        tokens = _Tokens()
        if isinstance(node, str):
            tokens.text(node)
        else:
            tokens.read(node)
        tokens.end_line()
        if tokens.out:
            found.append(_move_blanks(tokens.out))
    return found


def _nodes(body: Element) -> Iterator[Element | str]:
    if body.text:
        yield body.text
    for child in body:
        yield child
        if child.tail:
            yield child.tail


class _Tokens:
    """Reads a tree as a browser lays out its lines."""

    def __init__(self) -> None:
        self.out: list[Token] = []
        self.fresh = True  # at the start of a line: a blank is not shown
        self.blank = -1  # where the last text is that ends in a blank, with nothing shown behind it

    def text(self, text: str | None) -> None:
        if not text:
            return
        text = SPACES.sub(" ", text)
        if text[0] == " " and (self.fresh or self.blank >= 0):
            text = text[1:]
        if text:
            self.fresh = False
            self.blank = len(self.out) if text[-1] == " " else -1
            self._add(text)

    def _add(self, text: str) -> None:
        if self.out and isinstance(self.out[-1], str):
            self.out[-1] += text
            self.blank -= self.blank > 0
        else:
            self.out.append(text)

    def end_line(self) -> None:
        if self.blank >= 0:
            text = self.out[self.blank]
            assert isinstance(text, str)  # noqa: S101 - so it was put
            if text == " ":
                del self.out[self.blank]
            else:
                self.out[self.blank] = text[:-1]
        self.fresh, self.blank = True, -1

    def read(self, element: Element) -> None:
        """Read one element and what it holds."""
        if element.tag is etree.Comment:
            self.out.append(("!", element.text or ""))
            return
        if element.tag == "pre":
            self.end_line()
            self._exact(element)
            self.end_line()
            return
        tag, attributes = element.tag, _attributes(element)
        block = tag in BLOCKS
        if block or tag == "br":
            self.end_line()
        elif tag in {"img", "input", "video", "audio", "svg", "iframe"}:
            self.fresh, self.blank = False, -1
        if not attributes:
            tag = SAME.get(tag, tag)
        self.out.append((tag, *attributes))
        if tag == "br":
            return
        if tag == "code":
            self._code(element)
        else:
            self._inside(element)
        if block:
            self.end_line()
        self.out.append((f"/{tag}",))

    def _inside(self, element: Element) -> None:
        implied = element.tag == "table" and any(child.tag == "tr" for child in element)
        if implied:
            self.out.append(("tbody",))
        self.text(element.text)
        for child in element:
            self.read(child)
            self.text(child.tail)
        if implied:
            self.out.append(("/tbody",))

    def _code(self, element: Element) -> None:
        if len(element):
            self._inside(element)
        elif element.text:
            self.out.append(INNER_BREAK.sub(" ", element.text))
            self.fresh, self.blank = False, -1

    def _exact(self, element: Element) -> None:
        """Read a code block, character by character."""
        start = len(self.out)
        for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
            if event == "start":
                self.out.append((node.tag, *_attributes(node)))
                self._put(node.text)
            else:
                self.out.append((f"/{node.tag}",) if event == "end" else ("!", node.text or ""))
                if node is not element:
                    self._put(node.tail)
        for place in range(len(self.out) - 1, start, -1):
            text = self.out[place]
            if isinstance(text, str):
                self.out[place] = text.removesuffix("\n")
                break

    def _put(self, text: str | None) -> None:
        if text:
            self.out.append(text)


def _attributes(element: Element) -> tuple[str, ...]:
    return tuple(f"{name}={value}" for name, value in sorted(element.attrib.items())) if element.attrib else ()


def _move_blanks(tokens: list[Token]) -> list[Token]:
    """Return the tokens with blanks and breaks at the ends of emphasis outside of it, and without empty emphasis."""
    if EMPHASIS.isdisjoint(token for token in tokens if not isinstance(token, str)):
        return tokens
    return _mirror(_mirror(tokens, ENDS, EMPHASIS, last=True), EMPHASIS, ENDS, last=False)


def _mirror(
    tokens: list[Token], ends: set[tuple[str, ...]], begins: set[tuple[str, ...]], *, last: bool
) -> list[Token]:
    """Move what has no ink beyond the `ends`, read in one direction."""
    out: list[Token] = []
    for token in tokens if last else reversed(tokens):
        if isinstance(token, str) or token not in ends:
            out.append(token)
            continue
        moved: list[Token] = []
        while out:
            top = out[-1]
            if top == BREAK:
                moved.append(out.pop())
            elif isinstance(top, str):
                kept = top.rstrip(NO_INK) if last else top.lstrip(NO_INK)
                if kept != top:
                    moved.append(top[len(kept) :] if last else top[: len(top) - len(kept)])
                if kept:
                    out[-1] = kept
                    break
                out.pop()
            else:
                break
        if out and out[-1] in begins and out[-1][0].strip("/") == token[0].strip("/"):
            out.pop()
        else:
            out.append(token)
        out += reversed(moved)
    return _join(out if last else out[::-1])


def _join(tokens: list[Token]) -> list[Token]:
    """Return the tokens with texts that stand together as one."""
    out: list[Token] = []
    for token in tokens:
        if isinstance(token, str) and out and isinstance(out[-1], str):
            out[-1] += token
        else:
            out.append(token)
    return out
