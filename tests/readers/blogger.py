"""The old blog, played: the feeds that Blogger gave for a blog, made of the blog's export.

In: a classic backup, which holds the entries as Blogger's own feeds do. Out: the bytes of a feed for an address below
/feeds/: Atom, or RSS with `?alt=rss`, of all posts, of a label, or of the comments; 25 entries, newest first.
"""

import copy
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
SEARCH = "http://a9.com/-/spec/opensearchrss/1.0/"
GD = "http://schemas.google.com/g/2005"
THR = "http://purl.org/syndication/thread/1.0"
KIND = "http://schemas.google.com/g/2005#kind"
LABEL = "http://www.blogger.com/atom/ns#"
NAMES = {"a": ATOM, "app": "http://purl.org/atom/app#"}
SHOWN = 25  # entries in a feed of Blogger


class Blog:
    """A blog as Blogger published it."""

    def __init__(self, export: Path) -> None:
        """Read a classic backup."""
        self.root = etree.parse(str(export)).getroot()
        self.id = self._text(self.root, "id").removesuffix(".archive")
        self.address = self.root.xpath("string(a:link[@rel='alternate']/@href)", namespaces=NAMES)
        self.posts, self.comments = self._entries("post"), self._entries("comment")

    def feed(self, address: str) -> bytes | None:
        """Return what Blogger answers at a path, with its query, below /feeds/; None where it has no feed."""
        split = urlsplit(address)
        what, _, label = unquote(split.path).removeprefix("/feeds/").partition("/-/")
        if what == "comments/default":
            entries = self.comments
        elif what in {"posts/default", "posts/full", "posts/summary"}:
            entries = [entry for entry in self.posts if not label or label in self._labels(entry)]
        else:
            return None
        write = self._rss if parse_qs(split.query).get("alt") == ["rss"] else self._atom
        return write(entries, split.path)

    def _entries(self, kind: str) -> list[etree._Element]:
        """Return the public entries of a kind, newest first, without the mark that only exports have."""
        mark = f"a:category[@scheme='{KIND}']"
        found = self.root.xpath(
            f"a:entry[{mark}/@term='http://schemas.google.com/blogger/2008/kind#{kind}'][not(app:control)]",
            namespaces=NAMES,
        )
        found = [copy.deepcopy(entry) for entry in found]
        for entry in found:
            entry.remove(entry.find(mark, NAMES))
        return sorted(found, key=lambda entry: datetime.fromisoformat(self._text(entry, "published")), reverse=True)

    def _atom(self, entries: list[etree._Element], path: str) -> bytes:
        root = etree.Element(
            f"{{{ATOM}}}feed",
            nsmap={None: ATOM, "openSearch": SEARCH, "gd": GD, "thr": THR, "app": NAMES["app"]},
        )
        _add(root, f"{{{ATOM}}}id", self.id)
        _add(root, f"{{{ATOM}}}updated", max(self._text(entry, "updated") for entry in entries))
        _add(root, f"{{{ATOM}}}title", self._text(self.root, "title"), type="text")
        _add(root, f"{{{ATOM}}}subtitle", "", type="html")
        for rel, kind, href in (
            (f"{GD}#feed", "application/atom+xml", f"{self.address.rstrip('/')}{path}"),
            ("self", "application/atom+xml", f"https://www.blogger.com{path}"),
            ("alternate", "text/html", self.address),
        ):
            _add(root, f"{{{ATOM}}}link", None, rel=rel, type=kind, href=href)
        _add(root, f"{{{ATOM}}}link", None, rel="hub", href="http://pubsubhubbub.appspot.com/")
        root.append(copy.deepcopy(self.root.find("a:author", NAMES)))
        _add(root, f"{{{ATOM}}}generator", "Blogger", version="7.00", uri="http://www.blogger.com")
        self._window(root, entries)
        root.extend(copy.deepcopy(entry) for entry in entries[:SHOWN])
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))

    def _rss(self, entries: list[etree._Element], _: str) -> bytes:
        names = {"atom": ATOM, "openSearch": SEARCH, "gd": GD, "thr": THR}
        root = etree.Element("rss", nsmap=names, version="2.0")
        channel = etree.SubElement(root, "channel")
        _add(channel, f"{{{ATOM}}}id", self.id)
        _add(channel, "lastBuildDate", self._822(max(self._text(entry, "updated") for entry in entries)))
        _add(channel, "title", self._text(self.root, "title"))
        _add(channel, "description", "")
        _add(channel, "link", self.address)
        _add(channel, "managingEditor", f"noreply@blogger.com ({self._text(self.root, 'author/a:name')})")
        _add(channel, "generator", "Blogger")
        self._window(channel, entries)
        for entry in entries[:SHOWN]:
            item = etree.SubElement(channel, "item")
            _add(item, "guid", self._text(entry, "id"), isPermaLink="false")
            _add(item, "pubDate", self._822(self._text(entry, "published")))
            _add(item, f"{{{ATOM}}}updated", self._text(entry, "updated"))
            for label in self._labels(entry):
                _add(item, "category", label, domain=LABEL)
            _add(item, "title", self._text(entry, "title"))
            _add(item, "description", self._text(entry, "content"))
            _add(item, "link", entry.xpath("string(a:link[@rel='alternate']/@href)", namespaces=NAMES))
            _add(item, "author", f"noreply@blogger.com ({self._text(entry, 'author/a:name')})")
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))

    @staticmethod
    def _window(parent: etree._Element, entries: list[etree._Element]) -> None:
        for name, number in (("totalResults", len(entries)), ("startIndex", 1), ("itemsPerPage", SHOWN)):
            _add(parent, f"{{{SEARCH}}}{name}", str(number))

    @staticmethod
    def _text(element: etree._Element, path: str) -> str:
        return str(element.findtext(f"a:{path}", "", NAMES))

    @staticmethod
    def _labels(entry: etree._Element) -> list[str]:
        return [str(term) for term in entry.xpath(f"a:category[@scheme='{LABEL}']/@term", namespaces=NAMES)]

    @staticmethod
    def _822(date: str) -> str:
        return format_datetime(datetime.fromisoformat(date).astimezone(UTC))


def _add(parent: etree._Element, name: str, text: str | None, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = text


class Saved:
    """A blog of which one feed was saved."""

    def __init__(self, feed: Path, address: str) -> None:
        """Give the bytes of the feed, and the address of the blog."""
        self.bytes, self.address = feed.read_bytes(), address

    def feed(self, _: str) -> bytes:
        """Return the feed, whatever is asked for."""
        return self.bytes
