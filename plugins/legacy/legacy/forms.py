"""The record of an old host → every address it ever answered, as rules.

A blog on Blogger answered much more than its posts, pages and the rows of its table: FORMS and PLACES list it all.
In a template `{0}` is what the row's address holds in the first parentheses, a final `*` stands for anything, `#` for a
digit, and behind `?` stands what the query must have: `name=value`, `name=value*`, or `name=+` for any value, which
the target then gets too. A template that ends in ` ~` is covered, less exactly, by a more general one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlsplit

from .rules import Host, Query, Rule, Site, file_of

SIZES = ("default", "full", "summary")
VIEWS = ("classic", "flipcard", "magazine", "mosaic", "sidebar", "snapshot", "timeslide")

ENTRY = r"(/\d{4}/\d\d/[^/]+\.html|/p/[^/]+\.html)"
LABEL_FEED = "/feeds/posts/default/-/(.+)"

# A row of the table, or an entry, and what else leads where it leads.
FORMS: dict[str, tuple[str, ...]] = {
    ENTRY: ("/ncr{0} ~",),
    r"/(\d{4})/": ("/{0}", "/ncr/{0}/ ~", "/ncr/{0} ~", "/search?updated-min={0}*", "/search?updated-max={0}*"),
    r"/(\d{4})/(\d\d)/": (
        *("/{0}/{1}", "/{0}/{1}/##", "/{0}/{1}/##/", "/{0}_{1}_##_archive.html"),
        *("/ncr/{0}/{1}/ ~", "/ncr/{0}/{1} ~"),
    ),
    "/search/label/(.+)": ("/search?label={0}", "/ncr/search/label/{0} ~", "/search/label/{0}+* ~"),
    LABEL_FEED: tuple(f"/feeds/posts/{size}/-/{{0}}{more}" for size in SIZES for more in ("", "/ ~", "/* ~")),
}
# Of an entry by its number on Blogger: the entry itself, and its comments.
NUMBERED = tuple(f"/feeds/posts/{size}/{{0}} ~" for size in SIZES)
COMMENTS = tuple(f"/feeds/{{0}}/comments/{size} ~" for size in SIZES)
# What has no row, and the place it leads to: the first that this site has.
PLACES: dict[str, tuple[str, ...]] = {
    "home": ("/", "/index.html", "/ncr", "/ncr/*", "/view/*", *(f"/view/{view}" for view in VIEWS)),
    "search archive home": ("/search?q=+",),
    "archive home": ("/search", "/search/"),
    "tags archive home": ("/search/label", "/search/label/*"),
    "atom feed": (
        *(f"/feeds/{what}/{size}" for what in ("posts", "pages") for size in SIZES),
        *("/atom.xml", "/feeds/*"),
    ),
    "feed": ("/rss.xml",),
    "comments atom feed": tuple(f"/feeds/comments/{size}" for size in SIZES),
    "sitemap": ("/sitemap.xml", "/sitemap-pages.xml"),
    "robots": ("/robots.txt",),
    "icon": ("/favicon.ico",),
}
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def expand(host: Host, site: Site) -> list[Rule]:
    """Return all rules of a host, one for each thing asked; what is said first and more exactly wins."""
    found: dict[tuple[str, str, Query | None], Rule] = {}
    blogger = any(is_blogger(entry) for entry in host.entries)
    made = [*_rows(host, site), *(_forms(host, site) if blogger else ()), *(_places(site) if blogger else ())]
    for rule in made:
        if not CONTROL.search(rule.path) and not (host.name == site.host and _own(rule, site)):
            found.setdefault((rule.path, rule.kind, rule.query), rule)
    return sorted(found.values(), key=_order)


def _order(rule: Rule) -> tuple[int, int]:
    """Return what sorts rules so that the first that fits is right."""
    if rule.query:
        return (rule.query.how != "any", 0)
    return {"exact": (2, 0), "digits": (3, 0), "below": (4, -len(rule.path))}[rule.kind]


def is_blogger(entry: Mapping[str, Any]) -> bool:
    """Tell whether an entry of the record is from Blogger."""
    return entry["address"] == "/feeds/posts/default" or str(entry.get("guid")).startswith("tag:blogger.com,")


def _own(rule: Rule, site: Site) -> bool:
    """Tell whether the new site, at the same host, answers this itself."""
    if rule.query:
        return False
    if rule.kind == "below":
        return any(file.startswith(rule.path.removeprefix("/")) for file in site.files)
    path = quote(rule.path)
    return site.absolute(path) == rule.to or (file_of(path) in site.files and not site.is_stub(file_of(path)))


def _rows(host: Host, site: Site) -> Iterator[Rule]:
    """Yield what the record says itself."""
    for entry in host.entries:
        path, _, query = entry["address"].partition("?")
        wanted = Query("", query) if query else None
        decoded = decode(path)
        if decoded is not None:
            to = _best(entry)
            yield Rule(decoded, site.absolute(to), query=wanted, where=entry["where"])
            yield from _alternatives(decoded, entry.get("formats", {}), to, site, entry["where"])


def _best(entry: Mapping[str, Any]) -> str:
    """Return where an entry leads when the request names no format: Blogger's feeds are Atom."""
    is_rss = entry["address"] == "/rss.xml"
    return str(entry["target"] if is_rss else entry.get("formats", {}).get("atom", entry["target"]))


