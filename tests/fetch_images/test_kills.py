"""`nikola fetch_images` killed at any moment, on a full disk, on one that cannot be written to."""

import io
import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

if TYPE_CHECKING:
    from conftest import Site

KILLS = int(os.environ.get("KILLS", "8"))
PICTURES = 60
BP = "https://1.bp.blogspot.com/-a/b/AAA/c"
SEES = {"PATH": "", "PYTHONDONTWRITEBYTECODE": "1"}


def show(site: "Site", number: int = PICTURES) -> None:
    """Write a post with that many pictures."""
    site.post("posts/2021/10/a.html", "".join(f'<p><img src="{BP}/s320/{n}.png"></p>' for n in range(number)))
    site.configure(LOWTECH_FETCH_TIMEOUT=2)


def pictures(site: "Site") -> dict[str, bytes]:
    """Return the pictures of the site: each one is whole, and nothing half-written lies beside them."""
    images = site.root / "files/images"
    found = {str(file.relative_to(site.root)): file.read_bytes() for file in images.rglob("*") if file.is_file()}
    for name in [name for name in found if name.endswith((".txt", ".part"))]:
        del found[name]
    for data in found.values():
        Image.open(io.BytesIO(data)).load()
    return found


def table(site: "Site") -> dict[str, str]:
    """Return file by address, of the lines that are whole."""
    file = site.root / "files/images/fetched.txt"
    lines = file.read_text().splitlines(keepends=True) if file.exists() else []
    return dict(line.split() for line in lines if line.endswith("\n") and line.strip() and line[0] != "#")


def kill_one(site: "Site", internet: Any, chance: random.Random, whole: float) -> None:
    """Start the command and kill it: somewhere in the seconds that a whole run takes, or, given 0, while it fetches."""
    run = subprocess.Popen(
        [sys.executable, "-m", "nikola", "fetch_images"],
        cwd=site.root,
        env={**internet.environment, **SEES, "HOME": str(site.home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(chance.uniform(0.1, 1.0) * whole)
    until = sum(internet.asked.values()) + chance.randint(1, 20)
    while not whole and run.poll() is None and sum(internet.asked.values()) < until:
        time.sleep(0.003)
    run.send_signal(signal.SIGKILL)
    run.wait()


def test_killed_at_random_moments(site: "Site", internet: Any) -> None:
    """The command itself, killed again and again from its start to its end.

    Every file is whole, each line of the table names one, what was there stays and is not fetched again; the run after
    the last kill finishes, and leaves what a run that was never killed leaves.
    """
    show(site)
    internet.delay = 0.01
    start = time.monotonic()
    site.nikola("fetch_images", **internet.environment)
    whole, after, rows = time.monotonic() - start, pictures(site), table(site)
    assert len(after) == len(rows) == PICTURES
    chance = random.Random(5)  # noqa: S311 - moments, not secrets
    for kill in range(KILLS):
        if kill % 4 == 0:  # four kills in a row, then from nothing again
            subprocess.run(["rm", "-rf", site.root / "files/images"], check=True)
            before: dict[str, bytes] = {}
        kill_one(site, internet, chance, whole if kill % 2 else 0)
        found = pictures(site)
        assert before.items() <= found.items() <= after.items()
        assert set(table(site).values()) <= found.keys()
        before = found
    asked = sum(internet.asked.values())
    noted = len(table(site))
    site.nikola("fetch_images", **internet.environment)
    assert pictures(site) == after
    assert table(site) == rows
    assert sum(internet.asked.values()) - asked == PICTURES - noted
    assert not list((site.root / "files/images").rglob("*.part"))
    assert not (site.root / "cache/fetch_images").exists()


@pytest.fixture
def disk(site: "Site") -> Any:
    """Give a function that puts the site's files/ on a disk of its own; skips where none may be mounted."""
    place = site.root / "files"

    def mount(options: str) -> None:
        command = ["mount", "-t", "tmpfs", "-o", options, "none", place]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("only root may mount a small disk")

    yield mount
    subprocess.run(["umount", place], check=False, capture_output=True)


def test_a_full_disk_is_one_sentence(site: "Site", internet: Any, disk: Any) -> None:
    """What was fetched is kept and whole; with more room the next run finishes."""
    show(site, 12)
    internet.padding = 60_000
    disk("size=400k")
    run = site.nikola("fetch_images", code=2, **internet.environment)
    (told,) = [line for line in run.stderr.splitlines() if line.startswith("ERROR")]
    assert told.endswith("the disk is full; what was fetched is kept")
    assert 0 < len(pictures(site)) < 12
    assert set(table(site).values()) <= pictures(site).keys()
    disk("remount,size=9m")
    site.nikola("fetch_images", **internet.environment)
    assert len(pictures(site)) == len(table(site)) == 12
    assert not list((site.root / "files").rglob("*.part"))


def test_a_disk_that_cannot_be_written_to_is_one_sentence(site: "Site", internet: Any, disk: Any) -> None:
    """And nobody is asked for a picture that could not be kept."""
    show(site, 3)
    disk("size=9m,ro")
    run = site.nikola("fetch_images", code=2, **internet.environment)
    (told,) = [line for line in run.stderr.splitlines() if line.startswith("ERROR")]
    assert told.endswith("files/images: Read-only file system; what was fetched is kept")
    assert not internet.asked
    assert "3 pictures to fetch" in site.nikola("fetch_images", "--dry-run", **internet.environment).stdout
