"""Names for the files of pictures, readable and safe on every disk.

In: an address, the words beside the picture, the slug of its post, its bytes. Out: a name without extension, and the
extension its bytes ask for.
"""

import re
import unicodedata
from urllib.parse import unquote, unquote_plus, urlsplit

LONGEST = 80
WORDS = 6  # of an alternative text
# How the pictures begin that browsers show; the group's name is the extension.
BEGINNING = re.compile(
    rb"(?P<png>\x89PNG\r\n\x1a\n)|(?P<jpg>\xff\xd8\xff)|(?P<gif>GIF8[79]a)|(?P<webp>RIFF.{4}WEBP)"
    rb"|(?P<avif>.{4}ftypavi[fs])|(?P<bmp>BM.{4}\0{4})|(?P<ico>\0\0\1\0)|(?P<tif>II\*\0|MM\0\*)",
    re.DOTALL,
)
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)  # names Windows keeps for itself


def extension(data: bytes) -> str:
    """Return the extension a picture's bytes ask for, or nothing when they are no picture."""
    match = BEGINNING.match(data)
    return str(match.lastgroup) if match else ""


def make_stem(address: str, words: str, slug: str) -> str:
    """Return the name it was uploaded under; where the address has none, its words or its post's slug."""
    name, dot, suffix = unquote(unquote_plus(urlsplit(address).path.rpartition("/")[2])).rpartition(".")
    uploaded = name if dot and len(suffix) <= 4 else ""
    for wish in (uploaded, " ".join(words.lower().split()[:WORDS]), slug):
        stem = _plain(wish)
        if re.search(r"[A-Za-z0-9]", stem):
            return f"{stem}-picture" if DEVICE.match(stem) else stem
    return "picture"


def _plain(text: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_]+", "-", ascii_text)[:LONGEST].strip("-_")
