"""`nikola check_site` on built sites: nothing unpublished, no dead link, every legacy address answered, a summary."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

SENTENCE = "Seven words of this are my secret, and one more word."
COMMENT = """- id: "5"
  author: A
  date: "2021-10-14T16:36:00+02:00"
  guid: "tag:blogger.com,1999:blog-1.post-5"
  text: <p>This comment is as secret as the draft which it is about.</p>
"""
STUB = """<!DOCTYPE html><title>x</title><link rel="canonical" href="https://blog.apdu.fr/{}">
<meta name="generator" content="legacy_redirects">"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the place of a site built once, for `clean`."""
    return tmp_path_factory.mktemp("built") / "site"


@pytest.fixture
def clean(built: Path, site: Site) -> Site:
    """Give a built site without findings: two posts, a page, a draft."""
    if not built.exists():
        make(site)
        shutil.copytree(site.root, built, symlinks=True)
    shutil.rmtree(site.root)
    shutil.copytree(built, site.root, symlinks=True)
    return site


def make(site: Site) -> None:
    """Write and build the site of `clean`."""
    site.configure(NAVIGATION_LINKS={"en": ()})
    site.post("posts/2021/10/a.html", f"<p>{SENTENCE[:30]}</p><p>Public text.</p>", slug="a", tags=["tag"])
    site.post("posts/2021/10/b.html", '<p id="x">See <a href="link://slug/a">a</a>.</p>', slug="b")
    site.post("pages/about.html", '<a href="#x">x</a><p id="x"></p>', slug="about")
    site.post(
        "posts/d.html",
        f"<p>{SENTENCE}</p>",
        title="Hidden",
        slug="d",
        status="draft",
        guid="tag:blogger.com,1999:blog-1.post-77",
    )
    site.write("posts/d.comments.yaml", COMMENT)
    site.build()


def check(site: Site, code: int) -> list[str]:
    """Return what the check prints, line by line; its exit code must be `code`."""
    return site.nikola("check_site", code=code).stdout.splitlines()


def test_a_good_site_has_no_findings(clean: Site) -> None:
    """No finding, nothing printed, exit code 0."""
    assert check(clean, 0) == []


def test_without_a_build_there_is_nothing_to_check(site: Site) -> None:
    """Before the first build the command says so and fails."""
    assert check(site, 1) == ["output/: nothing is built yet; run `nikola build`"]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("posts/d/index.html", "x"),
        ("posts/d.html", "x"),
        ("posts/d/index.src.html", "x"),
        ("posts/d.comments.yaml", "x"),
        ("x.html", f"<p>{SENTENCE}</p>"),
        ("x.txt", f"… {SENTENCE.upper()} …"),
        ("x.html", "<p>Seven <b>words</b> of&nbsp;this\nare my <i title='y'>secret</i> and</p>"),
        ("x.xml", "<rss><x>&lt;p&gt;words &amp;amp; of this are my secret and one more&lt;/p&gt;</x></rss>"),
        ("x.xml", "<rss><x>words of &lt;b&gt;this are my secret and one more</x></rss>"),
        ("x.json", '["words of this are my secret, and one more"]'),
        ("x.xml", "<rss><guid>tag:blogger.com,1999:blog-1.post-77</guid></rss>"),
        ("x.html", "<p>This comment is as secret as the draft which it is about.</p>"),
    ],
)
def test_what_is_unpublished_is_found_anywhere(clean: Site, place: str, text: str) -> None:
    """A page, source, comment, guid or eight words in a row of a draft in any text file is a failure."""
    clean.write(f"output/{place}", text)
    told = check(clean, 1)
    assert told[0].startswith(f"output/{place}: ")
    assert "posts/d.html" in told[0]


@pytest.mark.parametrize(
    "text",
    [
        "Seven words of this are my",
        "tag:blogger.com,1999:blog-1.post-777",
        "tag:blogger.com,1999:blog-1.post-7",
        "a secret of one more word, my words are seven",
    ],
)
def test_other_words_are_no_leak(clean: Site, text: str) -> None:
    """A few words that a draft holds too, or another guid, are not taken for it."""
    clean.write("output/x.txt", text)
    assert check(clean, 0) == []


