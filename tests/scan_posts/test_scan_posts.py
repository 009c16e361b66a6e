"""Drafts, private posts and posts with a date to come are nowhere in output/."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

CLOCK = '''"""Nikola's clock, set forward by some days."""
import datetime
import os

import nikola.post

now = nikola.post.current_time
nikola.post.current_time = lambda zone=None: now(zone) + datetime.timedelta(days=int(os.environ["DAYS"]))
'''

HIDDEN = [
    {"status": "draft"},
    {"status": "private"},
    {"date": "2999-01-01T00:00:00+00:00"},
    {"status": "trashed"},
    {"status": "Draft"},
    {"status": True},
    {"status": "featured", "date": "2999-01-01T00:00:00+00:00"},
]


def holding(site: Site, text: bytes) -> list[Path]:
    """Return what in output/ has a text in its name or in its bytes."""
    return [
        path
        for path in (site.root / "output").rglob("*")
        if text in str(path).encode() or (path.is_file() and text in path.read_bytes())
    ]


def test_public_posts_stay_untouched(site: Site) -> None:
    """A post without status, a published and a featured one are public; a label `draft` is only a label."""
    for number, more in enumerate(
        [{}, {"status": "published"}, {"status": "featured"}, {"tags": ["draft", "private"]}]
    ):
        site.post(f"posts/x{number}.html", f"text{number}", slug=f"x{number}", **more)
    site.build()
    for number in range(4):
        assert f"text{number}" in site.output(f"posts/x{number}/index.html")
    assert "x3" in site.output("categories/draft/index.html")


def test_what_is_not_public_is_nowhere(site: Site) -> None:
    """No page, no source, no tag, no list, no feed and no sitemap holds its slug, title, tag or text."""
    site.configure(COPY_SOURCES=True, SHOW_SOURCELINK=True)
    site.post("posts/2021/10/public.html", "open", slug="public", tags=["open"])
    for number, more in enumerate(HIDDEN):
        for where in ("posts/2021/10", "pages"):
            names = {name: f"xyzzy{number} {where} {name}" for name in ("title", "author", "description")}
            metadata = {**names, "slug": f"xyzzy{number}", "tags": [f"xyzzy{number} tag"], **more}
            site.post(f"{where}/xyzzy{number}.html", f"xyzzy{number} text", **metadata)
    site.nikola("build")
    assert holding(site, b"open")
    assert holding(site, b"xyzzy") == []


def test_a_post_that_becomes_a_draft_goes(site: Site) -> None:
    """What an earlier build has published is removed by the next."""
    site.configure(COPY_SOURCES=True)
    site.post("posts/2021/10/x.html", "xyzzy", slug="xyzzy", tags=["xyzzy"])
    site.build()
    assert holding(site, b"xyzzy")
    site.post("posts/2021/10/x.html", "xyzzy", slug="xyzzy", tags=["xyzzy"], status="draft")
    site.build()
    assert holding(site, b"xyzzy") == []


def test_a_scheduled_post_appears_after_its_date(site: Site) -> None:
    """The first build after its date publishes it, though no source has changed; its neighbours know it."""
    site.write("clock/sitecustomize.py", CLOCK)
    site.post("posts/2021/10/now.html", slug="now")
    site.post("posts/2021/10/later.html", "xyzzy", slug="xyzzy", date="2090-01-01T00:00:00+00:00")
    clock = {"PYTHONPATH": str(site.root / "clock")}
    site.nikola("build", "--strict", DAYS="0", **clock)
    assert holding(site, b"xyzzy") == []
    site.nikola("build", "--strict", DAYS="30000", **clock)
    assert "xyzzy" in site.output("posts/2021/10/xyzzy/index.html")
    assert "xyzzy" in site.output("posts/2021/10/now/index.html")


def test_status_still_counts_them(site: Site) -> None:
    """`nikola status` lists drafts, private and scheduled posts as before."""
    site.post("posts/a.html", slug="a")
    site.post("posts/b.html", slug="b", status="draft")
    site.post("posts/c.html", slug="c", status="private")
    site.post("posts/d.html", slug="d", date="2999-01-01T00:00:00+00:00")
    site.post("pages/e.html", slug="e", status="draft")
    told = site.nikola("status", "-d", "-s").stdout
    assert "4 posts in total, 1 scheduled, 1 drafts, 1 private and 1 published." in told
    assert "Draft: 'b'" in told
    assert "Scheduled: 'd'" in told


def test_a_draft_takes_no_address(site: Site) -> None:
    """A draft and a public post may have the same slug."""
    site.post("posts/a.html", "public", slug="same")
    site.post("posts/b.html", "hidden", slug="same", status="draft")
    site.build()
    assert "public" in site.output("posts/same/index.html")
