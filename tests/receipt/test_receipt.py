"""`nikola receipt`: a site that holds all of its export, then the same site with one thing of it gone after another."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

FIRST = "posts/2012/05/first/index.html"
SECOND = "posts/2012/06/second/index.html"
CAT = "https://1.bp.blogspot.com/-x/s320/cat.jpg"
ABOUT = "pages/who/index.html"
# what is done to a file of output/ (text out, text in), and the kind of thing that the receipt then misses
DAMAGES = [
    (FIRST, "rds and", "rds", "word"),
    (FIRST, "</strong>rds", "</strong> rds", "word"),
    (FIRST, "A cat asleep", "Asleep a cat", "word"),
    (FIRST, "A “first”</h1>", "A first</h1>", "word"),
    (FIRST, "\t<span", "    <span", "code block"),
    (FIRST, "names;", "names:", "code block"),
    (FIRST, "s320/cat.jpg", "s320/dog.jpg", "picture"),
    (FIRST, "s1600/cat.jpg", "s1600/dog.jpg", "link"),
    (FIRST, 'second/#c12"', 'second/"', "link"),
    (FIRST, "categories/fur/", "archive.html", "link"),
    (FIRST, "example.net/?q", "example.net/?p", "link"),
    (FIRST, "dQw4w9WgXcQ", "dQw4w9WgXcX", "embed"),
    (FIRST, "abcdef1", "abcdef2", "embed"),
    (FIRST, "p-category", "p-cat", "label"),
    (FIRST, "Kyoto, Japan", "Kyoto", "place"),
    (FIRST, "T10:00:00", "T11:00:00", "date"),
    (FIRST, "u-bookmark-of", "u-nothing", "link"),
    (FIRST, "h-entry", "entry", "post"),
    (SECOND, "Long &amp;", "Long", "word"),
    (SECOND, "<bdi>Ben</bdi>", "<bdi>Bob</bdi>", "author"),
    (SECOND, 'id="c11"', 'id="c10"', "comment"),
    (SECOND, "see <a", "<a", "word"),
    (SECOND, "https://anna.example/", "#", "link"),
    (ABOUT, "alone", "", "word"),
    ("2012/05/first.html", "/05/first/", "/06/second/", "legacy address"),
    ("rss.xml", "blog-7.post-2", "blog-7.post-22", "feed id"),
    ("categories/fur/index.html", "posts/2012/05/first/", "posts/", "label"),
]


@pytest.fixture
def moved(site: Any, export: str) -> Any:
    """Give a site made of the export."""
    site.write("cats.xml", export)
    site.nikola("import_blogger", "cats.xml")
    site.build()
    return site


def receipt(site: Any, code: int = 0) -> tuple[dict[str, Any], str]:
    """Return the receipt's JSON, and its text."""
    run = site.nikola("receipt", "--json", "receipt.json", "cats.xml", code=code)
    return json.loads((site.root / "receipt.json").read_text(encoding="utf-8")), run.stdout


def test_everything_is_accounted_for(moved: Any) -> None:
    """Each thing of the export is shown, or left out for a reason; nothing is counted twice or not at all."""
    found, told = receipt(moved)
    rows = {name: (row["export"], row["shown"], row["left_out"]) for name, row in found["rows"].items()}
    assert found["missing"] == 0
    assert rows["post"] == (3, 2, 1)
    assert rows["page"] == (1, 1, 0)
    assert rows["comment"] == (3, 2, 1)
    assert rows["code block"] == (2, 2, 0)
    assert rows["picture"] == (2, 1, 1)
    assert rows["link"] == (7, 7, 0)
    assert rows["embed"] == (3, 2, 1)
    assert rows["author"] == (2, 2, 0)
    assert rows["label"] == (1, 1, 0)
    assert rows["place"] == (1, 1, 0)
    assert rows["legacy address"] == (3, 3, 0)
    assert rows["feed id"] == (2, 2, 0)
    reasons = {(one["kind"], one["why"]) for one in found["differences"] if one["verdict"] == "left out"}
    assert reasons == {
        ("post", "draft"),
        ("comment", "its post is not in the export"),
        ("picture", "a pixel that counts readers"),
        ("embed", "no address in the export"),
        ("script", "no page runs programs"),
        ("feed footer", "written by Blogger into its feed"),
    }
    notes = {one["what"] for one in found["differences"] if one["verdict"] == "note"}
    assert notes == {"3, not 2", "List names;", CAT}, (
        "the export's own wrong total, tags shown at last, what is not home"
    )
    assert "https://cats.blogspot.com/2011/01/gone.html?showComment=1#c13" in told
    assert re.search(r"post +3 +2 +1 +-\n", told)


