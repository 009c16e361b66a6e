"""The page for addresses that lead nowhere works at any of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Site

OLD = "https://old.example"
KEY = Path(__file__).parents[2] / "themes/lowtech/assets/js/not_found.js"
ADDRESSES = [  # as they stand in links, and their keys
    ("/2021/10/What-Happened.html", "2021/10/what-happened"),
    ("//2021/10/Then.htm/", "2021/10/then.htm"),
    ("/2021/10/after/index.html", "2021/10/after"),
    ("/2021/10/blank.html%20", "2021/10/blank"),
    ("/2021/10/half.html.html", "2021/10/half.html"),
    ("/2021/%C3%89t%C3%A9.html", "2021/été"),
    ("/2021/", "2021"),
]


def test_addresses_begin_at_the_root(site: Site) -> None:
    """All addresses on the page are absolute or begin at the root of the host, of a site in a folder too."""
    site.configure(SITE_URL="https://example.org/blog/")
    site.post("posts/2021/10/a.html")
    site.nikola("build")  # strictly, a robots.txt in a folder is an error
    page = site.output("404.html")
    addresses = re.findall(r'\b(?:href|src|action)="([^"]*)"', page)
    assert len(addresses) > 8
    assert [a for a in addresses if not a.startswith(("/blog/", "https://", "#"))] == []
    assert '<meta name="robots" content="noindex">' in page
    assert 'class="search"' in page
    assert "404.html" not in site.output("sitemap.xml")


def test_no_stale_page(site: Site) -> None:
    """A build of nothing does not write the page again, and a site without any post has one."""
    site.build()
    assert "Page not found" in site.output("404.html")
    assert "not_found" not in site.build().stderr


def tables(site: Site) -> dict[str, dict[str, list[str]]]:
    """Return the tables of legacy addresses by their names."""
    folder = site.root / "output/assets/legacy"
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*"))}


def test_tables_of_legacy_addresses(site: Site) -> None:
    """Each public post with a legacy address is in the table of the first part of that address, and nobody else is."""
    site.post("posts/2021/10/a.html", title="A <b>", legacy=f"{OLD}/2021/10/A_01.html")
    site.post("posts/2020/10/b.html", legacy=f"{OLD}/2020/10/b.html")
    site.post("posts/2020/10/same.html", legacy=f"{OLD}/2020/10/B.html", date="2001-01-01T00:00:00+00:00")
    site.post("posts/2020/10/draft.html", legacy=f"{OLD}/2020/10/draft.html", status="draft")
    site.post("posts/2020/10/new.html")
    site.post("pages/about.html", legacy=f"{OLD}/p/%C3%A9t%C3%A9.html")
    site.post("pages/odd.html", legacy=f"{OLD}/a.b/c.html")
    site.nikola("build")
    assert tables(site) == {
        "2020": {"2020/10/b": ["posts/2020/10/b/", "b"]},
        "2021": {"2021/10/a_01": ["posts/2021/10/a/", "A <b>"]},
        "other": {"a.b/c": ["pages/odd/", "odd"]},
        "p": {"p/été": ["pages/about/", "about"]},
    }
    assert 'data-tables="2020 2021 other p"' in site.output("404.html")


def test_tables_follow_the_posts(site: Site) -> None:
    """A table is written again when one of its posts is, and goes with the last of them."""
    site.post("posts/2021/10/a.html", legacy=f"{OLD}/2021/10/a.html")
    site.post("posts/2020/10/b.html", legacy=f"{OLD}/2020/10/b.html")
    site.build()
    site.post("posts/2021/10/a.html", title="New", legacy=f"{OLD}/2021/10/a.html")
    (site.root / "posts/2020/10/b.html").unlink()
    told = site.build().stderr
    assert tables(site) == {"2021": {"2021/10/a": ["posts/2021/10/a/", "New"]}}
    assert "not_found:output/404.html" in told
    assert "not_found" not in site.build().stderr


def test_a_table_is_small(site: Site) -> None:
    """A thousand posts in twelve years: what the page fetches stays below 15 kB before any compression."""
    for number in range(1000):
        path = f"{2000 + number % 12}/10/a-rather-long-address-of-a-post-{number}"
        title = f"A rather long title of post {number}"
        site.post(f"posts/{path}.html", title=title, legacy=f"{OLD}/{path}.html", status="published")
    site.nikola("build", "not_found")
    sizes = [path.stat().st_size for path in (site.root / "output/assets/legacy").glob("*")]
    assert len(sizes) == 12
    assert max(sizes) < 15_000


def test_years_without_scripts(site: Site) -> None:
    """The page leads to the archive of each year, the newest first."""
    site.post("posts/2021/10/a.html")
    site.post("posts/2009/10/b.html", date="2009-10-14T16:36:00+02:00")
    site.build()
    years = re.findall(r'<a href="/([0-9]{4})/">([0-9]{4})</a>', site.output("404.html"))
    assert years == [("2021", "2021"), ("2009", "2009")]


def test_one_key(site: Site) -> None:
    """The browser makes of an address the key that the build has made of it."""
    for number, (address, _) in enumerate(ADDRESSES):
        site.post(f"posts/2021/10/p{number}.html", legacy=OLD + address)
    site.nikola("build", "not_found")
    made = {target: key for key, (target, _) in tables(site)["2021"].items()}
    assert [made[f"posts/2021/10/p{number}/"] for number in range(len(ADDRESSES))] == [key for _, key in ADDRESSES]
    node = shutil.which("node")
    if not node:
        pytest.skip("Node is not installed")
    source = KEY.read_text("utf-8")
    function = source[source.index("function key") : source.index("// That very address")]
    script = f"{function} console.log(JSON.stringify({json.dumps([one for one, _ in ADDRESSES])}.map(key)))"
    told = subprocess.run([node, "-e", script], capture_output=True, check=True)
    assert json.loads(told.stdout) == [key for _, key in ADDRESSES]
