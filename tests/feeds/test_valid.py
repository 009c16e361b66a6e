"""All feeds of whole sites are valid, without errors and without warnings: the bundled blog's, and of real exports."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .validate import validate

HOUSE = Path(__file__).resolve().parents[2]
NEW = "https://blog.example.org/"
EXPORTS = [  # small ones, as different as can be
    "classic/yms9654",  # Korean
    "classic/cheshrkat",  # a blog made for trying every kind of entry
    "classic/apraditya",  # code and links
    "takeout/acidix",  # pictures
    "takeout/bhpayne__backup-of-blogger__trip_log",  # Takeout's first form, without file names
]


def move(export: Path, site: Path) -> None:
    """Run what `make move` runs."""
    home = site.with_name("home")
    home.mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "nikola", "move_blog", f"--site={site}", f"--new={NEW}", str(export)],
        cwd=HOUSE,
        env={**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def feeds(output: Path) -> Iterator[Path]:
    """Yield the feeds in a built site: all that is written in a feed's format, wherever it is."""
    for path in sorted(output.rglob("*")):
        if path.suffix in {".xml", ".atom", ".json"} and path.is_file():
            start = path.read_bytes()[:2000]
            if b"<rss" in start or b"<feed" in start or b"jsonfeed.org" in start:
                yield path


def findings(site: Path) -> list[str]:
    """Return all that is wrong in all feeds of a site, as `file:line: …`; there must be feeds."""
    output = site / "output"
    paths = list(feeds(output))
    assert output / "rss.xml" in paths
    return [
        f"{path.relative_to(output)}:{finding}"
        for path in paths
        for finding in validate(path.read_bytes(), NEW + path.relative_to(output).as_posix())
    ]


def test_feeds_of_the_bundled_blog_are_valid(tmp_path: Path) -> None:
    """Neither error nor warning in any feed of the bundled blog."""
    move(HOUSE / "tests" / "data" / "ludovicrousseau.xml", tmp_path / "site")
    assert findings(tmp_path / "site") == []


@pytest.mark.exports
@pytest.mark.parametrize("name", EXPORTS)
def test_feeds_of_real_exports_are_valid(name: str, exports: Path, tmp_path: Path) -> None:
    """Neither error nor warning in any feed of a stranger's blog, whatever is in its posts."""
    (export,) = exports.glob(f"{name}*")
    move(export, tmp_path / "site")
    assert findings(tmp_path / "site") == []
