"""Corrections and newer exports, any of them, over and over: nothing a person typed is ever lost."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from import_blogger.body import clean
from import_blogger.formats import Format, Formats
from import_blogger.merge import split_places
from import_blogger.place import BESIDE, placing
from shape import compiler

STEM = "posts/2012/05/a"
HEAD = "---\ntitle: T\nslug: a\ndate: d\nupdated: one\ntags: [x]\n---\n"
SENTENCES = st.lists(st.integers(0, 9), max_size=8)


def put(site: Path, path: str, text: str) -> None:
    """Import this file."""
    with placing(site, dry_run=False) as placer:
        placer.add(path, text)
        placer.commit()


@st.composite
def edited(draw: st.DrawFn, places: list[str], who: str) -> list[str]:
    """Return the places with some left out, some changed and some new; what is new bears a name."""
    result: list[str] = []
    for number, place in enumerate([*places, ""]):
        result += [f"{who}{draw(st.integers(0, 99))}. " for _ in range(draw(st.sampled_from([0, 0, 0, 0, 1, 2])))]
        change = draw(st.sampled_from(["", "", "", "", "drop", "change"]))
        if change == "change":
            result.append(f"{who}at{number}. ")
        elif not change:
            result.append(place)
    return [place for place in result if place]


def words(text: str, who: str) -> list[str]:
    """Return what somebody typed, in order."""
    return re.findall(rf"\b{who}\w+", text)


@pytest.mark.parametrize("path", [f"{STEM}.html", f"{STEM}.md"])
@settings(deadline=None)
@given(data=st.data())
def test_nothing_typed_is_ever_lost(path: str, data: st.DataObject) -> None:
    """Any edits on both sides, over several exports: nothing a person typed is lost.

    It is in the file, in order, and what they deleted has not come back.
    All that the export wrote is there or beside it.
    """
    with TemporaryDirectory() as folder:
        site = Path(folder)
        theirs = [f"s{number}. " for number in data.draw(SENTENCES)]
        put(site, path, HEAD + "".join(theirs))
        for turn in range(data.draw(st.integers(1, 3))):
            mine = (site / path).read_text().removeprefix(HEAD)
            mine = "".join(data.draw(edited(split_places(mine), f"M{turn}x")))
            (site / path).write_text(HEAD + mine)
            last = "".join(theirs)
            theirs = data.draw(edited(theirs, f"E{turn}x"))
            put(site, path, HEAD + "".join(theirs))
            now = (site / path).read_text().removeprefix(HEAD)
            beside = site / BESIDE.format(path)
            assert words(now, r"M\dx") == words(mine, r"M\dx")
            if now == mine and "".join(theirs) not in (mine, last):
                both = now + (beside.read_text() if beside.exists() else "")
                assert set(words("".join(theirs), f"E{turn}x")) <= set(words(both, f"E{turn}x"))
            if now != mine:
                assert words(now, f"E{turn}x") == words("".join(theirs), f"E{turn}x")
                dropped = set(words(last, "s")) - set(words(mine, "s"))
                assert not dropped & set(words(now, "s")), "what was deleted came back"
            before = state(site)
            put(site, path, HEAD + "".join(theirs))
            assert state(site) == before


def state(site: Path) -> dict[Path, bytes]:
    """Return all files and what is in them."""
    return {path: path.read_bytes() for path in site.rglob("*.*") if path.is_file()}


def put_body(site: Path, sentences: list[str], wanted: Format, style: str) -> None:
    """Import one post whose paragraphs are these sentences; one with a style is no Markdown in auto."""
    html = "".join(f"<p{style}>{sentence.strip()} Full.</p>" for sentence in sentences)
    body = clean(html, rewrite=str, absolute=str)
    with placing(site, dry_run=False) as placer:
        Formats(placer, wanted, compiler()).add(STEM, HEAD, body.html, body.tree)
        placer.commit()


@settings(deadline=None)
@given(st.data())
def test_nothing_typed_is_lost_where_the_kind_of_source_turns(data: st.DataObject) -> None:
    """Each export may want another format: there is one source, with all that a person typed, in order.

    What the export wrote is there, or beside it as the same kind of source.
    """
    kinds = st.sampled_from(["auto", "html", "markdown"])
    styles = st.sampled_from(["", ' style="color: red"'])
    with TemporaryDirectory() as folder:
        site = Path(folder)
        theirs = [f"s{number}. " for number in range(data.draw(st.integers(1, 5)))]
        put_body(site, theirs, data.draw(kinds), data.draw(styles))
        for turn in range(data.draw(st.integers(1, 3))):
            (source,) = site.glob("posts/2012/05/a.*[dl]")
            mine = source.read_text().removeprefix(HEAD)
            typed = "".join(data.draw(edited(split_places(mine), f"M{turn}x"))) if data.draw(st.booleans()) else mine
            source.write_text(HEAD + typed)
            theirs = data.draw(edited(theirs, f"E{turn}x"))
            wanted, style = data.draw(kinds), data.draw(styles)
            put_body(site, theirs, wanted, style)
            (now,) = site.glob("posts/2012/05/a.*[dl]")
            assert words(now.read_text(), r"M\dx") == words(typed, r"M\dx")
            assert typed == mine or now == source
            both = now.read_text() + "".join(path.read_text() for path in site.glob("posts/2012/05/*.export"))
            assert set(words("".join(theirs), f"E{turn}x")) <= set(words(both, f"E{turn}x"))
            before = state(site)
            put_body(site, theirs, wanted, style)
            assert state(site) == before