def test_what_a_public_source_says_too_is_no_leak(clean: Site) -> None:
    """A draft that repeats a public post, comment or file does not make those a leak."""
    clean.write("files/x.txt", SENTENCE)
    clean.write("posts/2021/10/a.comments.yaml", COMMENT)
    clean.build()
    assert check(clean, 0) == []


def test_long_lines_of_few_words(clean: Site) -> None:
    """A line in a language that writes no spaces, or one long word, counts as a whole."""
    line = "これは公開されていない下書きの中にある長い一行であり誰にも読まれてはならないものである秘密です"
    clean.post("posts/e.html", f"<p>{line}</p>\n<pre>\n{'x' * 60}\n</pre>", slug="e", status="private")
    clean.write("output/x.html", f"<b>{line}</b>")
    clean.write("output/y.html", f"<b>{'x' * 60}</b>")
    assert [text.partition(":")[0] for text in check(clean, 1)[:2]] == ["output/x.html", "output/y.html"]


def test_dead_links(clean: Site) -> None:
    """A link to a missing file is a failure with file and line, in pages and feeds; a dead fragment in a text warns."""
    clean.post("posts/2021/10/c.html", '<p><a href="/nowhere/">x</a></p>\n<p><a href="#nowhere">x</a></p>', slug="c")
    clean.build()
    told = check(clean, 1)
    assert told[0].startswith("output/posts/2021/10/c/index.html:")
    assert "no id nowhere" in told[0]
    assert told[1].startswith("output/posts/2021/10/c/index.html:")
    assert "there is no nowhere/ in output/ (made from posts/2021/10/c.html)" in told[1]
    assert told[-1] == "check_site: failures: 1, warnings: 1"


def test_a_dead_fragment_alone_does_not_fail(clean: Site) -> None:
    """An imported body may hold fragments that were dead already: told, but no failure."""
    clean.post("posts/2021/10/c.html", '<p><a href="#nowhere">x</a></p>', slug="c")
    clean.build()
    assert check(clean, 0)[-1] == "check_site: failures: 0, warnings: 1"


def test_a_dead_link_in_an_imported_text_does_not_fail(clean: Site) -> None:
    """It was as dead on the old blog, and its author may be gone; the same link in a new text fails."""
    body = '<p><a href="/nowhere/">x</a></p>'
    clean.post("posts/2021/10/c.html", body, slug="c", guid="tag:blogger.com,1999:blog-1.post-2")
    clean.build()
    assert check(clean, 0)[-1] == "check_site: failures: 0, warnings: 1"
    clean.post("posts/2021/10/d.html", body, slug="d")
    clean.build()
    assert check(clean, 1)[-1] == "check_site: failures: 1, warnings: 0"


def test_a_legacy_address_needs_its_stub(clean: Site) -> None:
    """A public entry whose legacy address is answered by nothing, or by something else, is a failure in its source."""
    legacy = "https://old.example/2021/10/what%20happened.html"
    clean.post("posts/2021/10/a.html", slug="a", legacy=legacy)
    stub = clean.root / "output/2021/10/what happened.html"
    stub.unlink(missing_ok=True)
    assert check(clean, 1)[0] == f"posts/2021/10/a.html:5: there is no stub at its legacy address {legacy}"
    clean.write("output/2021/10/what happened.html", STUB.format("posts/2021/10/b/"))
    assert check(clean, 1)[0].startswith(f"posts/2021/10/a.html:5: what stands at its legacy address {legacy}")
    clean.write("output/2021/10/what happened.html", STUB.format("posts/2021/10/a/"))
    assert check(clean, 0) == []


def test_summary(clean: Site) -> None:
    """The summary counts what is in output/ and what is not."""
    clean.post("posts/e.html", slug="e", status="draft")
    clean.post("posts/f.html", slug="f", date="2999-01-01T00:00:00+00:00")
    clean.write("output/stub.html", STUB.format(""))
    clean.write(
        "output/posts/2021/10/b/index.html", '<ol><li id="c12" class="comment x"></li><li id="c13" class="y"></li></ol>'
    )
    told = clean.nikola("check_site", "--summary", code=None).stdout.splitlines()[-2:]
    assert told[0].startswith("In output/: 2 posts, 1 page, 1 comment, 1 stub at legacy addresses, ")
    assert told[1] == "Not in output/: 2 drafts, 1 scheduled entry."
