"""output/ is exactly what the sources say: no stale file, and files of any name."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below folder by their path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def ready(site: Site) -> Site:
    """Give a built site of one post and one file."""
    site.post("posts/2021/10/p3.html", slug="p3", tags=["all"])
    site.write("files/a=b.txt", "a file\n")
    site.build()
    return site


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["serial", "two processes"])
def test_what_no_source_makes_goes(ready: Site, options: list[str]) -> None:
    """Files put into output/ by hand, folders left empty and links are removed; what a link points to stays."""
    precious = ready.write("precious/letter.txt", "dear\n")
    output = ready.root / "output"
    wanted = tree(output)
    ready.write("output/posts/2021/10/gone/index.html", "old")
    ready.write("output/.hidden", "old")
    (output / "empty/below").mkdir(parents=True)
    (output / "folder").symlink_to(precious.parent)
    (output / "file").symlink_to(precious)
    (output / "nowhere").symlink_to("no-such-file")
    ready.nikola("build", "--strict", *options)
    assert tree(output) == wanted
    assert not [path for path in output.rglob("*") if path.is_symlink() or not (path.is_file() or any(path.iterdir()))]
    assert precious.read_text("utf-8") == "dear\n"


def test_a_file_makes_way_for_a_folder_and_back(ready: Site) -> None:
    """A file of yesterday does not stand where today a folder must be, nor the other way round."""
    ready.write("files/notes", "a file")
    ready.write("files/folder/x.txt", "in a folder")
    ready.build()
    (ready.root / "files/notes").unlink()
    shutil.rmtree(ready.root / "files/folder")
    ready.write("files/notes/x.txt", "in a folder")
    ready.write("files/folder", "a file")
    ready.build()
    assert ready.output("notes/x.txt") == "in a folder"
    assert ready.output("folder") == "a file"


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [
        (".", "must be a folder of its own below this one"),
        ("..", "must be a folder of its own below this one"),
        ("../elsewhere", "must be a folder of its own below this one"),
        ("link", "must be a folder of its own below this one"),
        ("posts", "must not share files with posts/"),
        ("files/public", "must not share files with files/"),
        ("with_git", "holds .git"),
        ("with_conf", "holds conf.py"),
    ],
)
def test_a_wrong_output_folder_loses_nothing(site: Site, folder: str, sentence: str) -> None:
    """Where OUTPUT_FOLDER could hold something else than output, the build stops with a sentence."""
    site.post("posts/2021/10/p3.html", slug="p3")
    site.write("with_git/.git/HEAD", "x")
    site.write("with_conf/conf.py", "x")
    elsewhere = site.write("../elsewhere/precious.txt", "x")
    (site.root / "link").symlink_to(elsewhere.parent)
    site.configure(OUTPUT_FOLDER=folder)
    before = {path for path in site.root.parent.rglob("*") if path.is_file()}
    run = site.nikola("build", code=3)
    assert f"conf.py: OUTPUT_FOLDER ({folder}) {sentence}" in run.stderr
    assert before <= {path for path in site.root.parent.rglob("*") if path.is_file()}


def test_any_file_name_is_published(site: Site) -> None:
    """A file with `=` in its name, where stock Nikola stops, is published so, and again only if changed."""
    names = ["a=b", "==", "s1600=w640-h480", "a%3Db", "a%253Db", "%", "a b=c?&#é", "-=-", "e%cc%81=", "x" * 250 + "="]
    for name in names:
        site.write(f"files/img/{name}", f"one {name}")
    site.build()
    for name in names:
        assert site.output(f"img/{name}") == f"one {name}"
    site.write("files/img/a=b", "two")
    assert site.build().stderr.count("copy_files") == 1
    assert site.output("img/a=b") == "two"
    assert "copy_files" not in site.build().stderr


def test_a_post_and_a_tag_may_hold_an_equals_sign(site: Site) -> None:
    """Also a slug and a tag may hold `=`."""
    site.post("posts/2021/10/x.html", slug="a=b", tags=["a=b"])
    site.build()
    assert (site.root / "output/posts/2021/10/a=b/index.html").exists()
    assert not os.path.lexists(site.root / "output/posts/2021/10/a%3Db")


def test_other_commands_go_on(ready: Site) -> None:
    """`nikola check`, `orphans`, `list` and `clean` know the tasks under their new names; check finds no stranger."""
    ready.nikola("check", "-f")
    assert ready.nikola("orphans").stdout.strip() == ""
    assert "copy_files:output/a%3Db.txt" in ready.nikola("list", "--all").stdout
    ready.write("output/stranger", "x")
    assert "stranger" in ready.nikola("orphans").stdout
    ready.nikola("clean", "copy_files")
    assert not (ready.root / "output/a=b.txt").exists()
