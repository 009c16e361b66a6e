"""Names for files: the slug Blogger makes from a title, and names that are safe on every disk.

In: titles, slugs and paths from an export. Out: one path component each. Nothing here leaves its folder, whatever an
export says.
"""

import hashlib
import re
import unicodedata

LIMIT = 39  # Blogger cuts a slug at the last word that ends within this many characters
ARTICLES = {"a", "an", "the"}  # left out, but for the first word
LONGEST_NAME = 150  # bytes; leaves room for suffixes below the usual 255
# Names Windows keeps for devices, with any extension.
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def make_slug(title: str) -> str:
    """Return the slug Blogger would make from a title: ASCII, without articles, cut at a word."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9\s-]+", "", ascii_title).replace("-", " ").split()
    words = [word for position, word in enumerate(words) if position == 0 or word not in ARTICLES]
    slug = words[0][:LIMIT] if words else "blog-post"
    for word in words[1:]:
        if len(slug) + 1 + len(word) > LIMIT:
            break
        slug = f"{slug}-{word}"
    return slug


def make_safe(name: str) -> str:
    """Return a file name for a slug: itself where every disk takes it, else the nearest that does."""
    # Nikola takes a name with = in it for something else; line separators would end a line in a list of files.
    safe = re.sub(r'[\x00-\x1f\x7f-\x9f\u2028\u2029/\\:*?"<>|=]', "-", unicodedata.normalize("NFC", name)).strip(". ")
    if len(safe.encode()) > LONGEST_NAME:
        digest = hashlib.sha256(safe.encode()).hexdigest()[:8]
        safe = safe.encode()[: LONGEST_NAME - 9].decode(errors="ignore") + "-" + digest
    if not safe:
        return "blog-post"
    # Nikola gives a post called index the address of its folder.
    stem, dot, rest = safe.partition(".")
    return f"{stem}-post{dot}{rest}" if stem.lower() in DEVICES | {"index"} else safe
