"""Killed at any moment, on a full disk, on one that cannot be written to: the site is as before or complete."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from backup import entry, export

if TYPE_CHECKING:
    from conftest import Site

KILLS = int(os.environ.get("KILLS", "8"))


def tree(site: Path) -> dict[str, bytes]:
    """Return the files an import writes."""
    return {
        str(path.relative_to(site)): path.read_bytes()
        for name in ("posts", "pages", "redirects")
        for path in (site / name).rglob("*")
        if path.is_file()
    }


def test_killed_at_random_moments(site: "Site", tmp_path: Path) -> None:
    """The command itself, killed again and again: each folder is as before or complete, and the next run finishes."""
    old = [entry(n, content="<p>Old.</p>") for n in range(1, 150)]
    new = [entry(n, content="<p>New.</p>") for n in range(1, 300)]
    site.nikola("import_blogger", export(tmp_path, *old))
    before = tree(site.root)
    file = export(tmp_path, *new)
    start = time.monotonic()
    site.nikola("import_blogger", file)
    whole, after = time.monotonic() - start, tree(site.root)
    command = [sys.executable, "-m", "nikola", "import_blogger", str(file)]
    chance = random.Random(5)  # noqa: S311 - moments, not secrets
    for _ in range(KILLS):
        for name in ("posts", "pages", "redirects"):
            subprocess.run(["rm", "-r", site.root / name], check=True)
        for path, data in before.items():
            (site.root / path).parent.mkdir(parents=True, exist_ok=True)
            (site.root / path).write_bytes(data)
        (site.root / "pages").mkdir(exist_ok=True)
        environment = {**os.environ, "HOME": str(site.home), "PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.Popen(command, cwd=site.root, env=environment, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, 1.0) * whole)
        run.send_signal(signal.SIGKILL)
        run.wait()
        found = tree(site.root)
        for name in ("posts", "redirects"):
            part = {path: data for path, data in found.items() if path.startswith(name)}
            wholes = [{path: data for path, data in all_.items() if path.startswith(name)} for all_ in (before, after)]
            assert part in wholes, name
        site.nikola("import_blogger", file)
        assert tree(site.root) == after
        assert not (site.root / ".import").exists()


@pytest.mark.parametrize(("options", "sentence"), [
    ("size=300k", "the disk is full; make room and import again; nothing was changed"),
    ("size=9m", "this folder cannot be written to; import into one that can; nothing was changed"),
], ids=["full", "read-only"])  # fmt: skip
def test_disks_that_cannot_be_written_to(site: "Site", tmp_path: Path, options: str, sentence: str) -> None:
    """A full disk and a read-only one, through the command: one sentence, and the site as it was."""
    disk = site.root.parent / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", disk], check=False, capture_output=True
    ).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        subprocess.run(["cp", "-a", f"{site.root}/.", disk], check=True)
        (disk / "cache").mkdir()  # a site that was built once: Nikola itself wants this folder before any command
        if "9m" in options:
            subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        site.root = disk
        before = tree(disk)
        file = export(tmp_path, *(entry(n, content="x" * 20_000) for n in range(40)))
        run = site.nikola("import_blogger", file, code=2)
        assert run.stderr.splitlines()[-1].endswith(sentence), run.stderr
        assert tree(disk) == before
        assert not (disk / ".import").exists()
    finally:
        subprocess.run(["umount", disk], check=True)
