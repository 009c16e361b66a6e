"""A guid in the source of a post: nothing else in it changes."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from permanent_ids import source
from ruamel.yaml import YAML

GUID = "tag:b.example,2026-11-24:x"


def yaml(text: str) -> Any:
    """Return the metadata in a source, as Nikola's extractor for YAML does."""
    return YAML(typ="safe").load(text.lstrip()[4:].split("\n---\n")[0])


def toml(text: str) -> Any:
    """Return the metadata in a source, as Nikola's extractor for TOML does."""
    return tomllib.loads(text.lstrip()[4:].split("\n+++\n")[0])


def nikola(text: str) -> Any:
    """Return the metadata in a source, as Nikola's own extractor does."""
    lines = [line.strip() for line in text.lstrip().split("\n\n")[0].split("\n")]
    return dict(line.removeprefix(".. ").split(": ", 1) for line in lines if line.startswith(".. ") and ": " in line)


READERS: dict[str, Callable[[str], Any]] = {"yaml": yaml, "toml": toml, "nikola": nikola}


def record(tmp_path: Path, data: bytes, guid: str = GUID) -> tuple[bytes, str | None]:
    """Return what becomes of a source, and the finding."""
    path = tmp_path / "post.md"
    path.write_bytes(data)
    finding = source.record(path, READERS, guid)
    assert [one.name for one in tmp_path.iterdir()] == ["post.md"]
    return path.read_bytes(), finding


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: A\n---\nText\n---\n", "---\ntitle: A\n*---\nText\n---\n"),
        ("---\ntitle: A\ntags:\n- a\n- b\n---\n", "---\ntitle: A\n*tags:\n- a\n- b\n---\n"),
        ("---\ntitle: |\n  A\n  b\n---\n", "---\n*title: |\n  A\n  b\n---\n"),
        ("---\r\ntitle: A\r\n---\r\nText", "---\r\ntitle: A\r\n*---\r\nText"),
        ("\ufeff---\ntitle: É\n---\n\x0b\u2028", "\ufeff---\ntitle: É\n*---\n\x0b\u2028"),
        ('---\nguid: ""\ntitle: A\n---\n', "---\n*title: A\n---\n"),
        ("---\ntitle: A\nguid:\n---\n", "---\ntitle: A\n*---\n"),
        ('+++\ntitle = "A"\n+++\nText', '+++\ntitle = "A"\n*+++\nText'),
        ('+++\ntitle = "A"\n[more]\na = 1\n+++\n', '+++\ntitle = "A"\n*[more]\na = 1\n+++\n'),
        (".. title: A\n.. date: B\n\nText\n.. not: one", ".. title: A\n.. date: B\n*\nText\n.. not: one"),
        ("<!--\n.. title: A\n-->\n<p>Text", "<!--\n.. title: A\n*-->\n<p>Text"),
        ("\n\n   .. title: A\n\nText", "\n\n   .. title: A\n   *\nText"),
        (".. title: A\r\n\r\nText\r\n", ".. title: A\r\n*\r\nText\r\n"),
    ],
)
def test_one_line_is_added(tmp_path: Path, before: str, after: str) -> None:
    """Every other byte stays, whatever the kind of metadata and of line ends."""
    kind = {"-": "guid: ", "+": "guid = ", ".": ".. guid: ", "<": ".. guid: "}[before.strip("\ufeff \n")[0]]
    value = f'"{GUID}"' if kind == "guid = " else GUID
    line = f"{kind}{value}\r\n" if "\r\n" in before else f"{kind}{value}\n"
    assert record(tmp_path, before.encode()) == (after.replace("*", line).encode(), None)


@pytest.mark.parametrize("guid", ["42", "a: b", "x #y", "true", "'", '"\\', "https://b.example/é/", "tag:é"])
def test_any_id_is_read_back(tmp_path: Path, guid: str) -> None:
    """A number or a word that means something to YAML stays a text."""
    for text in ("---\ntitle: A\n---\n", '+++\ntitle = "A"\n+++\n', ".. title: A\n\n"):
        data, finding = record(tmp_path, text.encode(), guid)
        if finding is None:
            reader = {"-": yaml, "+": toml, ".": nikola}[text[0]]
            assert reader(data.decode()) == {"title": "A", "guid": guid}
        else:
            assert (data, guid) == (text.encode(), "true")


@pytest.mark.parametrize(
    "text",
    ["", "Text", "---\ntitle: A\n", "---\n{title: A}\n---\n", "---\n  title: A\n---\n", "+++\ntitle = 'A'\n", "\n"],
)
def test_what_it_does_not_understand_stays(tmp_path: Path, text: str) -> None:
    """Not a byte is written, and the sentence has the line to add by hand."""
    data, finding = record(tmp_path, text.encode())
    assert data == text.encode()
    assert finding is not None
    assert finding.startswith(f"{tmp_path}/post.md: has no metadata in which a build could write")
    assert finding.endswith(f"guid: {GUID}")


def test_rights_and_links_stay(tmp_path: Path) -> None:
    """A source that is a link to a file elsewhere stays one, and who may read it may still."""
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "post.md", tmp_path / "link.md"
    real.write_text("---\ntitle: A\n---\n")
    real.chmod(0o640)
    link.symlink_to(real)
    assert source.record(link, READERS, GUID) is None
    assert link.is_symlink()
    assert GUID in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """In one sentence with the line to add."""
    path = tmp_path / "post.md"
    path.write_text("---\ntitle: A\n---\n")
    (tmp_path / ".post.md.new").mkdir()  # where the new text would go; rights do not stop root
    finding = source.record(path, READERS, GUID)
    assert finding == (
        f"{path}: cannot be written (Is a directory); add a line with its permanent id to its metadata: guid: {GUID}"
    )
