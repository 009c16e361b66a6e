"""Builds with `speed`: the bytes of a build without it, and no file made again that did not change."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import speed
from speed import known

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site

BUNDLED = Path(__file__).resolve().parents[1] / "data" / "ludovicrousseau.xml"
BREAK = "<p>Before.</p><!-- TEASER_END --><p>After <img src='/x.png'>.</p><h2>Part</h2>"
LINKS = (
    "<a href='link://slug/p1'>a</a> <a href='../p2/#x'>b</a> <a href='/categories/t1/?q=1'>c</a> <a href='//h/x'>d</a>"
    "<div style='background: url(/e.png)'>e</div><object data='f'></object>"
    "<style>p { color: red }</style><a href=''>g</a>"
)
COMMENT = '- id: "5"\n  author: A\n  date: "2021-10-14T16:36:00+02:00"\n  text: <p>An answer.</p>\n'
LISTS = {"2021/05/index.html", "categories/t1/index.html", "index-3.html"}  # those that p13 is in
FEEDS = {f"categories/t1.{kind}" for kind in ("xml", "atom", "json")} | {
    "feeds/archive/rss-3.xml",
    "feeds/archive/atom-3.xml",
}


def wipe(site: Site) -> None:
    """Remove what builds have made."""
    for name in ("output", "cache"):
        shutil.rmtree(site.root / name)
    for database in site.root.glob(".doit.db*"):
        database.unlink()


def tree(site: Site) -> dict[str, bytes]:
    """Return the files of output/."""
    output = site.root / "output"
    return {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def both(site: Site) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return output/ of a clean build with and of one without the plugin's work."""
    site.nikola("build")
    quick = tree(site)
    wipe(site)
    site.configure(LOWTECH_SPEED=False)
    site.nikola("build")
    return quick, tree(site)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"INDEX_READ_MORE_LINK": "<p>{link} {read_more} {min_remaining_read} {reading_time} {paragraph_count}</p>"},
        {"DEMOTE_HEADERS": True, "URL_TYPE": "full_path"},
        {"URL_TYPE": "absolute", "PRETTY_URLS": False, "STRIP_INDEXES": False},
    ],
    ids=["as it is", "counts", "headings one lower", "other addresses"],
)
def test_a_site_has_the_same_bytes(site: Site, settings: dict[str, object]) -> None:
    """Texts with and without a jump break, links of all kinds, dates that are equal: the same output."""
    site.configure(INDEX_DISPLAY_POST_COUNT=2, **settings)
    for number, body in enumerate((BREAK, LINKS, " ", "<p>No end", BREAK + LINKS, "x<!-- TEASER_END -->y"), 1):
        date = f"2021-10-1{number % 4}T16:36:00+02:00"
        site.post(f"posts/2021/10/p{number}.html", body, date=date, tags=["t1", "é"], title=f"P{number % 3}")
    site.post("pages/p.md", "# One\n\n[a](link://slug/p1)\n")
    site.write("posts/2021/10/p1.comments.yaml", COMMENT)
    quick, stock = both(site)
    assert quick == stock


@pytest.mark.skipif(not BUNDLED.is_file(), reason="the bundled export is not there")
def test_the_bundled_blog_has_the_same_bytes(site: Site) -> None:
    """The whole blog that comes with this project: the same output."""
    site.nikola("import_blogger", BUNDLED)
    quick, stock = both(site)
    assert len(quick) > 100
    assert quick == stock


def test_what_is_installed_is_known() -> None:
    """Each function that is replaced is, in the pinned versions, the one that was read; else builds are slow."""
    functions = [(getattr(owner, name), mark) for owner, name, mark, _ in speed.REPLACED]
    assert [function.__qualname__ for function, mark in functions if known.digest(function) != mark] == []


@pytest.fixture
def many(site: Site) -> Site:
    """Give a built site of thirty posts; p13 is on the third page of the home, with the tag t1."""
    site.configure(INDEX_DISPLAY_POST_COUNT=5, LOWTECH_FEED_LENGTH=5)
    for number in range(1, 31):
        month, day = 1 + number // 3, 1 + number % 3
        site.post(
            f"posts/2021/{month:02}/p{number}.html",
            f"<p>Words {number} alpha.</p>",
            date=f"2021-{month:02}-{day:02}T12:00:00+02:00",
            title=f"Title {number}",
            tags=[f"t{number % 4}"],
            guid=f"tag:blogger.com,1999:blog-1.post-{number}",
        )
    site.build()
    return site


def written(site: Site, change: Callable[[], object]) -> set[str]:
    """Return the files below output/ that a build writes after a change; those of the search index are one."""
    output = site.root / "output"
    before, _ = ({path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}, change())
    site.nikola("build")
    after = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    changed = {path.relative_to(output).as_posix() for path in after if before.get(path) != after[path]}
    return {"pagefind" if name.startswith("pagefind/") else name for name in changed}


def test_only_what_changed_is_made_again(many: Site) -> None:
    """Nothing, a word, a title, a comment: the page, its lists and feeds; with a title its neighbours and picture."""
    post = many.root / "posts/2021/05/p13.html"

    def edit(old: str, new: str) -> Callable[[], object]:
        return lambda: post.write_text(post.read_text("utf-8").replace(old, new), "utf-8")

    page = {"posts/2021/05/p13/index.html"}
    source = {"posts/2021/05/p13/index.html.txt"}
    assert written(many, lambda: None) == set()
    assert written(many, edit("alpha", "beta")) == page | source | LISTS | FEEDS | {"pagefind"}
    around = {f"posts/2021/05/p{number}/index.html" for number in (12, 14)} | {"2021/index.html"}
    told = written(many, edit("Title 13", "Other 13")) - {"previews/posts/2021/05/p13.png"}
    assert told == page | source | LISTS | FEEDS | around | {"pagefind"}
    assert written(many, lambda: many.write("posts/2021/05/p13.comments.yaml", COMMENT)) == page | LISTS | {
        "2021/index.html",
        "comments.xml",
        "posts/2021/05/p13/comments.xml",
        "pagefind",
    }
    assert written(many, lambda: None) == set()


def test_related_posts_follow(many: Site) -> None:
    """A post that comes to share a rare tag is on the other's page, and no page without it is made again."""
    for number in (2, 25):
        path = next((many.root / "posts").rglob(f"p{number}.html"))
        path.write_text(path.read_text("utf-8").replace('tags: ["', 'tags: ["rare", "'), "utf-8")
    pages = {name for name in written(many, lambda: None) if name.startswith("posts/")}
    assert 'href="../../09/p25/"' in many.output("posts/2021/01/p2/index.html")
    assert {"posts/2021/01/p2/index.html", "posts/2021/09/p25/index.html"} <= pages
    assert "posts/2021/05/p13/index.html" not in pages
