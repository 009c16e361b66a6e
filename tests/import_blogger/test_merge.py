"""Corrections and a newer export: both are in the file, or both versions are there. Nothing typed is ever lost."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from backup import entry, export
from hypothesis import given
from hypothesis import strategies as st
from import_blogger.merge import merge, retain, split_places
from import_blogger.place import BASE, BESIDE, LEDGER, placing

if TYPE_CHECKING:
    from conftest import Site

POST, COMMENTS, TABLE = (
    "posts/2012/05/a.html",
    "posts/2012/05/a.comments.yaml",
    "redirects/name.blogspot.com.txt",
)
HEAD = "---\ntitle: T\nslug: a\ndate: d\nupdated: one\ntags: [x]\n---\n"
BODY = "<p>One is here. Two is <b>there.</b> Three!</p><p>Four<br>five</p>\n"
NOTES = '- id: "1"\n  author: A\n  text: |-\n    Hello\n    you\n\n- id: "2"\n  author: B\n  text: Bye\n'
ROWS = "# What it is.\n\nalias b.example\n\n/a  link://tag/a\n/c  link://tag/c\n\n/2012/  link://archive/2012\n"

UNTOUCHED = [  # one side alone changed: its text is the result
    (POST, HEAD + BODY, HEAD + BODY.replace("Two", "2")),
    (POST, "no head", "no head at all"),
    (COMMENTS, NOTES, NOTES.replace("Bye", "Bye bye")),
    (TABLE, ROWS, ROWS.replace("link://tag/a", "/pages/a/")),
]
MERGED = [  # path, base, ours, theirs, result
    (
        POST,
        HEAD + BODY,
        HEAD + BODY.replace("One is", "One was"),
        HEAD.replace("one", "two") + BODY.replace("Three!", "Three?"),
        HEAD.replace("one", "two") + BODY.replace("One is", "One was").replace("Three!", "Three?"),
    ),
    (  # fields that stand side by side are different places
        POST,
        HEAD + BODY,
        HEAD.replace("date: d\n", "date: e\n# mine\n") + BODY,
        HEAD.replace("one", "two").replace("tags: [x]", "author: A\ntags: [x]") + BODY,
        HEAD.replace("date: d\n", "date: e\n# mine\n").replace("one", "two").replace("tags", "author: A\ntags") + BODY,
    ),
    (POST, HEAD + BODY, HEAD.replace("tags: [x]\n", "") + BODY, HEAD.replace("T", "U") + BODY, HEAD.replace("T", "U").replace("tags: [x]\n", "") + BODY),  # noqa: E501 - a row of a table
    (POST, HEAD + BODY, (HEAD + BODY.replace("Four", "4")).replace("\n", "\r\n"), HEAD + BODY.replace("One", "1"),
     (HEAD + BODY.replace("Four", "4").replace("One", "1")).replace("\n", "\r\n")),
    (  # a comment corrected, one deleted, and a new one in the export
        COMMENTS,
        NOTES,
        '- id: "1"\n  author: A\n  text: |-\n    Hello\n    you all\n',
        NOTES.replace("author: A", "author: AA") + '\n- id: "3"\n  text: New\n',
        '- id: "1"\n  author: AA\n  text: |-\n    Hello\n    you all\n\n- id: "3"\n  text: New\n',
    ),
    (
        TABLE,
        ROWS,
        ROWS.replace("/a  link://tag/a", "/a  /pages/a/") + "/mine  /pages/mine/\n",
        ROWS.replace("/c ", "/b  link://tag/b\n/c ") + "/2013/  link://archive/2013\n",
        ROWS.replace("/a  link://tag/a", "/a  /pages/a/").replace("/c ", "/b  link://tag/b\n/c ") + "/2013/  link://archive/2013\n/mine  /pages/mine/\n",  # noqa: E501 - a row of a table
    ),
]  # fmt: skip
CONFLICTS = [
    (POST, HEAD + BODY, HEAD + BODY.replace("One", "1"), HEAD + BODY.replace("One", "I")),
    (POST, HEAD + BODY, HEAD.replace("T", "U") + BODY, HEAD.replace("T", "V") + BODY),
    (POST, HEAD + BODY, HEAD.replace("title: T", 'title: "T') + BODY, HEAD + BODY.replace("One", "1")),
    (COMMENTS, NOTES, NOTES.replace("Bye", "Bye A"), NOTES.replace("Bye", "Bye B")),
    (COMMENTS, NOTES, NOTES + '\n- id: "2"\n  text: twice\n', NOTES.replace("Bye", "Bye B")),
    (TABLE, ROWS, ROWS.replace("link://tag/a", "/1"), ROWS.replace("link://tag/a", "/2")),
    (POST, "<br>" * 30_000, "a" + "<br>" * 30_000, "<br>" * 30_000 + "b"),  # too long to compare
]


@pytest.mark.parametrize(("path", "base", "changed"), UNTOUCHED)
def test_what_one_side_changed_is_taken(path: str, base: str, changed: str) -> None:
    """Whichever side it is, and both when both changed the same."""
    assert merge(path, base, base, changed) == changed
    assert merge(path, base, changed, base) == changed
    assert merge(path, base, changed, changed) == changed


@pytest.mark.parametrize(("path", "base", "ours", "theirs", "result"), MERGED)
def test_changes_in_different_places_meet(path: str, base: str, ours: str, theirs: str, result: str) -> None:
    """Sentences, fields, comments and addresses are places of their own; merging again changes nothing."""
    assert merge(path, base, ours, theirs) == result
    assert merge(path, base, result, theirs) == result


@pytest.mark.parametrize(("path", "base", "ours", "theirs"), CONFLICTS)
def test_changes_in_one_place_are_a_conflict(path: str, base: str, ours: str, theirs: str) -> None:
    """A sentence nobody wrote is never made, nor metadata that cannot be read."""
    assert merge(path, base, ours, theirs) is None


def test_comments_gone_from_the_export_stay() -> None:
    """At their place, and they are named."""
    third = '\n- id: "3"\n  text: New\n'
    text, gone = retain(NOTES, NOTES[NOTES.index('- id: "2"') :] + third)
    assert (text, gone) == (NOTES + third, ["1"])
    assert retain(NOTES, NOTES + third) == (NOTES + third, [])


@given(st.text(st.sampled_from("ab.! \n<>/pr\"'"), max_size=60))
def test_places_are_the_text(text: str) -> None:
    """Splitting loses nothing."""
    assert "".join(split_places(text)) == text


def put(site: Path, files: dict[str, str], *, dry_run: bool = False) -> dict[str, list[str]]:
    """Import these files and return what changed."""
    with placing(site, dry_run=dry_run) as placer:
        for path, text in files.items():
            placer.add(path, text)
        placer.commit()
    return {name: paths for name, paths in vars(placer.changes).items() if paths}


def test_conflict_puts_both_versions_side_by_side(tmp_path: Path) -> None:
    """Yours stays byte for byte, the export's follows the export; both are told until the person removes the other."""
    put(tmp_path, {POST: "one"})
    (tmp_path / POST).write_text("mine")
    beside = tmp_path / BESIDE.format(POST)
    assert put(tmp_path, {POST: "two"}, dry_run=True) == {"conflicts": [POST]}
    assert not beside.exists()
    for theirs in ("two", "two", "three"):
        assert put(tmp_path, {POST: theirs})["conflicts"] == [POST]
        assert ((tmp_path / POST).read_text(), beside.read_text()) == ("mine", theirs)
    beside.write_text("three, and a note of mine")
    assert put(tmp_path, {POST: "four"}) == {"conflicts": [POST]}
    assert beside.read_text() == "three, and a note of mine"
    beside.unlink()
    assert put(tmp_path, {POST: "four"}) == {"kept": [POST]}
    assert not beside.exists()


