"""`nikola legacy` as its user runs it."""

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Site

OLD = "https://old.blogspot.com"
TABLE = "redirects/old.blogspot.com.txt"


@pytest.fixture
def built(site: "Site") -> "Site":
    """Give a built site with a post, a label and a feed."""
    guid = "tag:blogger.com,1999:blog-1.post-2"
    site.post("posts/2021/10/new.html", tags=["C#"], legacy=f"{OLD}/2021/10/old.html", guid=guid)
    rows = [
        "/search/label/C%23  link://tag/C%23",
        "/feeds/posts/default  link://feed",
        "/2021/10/  link://archive/2021/10",
    ]
    site.write(TABLE, "alias old.example.org\n" + "\n".join(rows) + "\n")
    site.build()
    return site


def test_the_record_says_where_everything_is(built: "Site") -> None:
    """Other programs and people find each old address, its new one and its place in cache/legacy.json."""
    record = json.loads((built.root / "cache/legacy.json").read_text(encoding="utf-8"))
    assert record["site"] == "https://blog.apdu.fr/"
    assert record["places"]["archive"] == "/archive.html"
    [host] = record["hosts"]
    assert (host["host"], host["aliases"]) == ("old.blogspot.com", ["old.example.org"])
    post = next(rule for rule in host["rules"] if rule["kind"] == "post")
    assert post == {
        "address": "/2021/10/old.html",
        "target": "/posts/2021/10/new/",
        "kind": "post",
        "where": "posts/2021/10/new.html:5",
        "title": "new",
        "guid": "tag:blogger.com,1999:blog-1.post-2",
        "description": "Text.",
    }
    feed = next(rule for rule in host["rules"] if rule["address"] == "/feeds/posts/default")
    assert feed["where"] == f"{TABLE}:3"
    assert feed["target"] == feed["formats"]["rss"] == "/rss.xml"


def test_a_format_is_printed_or_written(built: "Site") -> None:
    """The same text either way; country hosts and other names are in it; the port is as asked."""
    printed = built.nikola("legacy", "--format=nginx", "--port=8080").stdout
    built.nikola("legacy", "--format=nginx", "--port=8080", "-o", "legacy.conf")
    assert (built.root / "legacy.conf").read_text(encoding="utf-8") == printed
    assert "old.blogspot.*" in printed
    assert "www.old.example.org" in printed
    assert "listen 8080;" in printed
    assert '"/2021/10/old.html" "https://blog.apdu.fr/posts/2021/10/new/";' in printed


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--format=iis"], "--format=iis: is none of nginx, apache,"),
        ([], "--format=: is none of nginx, apache,"),
        (["--format=nginx", "--host=x.example"], "--host=x.example: no table and no post is of that host"),
        (["--format=stubs"], "--format=stubs: needs a folder to write to"),
        (["--moved", "/a/"], "--moved: takes two addresses of this site"),
    ],
)
def test_what_cannot_be_done_is_said(built: "Site", arguments: list[str], sentence: str) -> None:
    """Exit code 2, one sentence, no traceback."""
    assert sentence in built.nikola("legacy", *arguments, code=2).stderr


def test_nothing_built_yet(site: "Site") -> None:
    """The command reads what a build has written, and says so."""
    assert "cache/legacy.json: is not there; run `nikola build`" in site.nikola("legacy", "--check", code=2).stderr


def test_check_passes_and_fails(built: "Site") -> None:
    """Nothing is said of a site in order; a page that has gone from output/ is told at the line of its post."""
    assert built.nikola("legacy", "--check").stdout == ""
    (built.root / "output/posts/2021/10/new/index.html").unlink()
    told = built.nikola("legacy", "--check", code=1).stdout
    assert told == ("posts/2021/10/new.html:5: /2021/10/old.html leads nowhere: output has no /posts/2021/10/new/\n")


def test_a_circle_stops_the_build(built: "Site") -> None:
    """Two old addresses that lead to each other are told, with the whole way."""
    built.write("redirects/pages.example.org.txt", "/one  /two\n/two  /one\n")
    told = built.nikola("build", code=1).stderr
    assert "redirects/pages.example.org.txt:1: /one leads in a circle: /one → /two → /one\n" in told


def test_a_missing_page_stops_the_build(built: "Site") -> None:
    """A row that leads nowhere is told at its line."""
    built.write("redirects/pages.example.org.txt", "/one  /gone/\n")
    told = built.nikola("build", code=1).stderr
    assert "redirects/pages.example.org.txt:1: /one leads nowhere: this site has no /gone/\n" in told
