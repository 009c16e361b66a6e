"""Search: an index that is exactly what the pages say, and nothing but files."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from search import LATER, START, Search
from search.service import marked
from search.stable import ordered

if TYPE_CHECKING:
    from conftest import Site

COMMENT = '- id: "5"\n  author: A\n  date: "2021-10-14T16:36:00+02:00"\n  text: <p>An answer.</p>\n'


@pytest.fixture
def ready(site: Site) -> Site:
    """Give a built site of two posts, a page and a legacy address."""
    site.post("posts/2021/10/a.html", "<p>Words of a.</p>", tags=["x"], legacy="https://old.example/2021/10/a.html")
    site.post("posts/2020/10/b.html", "<p>Words of b.</p>", date="2020-10-14T16:36:00+02:00")
    site.post("posts/2020/10/draft.html", "<p>Secret.</p>", status="draft")
    site.post("pages/about.html", "<p>Words about.</p>")
    site.write("posts/2021/10/a.comments.yaml", COMMENT)
    site.build()
    return site


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below folder by their path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(folder: Path) -> dict[str, int]:
    """Return when each file below folder was written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def fragments(site: Site) -> dict[str, dict[str, object]]:
    """Return what the index holds of each page, by its address."""
    found = {}
    for path in (site.root / "output" / "pagefind" / "fragment").iterdir():
        data = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[data["url"]] = data
    return found


def test_posts_and_pages_are_found(ready: Site) -> None:
    """Posts and pages are in the index, with their comments; no list, stub or draft is, nor the search page."""
    found = fragments(ready)
    assert set(found) == {"/posts/2021/10/a/", "/posts/2020/10/b/", "/pages/about/"}
    one = found["/posts/2021/10/a/"]
    assert one["content"] == "a. Words of a. Comments 1 A 2021-10-14 An answer."
    assert one["filters"] == {"kind": ["posts"], "tag": ["x"], "year": ["2021"]}
    assert one["meta"] == {"title": "a", "date": "2021-10-14"}
    assert found["/pages/about/"]["filters"] == {"kind": ["pages"]}


def test_output_holds_the_index_and_no_more(ready: Site) -> None:
    """Every file of the index is a task's: checks find no stranger; Pagefind's own interfaces are left out."""
    names = tree(ready.root / "output" / "pagefind")
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"} <= set(names)
    assert not [name for name in names if "ui" in name or "highlight" in name]
    ready.nikola("check", "-f")
    assert ready.nikola("orphans").stdout.strip() == ""


def test_a_build_of_nothing_indexes_nothing(ready: Site) -> None:
    """When no page has changed the index is not made again."""
    before = written(ready.root / "output")
    told = ready.build()
    assert "search" not in told.stderr
    assert written(ready.root / "output") == before


def test_pagefind_works_beside_the_build(site: Site) -> None:
    """It is started when the pages are there, before anything that the pages do not need."""
    for number in range(5):
        site.post(f"posts/2021/10/{number}.html", tags=["x"])
    told = [line.split()[1].partition(":")[0] for line in site.build().stderr.splitlines() if line.startswith(". ")]
    last = max(place for place, name in enumerate(told) if name == "render_pages")
    assert set(told[last:]) >= LATER
    assert not LATER & set(told[:last])


