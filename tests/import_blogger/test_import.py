"""`nikola import_blogger` as its user runs it: files, report, exit codes, second runs."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from backup import HEAD, KIND, entry, export
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from conftest import Site

HOSTILE = [
    "Quotes \" and ' and \\ backslash",
    "Colon: and # hash - and [list] {map} & * ! | > % @ `",
    "Emoji 🦊 and right-to-left שלום مرحبا",
    "<script>alert(1)</script> &amp; &lt; <kbd>",
    "  two  spaces inside ",
    "yes",
    "2012-05-01",
    "t" * 300,
    "{{% shortcode %}}",
    "--- ... ---",
]


def metadata(path: Path) -> dict[str, object]:
    """Read the YAML header of a source file."""
    return YAML(typ="safe").load(path.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n"))


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return all files of posts, pages and redirects, with their times."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for name in ("posts", "pages", "redirects")
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
    }


def test_titles_and_labels_come_back_exactly(site: "Site", tmp_path: Path) -> None:
    """Any title and any label is in the source file, and the title on the page, character by character."""
    entries = [
        entry(
            n,
            title=title,
            more=f"<category scheme='http://www.blogger.com/atom/ns#' term=\"{escape(title, {chr(34): '&quot;'})}\"/>",
        )
        for n, title in enumerate(HOSTILE, 1)
    ]
    site.nikola("import_blogger", export(tmp_path, *entries))
    site.build()
    for n, title in enumerate(HOSTILE, 1):
        found = metadata(site.root / f"posts/2012/05/n{n}.md")
        assert (found["title"], found["tags"]) == (title.strip(), [title.strip()])
        page = site.output(f"posts/2012/05/n{n}/index.html")
        shown = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
        assert shown
        text = re.sub(r"<[^>]+>", "", shown[1])
        for sign, name in (("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("&", "&amp;")):
            text = text.replace(name, sign)
        assert " ".join(text.split()) == " ".join(title.split())


def test_all_metadata_arrives_and_nothing_is_invented(site: "Site", tmp_path: Path) -> None:
    """Each field of the entry is in the header under its name; a bare entry has no field more."""
    rich = "<link rel='related' href='http://out.example/?a=1&amp;b=2'/><georss:featurename xmlns:georss='http://www.georss.org/georss'>Paris</georss:featurename>"
    site.nikola("import_blogger", export(tmp_path, entry(1, title="Rich", more=rich), entry(2, title="Bare")))
    plain = {
        "title": "Bare",
        "slug": "n2",
        "date": "2012-05-01T10:00:00+02:00",
        "updated": "2012-05-02T10:00:00+02:00",
        "author": "Me",
        "guid": "tag:blogger.com,1999:blog-1.post-2",
        "legacy": "http://name.blogspot.com/2012/05/n2.html",
    }
    assert metadata(site.root / "posts/2012/05/n2.md") == plain
    rich_found = metadata(site.root / "posts/2012/05/n1.md")
    assert (rich_found["link"], rich_found["place"]) == ("http://out.example/?a=1&b=2", "Paris")


def test_a_post_without_title_gets_one_from_its_text(site: "Site", tmp_path: Path) -> None:
    """And the report says so."""
    run = site.nikola("import_blogger", export(tmp_path, entry(1, title="", content="<p>Some <b>first</b> words.</p>")))
    assert metadata(site.root / "posts/2012/05/n1.md")["title"] == "Some first words."
    assert "posts/2012/05/n1.md: had no title; given one from its text: Some first words." in run.stdout


def test_second_import_changes_no_file(site: "Site", tmp_path: Path) -> None:
    """Not a byte, not a date."""
    reply = "<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-1'/>"
    path = export(tmp_path, entry(1), entry(2, "comment", content="Hello<br />there", more=reply))
    site.nikola("import_blogger", path)
    before = tree(site.root)
    assert "posts/2012/05/n1.comments.yaml" in before
    run = site.nikola("import_blogger", path)
    assert tree(site.root) == before
    assert "3 unchanged" in run.stdout


def test_dry_run_tells_the_same_and_writes_nothing(site: "Site", tmp_path: Path) -> None:
    """--dry-run prints the report of the real run."""
    path = export(tmp_path, entry(1, title=""))
    dry = site.nikola("import_blogger", "--dry-run", path)
    assert tree(site.root) == {}
    real = site.nikola("import_blogger", path)
    assert dry.stdout.replace(", nothing written: a dry run", "") == real.stdout


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", r"blog\.xml: .*empty"),
        (HEAD + entry(1)[:-40], r"blog\.xml.*(ends|truncated|cut)"),
        (HEAD + entry(1).replace("</title>", "</titel>") + "</feed>", r"blog\.xml.*line \d+"),
        (HEAD + entry(1).replace("<author>", "<x:author/><author>") + "</feed>", r"blog\.xml.*line \d+"),
        (HEAD + "<<<<<<< HEAD\n" + entry(1) + "=======\n>>>>>>> b\n</feed>", r"blog\.xml.*merge"),
        ("blog_name,value\nA,b\n", r"blog\.xml: .+"),
        ("<html xmlns:b='x'><b:skin>…</b:skin></html>", r"blog\.xml.*theme"),
        ("<!DOCTYPE feed [<!ENTITY a 'b'>]>" + HEAD.split("\n", 1)[1] + entry(1) + "</feed>", r"blog\.xml: .+"),
    ],
    ids=["empty", "truncated", "mismatched", "prefix", "merge", "csv", "theme", "doctype"],
)
def test_bad_input_is_one_sentence(site: "Site", tmp_path: Path, text: str, sentence: str) -> None:
    """It names the file, says what it is and what to give; exit code 2; nothing is written."""
    path = tmp_path / "blog.xml"
    path.write_text(text, encoding="utf-8")
    run = site.nikola("import_blogger", path, code=2)
    assert re.fullmatch(rf"ERROR: .*{sentence}.*\n", run.stderr), run.stderr
    assert tree(site.root) == {}
    assert not (site.root / ".import").exists()


def test_facts_are_json(site: "Site", tmp_path: Path) -> None:
    """What the export says of the blog, for programs."""
    run = site.nikola("import_blogger", "--facts", export(tmp_path, entry(1)))
    facts = json.loads(run.stdout)
    assert facts["title"] == "A blog"
    assert (facts["author"], facts["host"], facts["timezone"]) == ("Me", "https://name.blogspot.com", None)


def test_no_mail_address_is_written(site: "Site", tmp_path: Path) -> None:
    """Settings entries hold people's addresses: none of them reaches the site."""
    secret = (
        "<entry><id>tag:blogger.com,1999:blog-1.settings.BLOG_COMMENT_EMAIL</id>"
        + KIND.format("settings")
        + "<content type='text'>secret@example.org</content></entry>"
    )
    mail = "<author><name>Me</name><email>noreply@blogger.com</email></author>"
    run = site.nikola("import_blogger", export(tmp_path, secret, entry(1, more=mail)))
    everything = run.stdout + run.stderr + "".join(data.decode() for data, _ in tree(site.root).values())
    assert "@" not in everything.replace("@example", "@") or "secret" not in everything
    assert "noreply" not in everything


def test_progress_is_for_terminals_only(site: "Site", tmp_path: Path) -> None:
    """A terminal sees a bar with the blog's title; a pipe sees only the report."""
    path = export(tmp_path, *(entry(n) for n in range(1, 200)))
    piped = site.nikola("import_blogger", "--dry-run", path)
    assert piped.stderr == ""
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "nikola", "import_blogger", "--dry-run", path],
        cwd=site.root,
        env={**os.environ, "HOME": str(site.home), "TERM": "xterm"},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the terminal is closed: Linux says EIO
            break
        if not part:
            break
        seen += part
    os.close(ours)
    assert run.wait() == 0
    assert b"A blog" in seen
    assert b"%" in seen


def test_outside_a_site_it_says_so(tmp_path: Path) -> None:
    """Without conf.py there is nothing to import into, and nothing is written."""
    run = subprocess.run(
        [sys.executable, "-m", "nikola", "import_blogger", "x.xml"],
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert "Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []
