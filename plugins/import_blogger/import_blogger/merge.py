"""Three-way merge: what a person corrected, and what the export changed since the last import, in one text.

In: three texts of one file: `base` as the last import wrote it, `ours` as it is now, `theirs` as this export has it.
Out: one text with the changes of both sides, or None when both changed the same place. A place is a sentence or a line
of a body, a field of the metadata, a comment, an address in a table of redirects: a sentence that one side wrote is
never mixed with words of the other. What only one side changed is always taken; nothing typed is ever dropped.
"""

import re
from collections.abc import Callable, Iterable

from merge3 import Merge3
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

COMMENTS = ".comments.yaml"
MOST = 20_000  # places in a text; comparing takes the square of it at worst
SOURCE = re.compile(r"---\n(.*?\n)(---\n.*)", re.DOTALL)
FIELD = re.compile(r"(?m)^(?=[A-Za-z_][\w-]*:)")
COMMENT = re.compile(r"(?m)^(?=- )")
COMMENT_ID = re.compile(r"""(?m)^(?:- |  )id: *["']?(\d+)""")
# A body may be one line of 50,000 signs. What parts its places: line ends, blanks after a sentence, breaks, block ends.
SEAM = re.compile(
    r"""(\n+|(?:(?<=[.!?…])|(?<=[.!?…]["'”’»)])|(?<=[.!?…]</[abi]>))[ \t]+"""
    r"|<br\s*/?>|</(?:p|div|li|[uo]l|h[1-6]|t[rdh]|table|blockquote|pre)>)",
    re.IGNORECASE,
)
Sections = dict[str, str]  # name -> text; all texts in order are the file


def merge(path: str, base: str, ours: str, theirs: str) -> str | None:
    """Return the merged text of a file of the site, or None: then both versions must be kept."""
    unix = ours.replace("\r\n", "\n")
    if unix != ours and "\n" not in ours.replace("\r\n", "") and "\r" not in unix + base + theirs:
        merged = merge(path, base, unix, theirs)  # an editor on Windows saved it
        return None if merged is None else merged.replace("\n", "\r\n")
    texts = (base, ours, theirs)
    if path.endswith(COMMENTS):
        merged = _merge_sections(_comments, texts, _merge_lines, _join_comments)
        return merged if merged is not None and isinstance(_load(merged), list) else None
    if path.startswith("redirects/"):
        return _merge_sections(_addresses, texts, _refuse)
    return _merge_source(texts)


def retain(base: str, theirs: str) -> tuple[str, list[str]]:
    """Return the comment file of an export with the comments that only `base` has, and their numbers.

    What Blogger does not have any more is not deleted here: people may have answered it.
    """
    old, new = _comments(base), _comments(theirs)
    if old is None or new is None:
        return theirs, []
    gone = [number for number in old if number not in new]
    if not gone:
        return theirs, []
    return _join_comments(_weave(new, old, gone)), [number for number in gone if number]


def _merge_source(texts: tuple[str, ...]) -> str | None:
    """Merge a post or page: its metadata field by field, its body place by place."""
    parts = [match for match in map(SOURCE.fullmatch, texts) if match]
    if len(parts) < len(texts):
        return _merge_places(*texts)
    head = _merge_sections(_fields, [part[1] for part in parts], _refuse)
    body = _merge_places(*(part[2] for part in parts))
    if head is None or body is None or not isinstance(_load(head), dict):
        return None
    return f"---\n{head}{body}"


def _merge_sections(
    split: Callable[[str], Sections | None],
    texts: Iterable[str],
    both: Callable[[str, str, str], str | None],
    join: Callable[[Sections], str] = lambda sections: "".join(sections.values()),
) -> str | None:
    """Merge by names; `both` is asked about a section which both sides changed."""
    base, ours, theirs = map(split, texts)
    if base is None or ours is None or theirs is None:
        return None
    merged: Sections = {}
    for name, mine in ours.items():
        was, new = base.get(name), theirs.get(name)
        if mine == was:
            taken = new if new is not None else ""
        elif new in (was, mine, None):  # nothing new, the same, or removed there and corrected here
            taken = mine
        elif (reconciled := both(was or "", mine, new or "")) is not None:
            taken = reconciled
        else:
            return None
        merged[name] = taken
    fresh = [name for name in theirs if name not in ours and name not in base]
    return join({name: text for name, text in _weave(merged, theirs, fresh).items() if text})


def _weave(into: Sections, other: Sections, names: Iterable[str]) -> Sections:
    """Return `into` with the named sections of `other`, each behind the one it follows there."""
    wanted, order, previous = set(names), list(into), None
    for name in other:
        if name in wanted:
            order.insert(0 if previous is None else order.index(previous) + 1, name)
        if name in wanted or name in into:
            previous = name
    return {name: into[name] if name in into else other[name] for name in order}


def _merge_places(base: str, ours: str, theirs: str) -> str | None:
    return _merge_tokens(*map(split_places, (base, ours, theirs)))


def _merge_lines(base: str, ours: str, theirs: str) -> str | None:
    return _merge_tokens(*(text.splitlines(keepends=True) for text in (base, ours, theirs)))


def _merge_tokens(base: list[str], ours: list[str], theirs: list[str]) -> str | None:
    if max(map(len, (base, ours, theirs))) > MOST:
        return None
    groups = list(Merge3(base, ours, theirs).merge_groups())
    if any(group[0] == "conflict" for group in groups):
        return None
    return "".join(token for group in groups for token in group[1])


def _refuse(_base: str, _ours: str, _theirs: str) -> None:
    """Say that a section is one place: both changed it."""


def split_places(text: str) -> list[str]:
    """Return the places of a body and the seams between them; joined, they are the text."""
    return [part for part in SEAM.split(text) if part]


def _fields(head: str) -> Sections | None:
    """Split metadata; a field may go on over lines that begin no other."""
    return _named((part.partition(":")[0] if FIELD.match(part) else "", part) for part in FIELD.split(head) if part)


def _comments(text: str) -> Sections | None:
    """Split a file of comments by their numbers. Blank lines between them are nobody's."""
    parts = [part.strip("\n") for part in COMMENT.split(text)]
    found = ((COMMENT_ID.search(part), part) for part in parts if part)
    return _named((match[1] if match else "", part) for match, part in found)


def _join_comments(sections: Sections) -> str:
    return "\n\n".join(sections.values()) + "\n"


def _addresses(table: str) -> Sections | None:
    """Split a table of redirects by addresses; comments and blank lines belong to the line below."""
    parts: list[tuple[str, str]] = []
    above = ""
    for line in table.splitlines(keepends=True):
        if line.strip() and not line.startswith("#"):
            words = line.split()
            parts.append((line.strip() if words[0] == "alias" else words[0], above + line))
            above = ""
        else:
            above += line
    return _named([*parts, *([("", above)] if above else [])])


def _named(parts: Iterable[tuple[str, str]]) -> Sections | None:
    """Return the sections by name; None when two have the same."""
    sections: Sections = {}
    for name, text in parts:
        if name in sections:
            return None
        sections[name] = text
    return sections


def _load(text: str) -> object:
    try:
        return YAML(typ="safe", pure=False).load(text)
    except YAMLError:
        return None
