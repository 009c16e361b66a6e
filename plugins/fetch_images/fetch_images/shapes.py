"""The addresses of Google's picture hosts: from whichever size a post shows to the largest there is.

In: an address as a post has it. Out: the addresses to ask for the picture, best first. Other hosts have one address for
a picture, the one given. `s0` stands for the size that was uploaded; `s1600-h` answered with a page around the picture.
"""

import re
from urllib.parse import parse_qs, urlsplit, urlunsplit

GOOGLE = re.compile(r"(?:\d+\.bp\.blogspot\.com|[\w-]+\.googleusercontent\.com|lh\d+\.ggpht\.com)", re.IGNORECASE)
PROXY = re.compile(r"images-[\w-]+\.googleusercontent\.com", re.IGNORECASE)  # another host's picture, passed on
OLD_UPLOADS = re.compile(r"photos\d*\.blogger\.com", re.IGNORECASE)
DRIVE = re.compile(r"drive\.google\.com|docs\.google\.com", re.IGNORECASE)
DRIVE_FILE = re.compile(r"/file/d/([\w-]+)")
SIZE = r"(?:[swhd]\d+(?:-[a-z0-9]+)*)"
SIZE_IN_PATH = re.compile(rf"/{SIZE}(?=/[^/]*$)", re.IGNORECASE)
NAMED = re.compile(r"/(?:[-_]|img/b/)")  # paths that end in a file's name, with a folder for the size before it
SIZE_AT_END = re.compile(r"=[swhd]\d[^/=]*$", re.IGNORECASE)
PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|avif)$", re.IGNORECASE)


def whole(address: str) -> str:
    """Return an address with its scheme; Google's hosts all speak https."""
    if address.startswith("//"):
        address = f"https:{address}"
    parts = urlsplit(address)
    if GOOGLE.fullmatch(parts.hostname or "") and not parts.port:
        parts = parts._replace(scheme="https")
    return urlunsplit(parts)


def candidates(address: str) -> list[str]:
    """Return where to ask for the picture of an address, best first; equal pictures have the same first one.

    Raises ValueError for what is no address.
    """
    given = whole(address)
    parts = urlsplit(given)
    host = parts.hostname or ""
    best: list[str] = []
    if PROXY.fullmatch(host):
        best = [
            whole(inner) for inner in parse_qs(parts.query).get("url", []) if inner.startswith(("http://", "https://"))
        ]
    elif GOOGLE.fullmatch(host):
        best = [urlunsplit(parts._replace(path=_largest(parts.path), query="", fragment=""))]
    elif OLD_UPLOADS.fullmatch(host):
        best = [urlunsplit(parts._replace(path=re.sub(r"/(?:200|320|400|640)(?=/[^/]+$)", "/1600", parts.path)))]
    elif DRIVE.fullmatch(host):
        match = DRIVE_FILE.match(parts.path)
        number = match[1] if match else next(iter(parse_qs(parts.query).get("id", [])), "")
        best = [f"https://drive.google.com/uc?export=download&id={number}"] if number else []
    return list(dict.fromkeys([*best, given.partition("#")[0]]))


def _largest(path: str) -> str:
    if SIZE_IN_PATH.search(path):
        return SIZE_IN_PATH.sub("/s0", path)
    if SIZE_AT_END.search(path):
        return SIZE_AT_END.sub("=s0", path)
    if NAMED.match(path):
        folder, _, name = path.rpartition("/")
        return f"{folder}/s0/{name}"
    return f"{path}=s0"


def is_upload(address: str) -> bool:
    """Say whether a link leads to a picture that was uploaded to Blogger."""
    host = urlsplit(whole(address)).hostname or ""
    return bool(GOOGLE.fullmatch(host) or OLD_UPLOADS.fullmatch(host))


def is_named_picture(address: str) -> bool:
    """Say whether an address ends as pictures do."""
    return bool(PICTURE_NAME.search(urlsplit(address).path))
