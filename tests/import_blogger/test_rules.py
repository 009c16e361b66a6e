"""The rules that clean bodies: a table for each, and what holds for any body.

A table, rules/NN-name.txt, holds cases. Each begins with `=== what it is`; `--- before` and `--- after` follow, or
`--- untouched`, and `--- findings` when the rule has something to say.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from import_blogger.body import Body, clean
from import_blogger.rules import TEXT_RULES, TREE_RULES
from lxml import etree

TABLES = Path(__file__).parent / "rules"
PART = re.compile(r"^--- (before|after|untouched|findings)\n", re.MULTILINE)
NOT_SHOWN = {"script", "style", "title", "noembed", "noframes", "textarea", "option", "button"}


def absolute(address: str) -> str:
    """Complete an address as the importer does for https://old.example/."""
    if address.startswith("//"):
        return f"https:{address}"
    return f"https://old.example{address}" if address.startswith("/") else address


def rewrite(address: str) -> str:
    """Send links to the old blog to Nikola."""
    found = re.fullmatch(r"https://old\.example/.*/([^/]+)\.html", address)
    return f"link://slug/{found[1]}" if found else address


def tidy(source: str, **options: Any) -> Body:
    """Clean a source for https://old.example/."""
    return clean(source, **{"rewrite": rewrite, "absolute": absolute, **options})


def settled(body: Body) -> bool:
    """Say whether a body stays the same when it is cleaned again, or read and written as Nikola does."""
    again = clean(body.html, rewrite=str, absolute=str).html
    return again == body.html == read_again(body.html)


def read_again(source: str) -> str:
    """Read and write a body as Nikola does."""
    if not source.strip():
        return source
    body = lxml.html.fragment_fromstring(source, "body")
    text: str = lxml.html.tostring(body, encoding="unicode")
    return text.removeprefix("<body>").removesuffix("</body>").replace("{{%", "&#123;{%")


