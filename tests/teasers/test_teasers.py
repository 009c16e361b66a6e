"""What the home page shows of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import html5lib
import pytest

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from conftest import Site

LONG = f"<p>{'first words ' * 50}</p><p><img src='/a.png' alt='b'></p><p>the end</p>"


def teaser(site: Site) -> Element:
    """Build; return the only post on the home page, valid as it is."""
    site.build()
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(site.output("index.html"))
    assert parser.errors == []
    found: Element = page.find(".//article")
    return found


def shown(element: Element) -> str:
    """Return its text with single blanks."""
    return " ".join("".join(element.itertext()).split())


def test_a_jump_break_is_kept(site: Site) -> None:
    """What stands before the author's jump break is shown as it is, with the picture of the rest beside it."""
    site.post("posts/2021/10/a.html", f"<p>My <b>own</b> teaser.</p><!-- TEASER_END -->{LONG}")
    article = teaser(site)
    assert "My own teaser." in shown(article)
    assert "first words" not in shown(article)
    assert article.find(".//b") is not None
    picture = article.find("a[@class='thumbnail']/img")
    assert picture is not None
    assert (picture.get("src"), picture.get("alt")) == ("a.png", "")


def test_a_picture_is_shown_once(site: Site) -> None:
    """A teaser with a picture in it gets no other."""
    site.post("posts/2021/10/a.html", f"<p><img src='/c.png' alt='c'></p><!-- TEASER_END -->{LONG}")
    assert [image.get("src") for image in teaser(site).iter("img")] == ["c.png"]


def test_first_words(site: Site) -> None:
    """A long post without a break is its first words and its picture; the way to the rest names the post."""
    site.post("posts/2021/10/a.html", LONG, title="<b> & co")
    article = teaser(site)
    assert "first… Read more" in shown(article)
    assert "the end" not in shown(article)
    assert article.find("a[@class='thumbnail']") is not None
    more = article.find("p[@class='more']/a")
    assert more is not None
    assert shown(more) == "Read more: <b> & co"
    assert more.get("href") == "posts/2021/10/a/"


@pytest.mark.parametrize("before", ["", " <!-- x -->\n"])
def test_a_jump_break_before_all(site: Site, before: str) -> None:
    """A jump break with nothing before it is none: Nikola cannot cut there, and nothing would be shown."""
    site.post("posts/2021/10/a.html", f"{before}<!-- TEASER_END -->\n<p>Short post.</p>")
    assert shown(teaser(site)).endswith("Short post.")
    site.post("posts/2021/10/a.html", f"{before}<!-- TEASER_END -->{LONG}")
    article = teaser(site)
    assert "first… Read more" in shown(article)
    assert "Read more" in shown(article)


@pytest.mark.parametrize(("body", "length"), [("<p>Short <i>post</i>. The end</p>", 320), (LONG, 0)])
def test_all_of_it(site: Site, body: str, length: int) -> None:
    """A short post is shown as it is, and every post is where LOWTECH_TEASER_LENGTH = 0: nothing more is promised."""
    site.configure(LOWTECH_TEASER_LENGTH=length)
    site.post("posts/2021/10/a.html", body)
    article = teaser(site)
    assert "the end" in shown(article).lower()
    assert "Read more" not in shown(article)
    assert article.find("a[@class='thumbnail']") is None


def test_another_length_is_another_page(site: Site) -> None:
    """The home page is written again when LOWTECH_TEASER_LENGTH changes, and not otherwise."""
    site.post("posts/2021/10/a.html", LONG)
    before = shown(teaser(site))
    page = site.root / "output" / "index.html"
    written = page.stat().st_mtime_ns
    site.build()
    assert page.stat().st_mtime_ns == written
    site.configure(LOWTECH_TEASER_LENGTH=50)
    assert len(shown(teaser(site))) < len(before)
