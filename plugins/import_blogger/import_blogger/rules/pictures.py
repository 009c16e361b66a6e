"""Pictures keep their size, text and side; what Blogger's editor wrote around them goes, and so do counting pixels."""

import re

from .captions import alignment
from .job import Job
from .tree import Element, classes, empty, keep_styles, remove, set_classes

COUNTERS = re.compile(
    r"//(?:feedads\.g\.doubleclick\.net|feeds\d*\.feedburner\.com/~|[\w.-]*(?:blogger|googleusercontent)\.com/tracker/"
    r"|(?:www\.)?assoc-amazon\.[a-z.]+/e/ir|[\w.-]*quantserve\.com|stats\.wordpress\.com|b\.scorecardresearch\.com)",
    re.IGNORECASE,
)
TINY = {"0", "1", "0px", "1px"}
EDITOR_SPACE = {"margin", "margin-left", "margin-right", "margin-top", "margin-bottom", "clear"}


def clean_pictures(body: Element, _: Job) -> None:
    """Tidy each picture and the link around it."""
    for picture in list(body.iter("img", "image")):
        if picture.tag == "image" and next(picture.iterancestors("svg"), None) is None:
            picture.tag = "img"  # as browsers do
        if _counts(picture):
            _drop_counter(picture)
        else:
            _size(picture)
            if picture.get("id", "").startswith("BLOGGER_PHOTO_ID"):
                del picture.attrib["id"]
    for link in body.iter("a", "img"):
        if "imageanchor" in link.attrib:
            del link.attrib["imageanchor"]
            _place(link)


def _counts(picture: Element) -> bool:
    if picture.get("width", "") in TINY and picture.get("height", "") in TINY:
        return True
    return bool(COUNTERS.search(picture.get("src") or ""))


def _drop_counter(picture: Element) -> None:
    parent = picture.getparent()
    remove(picture)
    if parent.tag == "a" and empty(parent) and COUNTERS.search(parent.get("href") or ""):
        remove(parent)


def _size(picture: Element) -> None:
    """Give the size Blogger measured when the author gave none."""
    measured = {name: picture.attrib.pop(f"data-original-{name}", None) for name in ("width", "height")}
    sized = any(name in picture.attrib for name in measured) or re.search(
        r"\b(?:width|height)\s*:", picture.get("style", "")
    )
    if not sized and all(value and value.isascii() and value.isdigit() for value in measured.values()):
        for name, value in measured.items():
            picture.set(name, value)


def _place(link: Element) -> None:
    """Keep the side the author chose as a class; the editor's margins belonged to its own theme."""
    side = alignment(link)
    if keep_styles(link, lambda name, _: name not in EDITOR_SPACE and name != "float") and side in {
        "left",
        "right",
    }:
        set_classes(link, [*classes(link), f"align-{side}"])
