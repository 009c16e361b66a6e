"""What is found in a text: its first words, its pictures, their files."""

import struct
from pathlib import Path

import pytest
from previews.files import Files, moved
from previews.picture import pictures
from previews.words import MOST, beginning


def test_words_of_a_text() -> None:
    """A description is the first prose of a text, without markup, code and headings, cut at a word."""
    html = (
        "<!-- note --><h2>Head</h2><p>One &amp; <b>t</b>wo</p><pre>code</pre><ul><li>a</li><li>b</li></ul>"
        "<style>x{}</style><figure><figcaption>c</figcaption></figure>x<br>y"
    )
    assert beginning(html) == "One & two a b x y"
    long = beginning("<p>" + "word, " * 100)
    assert len(long) <= MOST
    assert long.endswith("word…")
    assert len(beginning("x" * 1000)) == len(beginning("字" * 1000)) == MOST
    assert beginning("") == beginning("<p></p>") == beginning("<pre>only code</pre>") == ""
    assert beginning("a < b &lt;i> \u2028 c") == "a < b <i> c"
    for hostile in ("<", "<a", "<p", "<pre>", "<!--", "&", "<p>a "):
        assert len(beginning(hostile * 50_000)) <= MOST


def test_pictures_in_sources() -> None:
    """Pictures are found in HTML and in Markdown, in their order, with their alternative text."""
    source = (
        '![a](/1.png "t") <img alt=\'b\' data-src="/no.png" src="/2 2.png"> <IMG src=/3.png> ![](</4.png>) <img alt=x>'
    )
    assert list(pictures(source)) == [("/1.png", "a"), ("/2%202.png", "b"), ("/3.png", ""), ("/4.png", "")]
    for hostile in ("<img " + "a" * 100_000, "![" * 50_000, '<img src="' * 50_000, "<img" + " a='" * 30_000):
        assert len(list(pictures(hostile))) <= 1


def test_addresses_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only files of this site are found, none outside the folders that are published."""
    monkeypatch.chdir(tmp_path)
    for name in ("files/images/a b.png", "other/b.png", "secret.png"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(struct.pack("x"))
    table = moved("# x\nhttps://o.example/a  files/images/a%20b.png\nhttps://o.example/b  gone  404\nodd\n\n")
    assert table == {"https://o.example/a": Path("files/images/a%20b.png")}
    files = Files(
        {"files": "", "other": "media"}, {"https://o.example/s": Path("secret.png")}, "https://e.example/blog/"
    )
    page = "/posts/a/"
    for address in ("/images/a%20b.png", "../../images/a b.png", "https://e.example/blog/images/a%20b.png?x#y"):
        assert files.file(page, address) == Path("files/images/a b.png")
    assert files.file(page, "/media/b.png") == Path("other/b.png")
    for address in (
        "/../secret.png",
        "/%2e%2e/secret.png",
        "//e.example/images/a%20b.png",
        "data:x",
        "",
        "#",
        "/\0",
        "http://[",
    ):
        assert files.file(page, address) is None
    assert files.address(Path("files/images/a b.png")) == "/images/a%20b.png"
    assert files.address(Path("other/b.png")) == "/media/b.png"
    assert files.address(Path("secret.png")) is files.address(Path("files/gone.png")) is None
