"""Pictures: each of an entry is on its page, from where it was or as a file of the site, or the page says it is lost.

In: the tables in which pictures have files, and the pictures of two `Content`s. Out: numbers and differences in an
`Account`. A file counts when it is in output/ and is a picture.
"""

import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from .compare import Comparison
    from .content import Content

LOST = "lost: nobody has it any more, and the page says so"
NOT_HAD = "linked, not had: it could not be fetched, see files/images/missing.txt"
ELSEWHERE = "is still on another host; `nikola fetch_images` brings it home"
BROKEN = "has a file on the page that is no picture"
HEAD = 1024  # bytes in which a drawing says that it is one


@dataclass
class Home:
    """What the tables say: paths of files on the site by the normal address they had, and what could not be had."""

    files: dict[str, str] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)  # "gone" or "later"


def read_tables(texts: Iterable[str], normal: Callable[[str], str], published: Callable[[str], str]) -> Home:
    """Return what tables say, lines of `ADDRESS  FILE` and `ADDRESS  gone|later  REASON`; the last one counts.

    `normal` gives an address in its one spelling, `published` the path at which a file is on the site.
    """
    home = Home()
    for text in texts:
        for line in text.splitlines():
            words = line.split()
            if len(words) < 2 or words[0].startswith("#"):
                continue
            if words[1] in {"gone", "later"}:
                home.lost[normal(words[0])] = words[1]
            else:
                home.files[normal(words[0])] = published(words[1])
    return home


def account_pictures(at: "Comparison", old: "Content", new: "Content") -> None:
    """Account for every picture of `old`."""
    there = Counter(at.addresses.normal(address, at.now) for address in new.pictures)
    wanted = [(address, at.addresses.normal(address, at.before)) for address in old.pictures]
    named = {normal for _, normal in wanted} | {_file(at, normal) for _, normal in wanted}
    # Pictures that stood inside the text, as data: addresses, are files now that no table names, in their old order.
    unnamed = [normal for normal in there.elements() if normal not in named and at.addresses.local(normal)]
    for address, normal in wanted:
        found = next((one for one in (_file(at, normal), normal) if one and there[one]), "")
        if found:
            there[found] -= 1
        elif at.addresses.home.lost.get(normal) == "gone" and _says_so(address, new.lost):
            at.account.leave_out("picture", at.address, LOST, address[:200])
            continue
        elif unnamed and normal not in at.addresses.home.files:
            found = unnamed.pop(0)
        _one(at, address, normal, found)


def _file(at: "Comparison", normal: str) -> str:
    """Return the normal address of the file that the tables name for a picture."""
    path = at.addresses.home.files.get(normal, "")
    return at.addresses.normal(path, at.now) if path else ""


def _says_so(address: str, lost: list[str]) -> bool:
    return any("%20".join(address.split()) in text for text in lost)


def _one(at: "Comparison", address: str, normal: str, found: str) -> None:
    told = address[:200]
    path = at.addresses.local(found) if found else ""
    if not found and at.of_reader:
        at.account.leave_out("picture", at.address, "comments show no pictures", told)
    elif not found:
        at.account.miss("picture", at.address, "is not on the page", told)
    elif path:
        file = at.addresses.file(path)
        if file is None or not is_picture(file):
            at.account.miss("picture", at.address, BROKEN, f"{told} is {path}")
        else:
            at.account.show("picture")
    elif normal in at.addresses.home.lost:
        at.account.leave_out("picture", at.address, NOT_HAD, told)
    else:
        at.account.show("picture")
        if found.startswith("//"):
            at.account.note("picture", at.address, ELSEWHERE, told)


@cache
def is_picture(file: Path) -> bool:
    """Say whether a file is a picture, by its first bytes."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(file):
            return True
    except Image.DecompressionBombError:
        return True  # a large one
    except Exception:  # noqa: BLE001 - of broken pictures Pillow raises whatever its readers come upon
        with file.open("rb") as stream:
            return b"<svg" in stream.read(HEAD)
