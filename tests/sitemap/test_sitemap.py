"""The sitemap lists the public pages, with the dates of their posts, and is the same at every build."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from lxml import etree

if TYPE_CHECKING:
    from conftest import Site

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGE = "<!DOCTYPE html><html><head>{}<title>x</title></head><body>robots legacy_redirects noindex</body></html>"


def listed(site: Site) -> dict[str, str | None]:
    """Return the addresses in the sitemap with their dates."""
    tree = etree.parse(site.root / "output/sitemap.xml")
    return {url.findtext(f"{SPACE}loc"): url.findtext(f"{SPACE}lastmod") for url in tree.getroot()}


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["serial", "two processes"])
def test_pages_and_dates(site: Site, options: list[str]) -> None:
    """Posts and pages have the date of their last change, lists that of a post; two processes find the same."""
    site.post("posts/2021/10/a.html", slug="a", date="2021-10-14T16:36:00+02:00", tags=["tag"])
    site.post("posts/2021/10/b.html", slug="b", updated="2022-01-02T03:04:05+01:00")
    site.post("posts/2021/10/c.html", slug="c", status="draft")
    site.post("pages/about.html", slug="about", date="2020-01-01T00:00:00+01:00")
    site.nikola("build", "--strict", *options)
    root = "https://blog.apdu.fr/"
    found = listed(site)
    assert {address: date for address, date in found.items() if date} == {
        f"{root}posts/2021/10/a/": "2021-10-14T16:36:00+02:00",
        f"{root}posts/2021/10/b/": "2022-01-02T03:04:05+01:00",
        f"{root}pages/about/": "2020-01-01T00:00:00+01:00",
        f"{root}categories/tag/": "2021-10-14T16:36:00+02:00",
        **{
            f"{root}{place}": "2022-01-02T03:04:05+01:00"
            for place in ("", "archive.html", "2021/", "2021/10/", "categories/")
        },
    }
    assert list(found) == sorted(found)


def test_what_is_not_for_readers_is_left_out(site: Site) -> None:
    """Stubs, pages marked noindex, fragments and other files are not listed; a page that speaks of them is."""
    files = {
        "page.html": PAGE.format(""),
        "page.htm": PAGE.format('<meta name="robots" content="index, follow">'),
        "other.html": PAGE.format('<meta name="generator" content="Nikola (getnikola.com)">'),
        "stub.html": PAGE.format('<meta name="generator" content="legacy_redirects">'),
        "noindex.html": PAGE.format("<META CONTENT='NoIndex,nofollow' NAME='Robots'>"),
        "none.html": PAGE.format('<meta content=none name="robots" />'),
        "fragment.html": "<p>Not a whole page.</p>",
        "empty.html": "",
        "binary.html": "\x00\x01",
        "feed.xml": "<rss/>",
        "list.txt": "x",
        "secret/page.html": PAGE.format(""),
    }
    for name, text in files.items():
        site.write(f"files/x/{name}", text)
    site.configure(ROBOTS_EXCLUSIONS=["/x/secret/"])
    site.build()
    places = {address.partition("/x/")[2] for address in listed(site) if "/x/" in address}
    assert places == {"page.html", "page.htm", "other.html"}


def test_addresses_are_encoded(site: Site) -> None:
    """Any file name gives a valid absolute address."""
    for name in ("a b", "é", "a=b", "a:b", "q?x#y", "50%", "<&>"):
        site.write(f"files/{name}.html", PAGE.format(""))
    site.build()
    for place in ("a%20b", "%C3%A9", "a%3Db", "a%3Ab", "q%3Fx%23y", "50%25", "%3C%26%3E"):
        assert f"https://blog.apdu.fr/{place}.html" in listed(site)


def test_time_leaves_no_trace(site: Site) -> None:
    """Neither the clock nor the dates of files are in it; a build of nothing does not write it again."""
    post = site.post("posts/2021/10/a.html", slug="a")
    site.build()
    path = site.root / "output/sitemap.xml"
    first, written = path.read_bytes(), path.stat().st_mtime_ns
    os.utime(post, (1, 1))
    for file in (site.root / "output").rglob("*.html"):
        os.utime(file, (2, 2))
    site.build()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (first, written)


def test_a_deleted_post_leaves_it(site: Site) -> None:
    """The build after a post is deleted or hidden no longer lists it."""
    post = site.post("posts/2021/10/a.html", slug="a")
    site.post("posts/2021/10/b.html", slug="b")
    site.build()
    post.unlink()
    site.post("posts/2021/10/b.html", slug="b", status="draft")
    site.build()
    assert not [address for address in listed(site) if "/posts/" in address]


def test_below_a_folder(site: Site) -> None:
    """On a site below a folder's address all addresses begin there, those in the index too."""
    site.configure(SITE_URL="https://example.org/blog/")
    site.post("posts/2021/10/a.html", slug="a")
    site.build()
    assert "<loc>https://example.org/blog/sitemap.xml</loc>" in site.output("sitemapindex.xml")
    assert "https://example.org/blog/posts/2021/10/a/" in listed(site)


def test_only_pages_for_readers(site: Site) -> None:
    """The error page, the search page, stubs, feeds, pictures and drafts are not in it."""
    site.post("posts/2021/10/a.html", slug="a", legacy="https://ludovicrousseau.blogspot.com/2021/10/old.html")
    site.post("posts/2021/10/b.html", slug="b", status="draft")
    site.build()
    assert (site.root / "output/2021/10/old.html").exists()
    assert {address.removeprefix("https://blog.apdu.fr/") for address in listed(site)} == {
        "",
        "2021/",
        "2021/10/",
        "archive.html",
        "categories/",
        "feeds/",
        "posts/2021/10/a/",
    }
