"""Real blogs move whole: `make move`'s command on the exports of strangers, counted by code of its own."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from count import Count, count_export

HOUSE = Path(__file__).resolve().parents[2]
FOLDER = HOUSE.parent / "shared" / "exports"
ALL = sorted([*FOLDER.glob("classic/*"), *FOLDER.glob("takeout/*"), *FOLDER.glob("mission/*")])
CHOSEN = ALL if os.environ.get("ALL_EXPORTS") else ALL[::3]


def move(export: Path, site: Path, home: Path, *options: str) -> subprocess.CompletedProcess:
    """Run what `make move EXPORT=… SITE=…` runs."""
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "nikola", "move_blog", "--site", site, *options, export],
        cwd=HOUSE,
        env={**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def expect(export: Path) -> Count | None:
    """Count an export; None when it is none: no XML, or nothing that could be a blog."""
    try:
        count = count_export(export)
    except ET.ParseError:
        return None
    return count if count.posts or count.pages or count.drafts else None


def sources(site: Path) -> list[Path]:
    """Return the sources of posts and pages, of both kinds."""
    return [
        file for folder in ("posts", "pages") for kind in ("md", "html") for file in (site / folder).rglob(f"*.{kind}")
    ]


def pages_of(site: Path) -> dict[str, str]:
    """Return the built pages of posts and pages: source file -> text of the page it became, by the guid it carries."""
    found = {}
    for source in sources(site):
        head = source.read_text(encoding="utf-8").split("\n---\n")[0]
        guid = re.search(r"^guid: .*?(\d+)$", head, re.MULTILINE)
        assert guid, source
        found[guid[1]] = head
    return found


def stub_target(site: Path, path: str) -> Path:
    """Return the file a legacy address leads to, following its stub's canonical link."""
    stub = site / "output" / path.lstrip("/")
    text = stub.read_text(encoding="utf-8")
    canonical = re.search(r'<link rel="?canonical"? href="([^"]+)"', text)
    assert canonical, f"{stub}: no canonical link"
    address = re.sub(r"^https?://[^/]+", "", canonical[1])
    return site / "output" / address.strip("/") / "index.html"


@pytest.mark.exports
@pytest.mark.parametrize("export", CHOSEN, ids=lambda path: path.name.split("__")[0])
def test_every_live_entry_arrives(export: Path, tmp_path: Path) -> None:
    """LIVE posts and pages are pages with a stub at their legacy address, LIVE comments are on them, drafts are not."""
    count = expect(export)
    site = tmp_path / "moved"
    run = move(export, site, tmp_path / "home")
    told = run.stdout + run.stderr
    assert "Traceback" not in told
    if count is None:
        assert run.returncode == 2, told
        assert re.search(rf"{re.escape(export.name)}\S*: .+", told), told
        assert not site.exists()
        return
    assert run.returncode == 0, told
    heads = pages_of(site)
    public = {number for number, head in heads.items() if "\nstatus: draft" not in head}
    assert public == count.posts | count.pages
    for number, path in count.paths.items():
        assert stub_target(site, path).is_file(), (number, path)
    shown: set[str] = set()
    for page in (site / "output").rglob("*.html"):
        shown.update(re.findall(r'<article class="comment[^>]* id="c(\d+)"', page.read_text(encoding="utf-8")))
    assert shown == count.comments
    texts = [
        p.read_text(encoding="utf-8", errors="replace")
        for p in (site / "output").rglob("*")
        if p.suffix in (".html", ".xml")
    ]
    assert not [draft for draft in count.drafts if any(f"post-{draft}" in text for text in texts)]


@pytest.mark.exports
def test_two_formats_give_the_same_blog(exports: Path, tmp_path: Path) -> None:
    """The same blog as classic backup and as Takeout: equal posts, but for the one that was edited in between.

    The classic backup has one address with http, where Takeout has paths only.
    """
    sites = {}
    for kind, name in (("classic", "blogdata.xml"), ("takeout", "Feed.xml")):
        (export,) = (exports / kind).glob(f"Fali17*{name}")
        sites[kind] = tmp_path / kind
        options = ("--timezone", "America/Los_Angeles", "--old", "https://alsunnahalislam.blogspot.com")
        run = move(export, sites[kind], tmp_path / "home", *options)
        assert run.returncode == 0, run.stdout + run.stderr

    def posts(site: Path) -> dict[str, str]:
        return {
            str(file.relative_to(site)): re.sub(r"updated: .*\n|(?<=legacy: )https?", "", file.read_text())
            for file in sources(site)
        }

    classic, takeout = posts(sites["classic"]), posts(sites["takeout"])
    common = classic.keys() & takeout.keys()
    assert common == classic.keys()
    assert len([name for name in common if classic[name] != takeout[name]]) <= 1


def test_real_exports_are_here() -> None:
    """Says so when the folder of real exports is not on this machine."""
    if not ALL:
        pytest.skip("the real exports (../shared/exports) are not on this machine")
    assert len(CHOSEN) >= len(ALL) // 3
