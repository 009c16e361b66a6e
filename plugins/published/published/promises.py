"""Files that a site writes and pages in it → the addresses it promises to keep.

Files are paths below output/, addresses begin with / and are percent-encoded; the site's own path is not part of them.
"""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

INDEX = "index.html"
# The second and later parts of a list: what stands there moves on with each new post.
PART = re.compile(r"(^|/)(index-\d+\.html|page-\d+(\.html|/index\.html))")
# The theme and Nikola write attributes in double quotes, and an author's text too, since it was parsed before.
IDS = re.compile(rb' id="([^"]+)"')  # may find one in a text about HTML too, which does no harm and is 20 times faster
HEADINGS = re.compile(rb'<h[1-6]\b[^<>]*?\sid="([^"]+)"', re.IGNORECASE)
COMMENTS = re.compile(rb'<article\b[^<>]*?\sid="(c\d+)"', re.IGNORECASE)
LINKS = re.compile(rb'<a\b[^<>]*?\shref="([^"#]+#[^"]+)"', re.IGNORECASE)
CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """What counts of a page: ids that can be linked to, which of them are promised alone, links with a fragment."""

    ids: frozenset[str]
    headings: frozenset[str]
    comments: frozenset[str]
    links: tuple[str, ...]


def page(data: bytes) -> Page:
    """Return what counts of the bytes of a page."""
    ids, headings, comments, links = (map(_text, found.findall(data)) for found in (IDS, HEADINGS, COMMENTS, LINKS))
    promised = frozenset(headings), frozenset(comments)
    return Page(frozenset(ids).union(*promised), *promised, tuple(links))


def _text(attribute: bytes) -> str:
    return unescape(attribute.decode("utf-8", "replace"))


def address(file: str) -> str:
    """Return the address of a file: that of its folder, where it is the folder's index.

    What means something to a shell or to doit is percent-encoded: the address goes into a command that people copy.
    """
    place = file.removesuffix(INDEX) if posixpath.basename(file) == INDEX else file
    return quote(f"/{place}", safe="/~:@,+")


def file(there: str) -> str:
    """Return the file that answers an address; a fragment does not matter."""
    path = unquote(there.partition("#")[0])[1:]
    return f"{path}{INDEX}" if not path or path.endswith("/") else path


def addresses(files: Iterable[str], pages: Collection[str], left_out: Collection[str]) -> set[str]:
    """Return the addresses of files that are promised: those of pages, and all others that are no part of a list.

    left_out are patterns of addresses that are not promised.
    """
    found = {address(name) for name in files if name in pages or not PART.search(name)}
    return {one for one in found if not any(fnmatchcase(one, pattern) for pattern in left_out)}


def anchors(pages: Mapping[str, Page], site: str) -> set[str]:
    """Return the addresses of comments, and of headings that another page links to; site is the home page's address.

    What links within a page, such as a table of contents, changes together with its headings.
    """
    found = {f"{address(name)}#{quote(comment)}" for name, one in pages.items() for comment in one.comments}
    for name, one in pages.items():
        for place, fragment in _linked(one.links, urljoin(site, address(name)[1:]), site):
            if place in pages and fragment in pages[place].headings:
                found.add(f"{address(place)}#{quote(fragment)}")
    return found


def _linked(links: Iterable[str], base: str, site: str) -> Iterator[tuple[str, str]]:
    """Yield the file and the fragment of each link that stays on the site."""
    for link in links:
        try:
            parts = urlsplit(urljoin(base, link))
        except ValueError:  # such as http://[half
            continue
        if f"{parts.scheme}://{parts.netloc}{parts.path}".startswith(site):
            yield file(parts.path[len(urlsplit(site).path) - 1 :]), unquote(parts.fragment)


def led_to(stub: bytes, site: str) -> str | None:
    """Return the file of the site that a stub leads to, None if it leads elsewhere or is none."""
    match = CANONICAL.search(stub)
    target = _text(match[1]) if match else ""
    return file(target[len(site) - 1 :]) if target.startswith(site) else None
