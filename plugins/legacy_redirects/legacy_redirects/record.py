"""Rows, by host → the text of cache/legacy.json, which other plugins and people read.

    {"site": "https://blog.example.org/",
     "places": {"home": "/", "archive": "/archive.html", "feed": "/rss.xml", …},
     "hosts": [{"host": "old.example.org", "aliases": ["old.example.com"], "rules": [
        {"address": "/2021/10/x.html", "target": "/posts/2021/10/x/", "kind": "post", "where": "posts/2021/10/x.html:5",
         "title": "X", "guid": "tag:blogger.com,1999:blog-1.post-2", "description": "First words of the text …"},
        {"address": "/feeds/posts/default", "target": "/rss.xml", "kind": "row", "where": "redirects/old….txt:4",
         "formats": {"atom": "/atom.xml", "json": "/feed.json", "rss": "/rss.xml"}}]}]}

A target is a path below `site`, or an absolute address elsewhere. Hosts with most posts come first.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

WORDS = 300  # characters of a description, at most


@dataclass
class Host:
    """What one legacy host answers; each rule as it stands in the JSON."""

    aliases: list[str] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)


def host_of(legacy: str) -> str:
    """Return the host in a post's legacy address, in lower case; empty when it tells none."""
    return (urlsplit(legacy).hostname or "").lower()


def write(site: str, places: Mapping[str, str], hosts: Mapping[str, Host]) -> str:
    """Return the JSON; entries that tell no host are those of the first that is known."""
    order = sorted(filter(None, hosts), key=lambda name: (-_entries(hosts[name]), name))
    known = [
        {
            "host": name,
            "aliases": hosts[name].aliases,
            "rules": sorted(
                [*hosts[name].rules, *(hosts[""].rules if name == order[0] and "" in hosts else ())],
                key=lambda rule: (rule["address"], rule["where"]),
            ),
        }
        for name in order
    ]
    whole = {"site": site, "places": dict(sorted(places.items())), "hosts": known}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _entries(host: Host) -> int:
    return sum(rule["kind"] != "row" for rule in host.rules)


def first_words(text: str) -> str:
    """Return the beginning of what a piece of HTML says, whole words on one line."""
    tree = html.fragment_fromstring(text, create_parent="div")
    etree.strip_elements(tree, "script", "style", etree.Comment, with_tail=False)
    words = " ".join(" ".join(tree.itertext()).split())
    return words if len(words) <= WORDS else words[:WORDS].rpartition(" ")[0] + " …"
