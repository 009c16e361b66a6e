"""Where an entry lives since an earlier import, whatever its address on Blogger is now.

In: the site's folder and the paths that imports wrote there. Out: a `Home` for each entry by its number, and the old
addresses that have a row of their own in the table of redirects. What counts is what the import wrote, not corrections.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .export import entry_number
from .place import BASE, TWINS
from .plan import Home, Plan

FIELD = re.compile(r"^(guid|legacy|legacy_guessed): (.+)$", re.MULTILINE)
MOVED = re.compile(r"^(/\S*)\s+link://filename/(\S+)$", re.MULTILINE)


def read_homes(site: Path, written: Iterable[str]) -> dict[str, Home]:
    """Return the homes of entries by number; none for an entry that has two."""
    homes: dict[str, Home] = {}
    twice = set()
    for path in written:
        stem, dot, kind = path.rpartition(".")
        if not path.startswith(("posts/", "pages/")) or dot + kind not in TWINS:
            continue
        head = _read_head(site / BASE.format(path)) or _read_head(site / path)
        if number := entry_number(head.get("guid", "")):
            if number in homes:
                twice.add(number)
            homes[number] = Home(stem, _path_of(head.get("legacy", "")), "legacy_guessed" in head)
    return {number: home for number, home in homes.items() if number not in twice}


def read_moved(site: Path, table: str, plan: Plan) -> dict[str, str]:
    """Return the paths that entries had in any earlier export and not in this one, and their files.

    The plan has those of the last export; the older ones, which an import wrote into a table, are added to it.
    """
    live = {target.file: number for number, target in plan.targets.items() if not target.status}
    hidden = {target.file for target in plan.targets.values() if target.status}
    path = site / BASE.format(table)
    rows = MOVED.findall(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else []
    found = {unquote(address): unquote(file) for address, file in rows}
    found |= {address: plan.targets[number].file for address, number in plan.moved.items()}
    found = {address: file for address, file in found.items() if address not in plan.by_path and file not in hidden}
    plan.moved.update({address: live[file] for address, file in found.items() if file in live})
    return found


def _read_head(path: Path) -> dict[str, str]:
    """Return the metadata that matter here, as `post_file` writes them."""
    if not path.is_file():
        return {}
    head = path.read_text(encoding="utf-8", errors="replace").partition("\n---\n")[0]
    return {name: _read_value(value) for name, value in FIELD.findall(head)}


def _read_value(text: str) -> str:
    try:
        return str(json.loads(text)) if text.startswith('"') else text
    except ValueError:  # not as an import wrote it
        return text


def _path_of(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:  # http://[wrong
        return ""
