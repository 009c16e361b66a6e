"""Read an export: files, archives or folders in; the entries of its blogs out.

Nothing here is the importer's: the standard library's expat and zipfile read the same bytes a second time, so a
mistake of one reader is no mistake of the other.
"""

import re
import tarfile
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from .errors import ReceiptError

ATOM = "{http://www.w3.org/2005/Atom}"
BLOGGER = "{http://schemas.google.com/blogger/2018}"
REPLY = "{http://purl.org/syndication/thread/1.0}in-reply-to"
TOTAL = "{http://purl.org/syndication/thread/1.0}total"
PLACE = "{http://www.georss.org/georss}featurename"
FEEDS = (".atom", ".xml")
TEXT = {"type", "status", "parent", "inReplyTo", "filename"}
# Blogger's words for what nobody but the author saw; a word that is not here is told as it is.
REASONS = {
    "SOFT_TRASHED": "in the trash",
    "SPAM_COMMENT": "spam",
    "GHOSTED_COMMENT": "hidden by Blogger",
    "PENDING_MODERATION": "waiting for moderation",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A post, page or comment; `hidden` says why it was not public, and is empty when it was."""

    kind: str
    number: str
    guid: str
    hidden: str
    title: str
    content: str
    published: str
    author: str
    author_link: str
    labels: tuple[str, ...]
    path: str  # of its address, decoded; empty where the export has none
    address: str  # as the export has it
    link: str
    parent: str
    reply_to: str
    place: str
    total: int | None


def read_blog(paths: Iterable[Path], known: Iterable[str]) -> tuple[str, list[Entry]]:
    """Return the label of the feed a site was made of, and its entries, each id once.

    `known` are the ids (tag:…) of the site's entries: they say which blog of an archive is meant. Raises ReceiptError
    when none of the feeds is that blog's, or when one cannot be read.
    """
    blogs = {_blog(guid) for guid in known}
    found: dict[str, list[Entry]] = {}
    broken = ""
    for path in paths:
        for label, stream in _feeds(path):
            try:
                entries = list(_entries(stream))
            except ET.ParseError as error:  # a folder may hold anything
                broken = broken or f"{label}: not well-formed XML: {error}"
                continue
            if any(entry.kind in ("post", "page") for entry in entries):
                found[label] = entries
    fits = [label for label, entries in found.items() if blogs & {_blog(entry.guid) for entry in entries}]
    if not fits and len(found) == 1:
        fits = list(found)  # nothing of it came
    if not fits:
        where = ", ".join(map(str, paths))
        raise ReceiptError(broken or f"{where}: {'holds no blog of this site' if found else 'there is no blog in it'}")
    return fits[0], [entry for label in fits for entry in found[label]]


def _blog(guid: str) -> str:
    match = re.search(r"blog-(\d+)", guid)
    return match[1] if match else guid


def _feeds(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield each file that may be a feed, open."""
    try:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                if file.suffix.lower() in (*FEEDS, ".zip", ".tgz"):
                    yield from _feeds(file)
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in sorted(filter(_is_feed, archive.namelist())):
                    with archive.open(name) as stream:
                        yield f"{path}: {name}", stream
        elif tarfile.is_tarfile(path):
            with tarfile.open(path) as tar:
                for member in tar:
                    member_stream = tar.extractfile(member) if _is_feed(member.name) else None
                    if member_stream:
                        yield f"{path}: {member.name}", member_stream
        else:
            with path.open("rb") as stream:
                yield str(path), stream
    except (OSError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise ReceiptError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _is_feed(name: str) -> bool:
    return name.lower().endswith(FEEDS) and "__MACOSX" not in name


def _entries(stream: IO[bytes]) -> Iterator[Entry]:
    """Yield the posts, pages and comments of one feed."""
    feed = None
    # Expat itself refuses entities that grow, and fetches nothing.
    for event, element in ET.iterparse(stream, events=("start", "end")):  # noqa: S314 - see the line above
        if feed is None:
            feed = element
        elif event == "end" and element.tag == f"{ATOM}entry":
            entry = _entry(element)
            if entry.kind in ("post", "page", "comment"):
                yield entry
            feed.clear()


def _entry(element: ET.Element) -> Entry:
    own = {name: (element.findtext(f"{BLOGGER}{name}") or "").strip() for name in TEXT}
    links = {link.get("rel", ""): link.get("href", "") for link in element.iterfind(f"{ATOM}link")}
    address = links.get("alternate", "") or own["filename"]
    kind = own["type"].lower() or _classic_kind(element)
    reply, total = element.find(REPLY), element.findtext(TOTAL) or ""
    parent = own["parent"] or (reply.get("ref", "") if reply is not None else "")
    related = links.get("related", "")
    guid = (element.findtext(f"{ATOM}id") or "").strip()
    enclosure = element.find(f"{ATOM}enclosure")
    return Entry(
        kind=kind,
        number=_number(guid),
        guid=guid,
        hidden=_hidden(element, own["status"]),
        title=_text(element.find(f"{ATOM}title")),
        content=_text(element.find(f"{ATOM}content")),
        published=element.findtext(f"{ATOM}published", "").strip(),
        author=element.findtext(f"{ATOM}author/{ATOM}name", "").strip(),
        author_link=element.findtext(f"{ATOM}author/{ATOM}uri", "").strip(),
        labels=_labels(element),
        path=unquote(urlsplit(address).path),
        address=address,
        link="" if kind == "comment" else related or _href(enclosure) or links.get("enclosure", ""),
        parent=_number(parent),
        reply_to=_number(own["inReplyTo"] or (urlsplit(related).path if kind == "comment" else "")),
        place=(element.findtext(f"{BLOGGER}location/{BLOGGER}name") or element.findtext(PLACE) or "").strip(),
        total=int(total) if total.strip().isdecimal() else None,
    )


def _href(element: ET.Element | None) -> str:
    return "" if element is None else element.get("href", "")


def _number(text: str) -> str:
    """Return the last run of digits: entries are matched by it across formats."""
    digits = re.findall(r"[0-9]+", text)
    return digits[-1] if digits else ""


def _classic_kind(element: ET.Element) -> str:
    for category in element.iterfind(f"{ATOM}category"):
        if category.get("scheme", "").endswith("#kind"):
            return category.get("term", "").rpartition("#")[2]
    return ""


def _hidden(element: ET.Element, status: str) -> str:
    if status:
        return "" if status == "LIVE" else REASONS.get(status, status.lower())
    drafts = (part.text or "" for part in element.iter() if part.tag.endswith("}draft"))
    return "draft" if any(text.strip().lower() == "yes" for text in drafts) else ""


def _labels(element: ET.Element) -> tuple[str, ...]:
    terms = [
        category.get("term", "").strip()
        for category in element.iterfind(f"{ATOM}category")
        if not category.get("scheme", "").endswith("#kind")
    ]
    return tuple(dict.fromkeys(filter(None, terms)))


def _text(element: ET.Element | None) -> str:
    if element is None:
        return ""
    if len(element):  # XHTML, in files somebody has written by hand
        inner = "".join(ET.tostring(part, encoding="unicode", method="html") for part in element)
        return re.sub(r"(</?)\w+:", r"\1", (element.text or "") + inner)
    return element.text or ""