def _alternatives(path: str, formats: Mapping[str, str], to: str, site: Site, where: str) -> Iterator[Rule]:
    """Yield what a feed answers to alt=rss and the like, where it differs."""
    for name, target in formats.items():
        if target != to:
            yield Rule(path, site.absolute(target), query=Query("alt", name), where=where)


def _forms(host: Host, site: Site) -> Iterator[Rule]:
    """Yield what FORMS and the numbers of entries add to the record."""
    for entry in host.entries:
        where, to = entry["where"], _best(entry)
        number = re.search(r"\.post-(\d+)$|\.page-(\d+)$", str(entry.get("guid")))
        if number:
            digits = number[1] or number[2]
            yield from _all(NUMBERED, (digits,), site.absolute(to), where)
            yield from _all(COMMENTS, (digits,), site.absolute(entry.get("comments", to)), where)
        for pattern, templates in FORMS.items():
            match = re.fullmatch(pattern, entry["address"])
            if not match:
                continue
            parts = [decode(part) for part in match.groups()]
            if None in parts:
                continue
            for rule in _all(templates, parts, site.absolute(to), where):
                yield rule
                if rule.kind == "exact" and not rule.query:
                    yield from _alternatives(rule.path, entry.get("formats", {}), to, site, where)
    yield from _spaces(host, site)


def _spaces(host: Host, site: Site) -> Iterator[Rule]:
    """Yield labels with a + for each space; after all others, for C++ is a label too."""
    for entry in host.entries:
        path = decode(entry["address"])
        if path and " " in path and path.startswith("/search/label/"):
            yield Rule(path.replace(" ", "+"), site.absolute(entry["target"]), where=entry["where"])


def _places(site: Site) -> Iterator[Rule]:
    """Yield what PLACES says."""
    feeds = {"rss": "feed", "json": "json"}
    for names, templates in PLACES.items():
        known = [site.places[name] for name in names.split() if name in site.places]
        if not known:
            continue
        for rule in _all(templates, (), site.absolute(known[0]), ""):
            yield replace(rule, keep=rule.keep and "search" in site.places)
            for alt, name in feeds.items() if names == "atom feed" and rule.kind == "exact" else ():
                if site.places.get(name, known[0]) != known[0]:
                    yield Rule(rule.path, site.absolute(site.places[name]), rule.kind, Query("alt", alt))


def _all(templates: Iterable[str], parts: Iterable[Any], to: str, where: str) -> Iterator[Rule]:
    """Yield the rules of templates filled in."""
    for template in templates:
        bare = template.removesuffix(" ~")
        path, _, query = bare.partition("?")
        kind = "below" if path.endswith("*") else "digits" if "#" in path else "exact"
        filled = path.removesuffix("*").format(*parts)
        for wanted in _queries(query, parts) if query else (None,):
            keep = bool(wanted and wanted.how == "any")
            yield Rule(filled, to, kind, wanted, keep, spare=template != bare, where=where)


def _queries(query: str, parts: Iterable[Any]) -> Iterator[Query]:
    """Yield what a template asks of a query; a value has two spellings when it has a space."""
    name, _, value = query.partition("=")
    if value == "+":
        yield Query(name, how="any")
        return
    how = "begins" if value.endswith("*") else "is"
    for spell in (quote, quote_plus):
        yield Query(name, value.removesuffix("*").format(*(spell(part, safe="") for part in parts)), how)


def decode(address: str) -> str | None:
    """Return an address as a server sees it; None when it is not UTF-8."""
    try:
        return unquote(urlsplit(address).path, errors="strict")
    except UnicodeDecodeError:
        return None
