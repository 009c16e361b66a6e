"""Files of comments: the bytes of a YAML file come in, comments and what is wrong with them go out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import nh3
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

KEYS = ("id", "author", "link", "date", "parent", "guid", "text")
NEEDED = ("id", "date", "text")

CLEANER = nh3.Cleaner(
    tags={"a", "b", "blockquote", "br", "code", "em", "i", "p", "pre", "s", "strong", "u"},
    clean_content_tags={"script", "style"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "link", "mailto"},  # link: an address of this site, which Nikola finds
    link_rel="nofollow ugc noopener",
    set_tag_attribute_values={"pre": {"tabindex": "0"}},  # long lines are scrolled, with the keyboard too
)

Finding = tuple[int, str]  # a line, counted from 1, and a sentence


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; `line` is where it stands in its file, `text` is clean HTML, missing texts are empty."""

    line: int
    id: str
    author: str
    link: str
    date: datetime
    parent: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the list: its line, whether it has keys, and line and text of each key and value in turn."""

    line: int
    has_keys: bool
    nodes: list[tuple[int, str | None]]


class CommentError(Exception):
    """A finding that ends the reading of a comment or file; its arguments are a Finding's."""


def read(source: bytes) -> tuple[list[Comment], list[Finding]]:
    """Return the comments in a file, in its order, and all findings; an empty file has neither."""
    findings: list[Finding] = []
    comments: dict[str, Comment] = {}
    try:
        entries = entries_of(source)
    except CommentError as wrong:
        return [], [wrong.args]
    for entry in entries:
        try:
            comment = comment_of(entry)
        except CommentError as wrong:
            findings.append(wrong.args)
            continue
        if comment.id in comments:
            findings.append((comment.line, f"id {comment.id} is the one of line {comments[comment.id].line} too"))
        comments.setdefault(comment.id, comment)
    return list(comments.values()), findings


def entries_of(source: bytes) -> list[Entry]:
    """Return the entries of the list in a file, or raise CommentError.

    Events of YAML are read, not values: they know their lines, no text turns into a number or a date, and nothing
    deep enough exhausts the stack.
    """
    entries: list[Entry] = []
    depth = 0
    for event in events(source):
        line = int(event.start_mark.line) + 1
        if isinstance(event, CollectionEndEvent):
            depth -= 1
        elif isinstance(event, NodeEvent):
            if depth == 0 and not isinstance(event, SequenceStartEvent) and text_of(event) != "":
                raise CommentError(line, "comments are a list: each begins with `- id:`")
            if depth == 1:
                entries.append(Entry(line, isinstance(event, MappingStartEvent), []))
            if depth == 2:
                entries[-1].nodes.append((line, text_of(event)))
            depth += isinstance(event, CollectionStartEvent)
    return entries


def events(source: bytes) -> Iterator[Event]:
    """Yield the events of a YAML file; raise CommentError where it is none."""
    try:
        yield from YAML(typ="safe").parse(source.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CommentError(source.count(b"\n", 0, error.start) + 1, "this is not UTF-8") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise CommentError(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem}") from None
    except YAMLError as error:
        raise CommentError(1, f"this is not YAML: {str(error).splitlines()[0]}") from None


def text_of(event: Event) -> str | None:
    """Return the text of a scalar, an empty one for YAML's null, and None for all else."""
    if not isinstance(event, ScalarEvent):
        return None
    return "" if event.implicit[0] and event.value in {"~", "null"} else str(event.value)


def values_of(entry: Entry) -> dict[str, str]:
    """Return a comment's texts by their keys, or raise CommentError."""
    if not entry.has_keys:
        raise CommentError(entry.line, f"a comment has keys: {', '.join(KEYS)}")
    values: dict[str, str] = {}
    for (line, key), (_, value) in zip(entry.nodes[::2], entry.nodes[1::2], strict=True):
        if key not in KEYS:
            raise CommentError(line, f"a comment has no `{key}`; its keys are {', '.join(KEYS)}")
        if key in values:
            raise CommentError(line, f"`{key}` stands here twice")
        if value is None:
            raise CommentError(line, f"`{key}` must be a text")
        values[key] = value
    missing = [name for name in NEEDED if name not in values]
    if missing:
        raise CommentError(entry.line, f"a comment without {' and '.join(missing)}")
    return values


def comment_of(entry: Entry) -> Comment:
    """Return the comment an entry holds, or raise CommentError."""
    values = values_of(entry)
    if not re.fullmatch(r"[0-9]{1,40}", values["id"]):
        raise CommentError(entry.line, f"id must be digits, 40 at most, not {values['id'][:60]!r}")
    link = values.get("link", "").strip()
    return Comment(
        line=entry.line,
        id=values["id"],
        author=values.get("author", "").strip(),
        link=link if re.match(r"https?://[^\s/]", link, re.IGNORECASE) else "",
        date=date_of(values["date"], entry.line),
        parent=values.get("parent", ""),
        text=CLEANER.clean(values["text"]).strip(),
    )


def date_of(text: str, line: int) -> datetime:
    """Return the moment a text names, or raise CommentError."""
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        date = None
    if date is None or date.tzinfo is None:
        raise CommentError(line, f"date must be like 2021-10-14T16:36:00+02:00, not {text!r}")
    return date
