"""One style sheet: Bootstrap cut to what is used, under a name that tells its content."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import nikola
import pytest
from page_css.cut import classes, cut

if TYPE_CHECKING:
    from conftest import Site

BOOTSTRAP = (
    Path(nikola.__file__).parent / "data" / "themes" / "bootstrap4" / "assets" / "css" / "bootstrap.min.css"
).read_text("utf-8")


def sheet(site: Site) -> tuple[str, str]:
    """Return name and text of the site's only style sheet."""
    (path,) = (site.root / "output" / "assets" / "css").iterdir()
    return path.name, path.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", set()),
        ("a table and a card, classy", set()),
        ('<p class="a b-c">', {"a", "b-c"}),
        ("<p CLASS='a\n b'><i class=c>", {"a", "b", "c"}),
        ("class = 'a'", {"a"}),
        ("class=\"${'a' if x == 1 else 'b'} c\"", {"a", "if", "x", "else", "b", "c"}),
        ('"<p class=\\"a\\">"', {"a"}),
        ("# Title {.a #b}\n{: .c .d }\n[x](y){ .e }", {"a", "b", "c", "d", "e"}),
        ("${post.title()} {x}", set()),
    ],
)
def test_used_classes(text: str, names: set[str]) -> None:
    """Classes are found where they are given to elements, in HTML, Markdown, templates and programs, and only there."""
    assert classes(text) == names


def test_cut_keeps_what_is_used() -> None:
    """Of Bootstrap stay the rules of elements, of used classes, and its licence; ours stays whole and comes last."""
    small = cut(BOOTSTRAP, [":root { --own: red } .mine { color: var(--own) }", ".table { color: green }"], {"table"})
    assert small.startswith("/*!\n * Bootstrap v4")
    assert ".table td,.table th{" in small
    assert ".mine{color:var(--own)}" in small
    assert small.rindex(".table{color:green}") > small.index(".table td")
    assert not re.search(r"(?<!not\()\.(?:card|btn|col|navbar)\b", small)
    assert len(small) < 9000


def test_broken_css_is_told() -> None:
    """A sheet that is no CSS is an error, not a page without style."""
    with pytest.raises(ValueError, match=r"[Uu]nexpected|[Ii]nvalid"):
        cut(BOOTSTRAP, [".a { color: red } } b {"], set())


def test_a_class_in_a_post_brings_its_rules(site: Site) -> None:
    """A Bootstrap class used in a post is in the next build's sheet, under another name; unused it goes again."""
    site.post("posts/2021/10/a.html", "<p>badge</p>")
    site.build()
    name, css = sheet(site)
    assert ".badge" not in css
    assert f"assets/css/{name}" in site.output("index.html")
    site.post("posts/2021/10/a.html", '<p class="badge">badge</p>')
    site.build()
    other, css = sheet(site)
    assert ".badge{" in css
    assert other != name
    assert f"assets/css/{other}" in site.output("404.html")
    site.post("posts/2021/10/a.html", "<p>badge</p>")
    site.build()
    assert sheet(site)[0] == name


def test_custom_css(site: Site) -> None:
    """A site's custom.css is the end of the sheet; a broken one stops the build with a sentence."""
    site.write("files/assets/css/custom.css", "body { color: rebeccapurple }")
    site.post("posts/2021/10/a.html")
    site.build()
    path = next((site.root / "output" / "assets" / "css").glob("page-*.css"))
    assert "#639" in path.read_text("utf-8")[-80:]
    site.write("files/assets/css/custom.css", "body { color: rebeccapurple } }")
    assert "custom.css: " in site.nikola("build", "--strict", code=None).stderr
