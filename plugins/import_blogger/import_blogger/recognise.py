"""Tell what a file is by its content: a Blogger export, or what else and what to give instead.

In: the first bytes of a file, then the file as a stream. Out: a `Feed`, or what the file is
instead, as the end of a sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

from lxml import etree

from .export import ATOM, BLOGGER, KIND_SCHEME

INSTEAD = (
    "give Blogger's own backup: feed.atom, the archive or the folder from Google Takeout,"
    " or an older blog-MM-DD-YYYY.xml"
)
LIVE = (
    "the feed of a running blog, which holds only some of its entries and no drafts;"
    " make a backup in Blogger's settings and give that"
)
THEME = f"a Blogger theme, which holds no posts; {INSTEAD}"
PAGE = f"a web page, perhaps one that asked you to sign in; {INSTEAD}"

# How files begin that are no text; the first that fits names it.
BINARY = {
    b"PK": "an archive inside an archive; take it out and give it by itself",
    b"\x1f\x8b": "a packed file inside an archive; take it out and give it by itself",
    b"BZh": "a bzip2 archive; unpack it and give the folder",
    b"\xfd7zXZ": "an xz archive; unpack it and give the folder",
    b"7z\xbc\xaf": "a 7-Zip archive; unpack it and give the folder",
    b"Rar!": "a RAR archive; unpack it and give the folder",
    b"%PDF": f"a PDF; {INSTEAD}",
    b"\x89PNG": f"a picture; {INSTEAD}",
    b"\xff\xd8\xff": f"a picture; {INSTEAD}",
    b"GIF8": f"a picture; {INSTEAD}",
    b"RIFF": f"a picture or sound; {INSTEAD}",
}
# Encodings in which `<`, `!` and letters are their ASCII bytes and nothing else is: the scan relies on it.
PLAIN_ENCODING = re.compile(r"utf-?8|us-ascii|ascii|latin-?1|iso[-_]8859[-_]\d+|windows-125\d|cp125\d", re.IGNORECASE)
WIDE_ENCODING = re.compile(r"utf-?16(le|be)?", re.IGNORECASE)
DECLARED_ENCODING = re.compile(r"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")
# Roots of XML files that people have beside their export; the namespace decides where one is given.
ROOTS = {
    "rss": LIVE,
    "opml": f"a list of feeds (OPML); {INSTEAD}",
    "html": PAGE,
    "urlset": f"a sitemap; {INSTEAD}",
    "sitemapindex": f"a sitemap; {INSTEAD}",
}


@dataclass(frozen=True)
class Feed:
    """A Blogger export with at least one post or page in it."""

    kind: Literal["classic", "takeout"]
    title: str
    blog_id: str  # the digits, the same in every format; empty when the file has none


def sniff(head: bytes) -> str | None:
    """Return what a file surely is when it begins like no export; None when it is XML without a DOCTYPE.

    A DOCTYPE is refused before a parser sees it: it can hold entities that unpack to gigabytes or name files.
    """
    if not head.strip():
        return f"empty; download it again, or {INSTEAD}"
    for magic, verdict in BINARY.items():
        if head.startswith(magic):
            return verdict
    text, wide = _decode(head)
    declared = DECLARED_ENCODING.match(text)
    if declared and not (WIDE_ENCODING if wide else PLAIN_ENCODING).fullmatch(declared[1]):
        return f"XML that says it is in {declared[1]!r}, which cannot be right here; save it as UTF-8"
    return _sniff_root(text, _after_prolog(text), len(head))


def _sniff_root(text: str, root: str, size: int) -> str | None:
    if re.match(r"<(!doctype\s+)?html\b", root, re.IGNORECASE):
        return THEME if "google.com/2005/gml" in text or "<b:" in text else PAGE
    if root[:9].upper() == "<!DOCTYPE":
        return f"XML with a DOCTYPE, which no Blogger export has and which can do harm; {INSTEAD}"
    return None if re.match(r"<[^\W\d]", root) else _other_text(root, size)


def _decode(head: bytes) -> tuple[str, bool]:
    """Return text in which markup can be found, and whether it has two bytes a character."""
    for mark, encoding in (
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"<\0", "utf-16-le"),
        (b"\0<", "utf-16-be"),
    ):
        if head.startswith(mark):
            return head.decode(encoding, "replace").removeprefix("\ufeff"), True
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1"), False


def _after_prolog(text: str) -> str:
    """Return the text without the white space, instructions and comments at its start."""
    while text := text.lstrip():
        for opening, closing in (("<?", "?>"), ("<!--", "-->")):
            if text.startswith(opening):
                text = text[len(opening) :].partition(closing)[2]
                break
        else:
            break
    return text


def _other_text(text: str, size: int) -> str:
    line = text.partition("\n")[0]
    if not text:
        return f"XML without content in its first {size} bytes; download it again, or {INSTEAD}"
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "a file with the marks of an unresolved merge; resolve it, or take the file as it was downloaded"
    if line.startswith(("{", "[")):
        return f"JSON, perhaps {LIVE}" if '"feed"' in text else f"JSON; {INSTEAD}"
    if "\0" not in text and re.match(r"[^,;\t<]+([,;\t][^,;\t<]*)+$", line.strip()):
        return f"a table, such as Takeout's settings.csv; {INSTEAD}"
    return f"not XML; {INSTEAD}"


def survey(stream: BinaryIO) -> Feed | str:
    """Read a feed up to its first post or page; return the feed, or what the file is instead.

    Raises lxml.etree.XMLSyntaxError where it stops being XML. The caller has sniffed.
    """
    elements = _elements(stream)
    root = next(elements)
    if root.tag != f"{ATOM}feed":
        return _other_root(root)
    head = {"title": "", "id": ""}
    kinds: set[str] = set()
    for element in elements:
        if element.tag == f"{ATOM}entry":
            kind, what = _kind(element)
            kinds.add(what)
            if kind and what in ("post", "page"):
                number = re.search(r"blog-(\d+)", head["id"])
                return Feed(kind, head["title"], number[1] if number else "")
        elif element.tag in (f"{ATOM}title", f"{ATOM}id"):
            head[element.tag.removeprefix(ATOM)] = " ".join("".join(element.itertext()).split())
    return _without_posts(kinds)


def _elements(stream: BinaryIO) -> Iterator[Any]:
    """Yield the root as soon as it is open, then each of its children once complete; keep none."""
    depth = 0
    for event, element in etree.iterparse(
        stream,
        events=("start", "end"),
        huge_tree=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    ):
        depth += 1 if event == "start" else -1
        if event == "start" and depth == 1:
            yield element
        elif event == "end" and depth == 1:
            yield element
            element.clear()
            while element.getprevious() is not None:  # what follows may have been read ahead
                del element.getparent()[0]


def _kind(entry: Any) -> tuple[Literal["classic", "takeout"] | None, str]:
    """Return the format an entry is in and what it is: post, page, comment, settings, template or other."""
    takeout = entry.findtext(f"{BLOGGER}type")
    if takeout is not None:
        return "takeout", takeout.strip().lower()
    for category in entry.iterfind(f"{ATOM}category"):
        if category.get("scheme") == KIND_SCHEME:
            return "classic", category.get("term", "").rpartition("#")[2]
    return None, "other"


def _other_root(root: Any) -> str:
    namespaces = " ".join(root.nsmap.values())
    name = etree.QName(root).localname if ":" not in root.tag.rpartition("}")[2] else root.tag
    if "wordpress.org/export" in namespaces:
        return f"a WordPress export; {INSTEAD}"
    if "google.com/2005/gml" in namespaces:
        return THEME
    return ROOTS.get(name.lower(), f"XML of another kind (its root is {name!r}); {INSTEAD}")


def _without_posts(kinds: set[str]) -> str:
    if "other" in kinds:
        return LIVE
    if "comment" in kinds:
        return "a file of comments only, such as Takeout's Blogger/Comments; give the feed.atom in Blogger/Blogs"
    if kinds:
        return f"the settings of a blog without its posts; {INSTEAD}"
    return "the export of a blog that has no posts; there is nothing to import"
