"""`--format`: which kind of source a text becomes, and what becomes of a site that was imported as another kind."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from backup import entry, export
from import_blogger.body import clean
from import_blogger.formats import Formats
from import_blogger.place import BASE, placing
from shape import compiler

if TYPE_CHECKING:
    from conftest import Site

STEM = "posts/2012/05/a"
HEAD = "---\ntitle: T\n---\n"
LINES = "<p>One is here. Two is there. Three.</p>"
COLOURS = '<p style="color: red">One is here. Two is there. Three.</p>'


def put(site: Path, html: str, wanted: str = "auto", **changes: list[str]) -> Formats:
    """Import one post; what becomes of files must be `changes`."""
    with placing(site, dry_run=False) as placer:
        formats = Formats(placer, wanted, compiler())  # type: ignore[arg-type]
        body = clean(html, rewrite=str, absolute=str)
        formats.add(STEM, HEAD, body.html, body.tree)
        placer.commit()
    assert {name: paths for name, paths in vars(placer.changes).items() if paths} == changes
    return formats


def sources(site: Path) -> set[str]:
    """Return the names of all that belongs to the post."""
    return {path.name for path in site.rglob("a.*")}


def test_the_three_formats(tmp_path: Path) -> None:
    """auto: Markdown where people would write it; markdown: also with blocks of HTML; html: never. Causes are told."""
    for wanted, html, kind in (
        ("auto", LINES, "md"),
        ("auto", COLOURS, "html"),
        ("markdown", COLOURS, "md"),
        ("html", LINES, "html"),
    ):
        site = tmp_path / f"{wanted}-{kind}"
        site.mkdir()
        formats = put(site, html, wanted, added=[f"{STEM}.{kind}"])
        assert sources(site) == {f"a.{kind}", f"a.{kind}.base"}
        assert bool(formats.tell()) == (wanted != "html")
        assert formats.stay == ({f"{STEM}.html": "colours"} if (wanted, kind) == ("auto", "html") else {})
    assert "style" in (tmp_path / "markdown-md" / f"{STEM}.md").read_text()


@pytest.mark.parametrize(("first", "then"), [("html", "auto"), ("auto", "html")])
def test_an_untouched_source_becomes_the_other_kind(tmp_path: Path, first: str, then: str) -> None:
    """With its base; never two sources for one post, and again changes nothing."""
    old, new = ("html", "md") if first == "html" else ("md", "html")
    put(tmp_path, LINES, first, added=[f"{STEM}.{old}"])
    put(tmp_path, LINES, then, turned=[f"{STEM}.{new}"])
    assert sources(tmp_path) == {f"a.{new}", f"a.{new}.base"}
    put(tmp_path, LINES, then, unchanged=[f"{STEM}.{new}"])


@pytest.mark.parametrize(("first", "then", "kind"), [("html", "auto", "html"), ("auto", "html", "md")])
def test_a_corrected_source_stays_what_it_is(tmp_path: Path, first: str, then: str, kind: str) -> None:
    """And is merged as such, whatever is asked for now."""
    file = f"{STEM}.{kind}"
    put(tmp_path, LINES, first, added=[file])
    source = tmp_path / file
    source.write_text(source.read_text().replace("Two is there.", "Two was mine."))
    put(tmp_path, LINES.replace("One is", "One was"), then, merged=[file])
    assert "One was here. Two was mine. Three." in source.read_text()
    put(tmp_path, LINES.replace("One is", "One was"), then, kept=[file])
    assert sources(tmp_path) == {f"a.{kind}", f"a.{kind}.base"}
    source.unlink()
    put(tmp_path, LINES, then, deleted=[file])
    assert sources(tmp_path) == {f"a.{kind}.base"}


def test_a_source_turned_by_hand_is_the_only_one(tmp_path: Path) -> None:
    """Somebody rewrote the HTML as Markdown: theirs stays, and nothing is put beside it."""
    put(tmp_path, LINES, "html", added=[f"{STEM}.html"])
    (tmp_path / f"{STEM}.html").rename(tmp_path / f"{STEM}.md")
    for wanted in ("auto", "html"):
        put(tmp_path, LINES.replace("One", "1"), wanted, deleted=[f"{STEM}.html"])
        assert sources(tmp_path) == {"a.md", "a.html.base"}


def test_corrected_markdown_that_cannot_follow_is_kept(tmp_path: Path) -> None:
    """The export's text became something that no Markdown says: yours stays, and it is told."""
    put(tmp_path, LINES, "auto", added=[f"{STEM}.md"])
    (tmp_path / f"{STEM}.md").write_text(HEAD + "Mine.\n")
    formats = put(tmp_path, "a<b>b<div>c</div></b>", "auto", kept=[f"{STEM}.md"])
    assert "no Markdown any more" in formats.stay[f"{STEM}.md"]
    assert (tmp_path / f"{STEM}.md").read_text() == HEAD + "Mine.\n"


def test_the_command_tells_and_checks(site: "Site", tmp_path: Path) -> None:
    """The report counts causes, --verbose names files, a wrong --format is refused; a site without Markdown works."""
    backup = export(tmp_path, entry(1, content=LINES), entry(2, content=COLOURS))
    told = site.nikola("import_blogger", "--verbose", backup).stdout
    assert "  1 of 2 posts, pages and drafts are Markdown; 1 stays HTML: 1 for colours\n" in told
    assert "    posts/2012/05/n2.html: colours\n" in told
    assert re.search(
        r"--format tex: is none of auto", site.nikola("import_blogger", "--format=tex", backup, code=2).stderr
    )
    site.configure(POSTS=[("posts/*.html", "posts", "post.tmpl")], COMPILERS={"html": (".html",)})
    site.configure(PAGES=[("pages/*.html", "pages", "page.tmpl")])
    told = site.nikola("import_blogger", backup).stdout
    assert "0 of 2 posts, pages and drafts are Markdown; 2 stay HTML: 2 for this site builds no Markdown" in told
    assert (site.root / "posts/2012/05/n1.html").is_file()
    assert not (site.root / BASE.format("posts/2012/05/n1.md")).exists()