def test_the_start_is_a_task_that_does_something() -> None:
    """A task named None is a group to doit, whose actions are passed over."""
    search = Search()
    search.output = site_root = Path("output")
    search.site = SimpleNamespace(
        config={"CACHE_FOLDER": "cache", "TRANSLATIONS": {}, "SHOW_UNTRANSLATED_POSTS": True}, timeline=[]
    )
    search.all_tasks = lambda name, _category, _doc: iter([{"basename": name, "task_dep": []}])
    start, group = search.with_start("render_site", "Task")
    assert start["basename"] == START
    assert start["actions"] == [(search.start, [site_root, []])]
    assert "name" not in start
    assert group["task_dep"] == [START]


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["serial", "two processes"])
def test_incremental_is_clean(ready: Site, options: list[str]) -> None:
    """After a post changed and another went, the index is the one of a clean build, which always has the same bytes."""
    ready.post("posts/2021/10/a.html", "<p>Other words of a.</p>", tags=["y"])
    (ready.root / "posts/2020/10/b.html").unlink()
    ready.nikola("build", "--strict", *options)
    incremental = tree(ready.root / "output")
    assert set(fragments(ready)) == {"/posts/2021/10/a/", "/pages/about/"}
    for name in ("output", "cache"):
        shutil.rmtree(ready.root / name)
    for database in ready.root.glob(".doit.db*"):
        database.unlink()
    ready.nikola("build", "--strict", *options)
    assert tree(ready.root / "output") == incremental


@pytest.mark.parametrize("lost", ["output", "cache", "output/pagefind", "cache/search"])
def test_what_is_lost_comes_back(ready: Site, lost: str) -> None:
    """A folder that somebody removed is as it was after the next build."""
    before = tree(ready.root / "output")
    shutil.rmtree(ready.root / lost)
    ready.build()
    ready.build()
    assert tree(ready.root / "output") == before


def test_a_site_without_posts(site: Site) -> None:
    """A site without any text builds, and gets an index with its first post."""
    site.build()
    assert not (site.root / "output/pagefind").exists()
    site.post("posts/2021/10/a.html")
    site.build()
    assert set(fragments(site)) == {"/posts/2021/10/a/"}
    (site.root / "posts/2021/10/a.html").unlink()
    site.build()
    assert not (site.root / "output/pagefind").exists()


def test_legacy_searches_lead_here(site: Site) -> None:
    """A table of redirects can name the page: link://search."""
    site.post("posts/2021/10/a.html")
    site.write("redirects/old.example.txt", "/find.html link://search\n")
    site.build()
    assert 'href="https://blog.apdu.fr/search/"' in site.output("find.html")


def test_two_languages(site: Site) -> None:
    """Each language has its page, in its words, and an index of its own."""
    site.configure(TRANSLATIONS={"en": "", "fr": "./fr"}, NAVIGATION_LINKS={"en": (), "fr": ()})
    site.post("posts/2021/10/a.html")
    site.post("posts/2021/10/a.fr.html", title="Titre")
    site.build()
    assert "Rechercher" in site.output("fr/search/index.html")
    assert 'action="../../../../search/"' in site.output("fr/posts/2021/10/a/index.html")
    entry = json.loads(site.output("pagefind/pagefind-entry.json"))
    assert {name: index["page_count"] for name, index in entry["languages"].items()} == {"en": 1, "fr": 1}


def test_another_format_is_refused() -> None:
    """Files that another version of Pagefind might write are an error, not an index that finds nothing."""
    entry = json.dumps({"languages": {"en": {"hash": "en_1"}}}).encode()
    for data, words in ((b"x", "not a file of Pagefind"), (b"pagefind_dcd\x80", "not the format")):
        with pytest.raises(ValueError, match=words):
            ordered({"pagefind-entry.json": entry, "pagefind.en_1.pf_meta": gzip.compress(data)})


MARKED_META = '<meta data-pagefind-meta="b" content="2">'
ARTICLE = "<article data-pagefind-body><nav>n</nav></article><footer>F</footer>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>no mark</p>", "<p>no mark</p>"),
        ("data-pagefind-body", "data-pagefind-body"),
        (
            f'<html lang="en"><title>T</title><meta name="a">{MARKED_META}<nav>N</nav>{ARTICLE}',
            f'<html lang="en"><title>T</title>{MARKED_META}{ARTICLE}',
        ),
    ],
)
def test_what_stands_before_the_text_is_not_sent(page: str, expected: str) -> None:
    """Pagefind is given the language, the title and the marks of a page, and all from the first marked part on."""
    assert marked(page) == expected
