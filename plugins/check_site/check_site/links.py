"""Pages and files of a built site → where a link or a legacy address leads nowhere."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from .address import file, resolve
from .page import Link, Page

ANYWHERE = ("", "top")  # fragments that need no element


@dataclass(frozen=True)
class Built:
    """A built site: its address, the files in output/, what counts of those that hold links, and its imported pages.

    What an imported text links to may have been dead on the old blog too.
    """

    address: str
    files: set[str]
    pages: Mapping[str, Page]
    imported: Container[str] = ()

    def base(self, place: str) -> str:
        """Return the absolute address of a file in output/."""
        return self.address + quote(place)

    def target(self, place: str, address: str) -> str | None:
        """Return the file that an address on a page means, None if there is none or it is elsewhere."""
        found = resolve(address, self.base(place), self.address)
        return file(found[0], self.files) if found else None


@dataclass(frozen=True)
class Fault:
    """What is wrong with a link; not grave is a fragment that an author wrote, and a dead link in an imported text.

    Both were as dead on the old blog.
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
        # Lists and feeds hold the texts of posts once more: they are judged where they come from.
        return Fault(
            f"a link leads nowhere: there is no {path} in output/", not (link.authored and place in built.imported)
        )
    page = built.pages.get(target)
    if fragment in ANYWHERE or page is None or page.feed or fragment in page.anchors:
        return None
    return Fault(f"a link leads to no place on its page: output/{target} has no id {fragment}", not link.authored)


def links(built: Built, sources: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return failures and warnings as `output/place:line: sentence`.

    sources gives the source of those pages that have one. What is wrong in many places is told once.
    """
    found: dict[str, list[str]] = {}
    grave: set[str] = set()
    for place in sorted(built.pages, key=lambda place: (place not in sources, place)):
        source = f" (made from {sources[place]})" if place in sources else ""
        for link in built.pages[place].links:
            fault = dead(built, place, link)
            if fault:
                found.setdefault(fault.sentence, []).append(f"output/{place}:{link.line}: {fault.sentence}{source}")
                grave.update([fault.sentence] if fault.grave else ())
    told: dict[bool, list[str]] = {True: [], False: []}
    for sentence, places in found.items():
        more = f"; and {len(places) - 1} times more" if len(places) > 1 else ""
        told[sentence in grave].append(f"{places[0]}{more}")
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
