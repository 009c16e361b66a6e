"""Rows and the site's files → what to write where, and the findings that must stop a build.

Targets are addresses of this site or absolute ones; files are paths below output/. Findings are `where: sentence`.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .address import INDEX, PAGES, AddressError, is_data, site_file, stub_file
from .table import Row


@dataclass
class Plan:
    """What becomes of the rows; the keys are files below output/."""

    stubs: dict[str, Row] = field(default_factory=dict)  # a page at the row's address
    copies: dict[str, Row] = field(default_factory=dict)  # the bytes of the row's target at its address
    server_only: list[Row] = field(default_factory=list)  # no file can answer these
    findings: list[str] = field(default_factory=list)


def plan(rows: Iterable[Row], files: Collection[str]) -> Plan:
    """Sort the rows out; files are those that the site itself puts below output/."""
    done = Plan()
    taken: dict[str, Row] = {}
    for row in rows:
        target, data = site_file(row.target), is_data(row.address)
        if "?" in row.address or (data and (target is None or target.endswith(PAGES))):
            done.server_only.append(row)
            continue
        try:
            file = stub_file(row.address)
        except AddressError:  # a name no disk takes: a label of 300 characters, say
            done.server_only.append(row)
            continue
        first = taken.setdefault(file, row)
        if file == target or (first is not row and first.target == row.target):
            continue  # the site answers it itself, or another row does
        if first is not row:
            done.findings.append(f"{row.where}: {row.address} leads elsewhere at {first.where}")
        elif file in files:
            done.findings.append(f"{row.where}: {row.address} is an address of this site: nothing can replace it")
        else:
            (done.copies if data else done.stubs)[file] = row
    done.findings += _in_the_way({**done.stubs, **done.copies}, files)
    return done


def _in_the_way(new: Mapping[str, Row], files: Collection[str]) -> list[str]:
    """Return a finding for each new file that would have to be a folder, or whose folder is a file."""
    folders: set[str] = set()
    for file in (*files, *new):
        folder = file.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return [
        f"{row.where}: {row.address} needs {place} to be a file and a folder"
        for place in sorted(folder for folder in folders if folder in files or folder in new)
        for file, row in new.items()
        if file == place or file.startswith(f"{place}/")
    ]


def nowhere(rows: Iterable[Row], files: Collection[str]) -> list[str]:
    """Return a finding for each row whose target is none of the site's files."""
    known = list(rows)
    by_file = {place(row.address): row for row in known}
    findings = []
    for row in known:
        file = site_file(row.target)
        if file is None or file in files:
            continue
        onward = by_file.get(place(row.target))
        if onward:
            findings.append(f"{row.where}: {_chain(row, by_file)}")
            continue
        hint = f", only {row.target}/" if f"{file}/{INDEX}" in files else ""
        findings.append(f"{row.where}: {row.address} leads nowhere: this site has no {row.target}{hint}")
    return findings


def place(address: str) -> str:
    """Return the file that answers an address; the address where none can."""
    try:
        return stub_file(urlsplit(address).path)
    except AddressError:
        return address


def _chain(row: Row, by_file: Mapping[str, Row]) -> str:
    """Say where a row leads whose target is itself a legacy address."""
    path = [row]
    while (onward := by_file.get(place(path[-1].target))) and onward not in path:
        path.append(onward)
    steps = [*(step.address for step in path), path[-1].target]
    if onward:
        return f"{row.address} leads in a circle: {' → '.join(steps)}"
    return f"{row.address} leads to a legacy address: {' → '.join(steps)}; write the last one"


def case_clashes(stubs: Mapping[str, Row]) -> list[str]:
    """Return a finding for each file that is another one's on a disk that ignores case."""
    seen: dict[str, Row] = {}
    findings = []
    for file, row in stubs.items():
        first = seen.setdefault(unicodedata.normalize("NFC", file).casefold(), row)
        if first is not row:
            findings.append(f"{row.where}: {row.address} differs only in case from {first.address} at {first.where}")
    return findings
