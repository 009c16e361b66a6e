"""The source of a post → the same with a line for its guid, in the metadata of any kind that Nikola writes."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Reader = Callable[[str], dict[str, Any]]  # a source → the metadata in it
LINES = {"yaml": "guid: {}", "toml": "guid = {}", "nikola": ".. guid: {}"}  # by the name of Nikola's extractor
PLAIN = re.compile(r"[A-Za-z][\w:/.,%~?=&+#@-]*[\w/]")  # in YAML such a text needs no quotes
FENCES = {"---": "yaml", "+++": "toml"}  # by the first line
EMPTY = re.compile(r"""\s*(\.\. )?guid\s*[:=]\s*(""|''|~|null)?\s*""")


def insert(text: str, kind: str, guid: str) -> str | None:
    """Return the text of a source with a line for its guid, all else as it was; None if it has no place for one.

    kind is the name of Nikola's extractor that reads the metadata in it: yaml, toml or nikola.
    """
    lines = text.split("\n")
    bare = [line.removesuffix("\r") for line in lines]
    end = _end(bare, kind)
    place = _place(bare[:end], kind) if end else None
    if place is None:
        return None
    indent = re.match(r"\s*", bare[place - 1])
    margin = indent[0] if indent and kind == "nikola" else ""
    bare_word = kind == "nikola" or (kind == "yaml" and PLAIN.fullmatch(guid))
    line = margin + LINES[kind].format(guid if bare_word else json.dumps(guid, ensure_ascii=False))
    line += "\r" if lines[0].endswith("\r") else ""
    old = next((at for at, found in enumerate(bare[:end]) if EMPTY.fullmatch(found)), None)
    if old is None:
        lines.insert(place, line)
    else:
        lines[old] = line
    return "\n".join(lines)


def _end(lines: list[str], kind: str) -> int | None:
    """Return how many lines come before the end of the metadata, None if it has none."""
    if kind == "nikola":
        start = next((at for at, line in enumerate(lines) if line.strip()), 0)
        return lines.index("", start) if "" in lines[start:] else len(lines)
    fence = lines[0].removeprefix("\ufeff")
    return lines.index(fence, 1) if fence in lines[1:] else None


def _place(head: list[str], kind: str) -> int | None:
    """Return the number of the line, counted from 0, before which a guid belongs; None if there is no metadata.

    That is after Nikola's own lines, before a [table] of TOML, to which all that follows belongs, and at the end of
    YAML; where its last key has more lines, before that: they stay the end.
    """
    if kind == "nikola":
        return max((at for at, line in enumerate(head, 1) if re.match(r"\s*\.\. [^:]+:", line)), default=None)
    if kind == "toml":
        return next((at for at, line in enumerate(head) if line.lstrip().startswith("[")), len(head))
    last = max((at for at, line in enumerate(head) if at and re.match(r"[^\s#-][^:]*:", line)), default=None)
    return len(head) if last == len(head) - 1 else last


def record(path: Path, readers: Mapping[str, Reader], guid: str) -> str | None:
    """Write a guid into the metadata in a file, in one step and nothing else; return a finding if that cannot be.

    readers are Nikola's extractors by their names, as functions of a text: only if the right one then finds the same
    metadata and the guid, is anything written.
    """
    where, add = path, f"add a line with its permanent id to its metadata: guid: {guid}"
    try:
        path = path.resolve()  # a link stays a link
        old = path.read_bytes().decode("utf-8")
        kind = FENCES.get(_lines(old).partition("\n")[0], "nikola")
        new = insert(old, kind, guid)
        if new is None or not _same(readers[kind], old, new, guid):
            return f"{where}: has no metadata in which a build could write; {add}"
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_bytes(new.encode("utf-8"))
        shutil.copymode(path, fresh)
        fresh.replace(path)
    except OSError as error:
        return f"{where}: cannot be written ({error.strerror}); {add}"
    return None


def _same(read: Reader, old: str, new: str, guid: str) -> bool:
    """Tell whether the metadata in the text new is that in old, and a guid."""
    try:
        return read(_lines(new)) == {**read(_lines(old)), "guid": guid}
    except Exception:  # noqa: BLE001 - each library for metadata has errors of its own
        return False


def _lines(text: str) -> str:
    """Return a text as Nikola reads it from a file."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")
