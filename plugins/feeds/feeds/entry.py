"""The values a feed is made of; each format writes the same ones."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no XML may hold these
NEVER = datetime(2005, 12, 1, tzinfo=UTC)  # when a feed without entries has changed: Atom wants a date, and is as old


@dataclass(frozen=True)
class Entry:
    """A post or a comment in a feed.

    Dates have an offset, addresses are absolute, content is HTML ready for readers. `answers` is what a comment
    answers: its id and its address.
    """

    id: str  # never changes, whatever happens to the address
    address: str
    title: str
    author: str
    published: datetime
    updated: datetime
    tags: tuple[str, ...] = ()
    summary: str = ""
    content: str = ""
    author_address: str = ""
    answers: tuple[str, str] | None = None


@dataclass(frozen=True)
class Feed:
    """A document of a feed, newest entry first.

    `author` is that of entries that name none. `address` is the document's own, `page` that of the page it goes with.
    `current`, in an archive, is the address of the feed itself; `previous` that of the archive with the entries before
    these (RFC 5005). Empty ones are not written.
    """

    id: str
    address: str
    page: str
    title: str
    description: str
    language: str
    entries: tuple[Entry, ...]
    author: str = ""
    hub: str = ""
    current: str = ""
    previous: str = ""

    @property
    def updated(self) -> datetime:
        """When an entry has changed last: the time of writing is in no feed, so an unchanged one keeps its bytes."""
        return max((entry.updated for entry in self.entries), default=NEVER)

    def links(self) -> dict[str, str]:
        """Return the addresses of other documents, by their relation to this one."""
        found = {
            "self": self.address,
            "hub": self.hub,
            "current": self.current,
            "prev-archive": self.previous,
        }
        return {relation: address for relation, address in found.items() if address}


def legal(text: str) -> str:
    """Return the text without the characters that XML has no place for; the same text goes into every format."""
    return ILLEGAL.sub("", text)


def of_blog(ids: Iterable[str]) -> str:
    """Return the id that the feed of a blog had on Blogger, told by those of its entries; empty if it had none."""
    blogs = (re.match(r"(tag:blogger\.com,1999:blog-\d+)\.post-", one) for one in ids)
    return next((blog[1] for blog in blogs if blog), "")
