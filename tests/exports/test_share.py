"""Real blogs as Markdown: how much of technical ones comes so, and that their built pages are the same."""

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from import_blogger.importer import Import, Options, survey
from import_blogger.place import placing
from import_blogger.source import choose, find_sources
from selectolax.lexbor import LexborHTMLParser
from shape import Shape, compiler, shape

if TYPE_CHECKING:
    from conftest import Site

LIMIT = 2**28
TECHNICAL = (
    "classic/Nexusdecode__*",
    "classic/alantsai__*",
    "classic/andrewheiss__*",
    "classic/arpruss__*",
    "classic/brainwipe__*",
    "classic/charleso__*",
    "classic/cheshrkat__*",
    "classic/danvet__*",
    "classic/dleidert__*",
    "classic/ecoal95__*",
    "classic/jeffhandley__*",
    "classic/natefinch__*",
    "classic/risc-rus__*",
    "mission/*-classic.xml",
    "takeout/heisencoder__*__Heisencoder_feed.atom",
)


def kinds(export: Path, site: Path) -> list[str]:
    """Import an export; return the extension of each source."""
    source = choose(find_sources([export], limit_bytes=LIMIT), None)
    site.mkdir()
    options = Options(zone=UTC, format="auto", render=compiler())
    with placing(site, dry_run=True) as placer:
        work = Import(source, survey(source, UTC), options, placer)
        work.run(lambda _done, _total: None)
    return [Path(file).suffix for file in work.formats.files.values()]


@pytest.mark.exports
def test_four_of_five_technical_posts_are_markdown(exports: Path, tmp_path: Path) -> None:
    """Over all posts and pages of these blogs at least 80 %, and in half of the blogs at least 90 %."""
    found = {}
    for place, pattern in enumerate(TECHNICAL):
        (export,) = exports.glob(pattern)
        found[pattern] = kinds(export, tmp_path / str(place))
    shares = {pattern: names.count(".md") / len(names) for pattern, names in found.items()}
    together = [name for names in found.values() for name in names]
    assert together.count(".md") >= 0.8 * len(together), shares
    assert sum(share >= 0.9 for share in shares.values()) >= len(shares) / 2, shares


def articles(site: "Site") -> dict[str, Shape]:
    """Return what a browser reads from the text of each built post and page."""
    found = {}
    for page in sorted((site.root / "output").glob("p*/**/index.html")):
        text = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("div.e-content")
        if text is not None:
            found[str(page.relative_to(site.root))] = shape(text.html or "")
    return found


@pytest.mark.exports
@pytest.mark.parametrize("pattern", ["classic/cheshrkat__*", "mission/*-classic.xml"])
def test_built_pages_are_the_same(site: "Site", exports: Path, pattern: str) -> None:
    """Sources that turned from HTML to Markdown make the same pages, code as it is coloured too."""
    (export,) = exports.glob(pattern)
    site.configure(LOWTECH_PREVIEWS=False, LOWTECH_PICTURE_WIDTHS=[])
    site.nikola("import_blogger", "--format=html", export)
    site.build()
    before = articles(site)
    assert "turned from HTML to Markdown" in site.nikola("import_blogger", export).stdout
    site.build()
    assert len(before) >= 9
    assert articles(site) == before
