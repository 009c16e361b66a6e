"""A Blogger theme and what a page is about → the HTML that Blogger would send: as much of its language as we use.

Written from Google's help pages on layouts and from themes that real blogs use, without a look at our own emitter:
whatever is not known here is an error, so that a theme cannot use what was never checked.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from lxml import etree

B = "{http://www.google.com/2005/gml/b}"
DATA = "{http://www.google.com/2005/gml/data}"
EXPR = "{http://www.google.com/2005/gml/expr}"
XHTML = "{http://www.w3.org/1999/xhtml}"
VOID = {"meta", "link", "br", "img"}
RAW = {"script", "style"}
MARKUP = {"post.body"}  # data that is HTML already
NAMES = {  # what pages tell about themselves, everywhere
    *("blog.pageTitle", "blog.languageDirection", "blog.locale", "blog.canonicalUrl", "blog.canonicalHomepageUrl"),
    *("blog.postId", "blog.pageId", "blog.searchLabel", "view.search.query", "posts"),
    *("view.isPreview", "view.isLayoutMode", "view.isError", "view.isHomepage", "view.isSingleItem"),
    *("view.isMultipleItems", "view.isArchive", "view.isLabelSearch", "post.id", "post.title", "post.body"),
}
TOKEN = re.compile(r"""\s*(?:data:(?P<name>[\w.]+)|"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<sign>==|\+|\bor\b))""")


def page(theme: str, data: Mapping[str, Any]) -> str:
    """Return the page of a theme for data: `{"blog.postId": "12", "posts": [{"id": "12", …}]}`."""
    root = etree.fromstring(theme.encode(), etree.XMLParser(strip_cdata=True))
    return "<!DOCTYPE html>\n" + "".join(element(root, data))


def element(node: etree._Element, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the HTML of an element, without what follows it."""
    tag = str(node.tag)
    if tag.startswith(DATA):
        name = tag.removeprefix(DATA)
        yield value(name, data) if name in MARKUP else escape(value(name, data))
    elif tag == f"{B}if":
        yield from chosen(node, data)
    elif tag == f"{B}loop":
        for item in data[node.get("values").removeprefix("data:")]:
            yield from content(node, {**data, **{f"{node.get('var')}.{key}": text for key, text in item.items()}})
    elif tag == f"{B}skin":
        yield f"<style>{node.text}</style>"
    elif tag in (f"{B}section", f"{B}widget", f"{B}includable"):
        yield from content(node, data)
    else:
        yield from plain(node, data)


def plain(node: etree._Element, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the HTML of an element that is HTML's own."""
    name = str(node.tag).removeprefix(XHTML)
    assert re.fullmatch("[a-z][a-z0-9]*", name), f"line {node.sourceline}: {node.tag} is unknown"
    attributes = {}
    for key, text in node.attrib.items():
        if str(key).startswith(EXPR):
            attributes[str(key).removeprefix(EXPR)] = str(evaluate(text, data))
        elif not str(key).startswith(B):
            attributes[str(key)] = text
    yield "<" + " ".join([name, *(f'{key}="{escape(text)}"' for key, text in attributes.items())]) + ">"
    if name in RAW:
        yield node.text or ""
    elif name not in VOID:
        yield from content(node, data)
    if name not in VOID:
        yield f"</{name}>"


def content(node: etree._Element, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the HTML of all that an element holds."""
    yield escape(node.text or "", quote=False)
    for child in node:
        yield from element(child, data)
        yield escape(child.tail or "", quote=False)


def chosen(node: etree._Element, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the HTML of the first branch of a b:if whose condition holds."""
    taken, done = bool(evaluate(node.get("cond"), data)), False
    if taken:
        yield escape(node.text or "", quote=False)
    for child in node:
        if child.tag in (f"{B}elseif", f"{B}else"):
            assert len(child) == 0
            done = done or taken
            taken = not done and (child.tag == f"{B}else" or bool(evaluate(child.get("cond"), data)))
        elif taken:
            yield from element(child, data)
        if taken:
            yield escape(child.tail or "", quote=False)


def evaluate(expression: str, data: Mapping[str, Any]) -> object:
    """Return the value of an expression: texts and data, joined by +, compared by ==, alternatives by or."""
    tokens, place = [], 0
    while place < len(expression.rstrip()):
        match = TOKEN.match(expression, place)
        assert match, f"{expression!r} is not understood at {place}"
        tokens.append(match)
        place = match.end()
    alternatives: list[list[list[str]]] = [[[]]]
    for token in tokens:
        if token["sign"] == "or":
            alternatives.append([[]])
        elif token["sign"] == "==":
            alternatives[-1].append([])
        elif not token["sign"]:
            told = value(token["name"], data) if token["name"] else token["double"] or token["single"] or ""
            alternatives[-1][-1].append(told)
    results = [
        "".join(sides[0]) if len(sides) == 1 else "".join(sides[0]) == "".join(sides[1]) for sides in alternatives
    ]
    return next((result for result in results if result), results[-1])


def value(name: str, data: Mapping[str, Any]) -> str:
    """Return data by its name as text: nothing where a page has none."""
    assert name in NAMES, f"data:{name} is not known"
    return str(data.get(name) or "")
