"""A feed → its JSON Feed 1.1 as bytes, the same for the same feed (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from .entry import Entry, Feed, legal

TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Feed) -> bytes:
    """Return the feed; what is empty is left out, as the format wants it."""
    values = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": legal(feed.author)}] if feed.author else [],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
    }
    whole = {**_some(values), "items": [_item(entry) for entry in feed.entries]}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _item(entry: Entry) -> dict[str, Any]:
    values = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": legal(entry.author)}] if entry.author else [],
        "tags": [legal(tag) for tag in entry.tags],
    }
    return {**_some(values), "content_html": legal(entry.content)}  # an item has a text, be it empty


def _some(values: dict[str, Any]) -> dict[str, Any]:
    return {name: legal(value) if isinstance(value, str) else value for name, value in values.items() if value}
