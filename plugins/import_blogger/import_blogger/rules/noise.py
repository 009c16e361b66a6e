"""Blogger's own noise: wrappers, classes and ids of its editors and of what was pasted into them, feed footers."""

from .job import Job
from .tree import Element, classes, keep_styles, remove, set_classes, unwrap

NOISE_CLASSES = {
    "separator",
    "Apple-style-span",
    "Apple-tab-span",
    "Apple-converted-space",
    "Apple-interchange-newline",
}
FEED_FOOTERS = {"blogger-post-footer", "feedflare"}


def drop_noise(body: Element, job: Job) -> None:
    """Remove what Blogger added to the author's text."""
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