def test_nothing_can_get_lost_unseen(moved: Any) -> None:
    """Whatever is taken from a page, a stub, a list or a feed, the receipt misses it, says so and exits with 1."""
    findings = []
    for file, old, new, kind in DAMAGES:
        path = moved.root / "output" / file
        text = path.read_text(encoding="utf-8")
        assert old in text, (file, old)
        path.write_text(text.replace(old, new), encoding="utf-8")
        run = moved.nikola("receipt", "--json", "receipt.json", "cats.xml", code=None)
        path.write_text(text, encoding="utf-8")
        rows = json.loads((moved.root / "receipt.json").read_text())["rows"]
        missing = [name for name, row in rows.items() if row["missing"]]
        if run.returncode != 1 or kind not in missing or "MISSING" not in run.stdout:
            findings.append(f"{file}: {old!r} → {new!r}: exit {run.returncode}, missing {missing}, not {kind}")
    assert findings == []
    assert receipt(moved)[0]["missing"] == 0


def test_a_missing_page_takes_its_comments_along(moved: Any) -> None:
    """A post without a page is missing, and so is each of its comments, by its old address."""
    (moved.root / "output" / SECOND).unlink()
    found, told = receipt(moved, code=1)
    assert found["rows"]["post"]["missing"] == 1
    assert found["rows"]["comment"]["missing"] == 2
    assert "https://cats.blogspot.com/2012/06/second.html: Second" in told
    assert "https://cats.blogspot.com/2012/06/second.html#c11" in told


def test_corrections_by_hand_are_no_losses(moved: Any) -> None:
    """What somebody corrected or deleted after the import differs, is listed as that, and fails nothing."""
    source = moved.root / "posts/2012/05/first.md"
    text = source.read_text(encoding="utf-8")
    for old, new in (
        ("Last word", "The end"),
        ("link://filename/posts/2012/06/second#c12", "https://example.org/"),
    ):
        assert old in text
        text = text.replace(old, new)
    source.write_text(text, encoding="utf-8")
    (moved.root / "posts/2012/06/second.md").unlink()
    (moved.root / "posts/2012/06/second.comments.yaml").unlink()
    (moved.root / "redirects/cats.blogspot.com.txt").unlink()
    moved.build()
    found, _ = receipt(moved)
    why = {(one["kind"], one["why"]) for one in found["differences"] if one["verdict"] == "left out"}
    assert ("word", "corrected by hand: is not on the page") in why
    assert ("post", "corrected by hand: deleted") in why
    assert ("comment", "corrected by hand: its post is deleted") in why


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "receipt: name the export"),
        (["nothing.xml"], "nothing.xml: No such file"),
        (["broken.xml"], "broken.xml: not well-formed XML"),
        (["other.xml", "more.xml"], "holds no blog of this site"),
        (["--json", "no/folder.json", "cats.xml"], "no/folder.json: No such file"),
    ],
    ids=str,
)
def test_what_stops_a_receipt_is_a_sentence(site: Any, export: str, arguments: list[str], sentence: str) -> None:
    """An export that is none, or another blog's, is told in a sentence with exit code 2."""
    site.write("cats.xml", export)
    site.write("broken.xml", export[:2000])
    for name in ("other", "more"):
        site.write(f"{name}.xml", export.replace("blog-7", "blog-8" if name == "more" else "blog-9"))
    site.post("posts/2012/05/x.html", guid="tag:blogger.com,1999:blog-7.post-1")
    (site.root / "output").mkdir()
    (site.root / "output/index.html").write_text("<p>")
    assert sentence in site.nikola("receipt", *arguments, code=2).stderr


def test_a_site_that_is_not_built_has_no_receipt(site: Any, export: str) -> None:
    """Before the first build there is nothing to compare with."""
    site.write("cats.xml", export)
    assert "nothing is built yet" in site.nikola("receipt", "cats.xml", code=2).stderr


def test_the_bundled_blog_is_whole(tmp_path: Path, site: Any) -> None:
    """The export that comes with this project is wholly on the site made of it."""
    house = Path(__file__).resolve().parents[2]
    bundled = house / "tests/data/ludovicrousseau.xml"
    site.nikola("import_blogger", bundled)
    site.build()
    run = site.nikola("receipt", "--json", tmp_path / "bundled.json", bundled)
    assert "MISSING" not in run.stdout
    rows = json.loads((tmp_path / "bundled.json").read_text())["rows"]
    assert rows["post"]["shown"] == 13
    assert rows["word"]["shown"] > 2000
