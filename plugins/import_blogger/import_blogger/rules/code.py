"""Code of every shape becomes <pre><code class="language-x">, byte for byte the text a browser showed.

The shapes: <pre> of SyntaxHighlighter, prettify, highlight.js, Pygments, GeSHi, csharpformat or bare; <textarea>,
<xmp>, <listing>; <script type="syntaxhighlighter">; <code class="prettyprint"> of several lines. <br> and one <div>,
<p> or <li> a line are newlines, no-break spaces are spaces. When a language is declared the colours go, Pygments makes
new ones; when none is, the author's own colours, emphasis and links stay.
"""

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from .job import Job
from .languages import declared
from .tree import INLINE, Element, attributes, blank, classes, lift, make, remove, replace, set_classes

LINES = {"div", "p", "li"}
HOLDS = INLINE | LINES | {"br", "ol", "ul", "wbr"}  # a <pre> that holds anything else is no code
COLOURS = re.compile(r"(?:^|[;\s])(?:color|background|font-weight|font-style|text-decoration)", re.IGNORECASE)
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
CDATA = re.compile(r"\s*(?://|/\*)?\s*<!\[CDATA\[(?:\*/)?(.*?)(?://|/\*)?\]\]>(?:\*/)?\s*", re.DOTALL)
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#39;": "'", "&apos;": "'", "&nbsp;": " "}
ENTITY = re.compile("|".join(ENTITIES))
KEPT_ATTRIBUTES = ("id", "title", "dir")


def mark_raw_code(body: Element, _: Job) -> None:
    """Mark code in elements that later rules take out: scripts, text fields, <xmp>; and that of csharpformat."""
    for element in list(body.iter("script", "textarea", "xmp", "listing")):
        _mark_raw(element)
    for element in list(body.iter("div")):
        if "csharpcode" in classes(element) and len(element) and all(line.tag == "pre" for line in element):
            for number in [span for span in element.iter("span") if "lnum" in classes(span)]:
                remove(number)
            _write(element, _text(element), "csharp")


def mark_code(body: Element, job: Job) -> None:
    """Turn each block of code into the one shape."""
    for element in list(body.iter("pre")):
        if next(element.iterancestors("pre"), None) is not None:
            lift(element)
    for element in list(body.iter("pre")):
        _mark_pre(element, job)
    for element in list(body.iter("code")):
        if "prettyprint" in classes(element) and element.getparent().tag != "pre":
            _mark_prettyprint(element)


def _mark_raw(element: Element) -> None:
    text = element.text or ""
    if element.tag == "script":
        if element.get("type", "").lower() != "syntaxhighlighter" and "brush:" not in element.get("class", ""):
            return
        match = CDATA.fullmatch(text)
        text = match[1] if match else text
    elif blank(text) or "display:none" in element.get("style", "").replace(" ", ""):
        return  # a field to fill in
    elif element.tag != "xmp":
        text = text.removeprefix("\n")
    if "\n" not in text.strip():
        text = BREAK.sub("\n", text)  # Blogger writes <br /> for the newline, even here
    has_language = element.tag == "script" or element.get("name", "").lower() == "code"
    _write(element, text, declared(element) if has_language else None)


def _mark_pre(pre: Element, job: Job) -> None:
    inner = [child.tag for child in pre.iter("*")][1:]
    if not HOLDS.issuperset(inner):
        pre.attrib.pop("class", None)  # what declares a language would make code of it the next time
        pre.attrib.pop("name", None)
        return
    code = pre[0] if len(pre) == 1 and pre[0].tag == "code" and blank(pre.text) and blank(pre[0].tail) else None
    parent = pre.getparent()
    language = declared(pre, *(pre.iter("code")), *([parent] if parent.tag == "div" else []))
    if code is not None and not len(code):
        _write(pre, code.text or "", language)
    elif language is None and any(_author_made(child) for child in pre.iter(*INLINE)):
        _keep_looks(pre)
    else:
        for link in pre.iter("a"):
            if link.get("href") and link.get("href") not in (link.text or ""):
                job.note(f"link inside code became plain text: {link.get('href')}")
        _write(pre, _text(pre), language)


def _mark_prettyprint(code: Element) -> None:
    if next(code.iter("br", "div"), None) is not None or "\n" in (code.text or "").strip():
        _write(code, _text(code), declared(code))
    else:
        set_classes(code, [f"language-{found}"] if (found := declared(code)) else [])


def _write(old: Element, text: str, language: str | None) -> None:
    """Put the one shape where `old` is."""
    text = text.replace("\xa0", " ")
    if "&lt;" in text and "<" not in text:  # escaped twice: nobody shows entities and no tag
        text = ENTITY.sub(lambda entity: ENTITIES[entity[0]], text)
    pre = make("pre", None, **{name: old.get(name) for name in KEPT_ATTRIBUTES if old.get(name)})
    code = make("code", text, **({"class_": f"language-{language}"} if language else {}))
    pre.append(code)
    replace(old, pre)
    lift(pre)


def _author_made(element: Element) -> bool:
    """Say whether an inline element is emphasis, a colour or a link rather than a highlighter's span."""
    if element.tag in {"code", "samp", "tt"}:
        return False
    if element.tag == "span":
        return bool(COLOURS.search(element.get("style") or ""))
    return element.tag != "a" or bool(element.get("href"))


def _keep_looks(pre: Element) -> None:
    """Write the block with its emphasis and links."""
    builder = etree.TreeBuilder()
    builder.start("code", {})
    _walk(pre, builder.data, builder)
    builder.end("code")
    new = make("pre", None, **{name: pre.get(name) for name in (*KEPT_ATTRIBUTES, "style") if pre.get(name)})
    new.append(builder.close())
    replace(pre, new)
    lift(new)


def _text(element: Element) -> str:
    """Give the text of a block as a browser shows it."""
    parts: list[str] = []
    _walk(element, parts.append)
    return "".join(parts)


def _walk(block: Element, add: Callable[[str], object], builder: Any = None) -> None:
    """Tell the block's text to `add`, newlines where lines end, and the author's own elements to `builder`."""
    lines = _Lines(add)
    first = (block.text or "").removeprefix("\n") if block.tag == "pre" else block.text
    for event, node in etree.iterwalk(block, events=("start", "end", "comment")):
        kept = builder is not None and event != "comment" and node.tag in INLINE and _author_made(node)
        if event == "start":
            if node.tag in LINES or node.tag == "pre":
                lines.end()
            elif node.tag == "br":
                lines.tell("\n")
            elif kept:
                builder.start(node.tag, attributes(node))
            lines.tell(first if node is block else node.text)
        elif node is not block:
            if event == "end" and (node.tag in LINES or node.tag == "pre"):
                lines.end()
            elif event == "end" and kept:
                builder.end(node.tag)
            lines.tell(node.tail)


class _Lines:
    """Text told piece by piece; a line that ended gets its newline when more comes."""

    def __init__(self, add: Callable[[str], object]) -> None:
        self.add = add
        self.fresh = True  # nothing is on this line yet
        self.pending = False

    def tell(self, text: str | None) -> None:
        if text:
            if self.pending:
                self.add("\n")
            self.add(text.replace("\xa0", " "))
            self.fresh, self.pending = text.endswith("\n"), False

    def end(self) -> None:
        self.pending = not self.fresh
