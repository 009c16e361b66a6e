"""Word's and office suites' paste: their own elements, classes and style declarations go, their text stays."""

from lxml import etree

from .job import Job
from .tree import BLOCKS, Element, classes, empty, keep_styles, remove, set_classes, unwrap

PREFIXES = ("o:", "w:", "v:", "m:", "st1:", "u1:", "x:")
NOISE_COMMENTS = ("[if", "[endif", "?xml", "startfragment", "endfragment")


def clean_word(body: Element, job: Job) -> None:
    """Clean what was pasted from Word."""
    for comment in list(body.iter(etree.Comment)):
        if (comment.text or "").strip().lower().startswith(NOISE_COMMENTS):
            remove(comment)
    for island in list(body.iter("xml")):
        if any(":" in child.tag for child in island.iter("*")):
            job.note("Word's settings in the text removed")
            _drop_island(island)
    for element in list(body.iter("*")):
        if element.tag.startswith(PREFIXES):
            _drop_element(element)
        elif element.attrib:
            _drop_looks(element)


def _drop_element(element: Element) -> None:
    """Unwrap <o:p> and its like; a paragraph that held nothing else goes too."""
    held, parent = empty(element), element.getparent()
    (remove if held else unwrap)(element)
    if held and parent.tag == "p" and empty(parent):
        remove(parent)


def _drop_looks(element: Element) -> None:
    kept = [name for name in classes(element) if not name.lower().startswith("mso")]
    changed = len(kept) < len(classes(element))
    if changed:
        set_classes(element, kept)
    if "mso-" in (element.get("style") or "").lower():
        changed |= keep_styles(element, lambda name, _: not name.startswith(("mso-", "tab-stops")))
    if changed and element.tag == "span" and not element.attrib:
        unwrap(element)


def _drop_island(island: Element) -> None:
    """Remove <xml>…</xml>; when it was never closed it holds the author's text too, which stays."""
    if any(child.tag in BLOCKS or child.tag in {"span", "img", "a", "br"} for child in island.iter("*")):
        unwrap(island)
    else:
        remove(island)
