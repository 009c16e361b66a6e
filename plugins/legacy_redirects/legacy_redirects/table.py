"""Text of a redirect table → its rows, and a finding for each line that is none.

The format is explained in redirects/README.md. Findings are `where: sentence`, where being `file:line`.
"""

import re
from dataclasses import dataclass, field
from pathlib import PurePath

from .address import AddressError, normalise, of_path

HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True)
class Row:
    """A legacy address, normalised path and query, and where it leads; str(where) is `file:line`."""

    where: object
    address: str
    target: str


@dataclass
class Table:
    """What a file says: other names of its host, its rows and its faults."""

    aliases: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


def read(text: str, path: str) -> Table:
    """Return the table in the text of the file at path; the file's name is the host."""
    table = Table()
    if not HOST.fullmatch(PurePath(path).stem):
        table.findings.append(f"{path}:1: a table is called after its host, like blog.example.org.txt")
    seen: dict[str, Row] = {}
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        where = f"{path}:{number}"
        try:
            if not words[0].startswith("/"):
                table.aliases.append(_alias(words))
                continue
            row = Row(where, *_pair(words))
        except AddressError as fault:
            table.findings.append(f"{where}: {fault}")
            continue
        first = seen.setdefault(row.address, row)
        if first is row:
            table.rows.append(row)
        else:
            table.findings.append(f"{where}: {row.address} is already at {first.where}")
    return table


def _alias(words: list[str]) -> str:
    """Return the host in an `alias` line."""
    if words[0] != "alias":
        raise AddressError(f"{words[0]!r} is neither an address, which begins with /, nor `alias`")
    if len(words) != 2 or not HOST.fullmatch(words[1]):
        raise AddressError("`alias` takes one other name of the host, in lower case")
    return words[1]


def _pair(words: list[str]) -> tuple[str, str]:
    """Return the address and the target of a row, both in normal form."""
    if len(words) != 2:
        raise AddressError("a row is an address and a target; a space in them is %20, a note goes on its own line")
    if not re.match(r"/(?!/)|(https?|link)://[^/]", words[1]):
        raise AddressError(f"{words[1]} is no path of this site, no http address and no link://")
    return of_path(words[0]), normalise(words[1])
