"""The values a feed is made of; each format writes the same ones."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Entry:
    """A post in a feed. Dates have an offset, addresses are absolute, content is HTML ready for readers."""

    id: str  # never changes, whatever happens to the address
    address: str
    title: str
    author: str
    published: datetime
    updated: datetime
    tags: tuple[str, ...]
    content: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed, newest entry first; `address` is its own, `page` that of the page it goes with."""

    address: str
    page: str
    title: str
    description: str
    language: str
    entries: tuple[Entry, ...]
