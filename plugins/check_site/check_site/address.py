"""An address on a page → the file of the site it means."""

import posixpath
from urllib.parse import unquote, urljoin, urlsplit

INDEX = "index.html"


def resolve(address: str, base: str, site: str) -> tuple[str, str] | None:
    """Return the path below output/, decoded, and the fragment that an address means; None if it leads elsewhere.

    base is the absolute address of the page, site that of the home page. Both http and https count as the site.
    """
    if address.startswith(("mailto:", "data:")):
        return None
    try:
        parts = urlsplit(urljoin(base, address.strip()))
    except ValueError:  # such as http://[half
        return None
    home = urlsplit(site)
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != home.netloc.lower():
        return None
    path = unquote(parts.path) or "/"
    if not path.startswith(home.path):
        return None
    return path[len(home.path) :], unquote(parts.fragment.partition(":~:")[0])


def file(path: str, files: set[str]) -> str | None:
    """Return which of files a server would send for a path below output/; None if there is none."""
    if ".." in path.split("/"):
        return None
    place = posixpath.normpath(path) if path else "."
    for candidate in (INDEX if place == "." else place, f"{place}/{INDEX}"):
        if candidate in files and not (path.endswith("/") and candidate == place):
            return candidate
    return None
