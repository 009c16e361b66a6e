"""What a reader gets of a piece of HTML: words, code, pictures, links and embeds, in the order of the page.

HTML comes in, as text or as an element that Lexbor has read (a browser's parser, not the importer's); a `Content` goes
out. Export and page go through the same reading, so whatever differs is a difference.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

CODE = "\0"  # stands for a block of code among the words; HTML cannot hold this character


def _names(text: str) -> set[str]:
    return set(text.split())


BLOCKS = _names(
    "address article aside audio blockquote body br button caption center col colgroup dd details dialog dir div dl"
    " dt embed fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr iframe img input"
    " legend li listing main marquee menu nav object ol optgroup option p plaintext pre search section select summary"
    " svg table tbody td textarea tfoot th thead tr ul video xmp"
)
ON_A_LINE = {"br", "img", "input"}  # end no line of code by being there
UNSEEN = _names("script style template title head iframe noembed noframes datalist audio video")
PLAYERS = _names("iframe object embed applet audio video amp-youtube")
# In code, an element of no other name is what an author typed to be read: `List<String>`, `<stdio.h>`.
KNOWN = BLOCKS | _names(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label map mark nobr picture q rp rt"
    " ruby s samp script small source span strike strong style sub sup time tt u var wbr"
)
RAW_CODE = {"textarea", "xmp", "listing"}
FOOTERS = {"blogger-post-footer", "feedflare"}
EMBED_SCRIPT = re.compile(r"//(?:gist\.github\.com|(?:www\.)?pastebin\.com/embed_js|asciinema\.org/a/)")
COUNTER = re.compile(
    r"feedads\.g\.doubleclick|feedburner\.com/~|(?:blogger|googleusercontent)\.com/tracker/|assoc-amazon|quantserve"
    r"|stats\.wordpress|scorecardresearch"
)
PROGRAM = re.compile(r"[\x00-\x20]*(?:java|vb)script:|data:text", re.IGNORECASE)
NO_WIDTH = "\ufeff"  # a byte order mark that went astray
LINE_NUMBER = re.compile(r"\s*\d+:?\s*")
NOWHERE = ("about:", "javascript:", "vbscript:", "data:")
CDATA = re.compile(r"\s*(?://|/\*)?\s*<!\[CDATA\[(?:\*/)?(.*?)(?://|/\*)?\]\]>(?:\*/)?\s*", re.DOTALL)
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """An address as written, the words one clicks on, and whether it is inside a block of code."""

    address: str
    text: str
    in_code: bool


@dataclass(slots=True)
class Content:
    """Words as a browser shows them, with CODE where a block of code is; the blocks; addresses as written."""

    words: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)  # names of tags that stand in code and that HTML does not know
    pictures: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    embeds: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # what stands in place of pictures that are lost
    left_out: list[tuple[str, str, str]] = field(default_factory=list)  # kind, why, what: never to be on a page


def read_html(source: str) -> Content:
    """Return the content of HTML as somebody has typed it."""
    body = LexborHTMLParser(f"<!DOCTYPE html><body><div>{source}").body
    return read_element(body) if body is not None else Content()


def read_element(element: LexborNode) -> Content:
    """Return the content of an element."""
    reader = _Reader()
    for node, begins in _walk(element, reader.begin):
        if node.tag == "-text":
            reader.text(node.text_content or "")
        elif not begins:
            reader.end(node.tag or "")
    return reader.finish()


def _walk(root: LexborNode, begin: Callable[[LexborNode], bool]) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each text, and each element at its end; `begin` is told of each element and says whether to go in.

    Nothing is called again inside itself, so no depth of nesting can be too much.
    """
    node, top = root.first_child, root.mem_id
    while node is not None:
        down = None
        if (node.tag or "").startswith("-"):
            yield node, True
        elif begin(node):
            down = node.first_child
            if down is None:
                yield node, False
        while down is None:
            down, parent = node.next, node.parent
            if down is None:
                if parent is None or parent.mem_id == top:
                    return
                node = parent
                yield node, False
        node = down


def _inner(node: LexborNode) -> str:
    return "".join(child.text_content or "" for child in node.iter(include_text=True))


