"""Rules of JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): its schema, and what no schema can say.

JSON has no lines here: a number is that of the item, 0 for the feed.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from jsonschema import Draft202012Validator

from . import values
from .rule import Document, Wrong, rule

SCHEMA = json.loads(Path(__file__).with_name("json-feed-1.1.schema.json").read_text(encoding="utf-8"))
DATES = ("date_published", "date_modified")


def _place(path: list[str | int]) -> int:
    return int(path[1]) + 1 if len(path) > 1 and path[0] == "items" else 0


def _items(document: Document) -> Iterator[tuple[int, dict[str, object]]]:
    yield from enumerate(document.root.get("items", []), 1)


@rule("error", "json")
def schema(document: Document) -> Iterator[Wrong]:
    """Ask that the feed is as its schema says."""
    for error in Draft202012Validator(SCHEMA).iter_errors(document.root):
        yield _place(list(error.absolute_path)), f"{error.json_path}: {error.message[:200]}"


@rule("error", "json")
def duplicate_id(document: Document) -> Iterator[Wrong]:
    """Ask that each item has an id of its own."""
    seen: set[object] = set()
    for number, item in _items(document):
        if item.get("id") in seen:
            yield number, f"the id {item['id']} again"
        seen.add(item.get("id"))


@rule("warning", "json")
def feed_url_doesnt_match_location(document: Document) -> Iterator[Wrong]:
    """Ask that a feed's address of its own is where it is."""
    if document.root.get("feed_url") != document.address:
        yield 0, f"feed_url is {document.root.get('feed_url')}, but the feed is at {document.address}"


@rule("warning", "json")
def recommended(document: Document) -> Iterator[Wrong]:
    """Ask for what readers need: page, language and authors of a feed, address and date of an item."""
    for name in ("home_page_url", "language"):
        if name not in document.root:
            yield 0, f"no {name}"
    for number, item in _items(document):
        for name in ("url", "date_published"):
            if name not in item:
                yield number, f"no {name}"
        if "authors" not in item and "authors" not in document.root:
            yield number, "no authors"


@rule("warning", "json")
def deprecated(document: Document) -> Iterator[Wrong]:
    """Ask for nothing that version 1.1 has replaced."""
    for number, mapping in ((0, document.root), *_items(document)):
        if "author" in mapping:
            yield number, "author is now authors"


@rule("error", "json")
def invalid_json_language(document: Document) -> Iterator[Wrong]:
    """Ask that a language is one."""
    for number, mapping in ((0, document.root), *_items(document)):
        if "language" in mapping and (wrong := values.language(str(mapping["language"]))):
            yield number, f"language {wrong}"


@rule("error", "json")
def invalid_json_address(document: Document) -> Iterator[Wrong]:
    """Ask that addresses are absolute."""
    names = (
        "home_page_url",
        "feed_url",
        "next_url",
        "icon",
        "favicon",
        "url",
        "external_url",
        "image",
        "banner_image",
    )
    for number, mapping in ((0, document.root), *_items(document)):
        found = [(name, mapping[name]) for name in names if name in mapping]
        for part in ("authors", "attachments", "hubs"):
            found += [("url", one["url"]) for one in mapping.get(part, []) if "url" in one]
        for name, value in found:
            if wrong := values.web_address(str(value)):
                yield number, f"{name} {wrong}"


@rule("error", "json")
def invalid_json_date(document: Document) -> Iterator[Wrong]:
    """Ask that dates are those of RFC 3339."""
    for number, item in _items(document):
        for name in DATES:
            if name in item and (wrong := values.rfc3339(str(item[name]))):
                yield number, f"{name} {wrong}"


@rule("warning", "json")
def implausible_json_date(document: Document) -> Iterator[Wrong]:
    """Ask that no date is to come or older than the web."""
    for number, item in _items(document):
        for name in DATES:
            if name in item and (wrong := values.plausible(str(item[name]), document.now)):
                yield number, f"{name} {wrong}"
