"""The output of a build depends on the sources alone: not on earlier builds, the folder, the clock or chance."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Site


COMMENT = """- id: "5"
  author: A
  date: "2021-10-14T16:36:00+02:00"
  guid: "tag:blogger.com,1999:blog-1.post-5"
  text: <p>A comment.</p>
"""


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below folder by their path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(folder: Path) -> dict[str, int]:
    """Return when each file below folder was written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def fill(site: Site) -> None:
    """Write a small blog: five posts in two years with common tags, a page, a file."""
    for number in range(1, 6):
        site.post(
            f"posts/20{20 + number // 3}/10/p{number}.html",
            f"<p>Text of {number}.</p>",
            title=f"Title {number}",
            slug=f"p{number}",
            date=f"20{20 + number // 3}-10-0{number}T12:00:00+02:00",
            tags=["all", f"t{number % 2}", "C++ & <b>"],
            legacy=f"https://old.example/20{20 + number // 3}/10/p{number}.html",
        )
    site.write("posts/2021/10/p3.comments.yaml", COMMENT)
    site.write("redirects/old.example.txt", "/search/label/all link://tag/all\n/old/atom.xml link://feed\n")
    site.post("posts/2021/10/code.md", "```python\nprint(1)\n```", slug="code")
    site.post("pages/about.html", title="About", slug="about")
    site.write("files/a=b.txt", "a file\n")


def forget(site: Site) -> None:
    """Remove all that a build has made."""
    for name in ("output", "cache"):
        shutil.rmtree(site.root / name)
    for database in site.root.glob(".doit.db*"):
        database.unlink()


def change(site: Site, path: str, old: str, new: str) -> None:
    """Replace a text in a source."""
    source = site.root / path
    text = source.read_text("utf-8")
    assert old in text
    source.write_text(text.replace(old, new), "utf-8")


def retitle(site: Site) -> None:
    """Give the middle post another title: its neighbours, lists and tags show it."""
    change(site, "posts/2021/10/p3.html", "Title 3", "Another title")


def delete(site: Site) -> None:
    """Delete the only post of its month but one, and a file."""
    (site.root / "posts/2021/10/p3.html").unlink()
    (site.root / "posts/2021/10/p3.comments.yaml").unlink()
    (site.root / "files/a=b.txt").unlink()


def add_tag(site: Site) -> None:
    """Add a tag nobody had."""
    change(site, "posts/2021/10/p4.html", '["all", ', '["all", "new", ')


def drop_tag(site: Site) -> None:
    """Take a tag from all its posts but one."""
    change(site, "posts/2021/10/p3.html", '"t1", ', "")
    change(site, "posts/2021/10/p5.html", '"t1", ', "")


def hide(site: Site) -> None:
    """Make a public post a draft."""
    change(site, "posts/2020/10/p2.html", "---\ntitle", "---\nstatus: draft\ntitle")


def move(site: Site) -> None:
    """Rename a post and give it a date in another year."""
    change(site, "posts/2020/10/p1.html", "2020-10-01T", "2019-05-01T")
    change(site, "posts/2020/10/p1.html", 'slug: "p1"', 'slug: "moved"')


def retell(site: Site) -> None:
    """Change the text of a post, and nothing else."""
    change(site, "posts/2021/10/p5.html", "Text of 5", "Other words")


def answer(site: Site) -> None:
    """Change a comment, and write the first one of another post."""
    change(site, "posts/2021/10/p3.comments.yaml", "A comment", "Another comment")
    site.write("posts/2021/10/p4.comments.yaml", COMMENT.replace("5", "6"))


def redirect(site: Site) -> None:
    """Change a table of legacy addresses, and the legacy address of a post."""
    change(site, "redirects/old.example.txt", "/search/label/all", "/search/label/every")
    change(site, "posts/2021/10/p5.html", "/10/p5.html", "/10/p-5.html")


EDITS = [retitle, delete, add_tag, drop_tag, hide, move, retell, answer, redirect]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the place of a site built once, for `ready`."""
    return tmp_path_factory.mktemp("built") / "site"


@pytest.fixture
def ready(built: Path, site: Site) -> Site:
    """Give a site of one's own that is built and up to date."""
    if built.exists():
        shutil.rmtree(site.root)
        shutil.copytree(built, site.root, symlinks=True)
    else:
        fill(site)
        site.build()
        shutil.copytree(site.root, built, symlinks=True)
    return site


def test_two_clean_builds_are_the_same(built: Path, ready: Site) -> None:
    """Two clean builds in two folders, with sets in another order, have the same bytes in every file of output/."""
    forget(ready)
    ready.nikola("build", "--strict", PYTHONHASHSEED="42", TZ="Asia/Tokyo")
    assert tree(ready.root / "output") == tree(built / "output")


def test_a_build_of_nothing_writes_nothing(ready: Site) -> None:
    """When no source has changed, no file in output/ is written again."""
    before = written(ready.root / "output")
    assert len(before) > 20
    told = ready.build()
    assert written(ready.root / "output") == before
    assert "\n.  " not in told.stderr


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_incremental_is_clean(ready: Site, edit: Callable[[Site], None]) -> None:
    """After any edit, the output of the next build is what a clean build of the same sources gives."""
    edit(ready)
    ready.build()
    incremental = tree(ready.root / "output")
    forget(ready)
    ready.build()
    assert incremental == tree(ready.root / "output")
