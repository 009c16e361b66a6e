"""HTML of a post → the same with an address at each heading, and the list of its sections.

Only start and end of headings change; every other byte stays.
"""

import html
import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field

ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*+"""
HEADING = re.compile(
    rf"""
    <!--.*?(?:-->|\Z)                                                               # may speak of <h2>
  | <(?P<raw>iframe|noscript|script|style|svg|textarea|title)\b.*?(?:</(?P=raw)|\Z)  # so may these
  | <h(?P<level>[1-6])(?P<attributes>(?![^\s/>]){ATTRIBUTES})>(?P<inside>.*?)</h(?P=level)\s*>
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
ID = re.compile(r"""(?<![\w-])id\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`=]+))""", re.IGNORECASE)
LINK = re.compile(r"<(?:a|button|details)\b", re.IGNORECASE)
TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
MOST = 60  # characters of an address


@dataclass
class Section:
    """A heading: its address on the page, its text, and the headings below it."""

    anchor: str
    text: str
    sections: list["Section"] = field(default_factory=list)


def outline(text: str, taken: Container[str] = ()) -> tuple[str, list[Section]]:
    """Return HTML with an id and a link to itself at each heading, and its sections (h2, and h3 below them).

    An id that an author gave stays, and so do links in headings: such a heading gets no link of its own. New ids are
    made from the heading's words and are neither in taken nor already in the text.
    """
    if "<h" not in text.lower():
        return text, []
    ids = {"".join(found) for found in ID.findall(text)}
    sections: list[Section] = []

    def heading(match: re.Match[str]) -> str:
        words = " ".join(html.unescape(TAG.sub("", match["inside"] or "")).split())
        if not words:  # a comment, a script, a heading that only holds a picture
            return match[0]
        given = ID.search(match["attributes"])
        anchor = html.unescape("".join(filter(None, given.groups()))) if given else ""
        attributes, level = match["attributes"], match["level"]
        if not anchor:
            anchor = free(slug(words), lambda name: name in ids or name in taken)
            ids.add(anchor)
            attributes = f'{ID.sub("", attributes)} id="{anchor}"'
        if level == "2" or (level == "3" and not sections):
            sections.append(Section(anchor, words))
        elif level == "3":
            sections[-1].sections.append(Section(anchor, words))
        inside = match["inside"]
        if not LINK.search(inside):
            inside = f'<a class="heading-link" href="#{html.escape(anchor)}">{inside}</a>'
        return f"<h{level}{attributes}>{inside}</h{level}>"

    return HEADING.sub(heading, text), sections


def slug(words: str) -> str:
    """Return words as they stand in an address: letters and digits of any script, hyphens between."""
    return re.sub(r"[\W_]+", "-", words.lower()).strip("-")[:MOST].strip("-") or "section"


def free(name: str, is_taken: Callable[[str], bool]) -> str:
    """Return name, with a number behind it if it is taken."""
    candidate, number = name, 1
    while is_taken(candidate):
        number += 1
        candidate = f"{name}-{number}"
    return candidate
