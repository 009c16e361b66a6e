"""Steps on an lxml tree that lose no text, whatever the tree looks like."""

import re
from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import Any

from lxml import etree

Element = Any  # lxml has no types


def names(text: str) -> frozenset[str]:
    """Give a set of names from a text."""
    return frozenset(text.split())


BLOCKS = names(
    "address article aside blockquote caption center col colgroup dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul"
)
HEADINGS = names("h1 h2 h3 h4 h5 h6")
WITH_MARGINS = HEADINGS | names("blockquote dl figure hr ol p pre table ul")  # what a gap parts from others
# Inside one of these no block can stand; what becomes a block is lifted out of them.
INLINE = names(
    "a abbr acronym b bdi bdo big blink cite code del dfn em font i ins kbd label mark nobr q s samp small span strike "
    "strong sub sup tt u var"
)
LINE_HOLDERS = INLINE | HEADINGS | {"p", "pre"}
# libxml2 ends the element on the left when one on the right begins directly in it. Nikola parses a post again, so no
# rule may leave such a pair behind.
_P_ENDS = frozenset({"p", "center", "td", "th"})
ENDED_BY = {
    **dict.fromkeys(("b", "i", "u", "s", "tt", "big", "small", "strike"), _P_ENDS),
    **dict.fromkeys(("font", "span"), frozenset({"center", "td", "th"})),
    **dict.fromkeys(HEADINGS, frozenset({"p", "table", "form", "fieldset", "li", "td", "th"})),
    "a": frozenset({"a", "table", "fieldset", "td", "th"}),
    "p": BLOCKS,
}
NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
MOST_AROUND = 10  # elements around a block that are split
MAX_STYLE = 10_000  # a longer style attribute is nobody's handwriting


def blank(text: str | None) -> bool:
    """Say whether a text shows nothing; a no-break space shows nothing either."""
    return not text or text.isspace()


def add_text(element: Element, text: str | None) -> None:
    """Put text directly before `element`."""
    if text:
        before = element.getprevious()
        if before is None:
            parent = element.getparent()
            parent.text = (parent.text or "") + text
        else:
            before.tail = (before.tail or "") + text


def remove(element: Element) -> None:
    """Take the element out with all it holds; the text after it stays."""
    add_text(element, element.tail)
    element.tail = None
    element.getparent().remove(element)


def unwrap(element: Element) -> None:
    """Take the element out and leave what it holds; a bare <span> stays where the rest could not stand alone."""
    parent = element.getparent()
    ends = ENDED_BY.get(parent.tag, ())
    if ends and any(child.tag in ends for child in element):
        element.tag = "span"
        element.attrib.clear()
        return
    add_text(element, element.text)
    element.text = None
    for child in element:
        element.addprevious(child)
    remove(element)


def replace(old: Element, new: Element) -> None:
    """Put `new` where `old` is; what `old` holds is dropped, the text after it stays."""
    tail, old.tail = old.tail, None
    old.getparent().replace(old, new)
    new.tail = tail


def put_after(element: Element, new: Element) -> None:
    """Put `new` directly after the element, before the text that follows it."""
    tail, element.tail = element.tail, None
    element.addnext(new)
    new.tail = tail


def split(element: Element) -> None:
    """Split the parent in two around the element, which then stands between the halves; an empty half goes."""
    parent = element.getparent()
    tag = parent.tag if NAME.fullmatch(parent.tag) else "span"
    after = etree.Element(tag, {k: v for k, v in attributes(parent).items() if k not in {"id", "name"}})
    after.text, element.tail = element.tail, None
    after.extend(list(element.itersiblings()))
    put_after(parent, element)
    if not empty(after):
        put_after(element, after)
    else:
        element.tail = (after.text or "") + (element.tail or "") or None
    if empty(parent):
        add_text(parent, parent.text)
        parent.text = None
        remove(parent)


def make(tag: str, text: str | None = None, **attributes: str) -> Element:
    """Give a new element; a trailing underscore in an attribute's name is left out."""
    element = etree.Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    element.text = text
    return element


def empty(element: Element) -> bool:
    """Say whether an element holds nothing at all."""
    return len(element) == 0 and blank(element.text)


def only_pictures(element: Element) -> bool:
    """Say whether an element shows pictures and nothing else."""
    return next(element.iter("img"), None) is not None and blank("".join(element.itertext()))


def lift(element: Element) -> None:
    """Move the element out of paragraphs, headings, code and inline elements around it, splitting these in two.

    Of more than ten around each other the outer ones go: nobody meant them, and each split moves all that follows.
    """
    around = takewhile(lambda holder: holder.tag in LINE_HOLDERS, element.iterancestors())
    for holder in list(around)[MOST_AROUND:]:
        unwrap(holder)
    while element.getparent().tag in LINE_HOLDERS:
        split(element)


def attributes(element: Element) -> dict[str, str]:
    """Give the attributes that another element can be made with; a parser reads names that lxml refuses to write."""
    return {name: value for name, value in element.attrib.items() if NAME.fullmatch(name)}


def classes(element: Element) -> list[str]:
    """Give the class names of an element."""
    return (element.get("class") or "").split()


def set_classes(element: Element, names: list[str]) -> None:
    """Write the class names of an element."""
    if names:
        element.set("class", " ".join(names))
    else:
        element.attrib.pop("class", None)


def declarations(style: str) -> Iterator[tuple[str, str, str]]:
    """Give name, value and source of each declaration; `;` in brackets or quotes ends none."""
    for source in _split(style):
        name, _, value = source.partition(":")
        if source.strip():
            yield name.strip().lower(), value.strip().lower(), source.strip()


def keep_styles(element: Element, wanted: Callable[[str, str], bool]) -> bool:
    """Keep the declarations whose name and value are wanted; say whether any went."""
    style = element.get("style")
    if not style:
        return False
    found = list(declarations(style))
    kept = [source for name, value, source in found if wanted(name, value)]
    if len(kept) == len(found):
        return False
    if kept:
        element.set("style", "; ".join(kept))
    else:
        del element.attrib["style"]
    return True


def _split(style: str) -> list[str]:
    if len(style) > MAX_STYLE or not any(sign in style for sign in "(\"'"):
        return style.split(";")
    parts, quote, depth, start = [], "", 0, 0
    for place, sign in enumerate(style):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif sign == ";" and not depth:
            parts.append(style[start:place])
            start = place + 1
    return [*parts, style[start:]]
