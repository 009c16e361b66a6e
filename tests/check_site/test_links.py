"""What counts as a link, and where it leads."""

from __future__ import annotations

import pytest
from check_site import page
from check_site.address import file, resolve
from check_site.links import Built, links, stubs

SITE = "https://example.org/blog/"
FILES = {"index.html", "a/index.html", "a/b.html", "é x.html", "a=b.txt", "list", "feed.xml"}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", "a/b.html"),
        ("#x", "a/b.html"),
        ("?q=1", "a/b.html"),
        ("b.html?q=1#x", "a/b.html"),
        (".", "a/index.html"),
        ("./", "a/index.html"),
        ("..", "index.html"),
        ("../a", "a/index.html"),
        ("../a/", "a/index.html"),
        ("../%C3%A9%20x.html", "é x.html"),
        ("../é x.html", "é x.html"),
        ("../a=b.txt", "a=b.txt"),
        ("../a%3Db.txt", "a=b.txt"),
        ("/blog/", "index.html"),
        ("/blog/a/b.html", "a/b.html"),
        ("//example.org/blog/a/b.html", "a/b.html"),
        ("https://EXAMPLE.org/blog/a/", "a/index.html"),
        ("http://example.org/blog/list", "list"),
        (" \n/blog/list ", "list"),
        ("../a/b.html/", None),
        ("../list/", None),
        ("../LIST", None),
        ("../nothing", None),
        ("../a/b", None),
    ],
)
def test_where_a_link_on_the_site_leads(address: str, expected: str | None) -> None:
    """An address finds the file that a server would send; a file is no folder, and case matters."""
    found = resolve(address, f"{SITE}a/b.html", SITE)
    assert found is not None
    assert file(found[0], FILES) == expected


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/blog/a/",
        "https://example.org.evil/blog/",
        "https://example.org:8080/blog/",
        "//cdn.example/x.js",
        "/other/",
        "../../other",
        "mailto:me@example.org",
        "data:image/png;base64,AAAA",
        "javascript:void(0)",
        "tel:+33",
        "http://[half",
    ],
)
def test_what_is_elsewhere_is_not_looked_at(address: str) -> None:
    """Other hosts, other folders of this host, other schemes and what is no address are left alone."""
    assert resolve(address, f"{SITE}a/b.html", SITE) is None


def test_no_way_out_of_output() -> None:
    """A path with .. in it finds nothing, even encoded."""
    for address in ("../../secret", "%2e%2e/%2e%2e/secret", "..%2f..%2fsecret", "/blog/%2e%2e/secret"):
        found = resolve(address, f"{SITE}a/", SITE)
        assert found is None or file(found[0], {"secret", "../secret"}) is None


def test_every_kind_of_link_is_found() -> None:
    """Links, pictures with their larger copies, posters, styles and scripts count; what an author wrote is known."""
    text = """<!DOCTYPE html><link rel="stylesheet" href="s.css"><script src="x.js"></script>
    <img src="1.png" srcset="2.png 2x, data:image/png;base64,AA== 3x,3.png , 4,5.png 640w">
    <video poster="p.png"><source src="v.mp4"></video><area href="#area">
    <div class="x e-content"><p><a href="#own">x</a></p></div><a href="#theme">x</a><a name="n" id="i" href="">x</a>"""
    found = page.html(text.encode())
    assert [link.address for link in found.links] == [
        *("s.css", "x.js", "1.png", "2.png", "data:image/png;base64,AA==", "3.png", "4,5.png"),
        *("p.png", "v.mp4", "#area", "#own", "#theme"),
    ]
    assert {link.address for link in found.links if link.authored} == {"#own"}
    assert found.anchors == {"n", "i"}


def test_feeds_and_sitemaps_are_read() -> None:
    """Links of a feed, of its entries and inside their text count, and so do the addresses of a sitemap."""
    rss = """<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/">
    <channel><link>1</link><atom:link href="2"/><item><link>3</link><enclosure url="4"/>
    <content:encoded>&lt;a href="5"&gt;x&lt;/a&gt;&lt;img src="6"&gt;</content:encoded></item></channel></rss>"""
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="1"/><entry><link href="2"/>
    <content type="html">&lt;a href="3"&gt;x&lt;/a&gt;</content></entry></feed>"""
    sitemap = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>1</loc></url></urlset>'
    assert [link.address for link in page.xml(rss.encode()).links] == ["1", "2", "3", "4", "5", "6"]
    assert [link.address for link in page.xml(atom.encode()).links] == ["1", "2", "3"]
    assert [link.address for link in page.xml(sitemap.encode()).links] == ["1"]
    assert (page.xml(rss.encode()).feed, page.xml(atom.encode()).feed, page.xml(sitemap.encode()).feed) == (1, 1, 0)


@pytest.mark.parametrize("data", [b"", b" ", b"<!-- x -->", b"\x00\xff", b"<a href", b"<" * 9000, b"<b>" * 9000])
def test_odd_files_are_survived(data: bytes) -> None:
    """No file in output/ makes the check itself fail."""
    assert page.html(data).comments == 0
    assert page.xml(data) == page.Page()


def built(**pages: str) -> Built:
    """Return a site of pages; a__b is the page a/b/index.html."""
    html = {
        f"{name.strip('_').replace('__', '/')}/index.html": page.html(text.encode()) for name, text in pages.items()
    }
    return Built(SITE, set(html), html)


def test_findings_are_told_once() -> None:
    """A link that is dead on many pages is one finding, on a page with a source if there is one."""
    site = built(a='<a href="../x/">', b='\n\n<a href="../x/">', c='<a href="/blog/x/">', d='<a href="link://slug/y">')
    failures, warnings = links(site, {"b/index.html": "src/b"})
    assert failures == [
        "output/b/index.html:3: a link leads nowhere: there is no x/ in output/ (made from src/b); and 2 times more",
        "output/d/index.html:1: link://slug/y was not resolved",
    ]
    assert warnings == []


def test_fragments() -> None:
    """A fragment needs an element with its id or name; a dead one is a failure only where no author wrote it."""
    site = built(
        a="<p id='é'></p><a name='old'></a>",
        b='<a href="../a/#%C3%A9">1</a><a href="../a/#old">2</a><a href="#">3</a><a href="#top">4</a>'
        '<a href="../a/#:~:text=x">5</a><div class="e-content"><a href="../a/#own">6</a></div><a href="#theme">7</a>',
    )
    failures, warnings = links(site, {})
    assert [text.rpartition(" ")[2] for text in failures] == ["theme"]
    assert [text.rpartition(" ")[2] for text in warnings] == ["own"]


def test_stubs() -> None:
    """What stands at a legacy address is a stub that leads to the entry, or the entry itself."""
    stub = '<link rel="canonical" href="{}"><meta name="generator" content="legacy_redirects">'
    site = built(
        new="", good=stub.format(f"{SITE}new/"), bad=stub.format(f"{SITE}good/"), page="x", none=stub.format("")
    )
    new = f"{SITE}new/"
    entries = [(name, f"http://old.example/{name}", new) for name in ("good", "new", "bad", "page", "missing", "none")]
    assert [failure.partition(":")[0] for failure in stubs(site, entries)] == ["bad", "page", "missing", "none"]
