"""Readers find the source of what they read, and of nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Site

COMMENT = '- id: "1"\n  author: A\n  date: "2021-10-14T16:36:00+02:00"\n  text: <p>Hello</p>\n'


def fill(site: Site) -> None:
    """Write posts of both kinds, one with a comment, and what must stay at home."""
    site.post("posts/2021/10/a.md", "Text of *a*.")
    site.write("posts/2021/10/a.comments.yaml", COMMENT)
    site.post("posts/2021/10/b & c.html", "<p>Text of b.</p>", slug="b")
    site.post("posts/2021/10/draft.md", "Secret words.", status="draft")
    site.post("posts/2021/10/later.md", "Secret words.", date="2999-01-01T00:00:00+02:00")
    site.post("pages/about.md", "About.")


def link(site: Site, path: str) -> str:
    """Return where the page at path says that its source is."""
    found = re.search(r'<a href="([^"]*)" rel="nofollow">Source</a>', site.output(path))
    return found[1] if found else ""


def copies(site: Site) -> dict[str, str]:
    """Return the copies in output/ by their paths."""
    output = site.root / "output"
    found = [*output.rglob("*.md"), *output.rglob("*.html.*")]
    return {str(path.relative_to(output)): path.read_text("utf-8") for path in sorted(found)}


def test_nothing_by_itself(site: Site) -> None:
    """Without a setting nothing is copied and nothing linked."""
    fill(site)
    site.configure(COPY_SOURCES=False, SHOW_SOURCELINK=False)
    site.build()
    assert (copies(site), link(site, "posts/2021/10/a/index.html")) == ({}, "")


def test_copies_of_what_is_public(site: Site) -> None:
    """Public sources lie beside their pages, byte for byte; drafts, posts to come and comments lie nowhere."""
    fill(site)
    site.configure(COPY_SOURCES=True, SHOW_SOURCELINK=True, NAVIGATION_LINKS={"en": ()})
    site.build()
    assert copies(site) == {
        "pages/about/index.md": (site.root / "pages/about.md").read_text("utf-8"),
        "posts/2021/10/a/index.md": (site.root / "posts/2021/10/a.md").read_text("utf-8"),
        "posts/2021/10/b/index.html.txt": (site.root / "posts/2021/10/b & c.html").read_text("utf-8"),
    }
    assert link(site, "posts/2021/10/a/index.html") == "index.md"
    assert link(site, "posts/2021/10/b/index.html") == "index.html.txt"
    assert "index.md" not in site.output("sitemap.xml")
    site.nikola("check_site")
    assert "render_" not in site.build().stderr


def test_what_becomes_a_draft_goes(site: Site) -> None:
    """A copy goes when its post is a draft again, or gone; a changed source has a changed copy."""
    fill(site)
    site.configure(COPY_SOURCES=True, SHOW_SOURCELINK=True)
    site.build()
    site.post("posts/2021/10/a.md", "Not ready.", status="draft")
    (site.root / "pages/about.md").unlink()
    site.post("posts/2021/10/b & c.html", "<p>Other text.</p>", slug="b")
    site.build()
    assert list(copies(site)) == ["posts/2021/10/b/index.html.txt"]
    assert "Other text." in copies(site)["posts/2021/10/b/index.html.txt"]


@pytest.mark.parametrize("copy", [True, False])
def test_repository(site: Site, copy: bool) -> None:
    """With an address of a repository the link leads there, whatever is copied."""
    fill(site)
    site.configure(LOWTECH_SOURCE_URL="https://example.org/src/{source}?x=1&y", COPY_SOURCES=copy)
    site.build()
    assert link(site, "posts/2021/10/b/index.html") == (
        "https://example.org/src/posts/2021/10/b%20%26%20c.html?x=1&amp;y"
    )


def test_languages(site: Site) -> None:
    """A page in a language has the source in that language; one that was not translated has the one there is."""
    site.configure(
        TRANSLATIONS={"en": "", "fr": "./fr"},
        NAVIGATION_LINKS={"en": (), "fr": ()},
        COPY_SOURCES=True,
        SHOW_SOURCELINK=True,
    )
    site.post("posts/2021/10/a.md", "English.")
    site.post("posts/2021/10/a.fr.md", "Français.", title="Titre")
    site.post("posts/2021/10/b.md", "English only.")
    site.build()
    assert "Français." in copies(site)["fr/posts/2021/10/a/index.md"]
    assert link(site, "fr/posts/2021/10/a/index.html") == "index.md"
    assert link(site, "fr/posts/2021/10/b/index.html").endswith("../posts/2021/10/b/index.md")
    assert "English only." in copies(site)["posts/2021/10/b/index.md"]