def test_gone_from_the_export_is_told_not_deleted(tmp_path: Path) -> None:
    """At each import, until the file is removed by hand."""
    put(tmp_path, {POST: "one", "pages/b.html": "two", COMMENTS: NOTES})
    less = {POST: "one", COMMENTS: '- id: "2"\n  author: B\n  text: Bye\n'}
    for _ in range(2):
        assert put(tmp_path, less) == {
            "unchanged": [POST, COMMENTS],
            "gone": [f"{COMMENTS}: comment 1", "pages/b.html"],
        }
        assert ((tmp_path / "pages/b.html").read_text(), (tmp_path / COMMENTS).read_text()) == ("two", NOTES)
    (tmp_path / "pages/b.html").unlink()
    assert put(tmp_path, {POST: "one", COMMENTS: NOTES}) == {"unchanged": [POST, COMMENTS]}


def test_sites_with_checksums_alone_go_on(tmp_path: Path) -> None:
    """Untouched files are updated, corrections kept; where the export is as before, its text is there from then on."""
    files = {f"posts/2012/05/{name}.html": f"One {name}. Two." for name in "abc"}
    paths = list(files)
    put(tmp_path, files)
    for base in (tmp_path / "posts/imported").rglob("*.base"):
        base.unlink()
    for path in paths[1:]:
        (tmp_path / path).write_text(files[path].replace("One", "1"))
    newer = {**files, paths[0]: "newer", paths[2]: "One c. Too."}
    assert put(tmp_path, newer) == {"updated": [paths[0]], "kept": [paths[1]], "conflicts": [paths[2]]}
    assert put(tmp_path, {**newer, paths[1]: "One b. Too."})["merged"] == [paths[1]]
    assert (tmp_path / paths[1]).read_text() == "1 b. Too."


