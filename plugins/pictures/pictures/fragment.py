"""Pictures in a compiled fragment: their new addresses, their sizes and versions, and words where one is lost.

In: HTML, and what is known of addresses. Out: the HTML with those attributes changed or added; every other byte stays.
"""

import html
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from .table import as_written

ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*+"""
PIECES = re.compile(
    rf"""
    <!--.*?(?:-->|\Z)
  | <(?P<raw>iframe|noscript|script|style|textarea|title)\b.*?(?:</(?P=raw)|\Z)
  | <(?P<name>img|a)(?=[\s/])(?P<attributes>{ATTRIBUTES})>
  | </?[a-z]{ATTRIBUTES}>                                         # attributes of other tags, where anything may stand
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'<>`]+))?""")
SIZED = re.compile(r"\b(?:width|height)\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class Pictures:
    """What is known: new address by old one, which are lost, and of what stands at an address of ours its size.

    `versions` returns the attributes that offer narrower versions of it to an `<img>` with the attributes given.
    """

    moved: Mapping[str, str]
    gone: Collection[str]
    missing: str  # "picture missing"
    size: Callable[[str], tuple[int, int] | None]
    versions: Callable[[str, Mapping[str, str]], dict[str, str]] = lambda _address, _given: {}

    def show(self, fragment: str) -> str:
        """Return the fragment as it is to be published."""
        return PIECES.sub(self._piece, fragment)

    def _piece(self, match: re.Match[str]) -> str:
        if match["name"] is None:
            return match[0]
        attribute = "src" if match["name"].lower() == "img" else "href"
        given = attributes_of(match["attributes"])
        address = as_written(given.get(attribute, ""))
        if attribute == "src" and address in self.gone and address not in self.moved:
            return self._say_missing(given, address)
        tag = match[0]
        moved = self.moved.get(address)
        if moved:
            tag = put(tag, attribute, moved)
            for name in ("srcset", "sizes"):  # they would load the old one
                tag = drop(tag, name)
                given.pop(name, None)
        if attribute == "src" and (size := self.size(moved or address)):
            more = added(given, size)
            for name, value in (more | self.versions(moved or address, given | more)).items():
                tag = put(tag, name, value)
        return tag

    def _say_missing(self, given: Mapping[str, str], address: str) -> str:
        words = ", ".join(filter(None, [given.get("alt", "").strip(), address]))
        return f'<span class="missing-picture">[{html.escape(self.missing)}: {html.escape(words, quote=False)}]</span>'


def attributes_of(text: str) -> dict[str, str]:
    """Return the attributes in a start tag, without quotes and entities; of two of one name browsers take the first."""
    found: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), html.unescape(value[1:-1] if value[:1] in {'"', "'"} else value))
    return found


def added(given: Mapping[str, str], size: tuple[int, int]) -> dict[str, str]:
    """Return the attributes a picture lacks. A size its author chose stays; one side alone gets the other."""
    more = {} if "loading" in given else {"loading": "lazy"}
    chosen = {name: given[name] for name in ("width", "height") if name in given}
    width, height = size
    if not chosen and not SIZED.search(given.get("style", "")):
        more |= {"width": str(width), "height": str(height)}
    elif len(chosen) == 1:
        (name, value), *_ = chosen.items()
        if value.isascii() and value.isdigit() and int(value[:9]) > 0 and width and height:
            other = ("height", height / width) if name == "width" else ("width", width / height)
            more[other[0]] = str(max(1, round(int(value[:9]) * other[1])))
    return more


def put(tag: str, name: str, value: str) -> str:
    """Return the tag with an attribute set; the other bytes stay."""
    written = f'{name}="{html.escape(value)}"'
    for match in _attributes(tag):
        if match["name"].lower() == name:
            return tag[: match.start()] + written + tag[match.end() :]
    end = re.search(r"\s*/?>\Z", tag)
    start = end.start() if end else len(tag)
    return f"{tag[:start]} {written}{tag[start:]}"


def drop(tag: str, name: str) -> str:
    """Return the tag without an attribute and the blanks before it."""
    for match in _attributes(tag):
        if match["name"].lower() == name:
            return tag[: match.start()].rstrip() + tag[match.end() :]
    return tag


def _attributes(tag: str) -> list[re.Match[str]]:
    return list(ATTRIBUTE.finditer(tag, tag.index("<") + 1))[1:]  # the first is the tag's own name
