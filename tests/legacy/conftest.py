"""A small blog on Blogger, as the record has it: labels of every kind, and the rules that are made of it."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from legacy.forms import expand
from legacy.rules import Host, Site

NAME = "old.example.org"
LABELS = {
    "C": "c",
    "C++": "c-plus",
    "C#": "c-sharp",
    "Smart Card": "smart-upper",
    "smart card": "smart-lower",
    "PC/SC": "pcsc",
    "a=b": "equal",
    'say "hi"': "quote",
    "it's": "apostrophe",
    "back\\slash": "backslash",
    "end\\": "end",
    "100%": "percent",
    "%41": "percent-41",
    "%{HTTP_HOST} %1 $1": "apache",
    "$HOME": "dollar",
    "{$HOME}": "brace",
    "{path}": "placeholder",
    "${x}`y`": "shell",
    "a:b": "colon",
    "a*": "star",
    "~x|(a.b)[c]^": "pattern",
    "a&b;c,d?e": "query",
    "<script>": "html",
    "a//b": "slashes",
    "智慧": "智慧",
    "Ünï": "accents",
    "🎉": "party",
    "default": "keyword",
    "x" * 300: "long",
}
PLACES = {
    "home": "/",
    "archive": "/archive.html",
    "search": "/search/",
    "tags": "/categories/",
    "feed": "/rss.xml",
    "atom": "/atom.xml",
    "json": "/feed.json",
    "comments": "/comments.xml",
    "sitemap": "/sitemap.xml",
}


def row(address: str, target: str, **more: object) -> dict[str, Any]:
    """Return an entry of the record."""
    return {"address": address, "target": target, "kind": "row", "where": "redirects/old.example.org.txt:1", **more}


def record() -> list[dict[str, Any]]:
    """Return the entries of the blog."""
    feed = {"rss": "/rss.xml", "atom": "/atom.xml", "json": "/feed.json"}
    guid = "tag:blogger.com,1999:blog-1.post-200"
    entries = [
        row("/feeds/posts/default", "/rss.xml", formats=feed),
        row("/2021/", "/2021/"),
        row("/2021/10/", "/2021/10/"),
        row(
            "/2021/10/one.html",
            "/posts/2021/10/one/",
            kind="post",
            guid=guid,
            comments="/posts/2021/10/one/comments.xml",
        ),
        row("/2021/10/caf%C3%A9.html", "/posts/2021/10/caf%C3%A9/", kind="post"),
        row("/p/about.html", "/pages/about/", kind="page"),
        row("/old/list.txt", "/list.txt"),
        row("/old/page?id=7", "/pages/seven/"),
    ]
    for label, slug in LABELS.items():
        name, base = quote(label, safe=""), f"/categories/{quote(slug)}"
        formats = {"rss": f"{base}.xml", "atom": f"{base}.atom", "json": f"{base}.json"}
        entries.append(row(f"/search/label/{name}", f"{base}/"))
        entries.append(row(f"/feeds/posts/default/-/{name}", formats["rss"], formats=formats))
    return entries


@pytest.fixture(scope="session")
def blog() -> tuple[Site, Host]:
    """Give the new site and the old host with all its rules."""
    site = Site("https://new.example.org/", PLACES)
    host = Host(NAME, ["alias.example.org"], record())
    return site, replace(host, rules=expand(host, site))
