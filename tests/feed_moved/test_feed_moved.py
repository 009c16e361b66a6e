"""`nikola feed_moved`: the last entry of the old blog."""

from typing import TYPE_CHECKING

import pytest
from lxml import html

if TYPE_CHECKING:
    from conftest import Site


@pytest.mark.parametrize(("language", "word"), [("en", "goes on at"), ("fr", "continue"), ("sk", "goes on at")])
def test_the_entry_names_the_new_addresses(site: "Site", language: str, word: str) -> None:
    """A title, and HTML with the addresses of the blog and its feeds; what is in the blog's title is text."""
    site.configure(
        DEFAULT_LANG=language,
        TRANSLATIONS={language: ""},
        BLOG_TITLE="A <b> & {c}",
        NAVIGATION_LINKS={language: ()},
    )
    title, _, body = site.nikola("feed_moved").stdout.partition("\n\n")
    assert title.strip().startswith("A <b> & {c}")
    assert "blog.apdu.fr" in title
    entry = html.fragment_fromstring(body, create_parent="div")
    assert word in entry.text_content()
    assert (
        entry.xpath(".//a/@href")
        == entry.xpath(".//a/text()")
        == [
            "https://blog.apdu.fr/",
            "https://blog.apdu.fr/rss.xml",
            "https://blog.apdu.fr/atom.xml",
            "https://blog.apdu.fr/feed.json",
        ]
    )
