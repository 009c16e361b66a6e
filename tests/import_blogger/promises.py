"""What must be true of the import of any export at all, good, odd or hostile."""

import re
from datetime import UTC
from pathlib import Path

from import_blogger.errors import ExportError
from import_blogger.importer import Import, Options, survey
from import_blogger.place import Changes, placing
from import_blogger.report import tell
from import_blogger.source import choose, find_sources
from ruamel.yaml import YAML
from selectolax.lexbor import LexborHTMLParser
from shape import compiler

LIMIT = 2**26
RENDER = compiler()


def run_import(export: Path, site: Path, *, dry_run: bool = False) -> Changes | None:
    """Import as the command does, in this process; None when the export is refused in a sentence."""
    try:
        source = choose(find_sources([export], limit_bytes=LIMIT), None)
        found = survey(source, UTC)
        with placing(site, dry_run=dry_run) as placer:
            work = Import(source, found, Options(zone=UTC, format="auto", render=RENDER), placer)
            work.run(lambda _done, _total: None)
            placer.commit()
        assert tell(work.report, work.plan, placer.changes, work.formats, blog="blog", dry_run=dry_run)
    except ExportError as error:
        told = str(error)
    else:
        return placer.changes
    assert told.startswith(str(export)), told
    assert len(told.splitlines()) == 1, told
    return None


DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def check_names(outside: Path, before: set[Path]) -> None:
    """Nothing outside the four folders of the site; names every disk takes, different even without case."""
    site = outside / "site"
    allowed = [site / name for name in ("posts", "pages", "redirects", "files")]
    new = {path for path in outside.rglob("*") if path not in before and path not in allowed}
    assert [path for path in new if not any(folder in path.parents for folder in allowed)] == []
    assert len({str(path).casefold() for path in new}) == len(new)
    for path in new:
        assert not DEVICES.fullmatch(path.name), path
        assert not re.search(r'[\x00-\x1f\x7f\\:*?"<>|=]', path.name), path
        assert len(path.name.encode()) <= 200, path
        assert path.name == path.name.strip(" ."), path


PROGRAM = re.compile(r"(?:java|vb|live)script:|data:(?:text|application)/|data:image/svg", re.IGNORECASE)
GONE = "script,style,iframe,object,embed,base,meta,link,frame,frameset,form,applet,template,noscript,plaintext,title"


def check_inert(html: str) -> None:
    """Look with a browser's parser for anything that runs."""
    tree = LexborHTMLParser(f"<!DOCTYPE html><body><article>{html}</article>")
    assert tree.body is not None
    assert [node.html for node in tree.body.css(GONE)] == []
    for node in tree.body.css("*"):
        for name, value in node.attributes.items():
            address = re.sub(r"[\x00-\x20]", "", value or "")
            assert not name.lower().startswith("on"), node.html
            assert name.lower() not in {"srcdoc", "formaction"}, node.html
            if name.lower() not in {"title", "alt", "style"} and not name.lower().startswith("data-"):
                shown = node.tag in {"img", "source"} and address.lower().startswith("data:image/svg")
                assert shown or not PROGRAM.match(address), node.html
            if name == "style":
                assert "expression(" not in address.lower(), node.html


def check_site(site: Path) -> None:
    """Every source is readable and inert."""
    yaml = YAML(typ="safe")
    for path in [*site.rglob("*.html"), *site.rglob("*.md")]:
        head, body = path.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
        fields = yaml.load(head)
        assert fields["title"].strip(), path
        assert all(isinstance(value, str | list | bool | float | int) for value in fields.values()), fields
        assert "{{%" not in body, path
        check_inert(RENDER(body) if path.suffix == ".md" else body)
    for path in site.rglob("*.comments.yaml"):
        for comment in yaml.load(path.read_text("utf-8")):
            check_inert(comment["text"])
            assert re.match(r"https?://[^\s/]", comment.get("link", "http://x")), comment
    for path in site.glob("redirects/*.txt"):
        for line in path.read_text("utf-8").splitlines():
            assert not line or line.startswith("#") or len(line.split()) == 2, line


def state(site: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file with its bytes and its time."""
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in site.rglob("*") if path.is_file()}


def attack(export: bytes, outside: Path) -> None:
    """Import an export twice and check all that must be true."""
    site, file = outside / "site", outside / "export.xml"
    site.mkdir()
    file.write_bytes(export)
    before = set(outside.rglob("*"))
    changes = run_import(file, site)
    check_names(outside, before)
    if changes is None:
        assert list(site.iterdir()) == []
        return
    check_site(site)
    first = state(site)
    again = run_import(file, site)
    assert again is not None
    changed = (again.added, again.turned, again.updated, again.merged, again.conflicts, again.kept)
    assert not any(changed), changed
    second = state(site)
    assert [path for path in {**first, **second} if first.get(path) != second.get(path)] == []
