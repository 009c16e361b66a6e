"""What a memory promises and what a site answers → a sentence for each promise that is broken, and what to do."""

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from .promises import INDEX, file


@dataclass(frozen=True)
class Answers:
    """All that answers: files below output/, paths with a row in the site's own table, ids on pages.

    ids lacks those pages of which nothing is known; the ids of a stub are those of the page it leads to.
    """

    files: Collection[str]
    rows: Collection[str]
    ids: Mapping[str, Collection[str]]

    def page(self, address: str) -> bool:
        """Tell whether an address answers, its fragment aside."""
        place = file(address)
        return (
            place in self.files or f"{place}/{INDEX}" in self.files or unquote(address.partition("#")[0]) in self.rows
        )

    def anchor(self, address: str) -> bool:
        """Tell whether the place on its page that an address names is still there."""
        ids = self.ids.get(file(address))
        return ids is None or unquote(address.partition("#")[2]) in ids


def broken(lines: Mapping[str, int], answers: Answers, new: Iterable[str]) -> dict[int, str]:
    """Return, by the number of its line, a sentence for each address that no longer answers.

    new are addresses that were never published before: one of them may be where a page has gone.
    """
    guess = Guess(new)
    found = {}
    for address, number in lines.items():
        if not answers.page(address):
            if "#" not in address:  # the page of an anchor has a line of its own
                found[number] = (
                    f"{address} no longer answers; say where it leads now: nikola legacy --moved {address}"
                    f" {guess.of(address) or 'NEW'}"
                )
        elif "#" in address and not answers.anchor(address):
            page, _, fragment = address.partition("#")
            found[number] = (
                f'{address} no longer answers; put id="{unquote(fragment)}" back into {page}'
                " or, if it went on purpose, remove this line"
            )
    return found


class Guess:
    """Where a page may have gone: the one new address with its name, or else the one new address in its folder."""

    def __init__(self, new: Iterable[str]) -> None:
        """Sort the new addresses, those with a fragment left out."""
        self.named: defaultdict[str, list[str]] = defaultdict(list)
        self.beside: defaultdict[str, list[str]] = defaultdict(list)
        for address in (address for address in new if "#" not in address):
            folder, name = _parts(address)
            self.named[name].append(address)
            self.beside[folder].append(address)

    def of(self, address: str) -> str | None:
        """Return the guess for an address, None if there is none."""
        folder, name = _parts(address)
        for likely in (self.named[name], self.beside[folder]):
            if len(likely) == 1 and likely[0].endswith(".xml") == address.endswith(".xml"):
                return likely[0]
        return None


def _parts(address: str) -> tuple[str, str]:
    """Return the folder of an address and its name, without what PRETTY_URLS changes."""
    folder, name = posixpath.split(address.removesuffix("/").removesuffix(".html"))
    return folder, name
