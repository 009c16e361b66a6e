"""The old blog, and the site that takes over from it with what `nikola legacy` writes for nginx."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from . import servers
from .blogger import Blog

HOUSE = Path(__file__).resolve().parents[2]
EXPORT = HOUSE / "tests" / "data" / "ludovicrousseau.xml"
NEW = "http://blog.apdu.fr/"  # not https: the loopback has no certificate for it
POST = """---
title: "The first post here"
date: "{day}T10:00:00+02:00"
tags: [pcsc-lite]
---
Written after the move.
"""
COMMENT = """- id: "1"
  author: A Reader
  date: "{day}T11:00:00+02:00"
  text: "<p>The first comment here</p>"
"""


def nikola(site: Path, *arguments: str, cwd: Path | None = None) -> str:
    """Run nikola for a site and return what it says; it must succeed."""
    home = site.with_name(f"{site.name}-home")
    home.mkdir(exist_ok=True)
    run = subprocess.run(
        [sys.executable, "-m", "nikola", *arguments],
        cwd=cwd or site,
        env={**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    return run.stdout


def write_post(site: Path, day: str) -> None:
    """Write a post after the move, and a comment on it, and build."""
    folder = site / "posts" / day[:4] / day[5:7]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "first.md").write_text(POST.format(day=day), encoding="utf-8")
    (folder / "first.comments.yaml").write_text(COMMENT.format(day=day), encoding="utf-8")
    nikola(site, "build", "--strict")


def configuration(site: Path, root: Path) -> str:
    """Return what `nikola legacy` writes for nginx, the site's own files in root."""
    return nikola(site, "legacy", "--format=nginx", f"--root={root}")


def lose_id(entry: etree._Element) -> None:
    """Take the id of an RSS item away."""
    for guid in entry.findall("guid"):
        entry.remove(guid)


def address_as_id(entry: etree._Element) -> None:
    """Make the address of an entry its id, as most generators do."""
    for item in entry.xpath("guid | *[local-name() = 'id']"):
        item.text = entry.xpath("string(link | *[local-name() = 'link'][@rel = 'alternate']/@href)")


def spoil(output: Path, change: Callable[[etree._Element], None]) -> None:
    """Change each entry of each feed in a built site."""
    for path in [*output.rglob("*.xml"), *output.rglob("*.atom")]:
        tree = etree.parse(str(path))
        for entry in tree.iter("item", "{http://www.w3.org/2005/Atom}entry"):
            change(entry)
        tree.write(str(path), xml_declaration=True, encoding="utf-8")


@pytest.fixture(scope="session")
def old() -> Iterator[str]:
    """Be the old blog; give the proxy."""
    with servers.blogger(Blog(EXPORT)) as proxy:
        yield proxy


@pytest.fixture(scope="session")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Move the bundled blog to a site and write a post there; for all tests, none of which changes it."""
    site = tmp_path_factory.mktemp("readers") / "site"
    nikola(site, "move_blog", f"--site={site}", f"--new={NEW}", str(EXPORT), cwd=HOUSE)
    write_post(site, "2023-06-01")
    return site


@pytest.fixture(scope="session")
def new(moved: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the new site, and the old host's redirects; give the proxy."""
    with servers.nginx(configuration(moved, moved / "output"), tmp_path_factory.mktemp("nginx")) as proxy:
        yield proxy


@pytest.fixture(scope="session", params=[lose_id, address_as_id], ids=lambda change: change.__name__)
def spoiled(request: pytest.FixtureRequest, moved: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the same with other ids in the feeds."""
    folder = tmp_path_factory.mktemp("spoiled")
    shutil.copytree(moved / "output", folder / "output")
    spoil(folder / "output", request.param)
    with servers.nginx(configuration(moved, folder / "output"), folder) as proxy:
        yield proxy
