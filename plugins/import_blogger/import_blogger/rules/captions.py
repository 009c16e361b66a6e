"""Blogger's caption table, one cell with the picture and one with the caption, becomes <figure>."""

import re

from .job import Job
from .tree import Element, blank, classes, keep_styles, make, replace

SIDE = re.compile(r"(?:^|[;\s])float\s*:\s*(left|right)", re.IGNORECASE)
CENTRED = re.compile(r"margin-(?:left|right)\s*:\s*auto|margin\s*:[^;]*auto|text-align\s*:\s*center", re.IGNORECASE)

EDITOR_STYLES = {"text-align", "font-size", "padding", "padding-top", "border"}


def caption_pictures(body: Element, _: Job) -> None:
    """Turn each caption table of the one shape into a figure; any other table stays."""
    for table in reversed(list(body.iter("table"))):
        if "tr-caption-container" in classes(table):
            _to_figure(table)


def _to_figure(table: Element) -> None:
    cells = list(table.iter("td", "th"))
    rows = list(table.iter("tr"))
    captions = [cell for cell in cells if "tr-caption" in classes(cell)]
    if len(cells) != 2 or captions != cells[1:] or next(table.iterdescendants("table"), None) is not None:
        return
    if not all(
        blank(part.text) and blank(part.tail if part is not table else "") for part in (table, *rows, *cells[:1])
    ):
        return
    figure = make("figure")
    side = alignment(table)
    if side:
        figure.set("class", f"align-{side}")
    figure.extend(list(cells[0]))
    caption = make("figcaption", captions[0].text)
    caption.extend(list(captions[0]))
    keep_styles(captions[0], lambda name, _: name not in EDITOR_STYLES)
    if captions[0].get("style"):
        caption.set("style", captions[0].get("style"))
    figure.append(caption)
    replace(table, figure)


def alignment(element: Element) -> str:
    """Give left, right, center or nothing: where an element stands."""
    style = element.get("style") or ""
    side = SIDE.search(style)
    align = (element.get("align") or "").lower()
    if side:
        return side[1].lower()
    if align in {"left", "right", "center"}:
        return align
    return "center" if CENTRED.search(style) else ""
