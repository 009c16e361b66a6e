"""An address of this site and where it is now → the site's own redirect table with a row that says so.

In: redirects/HOST.txt, HOST being the site's own. Out: the same with the row; rows that led to the old address lead to
the new one, so that nobody is sent twice. What stands at the old address is the business of the next build.
"""

import re
from pathlib import Path
from urllib.parse import quote, urlsplit

from .rules import LegacyError

HEAD = """\
# Addresses that {host} itself once had, and where they lead now.
# Written by `nikola legacy --moved OLD NEW` and by hand; redirects/README.md explains the format.

"""
TARGET = re.compile(r"/(?!/)|(https?|link)://[^/]")


def add(old: str, new: str, site: str, tables: Path) -> str:
    """Write the row into the table in the folder tables; return the sentence to tell. LegacyError: see moved()."""
    table = tables / f"{urlsplit(site).hostname}.txt"
    before = table.read_text(encoding="utf-8-sig") if table.is_file() else ""
    after = moved(before, site, old, new)
    if after == before:
        return f"{table}: says so already"
    fresh = table.with_suffix(".new")
    fresh.write_text(after, encoding="utf-8")
    fresh.replace(table)
    return f"{table}: {old} leads to {new}; `nikola build` checks it"


def moved(table: str, site: str, old: str, new: str) -> str:
    """Return the table, which may be empty, with a row from old to new.

    Both are addresses as people have them: absolute ones of the site, or paths; new may also be elsewhere, or
    `link://…`. site is the address of the home page. LegacyError: a row cannot say this.
    """
    old, new = _path(old, site), _path(new, site)
    if not re.match("/(?!/)", old):
        raise LegacyError(f"{old}: is no address of this site; it begins with / or with {site}")
    if "#" in old or "?" in old:
        raise LegacyError(f"{old}: a row takes an address without ? and #")
    if not TARGET.match(new):
        raise LegacyError(f"{new}: is no path of this site, no http address and no link://")
    if new.partition("#")[0] == old:
        raise LegacyError(f"{old}: leads to itself")
    lines = (table or HEAD.format(host=urlsplit(site).hostname)).splitlines()
    home = new.partition("#")[0]  # something lives there again: what sent its visitors away must go
    lines = [_turned(line, old, new) for line in lines if line.split()[:1] != [home]]
    if not any(line.split()[:1] == [old] for line in lines):
        lines.append(f"{old}  {new}")
    return "\n".join(lines) + "\n"


def _path(address: str, site: str) -> str:
    """Return an address of the site as a path, percent-encoded; another only encoded."""
    address = quote(address.strip(), safe="/:?#[]@!$&'()*+,;=~%")
    return "/" + address.removeprefix(site) if address.startswith(site) else address


def _turned(line: str, old: str, new: str) -> str:
    """Return a line of the table, leading to the new address if it is, or led to, the old one."""
    words = line.split()
    if len(words) != 2 or not words[0].startswith("/"):
        return line
    address, target = words
    path, _, fragment = target.partition("#")
    if address == old:
        return f"{address}  {new}"
    if path == old:
        return f"{address}  {new}{f'#{fragment}' if fragment and '#' not in new else ''}"
    return line
