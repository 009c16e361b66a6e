"""Feeds of a site in two languages."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Site


def test_pages_of_another_language_name_feeds_that_exist(site: "Site") -> None:
    """A second language has no feeds of its own: its pages name those of the first."""
    site.configure(TRANSLATIONS={"en": "", "fr": "./fr"}, NAVIGATION_LINKS={"en": (), "fr": ()})
    site.post("posts/2021/10/a.html", tags=["one"])
    site.build()
    for page in ("fr/index.html", "fr/posts/2021/10/a/index.html"):
        named = re.findall(
            r'<link rel="alternate" type="application/\w+\+(?:xml|json)"[^>]* href="([^"]+)"', site.output(page)
        )
        assert len(named) == 4
        for address in named:
            assert (site.root / "output" / page).parent.joinpath(address).resolve().is_file()
