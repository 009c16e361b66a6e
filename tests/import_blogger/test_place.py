"""Files of an import: all or none, hand corrections kept, a second run changes nothing."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from import_blogger.errors import ExportError
from import_blogger.place import BASE, LEDGER, STAGE, placing

POST, OTHER = "posts/2012/05/a.html", "posts/2012/05/b.html"


def put(site: Path, files: dict[str, str], *, dry_run: bool = False) -> dict[str, list[str]]:
    """Import these files and return what changed."""
    with placing(site, dry_run=dry_run) as placer:
        for path, text in files.items():
            placer.add(path, text)
        placer.commit()
    return {name: paths for name, paths in vars(placer.changes).items() if paths}


def tree(site: Path) -> dict[str, tuple[str, int]]:
    """Return every file with its text and its time."""
    return {
        str(path.relative_to(site)): (path.read_text(), path.stat().st_mtime_ns)
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_first_import_writes_files_and_ledger(tmp_path: Path) -> None:
    """Files, their texts for the next import, and checksums in sha256sum's own format; nothing else is left behind."""
    assert put(tmp_path, {POST: "one", OTHER: "two"}) == {"added": [POST, OTHER]}
    bases = [BASE.format(POST), BASE.format(OTHER)]
    assert sorted(tree(tmp_path)) == sorted([POST, OTHER, LEDGER, *bases])
    assert [(tmp_path / path).read_text() for path in bases] == ["one", "two"]
    assert (tmp_path / LEDGER).read_text().startswith(f"{hashlib.sha256(b'one').hexdigest()}  {POST}\n")


def test_second_import_changes_no_file(tmp_path: Path) -> None:
    """Not even a date."""
    put(tmp_path, {POST: "one"})
    before = tree(tmp_path)
    assert put(tmp_path, {POST: "one"}) == {"unchanged": [POST]}
    assert tree(tmp_path) == before


def test_newer_export_updates_untouched_files_only(tmp_path: Path) -> None:
    """What was corrected by hand is kept, what was deleted by hand stays deleted, other files are left alone."""
    third, mine = "posts/2012/05/c.html", "posts/2012/05/mine.md"
    put(tmp_path, {POST: "one", OTHER: "two", third: "three"})
    (tmp_path / OTHER).write_text("two, corrected")
    (tmp_path / third).unlink()
    (tmp_path / mine).write_text("my own")
    inode = (tmp_path / mine).stat().st_ino
    assert put(tmp_path, {POST: "one, newer", OTHER: "two", third: "three, newer"}) == {
        "updated": [POST],
        "kept": [OTHER],
        "deleted": [third],
    }
    assert (tmp_path / POST).read_text() == "one, newer"
    assert (tmp_path / OTHER).read_text() == "two, corrected"
    assert not (tmp_path / third).exists()
    assert (tmp_path / mine).stat().st_ino == inode


def test_files_there_before_any_import_are_kept(tmp_path: Path) -> None:
    """An import never overwrites what it did not write."""
    (tmp_path / POST).parent.mkdir(parents=True)
    (tmp_path / POST).write_text("mine")
    assert put(tmp_path, {POST: "theirs"}) == {"foreign": [POST]}
    assert (tmp_path / POST).read_text() == "mine"


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    """It only tells."""
    assert put(tmp_path, {POST: "one"}, dry_run=True) == {"added": [POST]}
    assert list(tmp_path.iterdir()) == []


def test_failure_while_reading_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    """An export that breaks off in its middle changes nothing."""
    put(tmp_path, {POST: "one"})
    before = tree(tmp_path)

    def break_off() -> None:
        with placing(tmp_path, dry_run=False) as placer:
            placer.add(POST, "two")
            raise ExportError("x.xml: ends in the middle")

    with pytest.raises(ExportError):
        break_off()
    assert tree(tmp_path) == before


def test_full_disk_is_one_sentence(tmp_path: Path) -> None:
    """A disk without room: the sentence says so and the site is as it was."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], check=False, capture_output=True
    ).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        put(disk, {POST: "one"})
        before = tree(disk)
        with pytest.raises(ExportError, match="the disk is full; make room and import again; nothing was changed"):
            put(disk, {POST: "x" * 100_000})
        assert tree(disk) == before
    finally:
        subprocess.run(["umount", disk], check=True)


def test_two_imports_do_not_mix(tmp_path: Path) -> None:
    """The second is told to wait."""
    with (
        placing(tmp_path, dry_run=False),
        pytest.raises(ExportError, match="another import is at work"),
        placing(tmp_path, dry_run=False),
    ):
        pass


SLOW = """
import sys
from pathlib import Path
from import_blogger.place import placing
print("ready", flush=True)
with placing(Path(sys.argv[1]), dry_run=False) as placer:
    for number in range(400):
        placer.add(f"posts/2012/05/{number}.html", "new" * 50)
        placer.add(f"pages/{number}.html", "new" * 50)
    placer.commit()
"""


def test_killed_at_any_moment_the_site_is_as_before_or_complete(tmp_path: Path) -> None:
    """Twelve kills spread over a whole run: every folder is all old or all new, and the next run finishes."""
    plugin = Path(__file__).parents[2] / "plugins" / "import_blogger"
    for step in range(12):
        site = tmp_path / str(step)
        old = {f"posts/2012/05/{number}.html": "old" for number in range(50)}
        site.mkdir()
        put(site, old)
        run = subprocess.Popen(
            [sys.executable, "-c", SLOW, site],
            env={**os.environ, "PYTHONPATH": str(plugin)},
            stdout=subprocess.PIPE,
        )
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(step * 0.02)
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        for folder, number in (("posts", 400), ("pages", 400)):
            texts = {path.read_text()[:3] for path in (site / folder).rglob("*.html")}
            assert texts in ({"new"}, {"old"}, set()), (step, folder)
            assert "new" not in texts or len(list((site / folder).rglob("*.html"))) == number
        subprocess.run(
            [sys.executable, "-c", SLOW, site],
            env={**os.environ, "PYTHONPATH": str(plugin)},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        assert not (site / STAGE).exists()
        assert len(list((site / "posts").rglob("*.html"))) == 400
