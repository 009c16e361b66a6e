"""Addresses ↔ files: an address as text → its normal form and the file below output/ that answers it.

Nothing here knows whether a file exists. Errors: AddressError.
"""

import re
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

INDEX = "index.html"
PAGES = (".html", ".htm")
FEEDS = (".xml", ".rss", ".atom")
# What programs fetch: a page in its place would break them.
DATA = (
    *FEEDS,
    *(".txt", ".json", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico"),
    *(".gz", ".bz2", ".xz", ".tar", ".tgz", ".zip", ".asc", ".sig"),
)
RESERVED = "!#$&'()*+,/:;=?@[]"  # mean something in an address, so their escapes stay escapes
NAME_BYTES = 255  # of one file name, on every file system in use
PATH_BYTES = 1024  # of a path below output/: well below every system's limit


class AddressError(ValueError):
    """An address that cannot be kept; the message names it and says why."""


def normalise(address: str) -> str:
    """Return the one form of all spellings of a percent-encoded address (RFC 3986, 6.2.2)."""
    if re.search("%(?![0-9A-Fa-f]{2})", address):
        raise AddressError(f"{address} has a % that is not followed by two hexadecimal digits")
    try:
        encoded = quote(address, safe=RESERVED + "%~")
        urlsplit(encoded)
    except ValueError as fault:
        raise AddressError(f"{address!a} is no address: {fault}") from None
    return re.sub("%[0-9A-Fa-f]{2}", _normal_escape, encoded)


def _normal_escape(escape: re.Match[str]) -> str:
    character = chr(int(escape[0][1:], 16))
    return character if re.fullmatch("[A-Za-z0-9._~-]", character) else escape[0].upper()


def of_path(address: str) -> str:
    """Return the normal form of an address that is a path with an optional query."""
    if not address.startswith("/"):
        raise AddressError(f"{address} does not begin with /")
    if "#" in address:
        raise AddressError(f"{address} has a fragment, which no server ever sees")
    return normalise(address)


def of_legacy(value: object) -> str:
    """Return the normal path in a post's `legacy` metadata, an http or https address without query.

    A path alone is one too: an export may not tell the host.
    """
    match = re.fullmatch(r"(?:(?i:https?)://[^/?#\s]+)?((?:/[^\s]*)?)", value) if isinstance(value, str) else None
    if not match or not value:
        raise AddressError(f"legacy: {value!r} is no http or https address (a space in it is %20)")
    path = of_path(match[1] or "/")
    if "?" in path or path.lower().endswith(DATA):
        raise AddressError(f"legacy: no page can stand at {value}: leave the query out, or use a table")
    return path


def is_data(address: str) -> bool:
    """Tell whether the path of an address ends like a file that programs fetch."""
    return urlsplit(address).path.lower().endswith(DATA)


def is_feed(address: str) -> bool:
    """Tell whether an address, of this site or another, is that of a feed."""
    return urlsplit(address).path.lower().endswith(FEEDS)


def stub_file(address: str) -> str:
    """Return the file below output/ that a plain host serves at this normal path without query.

    Always a path inside output/, made of names that every file system takes; otherwise AddressError.
    """
    try:
        path = unquote_to_bytes(address).decode("utf-8")
    except UnicodeDecodeError:
        raise AddressError(f"{address} is not UTF-8 once decoded") from None
    if not path.lower().endswith(PAGES + DATA):
        path = f"{path.removesuffix('/')}/{INDEX}"
    names = path.split("/")[1:]
    if not {"", ".", ".."}.isdisjoint(names) or re.search(r"[\x00-\x1f\x7f\\]", path):
        raise AddressError(f"{address} has a part that can be no file's name")
    if len(path.encode()) > PATH_BYTES or any(len(name.encode()) > NAME_BYTES for name in names):
        raise AddressError(f"{address} is too long for the name of a file")
    return "/".join(names)


def site_file(target: str) -> str | None:
    """Return the file below output/ behind an address of this site; None for an address elsewhere."""
    parts = urlsplit(target)
    if parts.netloc:
        return None
    return unquote(parts.path).removeprefix("/") + (INDEX if parts.path.endswith("/") else "")
