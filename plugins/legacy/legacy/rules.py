"""What every emitter takes: an old host, its rules, and the site they lead to. cache/legacy.json → these."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

# All else is percent-encoded in a target: no quote, no bracket, no $ of a server's syntax is ever in one.
PLAIN = "/:?#&=%+,;@!*()~-._"

STUB = b'<meta name="generator" content="legacy_redirects">'


class LegacyError(Exception):
    """The command cannot do what it was asked; the message begins with where."""


@dataclass(frozen=True)
class Query:
    """What a query must have: a parameter with this value, one that begins so, or any that is not empty.

    The value is as in the address, percent-encoded. A parameter without a name is the whole query.
    """

    name: str
    value: str = ""
    how: str = "is"  # "is", "begins" or "any"


@dataclass(frozen=True)
class Rule:
    """An old address and where it leads.

    The path is decoded. `exact` is that path, `below` is all that begins with it, `digits` has # for each digit.
    The query of the request is dropped, save a parameter that the rule keeps.
    """

    path: str
    to: str  # absolute
    kind: str = "exact"
    query: Query | None = None
    keep: bool = False  # the parameter of the query goes along
    spare: bool = False  # another, more general rule leads to a sensible place too
    where: str = ""


@dataclass(frozen=True)
class Site:
    """The new site and how its redirects are wanted."""

    address: str  # ends in /
    places: Mapping[str, str] = field(default_factory=dict)  # addresses below it, by name
    output: Path = Path("output")
    files: frozenset[str] = frozenset()  # below output
    root: str = ""  # where the server finds the site's files; none: do not serve it
    port: int = 80

    def is_stub(self, file: str) -> bool:
        """Tell whether a file below output/ only sends its visitor on."""
        return file.endswith((".html", ".htm")) and STUB in (self.output / file).read_bytes()[:4096]

    @property
    def host(self) -> str:
        """Return the site's host."""
        return urlsplit(self.address).hostname or ""

    def absolute(self, target: str) -> str:
        """Return a target, a path below the site or an absolute address, as a Location."""
        whole = self.address.rstrip("/") + target if target.startswith("/") else target
        return quote(whole, safe=PLAIN)


@dataclass(frozen=True)
class Host:
    """An old host: what the record says of it, and all that it answers."""

    name: str
    aliases: Sequence[str] = ()
    entries: Sequence[Mapping[str, Any]] = ()  # as in the record
    rules: Sequence[Rule] = ()


def read(path: Path, output: Path) -> tuple[Site, list[Host]]:
    """Return the site and the hosts in the record at path; their rules are still empty."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        site = Site(str(record["site"]), record["places"], output)
        hosts = [Host(str(one["host"]), one["aliases"], one["rules"]) for one in record["hosts"]]
    except FileNotFoundError:
        raise LegacyError(f"{path}: is not there; run `nikola build`") from None
    except (ValueError, KeyError, TypeError) as fault:
        raise LegacyError(f"{path}: is no record of legacy addresses ({fault}); run `nikola build`") from None
    if not output.is_dir():
        raise LegacyError(f"{output}/: nothing is built yet; run `nikola build`")
    files = frozenset(str(file.relative_to(output)) for file in output.rglob("*") if file.is_file())
    places = {name: to for name, to in site.places.items() if file_of(to) in files}
    return replace(site, files=files, places=places), hosts


def file_of(target: str) -> str:
    """Return the file below output/ that answers a path of the site."""
    path = unquote(urlsplit(target).path).removeprefix("/")
    return path + "index.html" if not path or path.endswith("/") else path
