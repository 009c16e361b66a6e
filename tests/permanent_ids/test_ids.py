"""New posts get ids that nothing changes any more."""

from datetime import date
from typing import TYPE_CHECKING

import feedparser
import pytest
from permanent_ids import identity

if TYPE_CHECKING:
    from conftest import Site


def ids(site: "Site") -> dict[str, str]:
    """Return title and id of each entry in the feed."""
    return {entry.title: entry.id for entry in feedparser.parse(site.output("rss.xml")).entries}


@pytest.mark.parametrize(
    ("site", "slug", "expected"),
    [
        ("https://b.example/", "x", "tag:b.example,2021-10-14:x"),
        ("https://b.example:8000/sub/", "x", "tag:b.example,2021-10-14:x"),
        ("https://é.example/", "é ü/#", "tag:xn--9ca.example,2021-10-14:%C3%A9%20%C3%BC%2F%23"),
        ("/", "x", "tag:localhost,2021-10-14:x"),
    ],
)
def test_an_id_is_a_tag_uri(site: str, slug: str, expected: str) -> None:
    """RFC 4151: who, when, what; plain ASCII."""
    assert identity.mint(site, date(2021, 10, 14), slug, ()) == expected


def test_an_id_is_given_once() -> None:
    """Of two posts with the same date and slug, and of a new one where an old one was served, each has its own."""
    taken = ["tag:b.example,2021-10-14:x", "tag:b.example,2021-10-14:x-2"]
    assert identity.mint("https://b.example/", date(2021, 10, 14), "x", taken) == "tag:b.example,2021-10-14:x-3"


def test_an_id_stays(site: "Site") -> None:
    """Another title, date, slug, file, domain, form of addresses: none changes what subscribers know."""
    source = site.write("posts/2021/10/x.md", '---\ntitle: A\ndate: "2021-10-14T16:36:00+02:00"\n---\nText\n')
    site.build()
    assert ids(site) == {"A": "tag:blog.apdu.fr,2021-10-14:x"}
    text = source.read_text()
    assert text == '---\ntitle: A\ndate: "2021-10-14T16:36:00+02:00"\nguid: tag:blog.apdu.fr,2021-10-14:x\n---\nText\n'
    source.unlink()
    site.write(
        "posts/2022/01/y.md", text.replace("title: A", "title: B\nslug: z").replace("2021-10-14T", "2022-01-01T")
    )
    site.configure(SITE_URL="https://other.example/", PRETTY_URLS=False)
    site.build()
    assert ids(site) == {"B": "tag:blog.apdu.fr,2021-10-14:x"}


def test_only_a_build_writes_and_only_once(site: "Site") -> None:
    """Other commands look; a second build has nothing to do and touches no source."""
    source = site.post("posts/2021/10/x.html")
    site.nikola("list")
    site.nikola("status")
    assert "guid" not in source.read_text()
    site.build()
    written = source.stat().st_mtime_ns
    run = site.build()
    assert source.stat().st_mtime_ns == written
    assert ".  " not in run.stderr


def test_what_is_not_public_gets_no_id(site: "Site") -> None:
    """A draft gets it at its first build as a post."""
    source = site.post("posts/2021/10/x.html", status="draft")
    site.build()
    assert "guid" not in source.read_text()
    site.post("posts/2021/10/x.html")
    site.build()
    assert "guid: tag:blog.apdu.fr,2021-10-14:x" in source.read_text()


def test_an_id_that_was_lost_comes_back(site: "Site") -> None:
    """A post whose line with the guid was removed gets the one that was served, not a new one."""
    site.post("posts/2021/10/x.html", guid="tag:blogger.com,1999:blog-1.post-2")
    site.build()
    source = site.post("posts/2021/10/x.html")
    site.build()
    assert "guid: tag:blogger.com,1999:blog-1.post-2\n" in source.read_text()


def test_a_new_post_in_the_place_of_a_moved_one_has_its_own(site: "Site") -> None:
    """The id in the ledger belongs to the one that moved away."""
    site.post("posts/2021/10/x.html", guid="tag:old")
    site.build()
    site.post("posts/2021/10/moved.html", guid="tag:old")
    site.post("posts/2021/10/x.html", title="new")
    site.build()
    assert ids(site) == {"moved": "tag:old", "new": "tag:blog.apdu.fr,2021-10-14:x"}


def test_a_site_that_served_addresses_keeps_them(site: "Site") -> None:
    """From the day in the setting on, an id is the address; it stays when the address changes."""
    site.configure(LOWTECH_FEED_ADDRESS_IDS_FROM="2023-05-21")
    site.post("posts/2021/10/imported.html", guid="tag:old", date="2023-06-01T00:00:00+02:00")
    site.post("posts/2021/10/before.html", date="2023-05-20T23:59:00+02:00")
    source = site.post("posts/2021/10/after.html", date="2023-05-21T00:00:00+02:00")
    expected = {
        "imported": "tag:old",
        "before": "tag:blog.apdu.fr,2023-05-20:before",
        "after": "https://blog.apdu.fr/posts/2021/10/after/",
    }
    site.build()
    assert ids(site) == expected
    assert "guid: https://blog.apdu.fr/posts/2021/10/after/\n" in source.read_text()
    site.configure(LOWTECH_FEED_ADDRESS_IDS_FROM="", PRETTY_URLS=False)
    site.build()
    assert ids(site) == expected


def test_a_day_that_is_none_is_told(site: "Site") -> None:
    """In one sentence, before anything is written."""
    site.configure(LOWTECH_FEED_ADDRESS_IDS_FROM="21 May")
    source = site.post("posts/2021/10/x.html")
    run = site.nikola("build", "--strict", code=2)
    assert "conf.py: LOWTECH_FEED_ADDRESS_IDS_FROM must be a day such as 2023-05-21, not '21 May'" in run.stderr
    assert "guid" not in source.read_text()


def test_every_kind_of_source_is_written(site: "Site") -> None:
    """YAML, Nikola's own metadata, and metadata in a file of their own."""
    nikola = ".. title: T\n.. date: 2021-10-14 16:36\n"
    two = site.write("posts/2021/10/two.meta", nikola)
    site.write("posts/2021/10/two.html", "<p>x</p>")
    html = site.write("posts/2021/10/html.html", f"<!--\n{nikola}-->\n\n<p>x</p>\n")
    markdown = site.write("posts/2021/10/markdown.md", f"{nikola}\nText\n")
    site.build()
    assert two.read_text() == f"{nikola}.. guid: tag:blog.apdu.fr,2021-10-14:two\n"
    assert html.read_text() == f"<!--\n{nikola}.. guid: tag:blog.apdu.fr,2021-10-14:html\n-->\n\n<p>x</p>\n"
    assert markdown.read_text() == f"{nikola}.. guid: tag:blog.apdu.fr,2021-10-14:markdown\n\nText\n"
    assert ".  " not in site.build().stderr
