"""An entry keeps its file, and each address it ever had, when a newer export gives it another address."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from backup import entry, export
from import_blogger.homes import read_homes
from import_blogger.place import BASE
from import_blogger.plan import Home, Known, Target, decide

if TYPE_CHECKING:
    from conftest import Site

FILE = "posts/2012/05/n1"


def known(number: str, address: str = "", **more: str) -> Known:
    """Make a live post unless told otherwise."""
    values = {"kind": "post", "status": "live", "title": "New title", "date": "2012-06-01T10:00:00+02:00", **more}
    return Known(number=number, address=address, **values)


@pytest.mark.parametrize(
    ("entry", "home", "target"),
    [
        (known("1", "/2012/06/new.html"), Home(FILE, "/2012/05/n1.html"), Target(FILE, "n1", "", "/2012/06/new.html")),
        (known("1", "/2012/06/new.html"), Home(FILE), Target(FILE, "n1", "", "/2012/06/new.html")),  # was a draft
        (known("1"), Home(FILE, "/2012/05/n1.html"), Target(FILE, "n1", "", "/2012/05/n1.html")),
        (known("1"), Home(FILE, "/2012/05/g.html", guessed=True), Target(FILE, "n1", "", "/2012/05/g.html", True)),
        (known("1", status="draft"), Home(FILE), Target(FILE, "n1", "draft")),
    ],
)
def test_an_entry_stays_at_home(entry: Known, home: Home, target: Target) -> None:
    """Its file and slug stay; its address is the export's, else what an earlier export knew, better than a guess."""
    assert decide([entry], {"1": home}).targets["1"] == target


def test_nobody_takes_a_home_or_an_address_that_is_in_use() -> None:
    """Another entry that now has the old address gets a file of its own, and the address."""
    plan = decide(
        [known("1", "/2012/06/new.html"), known("2", "/2012/05/n1.html")], {"1": Home(FILE, "/2012/05/n1.html")}
    )
    assert {number: target.file for number, target in plan.targets.items()} == {"1": FILE, "2": f"{FILE}-2"}
    assert plan.moved == {}


def test_what_an_import_wrote_is_read_back(tmp_path: Path) -> None:
    """Number, legacy path and guess of each source; an entry that has two files, or no number, has no home."""
    texts = {
        "posts/2012/05/a.md": "guid: tag:blogger.com,1999:blog-1.post-1\nlegacy: https://x.example/2012/05/a%20b.html\n",
        "pages/b.html": 'guid: "tag:blogger.com,1999:blog-1.page-2"\nlegacy: "/p/é.html"\nlegacy_guessed: true\n',
        "posts/2012/05/c.md": "guid: tag:blogger.com,1999:blog-1.post-3\n",
        "posts/2012/05/d.md": "guid: tag:blogger.com,1999:blog-1.post-4\nlegacy: http://[wrong\n",
        "posts/2012/05/e.md": "guid: x.post-5\n",
        "posts/2012/05/f.md": "guid: x.post-5\n",
        "posts/2012/05/g.md": 'guid: "wrong\n',
        "posts/2012/05/a.comments.yaml": "guid: x.post-6\n",
        "redirects/x.example.txt": "guid: x.post-7\n",
    }
    for path, head in texts.items():
        base = tmp_path / BASE.format(path)
        base.parent.mkdir(parents=True, exist_ok=True)
        base.write_text(f"---\n{head}---\nguid: x.post-8\n")
    assert read_homes(tmp_path, [*texts, "posts/2012/05/none.md"]) == {
        "1": Home("posts/2012/05/a", "/2012/05/a b.html"),
        "2": Home("pages/b", "/p/é.html", guessed=True),
        "3": Home("posts/2012/05/c"),
        "4": Home("posts/2012/05/d"),
    }


def moved(folder: Path, *addresses: str) -> Path:
    """Write an export in which the first entries have these addresses, and the last one links to the first's first."""
    last = entry(9, content='<p><a href="http://name.blogspot.com/2012/05/n1.html">one</a></p>')
    posts = [entry(n).replace(f"/2012/05/n{n}.html", address) for n, address in enumerate(addresses, 1)]
    return export(folder, *posts, last)


def test_every_address_it_had_leads_to_it(site: "Site", tmp_path: Path) -> None:
    """Over three exports: one source, no second post, corrections merged, all addresses answered, links to it whole."""
    told = site.nikola("import_blogger", moved(tmp_path, "/2012/05/n1.html", "/2012/05/n2.html")).stdout
    assert "another address" not in told
    source = site.root / f"{FILE}.md"
    source.write_text(source.read_text().replace("Text.", "Mine."))
    for address in ("/2012/06/second.html", "/2013/01/third.html"):
        export_file = moved(tmp_path, address, "/2012/05/n2.html")
        told = site.nikola("import_blogger", export_file).stdout
        assert "has another address than in the last export: " in told
        told = site.nikola("import_blogger", export_file).stdout
        assert "another address" not in told
        assert "updated" not in told
    assert "Mine." in source.read_text()
    assert "legacy: http://name.blogspot.com/2013/01/third.html\n" in source.read_text()
    assert {path.name for path in site.root.glob("posts/**/*.md")} == {"n1.md", "n2.md", "n9.md"}
    assert "link://filename/posts/2012/05/n1)" in (site.root / "posts/2012/05/n9.md").read_text()
    site.build()
    for address in ("2012/05/n1.html", "2012/06/second.html", "2013/01/third.html"):
        assert "/posts/2012/05/n1/" in site.output(address)


def test_a_post_that_became_a_draft_is_no_target(site: "Site", tmp_path: Path) -> None:
    """Its earlier addresses lead nowhere then: nothing public is there."""
    site.nikola("import_blogger", moved(tmp_path, "/2012/05/n1.html"))
    site.nikola("import_blogger", moved(tmp_path, "/2012/06/second.html"))
    text = moved(tmp_path, "/2012/06/second.html")
    draft = "<app:control><app:draft>yes</app:draft></app:control></entry>"
    text.write_text(text.read_text().replace("</entry>", draft, 1))
    site.nikola("import_blogger", text)
    assert "status: draft" in (site.root / f"{FILE}.md").read_text()
    site.build()


def test_a_hidden_twin_is_never_written(site: "Site", tmp_path: Path) -> None:
    """Two entries with one number: the public one comes, whichever is first in the export, and no word of the draft."""
    draft = entry(1, content="<p>Hidden.</p>", more="<app:control><app:draft>yes</app:draft></app:control>")
    public = entry(1, content="<p>Public.</p>").replace("n1.html", "n2.html")
    site.nikola("import_blogger", export(tmp_path, draft, public))
    (source,) = (site.root / "posts").glob("2*/**/*.md")
    assert source.name == "n2.md"
    assert "Public." in source.read_text()