class _Reader:
    def __init__(self) -> None:
        self.content = Content()
        self.parts: list[str] = []
        self.code: list[str] = []
        self.in_code = 0  # depth of <pre>
        self.in_player = 0
        self.line_ended = False
        self.anchors: list[tuple[str, int, int]] = []  # href, and how many pieces of text there were before

    def text(self, text: str) -> None:
        if not self.in_code:
            self.parts.append(text)
        elif text:
            if self.line_ended:
                self.code.append("\n")
            self.code.append(text)
            self.line_ended = False

    def begin(self, node: LexborNode) -> bool:
        tag, attributes = node.tag or "", {name: value or "" for name, value in node.attributes.items()}
        names = set(attributes.get("class", "").split())
        if self.in_code and tag not in KNOWN:
            self.content.typed.append(tag)
        if tag in BLOCKS and tag != "img":
            self._break(tag)
        if self._special(node, tag, attributes, names):
            return False
        if tag in PLAYERS:
            self._player(node, tag, attributes)
        elif tag == "img":
            self._picture(attributes)
        elif tag in {"a", "area"}:
            self.anchors.append((attributes.get("href", "").strip(), len(self.parts), len(self.code)))
        elif tag == "pre":
            self.in_code += 1
        return tag not in UNSEEN

    def _special(self, node: LexborNode, tag: str, attributes: dict[str, str], names: set[str]) -> bool:
        """Read an element as a whole; say whether it was one of those."""
        if names & FOOTERS:
            self.content.left_out.append(("feed footer", "written by Blogger into its feed", ""))
        elif "missing-picture" in names:
            self.content.lost.append(_inner(node))
        elif tag == "p" and "embed" in names:  # what the import puts where an embed was
            link = node.css_first("a[href]")
            if link is not None:
                self.content.embeds.append(link.attributes["href"] or "")
        elif tag == "script":
            self._script(_inner(node), attributes)
        elif tag in RAW_CODE:
            if "display:none" not in attributes.get("style", "").replace(" ", ""):
                self._plain_code(_inner(node))
        else:
            return "lnum" in names and bool(LINE_NUMBER.fullmatch(_inner(node)))
        return True

    def end(self, tag: str) -> None:
        if tag in BLOCKS and tag not in ON_A_LINE:
            self._break(tag)
        if tag in PLAYERS:
            self.in_player -= tag in {"object", "applet"}
        elif tag in {"a", "area"}:
            self._link(*self.anchors.pop())
        elif tag == "pre":
            self.in_code -= 1
            if not self.in_code:
                self._add_code("".join(self.code))
                self.code, self.line_ended = [], False

    def finish(self) -> Content:
        self.content.words = "".join(self.parts).replace(NO_WIDTH, "").split()
        return self.content

    def _break(self, tag: str) -> None:
        if not self.in_code:
            self.parts.append(" ")
        elif tag == "br":
            self.text("\n")
        elif tag not in ON_A_LINE and self.code and not self.code[-1].endswith("\n"):
            self.line_ended = True

    def _add_code(self, code: str) -> None:
        if code.strip():
            self.content.codes.append(code)
            self.parts.append(f" {CODE} ")

    def _script(self, text: str, attributes: dict[str, str]) -> None:
        source, kind = attributes.get("src", ""), attributes.get("type", "").lower()
        if EMBED_SCRIPT.search(source):
            self.content.embeds.append(source)
        elif "syntaxhighlighter" in kind or "brush:" in attributes.get("class", ""):
            match = CDATA.fullmatch(text)
            self._plain_code(match[1] if match else text)
        elif (text.strip() or source) and not kind.startswith("math/"):
            what = source or " ".join(text.split())[:60]
            self.content.left_out.append(("script", "no page runs programs", what))

    def _plain_code(self, text: str) -> None:
        if "\n" not in text.strip():
            text = BREAK.sub("\n", text)
        if self.in_code:
            self.text(text)
        else:
            self._add_code(text)

    def _player(self, node: LexborNode, tag: str, attributes: dict[str, str]) -> None:
        inside = self.in_player
        self.in_player += tag in {"object", "applet"}
        if inside:
            return
        address = attributes.get("src") or attributes.get("data") or attributes.get("data-src") or ""
        if not address:
            for part in node.css("source[src], embed[src], param[value]"):
                named = (part.attributes.get("name") or "").lower()
                if part.tag != "param" or named in {"movie", "src", "url", "filename", "data"}:
                    address = part.attributes.get("src") or part.attributes.get("value") or ""
                    break
        address = address or attributes.get("data-youtube-id") or attributes.get("data-videoid") or ""
        if tag != "iframe" and "BLOG_video_class" in attributes.get("class", ""):
            address = ""  # Blogger's player, without the video
        if not address or address.strip().lower().startswith(NOWHERE):
            what = attributes.get("contentid") or attributes.get("id") or tag
            self.content.left_out.append(("embed", "no address in the export", what))
        else:
            self.content.embeds.append(address.strip())

    def _picture(self, attributes: dict[str, str]) -> None:
        address = (attributes.get("src") or attributes.get("data-src") or "").strip()
        tiny = all(attributes.get(name, "").removesuffix("px") in {"0", "1"} for name in ("width", "height"))
        if tiny or COUNTER.search(address[:400]):
            self.content.left_out.append(("picture", "a pixel that counts readers", address[:200]))
        elif address:
            self._break("img")
            self.content.pictures.append(address)

    def _link(self, address: str, words: int, code: int) -> None:
        text = " ".join("".join(self.code[code:] if self.in_code else self.parts[words:]).split())
        if PROGRAM.match(address):
            self.content.left_out.append(("link", "a program, no address", address[:60]))
        elif address and not (COUNTER.search(address) and not text):
            self.content.links.append(Link(address, text, bool(self.in_code)))
