"""The bundled site as `make site` makes it: from its export, checked, and not twice."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Site

HOUSE = Path(__file__).resolve().parents[2]
CONTENT = ("conf.py", "posts", "pages", "files", "redirects", "themes", "plugins", "requirements.txt", "Makefile")
OLD, NEW = "2021/10/what-happened-20-years-ago.html", "https://blog.apdu.fr/posts/2021/10/what-happened-20-years-ago/"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what git would give somebody who clones this project."""
    copy = tmp_path_factory.mktemp("house")
    for name in (*CONTENT, "tests/data"):
        source, target = HOUSE / name, copy / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return copy


def make_site(house: Path) -> str:
    """Run `make site` with this Python's environment in place of a new one; return what it printed."""
    (house / "venv").mkdir(exist_ok=True)
    (house / "venv" / "site.stamp").touch()
    os.utime(house / "requirements.txt", (0, 0))
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    run = subprocess.run(
        ["make", "site", f"VENV={house}/venv"],
        cwd=house,
        env={**os.environ, "HOME": str(house / "venv"), "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    told = run.stdout + run.stderr
    assert run.returncode == 0, told
    return told


def times(folder: Path) -> dict[Path, int]:
    """Return when each file was written."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_importing_the_bundled_export_again_finds_no_difference(site: "Site") -> None:
    """What is committed in posts/, pages/ and redirects/ is exactly what the import makes of the export."""
    site.nikola("import_blogger", HOUSE / "tests/data/ludovicrousseau.xml")
    ledger = (site.root / "posts/imported.sha256").read_text()
    assert ledger == (HOUSE / "posts/imported.sha256").read_text()
    for line in ledger.splitlines():
        path = line.split("  ", 1)[1]
        assert (HOUSE / path).read_bytes() == (site.root / path).read_bytes(), path


def test_make_site_builds_checks_and_tells(house: Path) -> None:
    """It ends with the counts and where to look; the mission's pair of addresses works; a second run does nothing."""
    told = make_site(house)
    counts = re.search(r"13 posts, \d+ pages, 10 comments, \d+ stubs at legacy addresses, \d+ feeds", told)
    assert counts, told
    assert re.search(r"Done in \d+ s\. Look with: make serve", told)
    stub = (house / "output" / OLD).read_text()
    assert f'<link rel="canonical" href="{NEW}">' in stub
    assert (house / "output/posts/2021/10/what-happened-20-years-ago/index.html").is_file()
    before = times(house / "output")
    assert "Nothing has changed since the last build" in make_site(house)
    assert times(house / "output") == before


def test_nothing_unpublished_is_in_the_output(house: Path) -> None:
    """No file of output/ names one of the bundled drafts."""
    sources = [*(house / "posts").rglob("*.*"), *(house / "pages").rglob("*.*")]
    drafts = [path for path in sources if path.suffix in {".md", ".html"} and "\nstatus: draft\n" in path.read_text()]
    assert len(drafts) == 2
    for draft in drafts:
        guid = re.search(r"^guid: (.*)$", draft.read_text(), re.MULTILINE)
        assert guid
        for path in (house / "output").rglob("*"):
            assert draft.stem not in path.name
            assert not path.is_file() or guid[1].encode() not in path.read_bytes(), path
