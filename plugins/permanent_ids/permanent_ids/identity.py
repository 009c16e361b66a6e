"""What the id of a new entry is. Nothing here reads or writes files."""

from collections.abc import Collection, Container, Iterable
from datetime import date
from typing import NamedTuple
from urllib.parse import quote, urlsplit


class Served(NamedTuple):
    """A line of the ledger of the feeds: an id, and the path and the source of the entry that had it."""

    id: str
    address: str
    source: str


def read(text: str) -> list[Served]:
    """Return the lines of the ledger; the plugin `feeds` writes it and says what is wrong with it."""
    rows = (line.rstrip("\r").split("\t") for line in text.split("\n") if not line.startswith("#"))
    return [Served(*row) for row in rows if len(row) == 3]


def remembered(ledger: Iterable[Served], address: str, source: str, in_use: Container[str]) -> str | None:
    """Return the id that an entry without one was served with; None if it is new.

    in_use are the ids of other entries: one of them may have moved away from this address or source.
    """
    same = [one for one in ledger if one.id not in in_use and (one.address == address or one.source == source)]
    return max(same, key=lambda one: (one.address == address, one.source == source)).id if same else None


def mint(site: str, day: date, slug: str, taken: Collection[str]) -> str:
    """Return a tag URI (RFC 4151) of the site, whose address is given, that is not taken."""
    host = urlsplit(site).hostname or "localhost"
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        host = quote(host)
    first = f"tag:{host},{day.isoformat()[:10]}:{quote(slug, safe='')}"
    found, number = first, 1
    while found in taken:
        number += 1
        found = f"{first}-{number}"
    return found
