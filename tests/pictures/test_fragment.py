"""Fragments: what is known is changed, and no other byte is."""

import pytest
from pictures.fragment import Pictures
from pictures.table import Tables, as_written

OLD, NEW = "https://1.bp.blogspot.com/-a/s320/x.jpg?a=1&b=2", "/images/2021/10/x.jpg"
WRITTEN = OLD.replace("&", "&amp;")
LOST = "https://photos1.blogger.com/x.jpg"
SIZES = {NEW: (640, 480), "/images/tall.png": (30, 900), "/images/broken.png": None}
PICTURES = Pictures({OLD: NEW, "https://x/a%20b.png": NEW}, {LOST, OLD}, "picture missing", SIZES.get)
LAZY = 'loading="lazy"'


@pytest.mark.parametrize(
    "fragment",
    [
        "",
        "text < 3 > 2 & <b>unclosed",
        f"<pre><code>&lt;img src={WRITTEN}&gt;</code></pre>",
        f"<!-- <img src='{WRITTEN}'> -->",
        f"<textarea><img src='{WRITTEN}'></textarea>",
        f"<p title=\"<img src='{WRITTEN}'>\">x</p>",
        '<IMG SRC="https://elsewhere.example/x.jpg"   ALT=\'a "b"\' >',
        '<img src="//elsewhere.example/images/x.jpg">',
        '<img src="/images/absent.png"><img src="/images/broken.png"><img><img src>',
        f'<a href="{LOST}">a lost one, linked</a>',
        f'<image src="{WRITTEN}"><abbr href="{WRITTEN}">',
        f'<img alt="> {WRITTEN}" title=\'{WRITTEN}\' data-src="{WRITTEN}">',
        "<img src='unclosed",
    ],
)
def test_what_is_not_known_stays_byte_for_byte(fragment: str) -> None:
    """Also what only looks like a picture: code, comments, text, other attributes."""
    assert PICTURES.show(fragment) == fragment


@pytest.mark.parametrize(
    ("fragment", "shown"),
    [
        (f'<a  href="{WRITTEN}" class=b>x</a>', f'<a  href="{NEW}" class=b>x</a>'),
        (f"<img\nalt='é\"' src='{WRITTEN}' />", f'<img\nalt=\'é"\' src="{NEW}" {LAZY} width="640" height="480" />'),
        (f"<IMG SRC={WRITTEN}>", f'<IMG src="{NEW}" {LAZY} width="640" height="480">'),
        ('<img src="https://x/a b.png" width=10 height=9>', f'<img src="{NEW}" width=10 height=9 {LAZY}>'),
        (f'<img src="{NEW}" width="320">', f'<img src="{NEW}" width="320" {LAZY} height="240">'),
        (f'<img src="{NEW}" height="240">', f'<img src="{NEW}" height="240" {LAZY} width="320">'),
        (f'<img src="{NEW}" width="50%">', f'<img src="{NEW}" width="50%" {LAZY}>'),
        (f'<img src="{NEW}" style="WIDTH: 9px">', f'<img src="{NEW}" style="WIDTH: 9px" {LAZY}>'),
        (f'<img src="{NEW}" loading="eager" width=1 height=1>', f'<img src="{NEW}" loading="eager" width=1 height=1>'),
        (
            f'<img srcset="{OLD} 2x" src="{WRITTEN}" sizes=1vw width=1 height=1>',
            f'<img src="{NEW}" width=1 height=1 {LAZY}>',
        ),
        (
            f'<a href="{LOST}"><img alt="A <b> & c" src="{LOST}"></a>',
            f'<a href="{LOST}"><span class="missing-picture">[picture missing: A &lt;b&gt; &amp; c, {LOST}]</span></a>',
        ),
        (f"<img src='{LOST}'/>", f'<span class="missing-picture">[picture missing: {LOST}]</span>'),
    ],
)
def test_what_is_known_is_shown(fragment: str, shown: str) -> None:
    """New addresses, sizes that were not given, words in place of what is lost; a file wins over lost."""
    assert PICTURES.show(fragment) == shown
    assert PICTURES.show(shown) == shown


def test_tables_are_lines_of_two_words() -> None:
    """The last line counts; what is neither a line nor a comment is told with its place."""
    tables = Tables()
    tables.read("a.txt", f"# comment\n\n{OLD}  files/images/1.png\nonly\nno-address  files/x.png\n")
    tables.read("b.txt", f"{OLD}\tfiles/images/2.png\n{LOST}  gone  404, on posts/x\nhttps://y/z  later  timeout\n")
    assert tables.files == {OLD: "files/images/2.png"}
    assert tables.gone == {LOST}
    assert [finding.partition(": ")[0] for finding in tables.findings] == ["a.txt:4", "a.txt:5"]


def test_addresses_hold_no_blanks() -> None:
    """Blanks inside are written as in addresses, those around are none of it."""
    assert as_written(" https://x/a b\nc ") == "https://x/a%20b%20c"


def test_a_megabyte_of_brackets_ends_at_once() -> None:
    """No input makes the expressions go back and forth."""
    for piece in ("<img ", "<", "<a href='", '<img src="a" ' + "a=" * 9, "<!--", "<img \"'"):
        assert PICTURES.show(piece * 100_000)
