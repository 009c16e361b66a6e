"""HTML of a post → its first words as plain text, its first picture, and whether it is as short as that anyway."""

import re
from dataclasses import dataclass

from lxml import etree, html
from lxml.html import defs

# What is no running text; a post that holds some of it is not short.
APART = {"pre", "table", "iframe", "embed", "object", "video", "audio", "svg", "math", "form", "script", "style"}
APART |= {"h1", "h2", "h3", "h4", "h5", "h6"}
UNREAD = APART | {"figcaption", "noscript", "template", "textarea", "select", "button"}
INLINE = defs.phrase_tags | defs.font_style_tags | defs.special_inline_tags
INLINE |= {"bdi", "data", "mark", "rp", "rt", "ruby", "time", "wbr"}
BLOCK, LINE = "\x1e", "\x1f"  # no HTML may hold them
BREAK = re.compile(rf"{BLOCK}|{LINE}\s*{LINE}")  # an empty line is a paragraph of Blogger's editor
ENDS = ".!?:;,…·。！？：،؛؟"
SMALL = 64  # pixels: what is smaller both ways is a smiley, a counter or an icon
WORD = 30  # characters that a cut goes back for a blank; scripts without blanks are cut where the text is full


@dataclass(frozen=True)
class Excerpt:
    """Plain text of at most the length asked for; whether the post is no more than that; its picture's attributes."""

    text: str
    whole: bool
    picture: dict[str, str] | None


def excerpt(source: str, length: int) -> Excerpt:
    """Return the excerpt of a post's HTML; where there is no running text, it is of its code and tables.

    A post of short text and at most one picture is whole.
    """
    root = html.fragment_fromstring(source or "<p></p>", create_parent="div")
    text = running(root, UNREAD)
    images = list(root.iter("img"))
    whole = len(text) <= length and len(images) < 2 and next(root.iter(*APART), None) is None
    return Excerpt(cut(text or running(root, UNREAD - {"pre", "table"}), length), whole, first_picture(images))


def running(root: html.HtmlElement, left_out: set[str]) -> str:
    """Return the text below an element in one line; a dot stands where a block ends without any sign."""
    blocks = (" ".join(block.replace(LINE, " ").split()) for block in BREAK.split(words(root, left_out)))
    text = ""
    for block in filter(None, blocks):
        text += block if not text else f" {block}" if text[-1] in ENDS else f" · {block}"
    return text


def words(root: html.HtmlElement, left_out: set[str]) -> str:
    """Return the text below an element, BLOCK wherever a block begins or ends and LINE where a line does."""
    parts: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        outer = event in ("start", "end") and element.tag not in INLINE
        if event == "start":
            parts.append(BLOCK if outer else "")
            if element.tag in left_out:
                walk.skip_subtree()
            else:
                parts.append(element.text or "")
            continue
        parts.append(LINE if element.tag == "br" else BLOCK if outer else "")
        if element is not root:
            parts.append(element.tail or "")
    return "".join(parts)


def cut(text: str, length: int) -> str:
    """Return text no longer than length, which ends in … where something is missing."""
    if len(text) <= length:
        return text
    end = text.rfind(" ", length - WORD, length)
    return re.sub(r"[\s,;:.(–—-]+$", "", text[: end if end > 0 else length - 1]) + "…"


def first_picture(images: list[html.HtmlElement]) -> dict[str, str] | None:
    """Return the attributes of the first of the pictures that is none of the small ones."""
    for image in images:
        sizes = [int(value) for value in (image.get("width"), image.get("height")) if value and value.isdecimal()]
        if image.get("src") and not (sizes and max(sizes) < SMALL):
            return {name: image.get(name) for name in ("src", "srcset", "width", "height") if image.get(name)}
    return None
