"""Find the blogs in what the user gave: files, archives, folders, in one or several parts.

In: paths. Out: `Source`s, one for each blog, each to be opened as a stream as often as needed. Whatever else
was given is told in a sentence which says what it is and what to give instead.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import unquote

from lxml import etree

from .archive import Member, members
from .errors import ExportError
from .recognise import INSTEAD, Feed, sniff, survey

CHUNK = 1 << 20
MOST_TOLD = 12  # files named in one message
ERRORS = etree.ErrorTypes
# Where a parser stands when a file ends too early.
CUT_SHORT = {
    ERRORS.ERR_DOCUMENT_END,
    ERRORS.ERR_TAG_NOT_FINISHED,
    ERRORS.ERR_ATTRIBUTE_NOT_FINISHED,
    ERRORS.ERR_GT_REQUIRED,
    ERRORS.ERR_ENTITYREF_SEMICOL_MISSING,
    ERRORS.ERR_CDATA_NOT_FINISHED,
    ERRORS.ERR_COMMENT_NOT_FINISHED,
    ERRORS.ERR_INVALID_CHAR,
    ERRORS.ERR_NAME_REQUIRED,
    ERRORS.ERR_SPACE_REQUIRED,
}
AGAIN = "download it again"
BY_HAND = "it was changed after the download: take the file as Blogger gave it"
# What the parser met, what it means, what to do.
MEANINGS = {
    ERRORS.ERR_TAG_NAME_MISMATCH: ("an element is closed by the wrong tag", BY_HAND),
    ERRORS.NS_ERR_UNDEFINED_NAMESPACE: ("a prefix is used that the file does not declare", BY_HAND),
    ERRORS.ERR_INVALID_CHAR: ("a control character that XML does not allow", "remove it, or " + AGAIN),
    ERRORS.ERR_INVALID_ENCODING: (
        "bytes that are not in the encoding of the file",
        "save it as UTF-8, or " + AGAIN,
    ),
    ERRORS.ERR_UNDECLARED_ENTITY: ("a named character that XML does not know", BY_HAND),
    ERRORS.ERR_RESERVED_XML_NAME: ("something stands before the XML declaration", BY_HAND),
    ERRORS.ERR_DOCUMENT_END: ("more text after the end of the feed", BY_HAND),
}
MERGE_MARKS = (b"<<<<<<<", b">>>>>>>", b"=======")


@dataclass(frozen=True)
class Source:
    """The feed of one blog."""

    label: str  # for messages
    title: str  # the blog's title as the feed has it; may be empty
    kind: Literal["classic", "takeout"]
    open: Callable[[], BufferedReader] = field(compare=False, repr=False)
    blog_id: str = ""  # the digits, the same in every format

    @property
    def folder(self) -> str:
        """The folder the feed lies in: Takeout names it after the blog and encodes the name up to twice."""
        return PurePosixPath(unquote(unquote(self.label.rpartition(": ")[2]))).parent.name


def find_sources(paths: Sequence[Path], *, limit_bytes: int) -> list[Source]:
    """Return the blogs found in `paths`, each once, in the order of the paths.

    `limit_bytes`: what an archive may unpack to beyond its own size. Raises ExportError when a path cannot be
    read, is damaged or is a file of another kind, and when no path holds a blog: a sentence for each.
    """
    sources: list[Source] = []
    others: list[str] = []
    wrong = False
    for path in paths:
        before = len(sources) + len(others)
        for member in members(path, limit_bytes):
            found = _recognise(member)
            if isinstance(found, Source):
                sources.append(found)
            else:
                others.append(f"{member.label}: this is {found}")
                wrong = wrong or member.label == str(path)
        if len(sources) + len(others) == before:
            others.append(f"{path}: there is no feed in it; {INSTEAD}")
    if wrong or not sources:
        more = [f"… and {len(others) - MOST_TOLD} more"] if len(others) > MOST_TOLD else []
        raise ExportError("\n".join(others[:MOST_TOLD] + more))
    return _once(sources)


def _recognise(member: Member) -> Source | str:
    """Return the blog a file holds, or what the file is; raises ExportError where it stops being XML."""
    other = sniff(member.head)
    if other:
        return other
    try:
        with member.open() as stream:
            found = survey(stream)
    except etree.XMLSyntaxError as error:
        raise explain(error, Source(member.label, "", "takeout", member.open)) from error
    if isinstance(found, Feed):
        return Source(member.label, found.title, found.kind, member.open, found.blog_id)
    return found


def _once(sources: list[Source]) -> list[Source]:
    """Leave out the second of two equal files, as parts of an archive given twice hold them."""
    if len(sources) == 1:
        return sources
    seen: dict[bytes, Source] = {}
    for source in sources:
        with source.open() as stream:
            seen.setdefault(hashlib.file_digest(stream, "sha256").digest(), source)
    return list(seen.values())


def choose(sources: Sequence[Source], blog: str | None) -> Source:
    """Return the source that `blog` names by title, folder or number, or by a part of them that only it has.

    `blog` may be None where there is only one. Raises ExportError with a list of the blogs otherwise.
    """
    if blog is None:
        fits = list(sources)
        what = f"{len(sources)} blogs in what was given; choose one with --blog"
    else:
        wanted = blog.strip().casefold()
        names = [(source, [n.casefold() for n in (source.title, source.folder, source.blog_id)]) for source in sources]
        fits = [source for source, mine in names if wanted in mine]
        fits = fits or [source for source, mine in names if wanted and any(wanted in name for name in mine)]
        what = f"--blog {blog!r} names {'several' if fits else 'none'} of the blogs"
        if len({source.blog_id for source in fits}) < len(fits):
            what += "; the same blog is there more than once: give one file of it only"
    if len(fits) == 1:
        return fits[0]
    blogs = "".join(f"\n  {source.title or source.folder!r} ({source.label})" for source in sources)
    raise ExportError(f"{what}:{blogs}")


def explain(error: etree.XMLSyntaxError, source: Source) -> ExportError:
    """Say in a sentence where and why a feed stops being XML, and what to do about it."""
    code, message, (line, column) = error.code, error.msg, error.position
    last = error.error_log.last_error
    if not line and last is not None:  # of an unknown entity lxml itself forgets where it was
        code, message, line, column = last.type, last.message, last.line, last.column
    detail = " ".join((message or "").split()).partition(", line ")[0]
    around, end, tail = _look(source, line)
    if any(text.lstrip().startswith(MERGE_MARKS) for text in around):
        meaning, remedy = (
            "the marks of an unresolved merge",
            "resolve it, or take the file as it was downloaded",
        )
    elif code in CUT_SHORT and line == end and not tail.rstrip(b"\0\r\n\t ").endswith(b"feed>"):
        meaning, remedy = "the file ends in the middle", AGAIN
    else:
        meaning, remedy = MEANINGS.get(code, ("this is not well-formed XML", AGAIN))
        meaning = f"{meaning} ({detail})"
    return ExportError(f"{source.label}: line {line}, column {column}: {meaning}; {remedy}")


def _look(source: Source, line: int) -> tuple[list[bytes], int, bytes]:
    """Return how the lines about line `line` begin, the number of the last line, and the end of the file."""
    around, number, tail, fresh = [], 1, b"", True
    with source.open() as stream:
        while chunk := stream.readline(CHUNK):  # a backup is often one line of megabytes
            if fresh and abs(number - line) <= 1:
                around.append(chunk[:80])
            tail = (tail + chunk)[-80:]
            fresh = chunk.endswith(b"\n")
            number += fresh
    return around, number - (fresh and number > 1), tail
