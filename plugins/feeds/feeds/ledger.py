"""The ledger, `posts/served.txt`: which ids the feeds of this site have served, and for what.

A line is an id, an address of this site and a source, with tabs between; lines are sorted, and only ever added.
Findings are `where: sentence`.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HEADER = """\
# Ids that the feeds of this site have served, each with the address and the source of its entry. `nikola build` adds
# lines and needs them: keep this file with the posts. With an id changed, subscribers would see an old entry as new.
"""


@dataclass(frozen=True, order=True)
class Served:
    """An entry as a feed serves it: its id, its path on the site, its source file (of a comment `file#cID`)."""

    id: str
    address: str
    source: str

    def __post_init__(self) -> None:
        """Leave no white space that would break a line of the ledger."""
        for name, value in vars(self).copy().items():
            object.__setattr__(self, name, " ".join(value.split()))

    def line(self) -> str:
        """Return its line in the ledger."""
        return f"{self.id}\t{self.address}\t{self.source}"


def load(path: Path) -> tuple[dict[Served, int], list[str]]:
    """Return what the ledger at path holds, see read; there need be none."""
    return read(path.read_text(encoding="utf-8"), str(path)) if path.is_file() else ({}, [])


def keep(path: Path, served: Iterable[Served]) -> None:
    """Add to the ledger at path what is not in it yet, in one step; a ledger that has all is not touched."""
    known = load(path)[0].keys()
    all_served = {*known, *served}
    if all_served != known:
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(write(all_served), encoding="utf-8")
        fresh.replace(path)


def read(text: str, path: str) -> tuple[dict[Served, int], list[str]]:
    """Return what a ledger at path holds, each with the number of its line, and a finding for each broken line."""
    found, findings = {}, []
    for number, line in enumerate(text.split("\n"), 1):
        parts = line.rstrip("\r").split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if len(parts) == 3:
            found[Served(*parts)] = number
        else:
            findings.append(f"{path}:{number}: a line is an id, an address and a source, with tabs between")
    return found, findings


def write(served: Iterable[Served]) -> str:
    """Return the text of a ledger."""
    return HEADER + "".join(f"{one.line()}\n" for one in sorted(set(served)))


def check(entries: Iterable[Served], ledger: dict[Served, int], path: str) -> list[str]:
    """Return a finding for each entry that was served with another id, or has that of another one."""
    entries = list(entries)
    findings, owners = [], dict[str, Served]()
    for entry in entries:
        first = owners.setdefault(entry.id, entry)
        if first is not entry:
            findings.append(
                f"{entry.source}: has the id of {first.source}, {entry.id}; two entries cannot share"
                " one: remove the guid of the newer one, and it gets its own"
            )
    by_place: dict[str, list[Served]] = {}
    for one in ledger:
        for place in {one.address, one.source}:
            by_place.setdefault(place, []).append(one)
    for entry in entries:
        known = [*by_place.get(entry.address, []), *by_place.get(entry.source, [])]
        if all(one.id != entry.id for one in known):
            # An id that is still there has moved with its entry, and this one has taken its place.
            lost = next((one for one in known if one.id not in owners), None)
            if lost:
                findings.append(
                    f"{entry.source}: was served with the id {lost.id} ({path}:{ledger[lost]}) and has {entry.id} now:"
                    f" subscribers would see it once more; write `guid: {lost.id}` into its metadata, or, if it is"
                    " another entry than the one served, remove that line"
                )
    return findings


def tasks(
    path: Path,
    served: list[Served],
    before: dict[Served, int],
    findings: list[str],
    failed: Callable[[], object],
) -> Iterator[dict[str, Any]]:
    """Yield the task that fails while ids are at fault, and the one that adds to the ledger what was served.

    `failed` makes what doit takes for a failure that was told already.
    """
    basename = "feeds"
    findings = [*findings, *check(served, before, str(path))]
    new = set(served) - before.keys()

    def fail() -> object:
        print(*findings, sep="\n", file=sys.stderr)
        return failed()

    yield {
        "basename": basename,
        "name": "check",
        "actions": [fail],
        "uptodate": [not findings],
        "verbosity": 2,
    }
    yield {
        "basename": basename,
        "name": "ledger",
        "actions": [(keep, [path, served])],
        "uptodate": [not new],
        "task_dep": [f"{basename}:check"],
    }
