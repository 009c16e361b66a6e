"""Ids in the site's feeds: XML files come in; for each address the ids it has in any of them go out."""

import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"


def read_feeds(files: Iterable[Path], path_of: Callable[[str], str]) -> dict[str, set[str]]:
    """Return the ids of the entries in RSS and Atom feeds by `path_of` their link; other XML files are passed over.

    An entry whose link has a fragment is a comment, or something else on a page.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for file in files:
        try:
            root = ET.parse(file).getroot()  # noqa: S314 - the site's own files
        except ET.ParseError:
            continue
        for link, identity in _entries(root):
            if "#" not in link:
                found[path_of(link.strip())].add(identity.strip())
    return dict(found)


def _entries(root: ET.Element) -> Iterator[tuple[str, str]]:
    for item in root.iterfind("channel/item"):
        yield item.findtext("link", ""), item.findtext("guid", "")
    for entry in root.iterfind(f"{ATOM}entry"):
        links = [link for link in entry.iterfind(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        if links:
            yield links[0].get("href", ""), entry.findtext(f"{ATOM}id", "")
