"""The promises of plugins/classify_authors: every author has a page, whatever the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html

if TYPE_CHECKING:
    from conftest import Site

HOSTILE = [  # in the order of their first posts
    ("Anna", "anna"),
    ("anna", "anna-2"),
    ("ANNA", "anna-3"),
    ("Änna", "anna-4"),
    ("★", "author"),
    ("🎉", "author-2"),
    ("index", "index-2"),
    ("A/B", "ab"),
    ("..", "author-3"),
    ("<b>", "b"),
    ("x" * 400, "x" * 200),
    ("x" * 401, "x" * 200 + "-2"),
]


def fill(site: Site) -> None:
    """Write a post of each author."""
    site.configure(ENABLE_AUTHOR_PAGES=True)
    for number, (name, _) in enumerate(HOSTILE):
        site.post(f"posts/2021/10/p{number}.html", author=name, date=f"2021-10-{number + 1:02}T12:00:00+02:00")


def test_every_author_has_an_address(site: Site) -> None:
    """Names that give one address or none get one each; posts and the list of authors lead there."""
    fill(site)
    site.build()
    overview = lxml.html.fromstring(site.output("authors/index.html"))
    links = {a.text: a.get("href") for a in overview.xpath("//main//a")}
    for number, (name, slug) in enumerate(HOSTILE):
        assert links[name] == f"{slug}/"
        page = lxml.html.fromstring(site.output(f"authors/{slug}/index.html"))
        assert f"p{number}" in page.xpath("//main//a/text()")
        post = lxml.html.fromstring(site.output(f"posts/2021/10/p{number}/index.html"))
        assert post.xpath("//a[contains(@class, 'p-author')]/@href") == [f"../../../../authors/{slug}/"]


def test_one_author_has_no_page(site: Site) -> None:
    """A blog of one author has no pages of authors; the name on its posts is no link."""
    site.configure(ENABLE_AUTHOR_PAGES=True)
    site.post("posts/2021/10/a.html", author="Anna")
    site.build()
    assert not (site.root / "output" / "authors").exists()
    assert not lxml.html.fromstring(site.output("posts/2021/10/a/index.html")).xpath(
        "//a[contains(@class, 'p-author')]"
    )


def test_a_later_author_takes_no_address(site: Site) -> None:
    """An author who comes later gets another address, and links to authors know it."""
    fill(site)
    site.post(
        "posts/2022/01/late.html",
        '<p><a href="link://author/aNNa">a</a></p>',
        author="aNNa",
        date="2022-01-01T12:00:00+01:00",
    )
    site.build()
    assert "p0" in site.output("authors/anna/index.html")
    assert 'href="../../../../authors/anna-5/"' in site.output("posts/2022/01/late/index.html")


def test_nikola_s_own_addresses(site: Site) -> None:
    """With SLUG_AUTHOR_PATH = False names are not touched."""
    site.configure(ENABLE_AUTHOR_PAGES=True, SLUG_AUTHOR_PATH=False)
    site.post("posts/2021/10/a.html", author="Anna")
    site.post("posts/2021/10/b.html", author="Bert")
    site.build()
    assert (site.root / "output/authors/Anna/index.html").is_file()
