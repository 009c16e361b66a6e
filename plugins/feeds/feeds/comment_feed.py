"""Files of comments → the newest comments as entries of a feed.

In: the bytes of `*.comments.yaml` files, as the plugin `comments` has checked them, and the pages they belong to.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import nh3
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from .content import for_reader
from .entry import Entry

DATE = re.compile(rb"""\bdate["']?\s*:\s*["']?(\d{4}-[\dT:+.Z-]+)""")
LAST = datetime.max.replace(tzinfo=UTC)
CLEANER = nh3.Cleaner(
    tags={"a", "b", "blockquote", "br", "code", "em", "i", "p", "pre", "s", "strong", "u"},
    clean_content_tags={"script", "style"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "link", "mailto"},
    link_rel="nofollow ugc noopener",
)


@dataclass(frozen=True)
class Page:
    """A post or page with comments: its id, address and title, and what gives the address that a link on it means."""

    source: str
    id: str
    address: str
    title: str
    resolve: Callable[[str], str]


def newest(files: Iterable[tuple[Page, bytes]], count: int, nobody: str) -> list[tuple[Entry, str]]:
    """Return the newest comments, each with `source#cID`; nobody is the name of who gave none.

    Parsing YAML is slow, so it is not done to files whose newest date is too old.
    """
    ranked = sorted(((_last(data), page, data) for page, data in files), key=lambda one: one[0], reverse=True)
    found: list[tuple[Entry, str]] = []
    for last, page, data in ranked:
        found.sort(key=lambda one: (one[0].published, one[0].id), reverse=True)
        if len(found) >= count and found[count - 1][0].published > last:
            break
        found += _entries(page, data, nobody)
    return sorted(found, key=lambda one: (one[0].published, one[0].id), reverse=True)[:count]


def _last(data: bytes) -> datetime:
    """Return the newest date in a file; one later than all if there is none to be seen, so that it is parsed."""
    dates = filter(None, (_date(match.decode()) for match in DATE.findall(data)))
    return max(dates, default=LAST)


def _date(text: object) -> datetime | None:
    try:
        date = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return date if date.tzinfo else None


def _entries(page: Page, data: bytes, nobody: str) -> Iterator[tuple[Entry, str]]:
    """Yield the comments in a file; what is no comment was told by the plugin `comments` and is passed over."""
    try:
        comments = YAML(typ="safe", pure=False).load(data) or []
    except YAMLError:
        return
    ids = {str(one["id"]): _id(page, one) for one in comments}
    for one in comments:
        date, number = _date(one["date"]), str(one["id"])
        if date is None:
            continue
        parent = str(one.get("parent") or "")
        above = f"{page.address}#c{parent}" if parent in ids else page.address
        author, link = str(one.get("author") or "").strip() or nobody, str(one.get("link") or "").strip()
        entry = Entry(
            id=ids[number],
            address=f"{page.address}#c{number}",
            title=f"{author}: {page.title}",
            author=author,
            author_address=link if re.match(r"https?://[^\s/]\S*$", link, re.IGNORECASE) else "",
            published=date,
            updated=date,
            content=for_reader(CLEANER.clean(str(one["text"])).strip(), page.resolve),
            answers=(ids.get(parent, page.id), above),
        )
        yield entry, f"{page.source}#c{number}"


def _id(page: Page, comment: dict[str, Any]) -> str:
    """Return the id of a comment: what it had on Blogger, else one made of its page's id and its number."""
    return str(comment.get("guid") or "").strip() or f"{page.id}#c{comment['id']}"
