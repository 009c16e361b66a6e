"""Pictures that stand inside a body, in `data:` addresses, become files of their own.

In: the cleaned HTML of a public body, and where its post is. Out: the HTML with the addresses under which Nikola serves
the files, and findings; the files themselves go to the Placer. What a picture is, its bytes tell. Drawings (SVG), which
may hold programs, and what is no picture stay where they are and are told.
"""

import base64
import binascii
import hashlib
import html
import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from .place import Placer
from .slugs import make_slug

FOLDER = "files/images"
MOST_BYTES = 32 * 2**20  # of one picture
TAG = re.compile(r"""<(?:img|a|source|image|input|video)\b((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([a-z:-]+)=("[^"]*+"|'[^']*+')""", re.IGNORECASE)
LOADED = {"src", "href", "xlink:href", "poster"}
# How the pictures begin that browsers show; the group's name is the extension.
BEGINNING = re.compile(
    rb"(?P<png>\x89PNG\r\n\x1a\n)|(?P<jpg>\xff\xd8\xff)|(?P<gif>GIF8[79]a)|(?P<webp>RIFF.{4}WEBP)"
    rb"|(?P<avif>.{4}ftypavi[fs])|(?P<bmp>BM.{4}\0{4})|(?P<ico>\0\0\1\0)|(?P<tif>II\*\0|MM\0\*)",
    re.DOTALL,
)


def extension(data: bytes) -> str:
    """Return the extension a picture's bytes ask for, or nothing when they are no picture."""
    match = BEGINNING.match(data)
    return str(match.lastgroup) if match else ""


def make_stem(words: str) -> str:
    """Return a readable name in ASCII, or nothing when the words give none. A = in a name would stop Nikola."""
    return make_slug(words) if re.search(r"[A-Za-z0-9]", words) else ""


def month_of(file: str, date: str) -> str:
    """Return the folder for the pictures of a post or page, such as `2021/10`."""
    month = re.search(r"\d{4}/\d\d(?=/)", file) or re.match(r"\d{4}/\d\d", date.replace("-", "/"))
    return month[0] if month else "undated"


@dataclass
class Pictures:
    """The pictures of one import: the same bytes once, whichever posts hold them."""

    placer: Placer
    known: dict[str, str] = field(init=False)  # sha256 -> path
    taken: set[str] = field(init=False)  # paths, without case

    def __post_init__(self) -> None:
        """Learn what earlier imports wrote: a picture stays where it is."""
        ledger = self.placer.ledger
        self.known = {digest: path for path, digest in sorted(ledger.items()) if path.startswith(f"{FOLDER}/")}
        self.taken = {path.casefold() for path in ledger}

    def bring_home(self, text: str, month: str, slug: str) -> tuple[str, list[str]]:
        """Return the HTML with addresses of files, and findings. `month` is `2021/10`."""
        findings: list[str] = []
        if "data:" not in text:
            return text, findings
        number = 0

        def place(attribute: re.Match[str], alt: str) -> str:
            nonlocal number
            name, value = attribute[1], html.unescape(attribute[2][1:-1]).strip()
            if name.lower() not in LOADED or value[:5].lower() != "data:":
                return attribute[0]
            number += 1
            data, finding = decode(value)
            if finding:
                findings.append(f"picture {number} stays inside the text: {finding}")
                return attribute[0]
            path = self.add(data, month, make_stem(alt) or f"{make_stem(slug) or 'picture'}-{number}")
            return f'{name}="/{path.removeprefix("files/")}"'

        def change(tag: re.Match[str]) -> str:
            if "data:" not in tag[1].lower():
                return tag[0]
            words = {name.lower(): html.unescape(value[1:-1]) for name, value in ATTRIBUTE.findall(tag[1])}
            alt = words.get("alt") or words.get("title") or ""
            start = tag.start(1) - tag.start()
            return tag[0][:start] + ATTRIBUTE.sub(lambda found: place(found, alt), tag[1]) + ">"

        return TAG.sub(change, text), findings

    def add(self, data: bytes, month: str, stem: str) -> str:
        """Give a picture to the import and return its path: the readable one, with a checksum if that is taken."""
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self.known:
            name = f"{FOLDER}/{month}/{stem}"
            path = f"{name}.{extension(data)}"
            if path.casefold() in self.taken or self._differs(path, data):
                path = f"{name}-{digest[:8]}.{extension(data)}"
            self.known[digest] = path
            self.taken.add(path.casefold())
        self.placer.add(self.known[digest], data)
        return self.known[digest]

    def _differs(self, path: str, data: bytes) -> bool:
        file = self.placer.site / path
        return file.is_file() and file.read_bytes() != data


def decode(address: str) -> tuple[bytes, str]:
    """Return the bytes of a `data:` address, or why they are no picture to keep in a file."""
    head, comma, body = address.partition(",")
    if not comma:
        return b"", "its address has no content"
    data = unquote_to_bytes(body)
    if head.lower().rstrip().endswith("base64"):
        try:
            data = base64.b64decode(data + b"===")
        except binascii.Error:
            return b"", "its base64 is damaged"
    if len(data) > MOST_BYTES:
        return b"", f"it has {len(data) >> 20} MiB"
    if not extension(data):
        drawing = b"<svg" in data[:4096].lower()
        return b"", "a drawing (SVG)" if drawing else "it is no picture that browsers show"
    return data, ""
