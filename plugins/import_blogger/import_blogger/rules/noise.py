"""Blogger's own noise: wrappers, classes and ids of its editors and of what was pasted into them, feed footers."""

import re

from .job import Job
from .tree import BLOCKS, Element, classes, declarations, keep_styles, remove, set_classes, unwrap

NOISE_CLASSES = {
    "separator",
    "Apple-style-span",
    "Apple-tab-span",
    "Apple-converted-space",
    "Apple-interchange-newline",
}
INHERITED = re.compile(r"font(?:-family|-size|-weight|-style)?|color|line-height|letter-spacing|white-space")
MONOSPACE = re.compile(
    r"""font-family\s*:\s*["']?(?:courier|consolas|monaco|menlo|monospace|lucida console)\b""", re.IGNORECASE
)
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
FEED_FOOTERS = {"blogger-post-footer", "feedflare"}


def drop_noise(body: Element, job: Job) -> None:
    """Remove what Blogger added to the author's text."""
    right_to_left = RIGHT_TO_LEFT.search("".join(body.itertext())) is not None
    for element in list(body.iter("*")):
        if not element.attrib or element.getparent() is None:
            continue
        names = classes(element)
        if not FEED_FOOTERS.isdisjoint(names):
            _drop_footer(element, job)
        elif "trbidi" in element.attrib:
            _drop_direction(element)
        else:
            _drop_names(element, names)
        if "text-align" in element.get("style", "") and not right_to_left:
            _drop_left(element)
        if element.tag == "span" and element.get("style"):
            _name_style(element)


def _drop_footer(element: Element, job: Job) -> None:
    text = " ".join("".join(element.itertext()).split())
    if text:
        job.note(f"feed footer removed: {text}")
    remove(element)


def _drop_direction(element: Element) -> None:
    """Drop what the editor's direction button writes around a whole text; right to left stays."""
    del element.attrib["trbidi"]
    if element.get("dir") == "ltr":
        del element.attrib["dir"]
        keep_styles(element, lambda name, value: (name, value) != ("text-align", "left"))
    if not element.attrib and element.tag in {"div", "span"}:
        unwrap(element)


def _drop_names(element: Element, names: list[str]) -> None:
    kept = [name for name in names if name not in NOISE_CLASSES]
    changed = len(kept) < len(names)
    if changed:
        set_classes(element, kept)
        if "separator" in names:
            keep_styles(element, lambda name, _: name != "clear")
    if element.get("id", "").startswith("docs-internal-guid"):
        del element.attrib["id"]
        changed = True
    if changed and not element.attrib and element.tag == "span":
        unwrap(element)


def _drop_left(element: Element) -> None:
    """Drop the alignment that text written left to right has anyway, where nothing around it says another."""
    for holder in element.iterancestors():
        if "align" in holder.attrib or "text-align" in holder.get("style", "") or _is_aligned(holder):
            return
    if not _is_aligned(element):
        keep_styles(element, lambda name, value: (name, value) != ("text-align", "left"))


def _is_aligned(element: Element) -> bool:
    """Say whether an element aligns its text even without a style for that."""
    return (
        element.tag in {"th", "caption", "center"} or "dir" in element.attrib or "direction" in element.get("style", "")
    )


def _name_style(span: Element) -> None:
    """Drop what a style inherits anyway, and call a text in a typewriter's font what it is."""
    keep_styles(span, lambda name, value: value != "inherit" or not INHERITED.fullmatch(name))
    found = list(declarations(span.get("style") or ""))
    typed = len(found) == 1 and len(span.attrib) == 1 and MONOSPACE.match(found[0][2])
    beside = (span.iterdescendants(*BLOCKS, "img", "code"), span.iterancestors("pre", "code"))
    if typed and all(next(nodes, None) is None for nodes in beside):
        span.tag = "code"
        del span.attrib["style"]
