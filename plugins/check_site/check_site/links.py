"""Pages and files of a built site → where a link or a legacy address leads nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from .address import file, resolve
from .page import Link, Page

ANYWHERE = ("", "top")  # fragments that need no element


@dataclass(frozen=True)
class Built:
    """A built site: its address, the files in output/ and what counts of those that hold links."""

    address: str
    files: set[str]
    pages: Mapping[str, Page]

    def base(self, place: str) -> str:
        """Return the absolute address of a file in output/."""
        return self.address + quote(place)

    def target(self, place: str, address: str) -> str | None:
        """Return the file that an address on a page means, None if there is none or it is elsewhere."""
        found = resolve(address, self.base(place), self.address)
        return file(found[0], self.files) if found else None


@dataclass(frozen=True)
class Fault:
    """What is wrong with a link; not grave is a fragment that an author wrote.

    That was as dead on the old blog, and the reader still finds the page.
    """

    sentence: str
    grave: bool = True


def dead(built: Built, place: str, link: Link) -> Fault | None:
    """Return what is wrong with a link on a page, None if it leads somewhere."""
    if link.address.startswith("link://"):
        return Fault(f"{link.address} was not resolved")
    found = resolve(link.address, built.base(place), built.address)
    if found is None:
        return None
    path, fragment = found
    target = file(path, built.files)
    if target is None:
        return Fault(f"a link leads nowhere: there is no {path} in output/")
    page = built.pages.get(target)
    if fragment in ANYWHERE or page is None or page.feed or fragment in page.anchors:
        return None
    return Fault(f"a link leads to no place on its page: output/{target} has no id {fragment}", not link.authored)


def links(built: Built, sources: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return failures and warnings as `output/place:line: sentence`.

    sources gives the source of those pages that have one. What is wrong in many places is told once.
    """
    found: dict[Fault, list[str]] = {}
    for place in sorted(built.pages, key=lambda place: (place not in sources, place)):
        source = f" (made from {sources[place]})" if place in sources else ""
        for link in built.pages[place].links:
            fault = dead(built, place, link)
            if fault:
                found.setdefault(fault, []).append(f"output/{place}:{link.line}: {fault.sentence}{source}")
    told: dict[bool, list[str]] = {True: [], False: []}
    for fault, places in found.items():
        more = f"; and {len(places) - 1} times more" if len(places) > 1 else ""
        told[fault.grave].append(f"{places[0]}{more}")
    return told[True], told[False]


def stubs(built: Built, entries: Iterable[tuple[str, str, str]]) -> list[str]:
    """Return failures for entries, each of them `source:line`, legacy address and new address, both absolute."""
    failures = []
    for where, legacy, new in entries:
        place = file(unquote(urlsplit(legacy).path).lstrip("/"), built.files)
        target = built.target("", new)
        stub = built.pages[place].stub if place and place in built.pages else None
        if place is None:
            failures.append(f"{where}: there is no stub at its legacy address {legacy}")
        elif place != target and (stub is None or built.target(place, stub) != target):
            failures.append(f"{where}: what stands at its legacy address {legacy} does not lead to {new}")
    return failures
