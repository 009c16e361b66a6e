"""The promises of plugins/classify_tags: every tag has a page, whatever its name."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

import lxml.html

if TYPE_CHECKING:
    from conftest import Site

HOSTILE = [  # in the order of their first use
    ("C", "c"),
    ("C#", "c-2"),
    ("C♯", "c-3"),
    ("C++", "c++"),
    ("Linux", "linux"),
    ("linux", "linux-2"),
    ("LINUX", "linux-4"),
    ("linux-3", "linux-3"),
    ("🎉", "u1f389"),
    ("/", "u2f"),
    ("&", "u26"),
    ("-", "u2d"),
    ("..", "u2e-u2e"),
    ("A/B", "ab"),
    ("index", "index-3"),
    ("Index", "index-4"),
    ("index-2", "index-2"),
    ("卡", "qia"),
    ("<b>x</b> & \"y\" 'z'", "bxb-y-z"),
    ("x" * 300, "x" * 200),
    ("x" * 301, "x" * 200 + "-2"),
    ("😀" * 300, ("-".join(["u1f600"] * 300))[:200]),
]


def tagged(site: "Site") -> None:
    """Write one post per hostile name, a day apart, and one with them all."""
    start = datetime(2010, 1, 1, tzinfo=UTC)
    for number, (name, _) in enumerate(HOSTILE):
        site.post(f"posts/2010/01/p{number}.html", tags=[name], date=(start + timedelta(number)).isoformat())
    links = "".join(f'<p><a href="link://tag/{quote(name, safe="")}">x</a></p>' for name, _ in HOSTILE)
    site.post("posts/2020/01/all.html", links, tags=[name for name, _ in HOSTILE])


def test_hostile_names_have_pages(site: "Site") -> None:
    """A site whose labels hold anything builds, and each label's page lists that label's posts."""
    tagged(site)
    site.build()
    for number, (name, slug) in enumerate(HOSTILE):
        page = site.output(f"categories/{slug}/index.html")
        assert f"2010/01/p{number}/" in page, name
        assert "2020/01/all/" in page, name


def test_links_agree(site: "Site") -> None:
    """The tags under a post and link://tag/NAME in a body lead to the same pages, all of which exist."""
    site.configure(NAVIGATION_LINKS={"en": ()})
    tagged(site)
    site.build()
    page = lxml.html.fromstring(site.output("posts/2020/01/all/index.html"))
    shown = {str(a.get("href")) for a in page.xpath("//a[@rel='tag']")}
    linked = {str(a.get("href")) for a in page.xpath("//a[text()='x']")}
    assert len(linked) == len(HOSTILE)
    assert linked == shown
    site.nikola("check", "-l")


def test_first_use_keeps_the_address(site: "Site") -> None:
    """The plain address belongs to the tag of the oldest post; the pages that link to a moved tag follow."""
    site.post("posts/2015/01/old.html", tags=["Linux"], date="2015-01-01T00:00:00+00:00")
    site.post("posts/2016/01/new.html", tags=["linux"], date="2016-01-01T00:00:00+00:00")
    site.build()
    assert "/old/" in site.output("categories/linux/index.html")
    site.post("posts/2014/01/older.html", tags=["LINUX"], date="2014-01-01T00:00:00+00:00")
    site.build()
    assert "/older/" in site.output("categories/linux/index.html")
    assert re.search(r'href="[./]*/categories/linux-2/"', site.output("posts/2015/01/old/index.html"))


def test_plain_names_are_untouched(site: "Site") -> None:
    """Names that never clash get the address Nikola gives them."""
    site.post("posts/2015/01/a.html", tags=["Smart card", "PCSC-lite", "Été"])
    site.build()
    for slug in ("smart-card", "pcsc-lite", "ete"):
        assert "/a/" in site.output(f"categories/{slug}/index.html")