def test_a_base_that_was_changed_is_none(tmp_path: Path) -> None:
    """Only what the checksum confirms is compared with."""
    put(tmp_path, {POST: "One. Two. Three."})
    (tmp_path / BASE.format(POST)).write_text("Two. Three.")
    (tmp_path / POST).write_text("1. Two. Three.")
    assert put(tmp_path, {POST: "One. Two. 3."}) == {"conflicts": [POST]}


def test_files_saved_in_another_encoding_are_kept(tmp_path: Path) -> None:
    """What cannot be read as UTF-8 cannot be merged; it stays as it is."""
    put(tmp_path, {POST: "One. Two."})
    (tmp_path / POST).write_bytes("Öne. Two.".encode("latin-1"))
    assert put(tmp_path, {POST: "One. 2."}) == {"conflicts": [POST]}
    assert (tmp_path / POST).read_bytes() == "Öne. Two.".encode("latin-1")


def test_saved_while_the_import_runs(tmp_path: Path) -> None:
    """Somebody saves a file between its reading and its replacing: the import gives way."""
    put(tmp_path, {POST: "one"})

    def race() -> None:
        with placing(tmp_path, dry_run=False) as placer:
            placer.add(POST, "two")
            (tmp_path / POST).write_text("mine")
            placer.commit()

    with pytest.raises(Exception, match="somebody saved it during the import; import again; nothing was changed"):
        race()
    assert (tmp_path / POST).read_text() == "mine"


def test_another_kind_of_source(tmp_path: Path) -> None:
    """A post that an import now writes as Markdown replaces the HTML nobody touched, and never lies beside it."""
    html, text = POST, POST.replace(".html", ".md")
    put(tmp_path, {html: "one"})
    assert put(tmp_path, {text: "one"}) == {"turned": [text]}
    assert not (tmp_path / html).exists()
    assert not (tmp_path / BASE.format(html)).exists()
    (tmp_path / text).write_text("mine")
    assert put(tmp_path, {html: "two"}) == {"kept": [text]}
    assert not (tmp_path / html).exists()
    (tmp_path / text).unlink()
    assert put(tmp_path, {html: "two"}) == {"deleted": [text]}
    assert not (tmp_path / html).exists()


def test_a_newer_export_through_the_command(site: "Site", tmp_path: Path) -> None:
    """A real import, corrections, a newer export: the report says all of it, the built site shows it.

    No base and no other version is published.
    """
    long = "<p>One is here. Two is there. Three.</p>"
    site.nikola("import_blogger", export(tmp_path, *(entry(n, content=long) for n in range(1, 5))))
    files = [site.root / f"posts/2012/05/n{n}.md" for n in range(1, 5)]
    for file in files[:2]:
        file.write_text(file.read_text().replace("Two is there.", "Two was mine."))
    files[2].unlink()
    newer = [
        entry(1, content=long.replace("One is", "One was")),
        entry(2, content=long.replace("Two is", "Two was theirs and")),
        entry(3, content=long.replace("Three", "3")),
    ]
    dry = site.nikola("import_blogger", "--dry-run", export(tmp_path, *newer)).stdout
    real = site.nikola("import_blogger", export(tmp_path, *newer)).stdout
    assert dry.replace(", nothing written: a dry run", "") == real
    for title, path in (
        ("merged: your corrections, and what the export changed elsewhere", "posts/2012/05/n1.md"),
        ("you and the export changed the same place; yours stays, compare it with the .export beside it", "posts/2012/05/n2.md"),  # noqa: E501 - a row of a table
        ("not written, since you deleted them", "posts/2012/05/n3.md"),
        ("no longer in the export; nothing was deleted", "posts/2012/05/n4.md"),
    ):  # fmt: skip
        assert f"  {title}:\n    {path}\n" in real
    site.build()
    assert "One was here. Two was mine. Three." in site.output("posts/2012/05/n1/index.html")
    assert "Two was mine." in site.output("posts/2012/05/n2/index.html")
    published = [
        path.name for path in (site.root / "output").rglob("*") if "base" in path.suffix or "export" in path.suffix
    ]
    assert published == []
    assert "theirs" not in "".join(path.read_text() for path in (site.root / "output").rglob("*.html"))
    assert (site.root / LEDGER).exists()
