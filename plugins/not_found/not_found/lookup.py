"""Legacy addresses of posts and where these are now → small tables, of which a reader's browser needs only one.

A table is named after the first part of its addresses, such as a year, and holds each address as a reader may have
typed it: key(address) → [target, title]. The theme's not_found.js makes the same key of the address it is shown at.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

NAME = re.compile("[a-z0-9]{1,20}")  # of a table: part of a file's name, and of a list with blanks between
OTHERS = "other"

Table = dict[str, list[str]]


class Moved(NamedTuple):
    """What stood at a legacy address: the address, absolute; where it is now, a path of the site; its title."""

    legacy: str
    target: str
    title: str


def key(address: str) -> str:
    """Return the path of an address without what readers get wrong: case, ending, blanks, slashes."""
    path = re.sub(r"\.html?$|/index\.html?$", "", unquote(address).strip().lower())
    return "/".join(filter(None, path.split("/")))


def tables(posts: Iterable[Moved]) -> dict[str, Table]:
    """Return the tables by their names; the first of two posts at one address counts, what is no address is left."""
    found: defaultdict[str, Table] = defaultdict(dict)
    for post in posts:
        try:
            wanted = key(urlsplit(post.legacy).path)
        except ValueError:
            continue
        if wanted:
            first = wanted.partition("/")[0]
            found[first if NAME.fullmatch(first) else OTHERS].setdefault(wanted, [post.target.lstrip("/"), post.title])
    return {name: dict(sorted(found[name].items())) for name in sorted(found)}
