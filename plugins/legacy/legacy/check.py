"""The record and output/ → what is wrong with the rules: failures, and warnings. Each is `file:line: sentence`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from .forms import decode
from .rules import Host, Site, file_of

# What programs fetch: a page there, or a redirect to one, breaks them.
DATA = (
    *(".xml", ".rss", ".atom", ".txt", ".json", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico"),
    *(".gz", ".bz2", ".xz", ".tar", ".tgz", ".zip", ".asc", ".sig"),
)
Entry = Mapping[str, Any]


def findings(site: Site, hosts: Sequence[Host]) -> tuple[list[str], list[str]]:
    """Return failures and warnings, those of each host in the order of its record."""
    failures: list[str] = []
    warnings: list[str] = []
    for host in hosts:
        failures += [*_double(host), *_onward(site, hosts, host), *_hiding(site, host)]
        for entry in host.entries:
            failures += [*_nowhere(site, entry), *_page_for_data(site, entry)]
            warnings += _redirect_for_data(entry)
        warnings += _case(host)
    return failures, warnings


def _said(entry: Entry) -> str:
    return f"{entry['where']}: {entry['address']}"


def _double(host: Host) -> Iterator[str]:
    """Find two spellings of an address that lead to two places."""
    seen: dict[tuple[str | None, str], Entry] = {}
    for entry in host.entries:
        first = seen.setdefault((decode(entry["address"]), urlsplit(entry["address"]).query), entry)
        if first["target"] != entry["target"]:
            yield f"{_said(entry)} leads elsewhere at {first['where']}"


def _case(host: Host) -> Iterator[str]:
    """Find addresses that differ only in case."""
    seen: dict[str, Entry] = {}
    for entry in host.entries:
        first = seen.setdefault(entry["address"].casefold(), entry)
        if first["address"] != entry["address"] and first["target"] != entry["target"]:
            told = f"differs only in case from {first['address']} at {first['where']}"
            yield f"{_said(entry)} {told}: servers tell them apart, files on some disks do not"


def _nowhere(site: Site, entry: Entry) -> Iterator[str]:
    """Find a target that is no file, or a part of a page that is not on it."""
    target = entry["target"]
    if not target.startswith("/"):
        return
    file, fragment = file_of(target), unquote(urlsplit(target).fragment)
    if file not in site.files:
        hint = f", only {target}/" if f"{file}/index.html" in site.files else ""
        yield f"{_said(entry)} leads nowhere: {site.output} has no {target}{hint}"
    elif fragment and file.endswith(".html"):
        page = html.fromstring((site.output / file).read_bytes())
        if not page.xpath("//*[@id=$name] | //a[@name=$name]", name=fragment):
            yield f"{_said(entry)} leads to {target}, but that page has no #{fragment}"


def _onward(site: Site, hosts: Sequence[Host], host: Host) -> Iterator[str]:
    """Find targets that are legacy addresses themselves: chains, and circles."""
    known = {(one.name, decode(entry["address"])): entry for one in hosts for entry in one.entries}
    names = {name: one.name for one in hosts for name in (one.name, *one.aliases, f"www.{one.name}")}
    for entry in host.entries:
        path = [entry]
        while following := _next(site, known, names, path[-1]):
            if any(following is other for other in path):
                path.append(following)
                break
            path.append(following)
        said = " → ".join(step["address"] for step in path)
        if len(path) > 1 and path[-1] in path[:-1]:
            yield f"{entry['where']}: leads in a circle: {said}"
        elif len(path) > 1:
            yield f"{entry['where']}: {said} leads on to {path[-1]['target']}: write that"


def _next(site: Site, known: Mapping[Any, Entry], names: Mapping[str, str], entry: Entry) -> Entry | None:
    """Return the entry that the target of another is, if it is one."""
    parts = urlsplit(site.absolute(entry["target"]))
    host = names.get(parts.hostname or "", "")
    following = known.get((host, decode(parts.path)))
    own = following and host == site.host and site.absolute(following["address"]) == site.absolute(following["target"])
    return None if own else following


def _hiding(site: Site, host: Host) -> Iterator[str]:
    """Find rules for the site's own host that stand before a file."""
    if host.name != site.host:
        return
    for entry in host.entries:
        file = file_of(entry["address"])
        if file in site.files and file_of(entry["target"]) != file and not site.is_stub(file):
            yield f"{_said(entry)} hides {site.output}/{file}"


def _page_for_data(site: Site, entry: Entry) -> Iterator[str]:
    """Find a page at an address that programs fetch."""
    file = file_of(entry["address"])
    if file.lower().endswith(DATA) and file in site.files:
        head = (site.output / file).read_bytes()[:200].lstrip().lower()
        if head.startswith((b"<!doctype html", b"<html")):
            yield f"{_said(entry)} is fetched by programs, and {site.output}/{file} is a page"


def _redirect_for_data(entry: Entry) -> Iterator[str]:
    """Find an address that programs fetch and that leads to a page of this site."""
    target = entry["target"]
    is_page = target.startswith("/") and not file_of(target).lower().endswith(DATA)
    if file_of(entry["address"]).lower().endswith(DATA) and is_page and file_of(target).endswith(".html"):
        yield f"{_said(entry)} is fetched by programs, and {target} is a page"
