"""Headings: addresses and tables of contents, and not a byte more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from headings.outline import Section, outline

if TYPE_CHECKING:
    from conftest import Site

UNTOUCHED = [
    "",
    "<p>No heading, h2 or not.</p>",
    "<!-- <h2>A</h2> --><p>x</p>",
    "<!-- <h2>A</h2>",
    "<script>'<h2>A</h2>'</script>",
    "<textarea><h2>A</h2></textarea>",
    "<h2></h2><h2> &nbsp; </h2><h2><img src='a.png' alt=''></h2>",
    "<hr><header>A</header><h7>A</h7><h2>never closed",
    "<pre>&lt;h2>A&lt;/h2></pre>",
]

CHANGED = [
    ("<h2>A b</h2>", '<h2 id="a-b"><a class="heading-link" href="#a-b">A b</a></h2>'),
    (
        "<H3 class=x>C++ &amp; C#</h3 >",
        '<h3 class=x id="c-c"><a class="heading-link" href="#c-c">C++ &amp; C#</a></h3>',
    ),
    ("<h2 id='mine'>A</h2>", '<h2 id=\'mine\'><a class="heading-link" href="#mine">A</a></h2>'),
    ("<h2 data-id='x'>A</h2>", '<h2 data-id=\'x\' id="a"><a class="heading-link" href="#a">A</a></h2>'),
    ("<h2 id=''>A</h2>", '<h2  id="a"><a class="heading-link" href="#a">A</a></h2>'),
    ('<h2><a href="/x">A</a></h2>', '<h2 id="a"><a href="/x">A</a></h2>'),
    (
        "<h2>A <code>b</code></h2>",
        '<h2 id="a-b"><a class="heading-link" href="#a-b">A <code>b</code></a></h2>',
    ),
    ("<h2>Été שלום</h2>", '<h2 id="été-שלום"><a class="heading-link" href="#été-שלום">Été שלום</a></h2>'),
    ("<h2>🎉</h2>", '<h2 id="section"><a class="heading-link" href="#section">🎉</a></h2>'),
    ('<p id="a"></p><h2>A</h2>', '<p id="a"></p><h2 id="a-2"><a class="heading-link" href="#a-2">A</a></h2>'),
    ("<h2>Content</h2>", '<h2 id="content-2"><a class="heading-link" href="#content-2">Content</a></h2>'),
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_no_heading_stays(text: str) -> None:
    """What is no heading with words in it stays as it is."""
    assert outline(text) == (text, [])


@pytest.mark.parametrize(("text", "result"), CHANGED)
def test_headings_get_addresses(text: str, result: str) -> None:
    """A heading gets an id of its own, unless it has one, and a link to itself, unless it holds links."""
    assert outline(text, ["content"])[0] == result


def test_equal_headings_differ() -> None:
    """Headings with the same words have addresses in their order, and long ones short addresses."""
    _, sections = outline("<h2>A</h2>" * 3 + f"<h2>{'word ' * 100}</h2>")
    assert [section.anchor for section in sections[:3]] == ["a", "a-2", "a-3"]
    assert len(sections[3].anchor) <= 60


def test_sections() -> None:
    """Contents are the h2 with the h3 below them; an h3 before any h2 stands by itself."""
    _, sections = outline("<h3>A</h3><h2>B</h2><h4>C</h4><h3>D &lt;</h3><h1>E</h1><h2>F</h2>")
    assert sections == [Section("a", "A"), Section("b", "B", [Section("d", "D <")]), Section("f", "F")]


def test_hostile_text_takes_no_time() -> None:
    """Texts made to keep a pattern busy are answered at once; a quadratic search would not end in this suite."""
    for text in ("<h2>" * 3000, "<h2 a='" * 3000, "<!--" * 3000, "<h2>a</h2>" * 3000):
        assert outline(text)[0].count("<h2") == text.count("<h2")


def test_pages_and_feeds(site: Site) -> None:
    """A long post's page has contents that lead to its headings; a short one has none; home and feeds have neither."""
    body = "".join(f"<h2>Part {n}</h2><p>x</p>" for n in range(4))
    site.post("posts/2021/10/long.html", body)
    site.post("posts/2021/10/short.html", "<h2>Part</h2>")
    site.post("pages/long.html", body)
    site.build()
    for path in ("posts/2021/10/long", "pages/long"):
        page = site.output(f"{path}/index.html")
        assert page.count("On this page") == 1
        assert all(f'href="#part-{n}"' in page and f'id="part-{n}"' in page for n in range(4))
    short = site.output("posts/2021/10/short/index.html")
    assert "On this page" not in short
    assert 'id="part"' in short
    for path in ("index.html", "rss.xml"):
        assert "part-1" not in site.output(path)


def test_the_setting(site: Site) -> None:
    """LOWTECH_CONTENTS_FROM says from how many sections on there are contents."""
    site.configure(LOWTECH_CONTENTS_FROM=1)
    site.post("posts/2021/10/short.html", "<h2>Part</h2>")
    site.post("posts/2021/10/none.html", "<p>x</p>")
    site.build()
    assert "On this page" in site.output("posts/2021/10/short/index.html")
    assert "On this page" not in site.output("posts/2021/10/none/index.html")
