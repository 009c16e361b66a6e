"""The formats, and feeds → files in them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from . import atom, json_feed, rss
from .entry import Entry, Feed


class Format(NamedTuple):
    """A format: its name for people, the file of the blog's feed, the extension of a tag's, and what writes it."""

    name: str
    file: str
    extension: str
    write: Callable[[Feed], bytes]

    def path(self, rss_path: Iterable[str], rss_extension: str, *, blog: bool) -> list[str]:
        """Return the path of a feed in this format, of the blog or of a tag, given that of its RSS."""
        *folder, file = rss_path
        if self.extension:
            file = self.file if blog else file.removesuffix(rss_extension) + self.extension
        return [*folder, file]


class Document(NamedTuple):
    """A file to write: its path, what writes it, and the feed in it, still without its entries."""

    path: Path
    write: Callable[[Feed], bytes]
    feed: Feed


FORMATS = {  # by the name that link:// has for them
    "feed": Format("RSS", "", "", rss.write),  # it is where Nikola has it
    "atom_feed": Format("Atom", "atom.xml", ".atom", atom.write),
    "json_feed": Format("JSON Feed", "feed.json", ".json", json_feed.write),
}
ARCHIVED = ("feed", "atom_feed")


def write(documents: Iterable[Document], entries: tuple[Entry, ...]) -> None:
    """Write the documents with these entries in them; a file that holds the same bytes keeps its date."""
    for document in documents:
        data = document.write(replace(document.feed, entries=entries))
        if not document.path.is_file() or document.path.read_bytes() != data:
            document.path.parent.mkdir(parents=True, exist_ok=True)
            document.path.write_bytes(data)
