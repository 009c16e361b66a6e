"""Pictures of the posts that came with the export, in the folders `Albums/` of a Takeout.

In: cleaned bodies, then the members of the albums. Out: pictures given to the import, and the text of
`files/images/albums.txt`: the address a picture has in the posts, and its file. The build puts the one for the other.

Google's side-car beside a picture may tell the address or the whole name. Otherwise the name in the address decides,
and only where one picture of the posts and one of the albums have it: cameras call many pictures the same.
"""

import html
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, unquote_plus, urlsplit

from .archive import Member
from .pictures import MOST_BYTES, Pictures, extension, make_stem

HOST = r"(?:\d+\.bp\.blogspot\.com|[\w-]+\.googleusercontent\.com|lh\d+\.ggpht\.com)"
ADDRESS = re.compile(rf"""(?:src|href)=["'](https?://{HOST}/[^"']+)["']""", re.IGNORECASE)
SIZE = re.compile(r"/(?:[swh]\d+(?:-[a-z0-9]+)*)(?=/[^/]+$)|=[swh]\d[^/]*$")
SIDE_CAR = re.compile(r"(?:\.su[a-z-]*)?(?:\(\d+\))?\.json$", re.IGNORECASE)  # x.jpg.json, x.jpg.supplemental-meta.json
BLANK = re.compile(r"\s")
HEADER = """\
# Pictures from the albums of the Takeout: the address each has in the posts, and its file.
# Written by `nikola import_blogger`.

"""


@dataclass
class Wanted:
    """One picture of the posts, under all the addresses (sizes) they use."""

    month: str
    name: str
    addresses: set[str] = field(default_factory=set)


def key_of(address: str) -> str:
    """Return what the addresses of one picture have in common, whatever size they ask for."""
    return SIZE.sub("", urlsplit(address).path)


def name_of(path: str) -> str:
    """Return the file name in an address or path, as it was uploaded; Google encodes it up to twice."""
    return unquote(unquote_plus(path.rpartition("/")[2])).casefold()


@dataclass
class Albums:
    """What the posts ask for, and what the albums answer."""

    pictures: Pictures
    wanted: dict[str, Wanted] = field(default_factory=dict)

    def ask(self, text: str, month: str) -> None:
        """Note the pictures of Google's hosts in a body."""
        for match in ADDRESS.finditer(text):
            address = html.unescape(match[1])
            try:
                key = key_of(address)
            except ValueError:  # no address at all
                continue
            name = name_of(key) if "." in key.rpartition("/")[2] else ""
            self.wanted.setdefault(key, Wanted(month, name)).addresses.add(address)

    def answer(self, members: Callable[[], Iterable[Member]]) -> str:
        """Take the pictures asked for out of the albums; return the table, empty when there is none."""
        if not self.wanted:
            return ""
        matches = self._match(list(_described(members())))
        rows = []
        for member in members() if matches else ():
            found = matches.get(member.path)
            if not found:
                continue
            with member.open() as stream:
                data = stream.read(MOST_BYTES + 1)
            if extension(data) and len(data) <= MOST_BYTES:
                stem = make_stem(PurePosixPath(found.name or member.path).stem) or "picture"
                path = self.pictures.add(data, found.month, stem)
                rows += [f"{BLANK.sub('%20', address)}  {path}\n" for address in found.addresses]
        return HEADER + "".join(sorted(set(rows))) if rows else ""

    def _match(self, described: list[tuple[str, str, str]]) -> dict[str, Wanted]:
        """Return path in the album -> what is asked for."""
        asked, offered = defaultdict(list), defaultdict(list)
        for key, wanted in self.wanted.items():
            asked[wanted.name].append(key)
        for path, name, _ in described:
            offered[name].append(path)
        found = {path: self.wanted[key] for path, _, key in described if key in self.wanted}
        served = {id(wanted) for wanted in found.values()}
        for name, paths in offered.items():
            keys = asked.get(name, [])
            if len(paths) == len(keys) == 1 and paths[0] not in found and id(self.wanted[keys[0]]) not in served:
                found[paths[0]] = self.wanted[keys[0]]
        return found


def _described(members: Iterable[Member]) -> Iterable[tuple[str, str, str]]:
    """Give path, name and key of each picture; the side-car knows a name that Takeout had to shorten, and the key."""
    pictures: list[str] = []
    told: dict[str, tuple[str, str]] = {}
    for member in members:
        if member.path.lower().endswith(".json"):
            told[SIDE_CAR.sub("", member.path)] = _read_side_car(member.head)
        else:
            pictures.append(member.path)
    for path in dict.fromkeys(pictures):
        title, address = told.get(path) or told.get(path.rpartition(".")[0]) or ("", "")
        yield path, name_of(title or path), key_of(address) if address else ""


def _read_side_car(head: bytes) -> tuple[str, str]:
    """Return title and address; a side-car that cannot be read says nothing."""
    try:
        told = json.loads(head)
        title, address = told.get("title"), told.get("url")
        key_of(str(address))
    except (ValueError, AttributeError, RecursionError):
        return "", ""
    return (title if isinstance(title, str) else ""), (address if isinstance(address, str) else "")