def read_tables() -> Iterator[Any]:
    """Give each case of each table: before, after, findings."""
    for table in sorted(TABLES.glob("*.txt")):
        _, *cases = re.split(r"^=== ", table.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for case in cases:
            title, _, rest = case.partition("\n")
            parts = PART.split(rest)
            texts = {name: text.strip("\n") for name, text in zip(parts[1::2], parts[2::2], strict=True)}
            before = texts.get("untouched", texts.get("before"))
            after = texts.get("untouched", texts.get("after"))
            yield pytest.param(before, after, texts.get("findings", ""), id=f"{table.stem}: {title}")


@pytest.mark.parametrize(("before", "after", "findings"), read_tables())
def test_case(before: str, after: str, findings: str) -> None:
    """A body becomes what the table says, with its findings; cleaned again, or read by Nikola, it stays the same."""
    body = tidy(before)
    assert body.html.strip("\n") == after
    assert "\n".join(body.findings) == findings
    assert settled(body)


def test_each_rule_has_a_table() -> None:
    """No module of rules is without cases, and in each table the untouched ones come first."""
    modules = {rule.__module__.rpartition(".")[2] for rule in (*TEXT_RULES, *TREE_RULES)}
    tables = {table.stem.partition("-")[2].replace("-", "_"): table for table in TABLES.glob("*.txt")}
    assert modules <= set(tables)
    for name, table in tables.items():
        kinds = re.findall(r"^--- (untouched|before)$", table.read_text(encoding="utf-8"), re.MULTILINE)
        assert kinds == sorted(kinds, reverse=True), f"{name}: untouched cases come first"


def test_kept_embeds() -> None:
    """With embeds="keep" an iframe stays, over https, and nothing lets it play by itself; the rest become links."""
    body = tidy(
        '<iframe src="http://www.youtube.com/embed/abcdefghijk?autoplay=1&amp;rel=0" width="5" allow="autoplay" '
        'onload="x()" srcdoc="y">old</iframe><iframe src="javascript:x"></iframe><embed src="https://x.example/a.swf">',
        embeds="keep",
    )
    assert body.html == (
        '<p><iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0" width="5"></iframe></p>\n'
        '<p class="embed"><a href="https://x.example/a.swf" rel="noopener">Flash object: x.example/a.swf</a></p>'
    )
    assert tidy(body.html, embeds="keep").html == body.html


def test_text_is_the_beginning() -> None:
    """The plain text has one space where a browser parts words, no markup, and 300 characters at most."""
    assert (
        tidy("<p>One\n two</p><ul><li>three</li></ul>fo<b>ur</b><br>five&nbsp;&lt;").text == "One two three four five <"
    )
    assert len(tidy("<p>long </p>" * 1000).text) == 300


def test_addresses_are_asked_for_once() -> None:
    """`rewrite` sees links only, `absolute` all other addresses; an empty answer drops the address."""
    asked: list[tuple[str, str]] = []

    def link(address: str) -> str:
        asked.append(("link", address))
        return ""

    def load(address: str) -> str:
        asked.append(("load", address))
        return address

    body = clean('<a href="x"><img src="y"></a><area href="z">', rewrite=link, absolute=load)
    assert sorted(asked) == [("link", "x"), ("link", "z"), ("load", "y")]
    assert body.html == '<p><a><img src="y"></a><area></p>'


@pytest.mark.parametrize(
    "source",
    [
        "<b>" * 5000 + "a" + "</b>" * 5000 + "<p>END</p>",
        "<div>" * 5000 + "END",
        "<ul><li>" * 3000 + "END",
        "<table><tr><td>" * 1000 + "END",
        "<pre>" * 3000 + "END",
        "<a href=x>" * 3000 + "END",
        "<" * 50_000 + "END",
        '<a b="' * 20_000 + "END",
        "<!--" * 50_000 + "END",
        "<textarea>" * 20_000 + "END",
        "<script>" * 20_000 + "END",
        "<iframe src=https://x.example/>" * 1000 + "END",
        "<p>" + "<iframe src='https://x.example/'></iframe>a" * 1000 + "END",
        "<p style='mso-a: b; " + "(" * 100_000 + "'>END",
        f"<img src='data:image/png;base64,{'A' * 2_000_000}'>END",
        "word " * 1_000_000 + "END",
        "a\0END",
    ],
    ids=lambda source: source[:20],
)
def test_odd_sizes(source: str) -> None:
    """Deep, endless and huge bodies lose nothing, and Nikola's parser, which stops at 256 levels, reads them."""
    body = tidy(source)
    assert "END" in body.html
    assert settled(body)


def soup(name: str) -> st.SearchStrategy[str]:
    """Give texts made of the pieces in a file: spaces part them, _ stands for a space in one."""
    pieces = (TABLES / name).read_text(encoding="utf-8").split()
    return st.lists(st.sampled_from([piece.replace("_", " ") for piece in pieces]), max_size=14).map("".join)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(soup("pieces.soup"))
def test_any_soup(source: str) -> None:
    """Whatever the tags, cleaning ends, and what it gives is stable: for itself and for Nikola."""
    body = clean(source, rewrite=str, absolute=str)
    assert settled(body)
    markup = re.sub(r"<!--.*?-->", "", body.html, flags=re.DOTALL)
    assert not re.search(r"<(?:script|object|embed|iframe|style|link|meta|base|form|input)\b", markup)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(soup("attacks.soup"))
def test_nothing_runs(source: str) -> None:
    """As html5lib reads the result, no element, attribute or address in it runs."""
    for node in html5lib.parse(clean(source, rewrite=str, absolute=str).html, namespaceHTMLElements=False).iter():
        if isinstance(node.tag, str):
            assert node.tag.rpartition("}")[2] not in {
                "script",
                "style",
                "object",
                "embed",
                "iframe",
                "base",
                "meta",
                "form",
            }
            for name, value in node.attrib.items():
                assert not str(name).startswith("on")
                assert not re.match(r"\s*j\s*a\s*v\s*a\s*script:", value)
                assert "expression(" not in value or name != "style"


def shown(source: str) -> str:
    """Give the characters a browser shows, without space, as html5lib sees them; links made of embeds are left out."""
    parts: list[str] = []
    waiting: list[tuple[Any, bool]] = [(html5lib.parse(source, namespaceHTMLElements=False), False)]
    while waiting:
        node, after = waiting.pop()
        if after:
            parts.append(node.tail or "")
        elif isinstance(node.tag, str) and node.tag not in NOT_SHOWN | {"iframe"} and node.get("class") != "embed":
            parts.append(node.text or "")
            for child in reversed(list(node)):
                waiting += [(child, True), (child, False)]
    return re.sub(r"\s+", "", "".join(parts))


def bodies(exports: Path) -> Iterator[str]:
    """Give the bodies of every third export."""
    files = sorted(path for folder in ("classic", "takeout", "mission") for path in (exports / folder).iterdir())
    for path in files[::3]:
        root = etree.parse(path, etree.XMLParser(recover=True, huge_tree=True)).getroot()
        for entry in root.iter("{*}entry"):
            kind = entry.findtext("{http://schemas.google.com/blogger/2018}type", "")
            kinds = {kind, *(c.get("term", "").rpartition("#")[2].upper() for c in entry.iter("{*}category"))}
            if kinds & {"POST", "PAGE"}:
                yield entry.findtext("{*}content") or ""


@pytest.mark.exports
def test_nothing_is_swallowed(exports: Path) -> None:
    """In real bodies every character a browser shows is there afterwards, in order; code may show more than before."""
    count = 0
    for source in bodies(exports):
        before, body = shown(source), clean(source, rewrite=str, absolute=str)
        after = iter(shown(body.html))
        missing = next((place for place, sign in enumerate(before) if sign not in after), None)
        assert missing is None, f"lost: {before[missing - 40 : missing + 40]!r}"
        assert settled(body)
        count += 1
    assert count > 100
