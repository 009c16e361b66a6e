"""What runs, redirects or restyles the page goes and is told: scripts, styles, handlers, addresses that are programs.

The author is trusted with looks, not with running code.
"""

import re

from lxml import etree

from .job import Job
from .tree import Element, add_text, blank, keep_styles, names, remove, unwrap

GONE = names("script style noembed noframes title")  # with what they hold, which is no text of the page
OPENED = names("link meta base noscript template plaintext param frameset frame listing xmp")
PROGRAM = re.compile(r"(?:java|vb|live)script:|mocha:|data:(?:text/(?:html|xml)|application/)", re.IGNORECASE)
DRAWING = re.compile(r"data:image/svg", re.IGNORECASE)  # runs nothing in an <img>
WORDS = re.compile(r"(?:title|alt|summary|aria-.*|data-.*)\Z")
HIDDEN = re.compile(r"[\x00-\x20]+")
EDITOR = "deselectBloggerImageGracefully"  # Blogger's editor, in half of all old images
RUNNING_STYLE = re.compile(
    r"expression\s*\(|(?:java|vb)script\s*:|-moz-binding|behaviou?r\s*:|@import|data:text", re.IGNORECASE
)
ESCAPED = re.compile(r"\\([0-9a-f]{1,6})\s?|\\|/\*.*?\*/", re.IGNORECASE | re.DOTALL)
MATH = re.compile(r"math/(?:tex|latex)", re.IGNORECASE)
DROPPED_ATTRIBUTES = {"srcdoc", "formaction", "ping", "autoplay", "autofocus"}


def drop_active(body: Element, job: Job) -> None:
    """Remove elements that run or change the page as a whole."""
    for element in list(body.iter(*GONE)):
        text = element.text or ""
        if element.tag == "script" and MATH.match(element.get("type") or ""):
            marks = (r"\[", r"\]") if "display" in element.get("type", "") else (r"\(", r"\)")
            add_text(element, f"{marks[0]}{text}{marks[1]}")
        elif not (blank(text) and not element.get("src")):
            shown = element.get("src") or text[:80]
            job.note(f"{element.tag} removed: {shown}")
        remove(element)
    for element in list(body.iter(*OPENED)):
        if element.tag in {"link", "meta", "base", "frame"} and (element.get("href") or element.get("http-equiv")):
            job.note(f"<{element.tag}> removed: {element.get('href') or element.get('http-equiv')}")
        unwrap(element)
    for element in list(body.iter("animate", "set", "animatetransform", "animatemotion")):
        if re.match(r"(?:xlink:)?href$|on", element.get("attributename") or "", re.IGNORECASE):
            job.note("animation of an address or handler removed")
            remove(element)
    for comment in list(body.iter(etree.Comment)):
        text = comment.text or ""
        if "--" in text or text.startswith((">", "->")) or "<!" in text:  # read differently by different parsers
            remove(comment)


def drop_handlers(body: Element, job: Job) -> None:
    """Remove attributes that run, and addresses that are programs."""
    for element in body.iter("*"):
        attributes = element.attrib
        if not attributes:
            continue
        for name, value in attributes.items():
            if name.startswith("on") or name in DROPPED_ATTRIBUTES:
                if name.startswith("on") and EDITOR not in value:
                    job.note(f"handler removed: {name}={value}")
                del attributes[name]
            elif name == "style":
                _clean_style(element, value, job)
            elif ":" in value and not WORDS.match(name) and _is_program(element, value):
                job.note(f"address removed: {element.tag} {name}={value}")
                del attributes[name]


def _is_program(element: Element, value: str) -> bool:
    """Say whether an address runs, read as browsers read it: without spaces and control characters."""
    address = HIDDEN.sub("", value[:400])
    return bool(PROGRAM.match(address) or (DRAWING.match(address) and element.tag not in {"img", "source"}))


def _clean_style(element: Element, style: str, job: Job) -> None:
    if _runs(style):
        job.note(f"style removed: {style}")
        keep_styles(element, lambda name, value: not _runs(f"{name}:{value}"))
        if _runs(element.get("style") or ""):
            del element.attrib["style"]


def _runs(style: str) -> bool:
    if "\\" in style or "/*" in style:
        style = ESCAPED.sub(lambda match: chr(min(int(match[1], 16), 0xFFFF)) if match[1] else "", style)
    return bool(RUNNING_STYLE.search(style))
