"""The benchmark's blog: what it promises to measure with."""

from pathlib import Path

from corpus import write_export
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"


def test_corpus_is_the_same_each_time(tmp_path: Path) -> None:
    """Two runs measure the same bytes; so many posts were asked for, and so many are there, with comments."""
    sizes = [write_export(tmp_path / name, 50) for name in "ab"]
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert sizes[0] == sizes[1] == (tmp_path / "a").stat().st_size
    feed = etree.parse(tmp_path / "a").getroot()
    kinds = [category.get("term").rpartition("#")[2] for category in feed.iter(f"{ATOM}category")]
    assert kinds.count("post") == 50
    assert kinds.count("comment") > 20


def test_posts_are_as_long_as_posts_are(tmp_path: Path) -> None:
    """Three hundred to nine hundred words of text and a little more, some with code, pictures and own links."""
    write_export(tmp_path / "a", 50)
    bodies = [
        body.text for body in etree.parse(tmp_path / "a").getroot().iter(f"{ATOM}content") if "<div>" in body.text
    ]
    words = [len("".join(etree.fromstring(f"<x>{body}</x>").itertext()).split()) for body in bodies]
    assert len(words) == 50
    assert min(words) >= 300
    assert max(words) <= 1500
    for part in ("<pre class", "<img", 'href="https://bench.blogspot.com/2', "name='more'"):
        assert any(part in body for body in bodies), part
