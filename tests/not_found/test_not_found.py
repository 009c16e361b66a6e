"""The page for addresses that lead nowhere works at any of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Site


def test_addresses_begin_at_the_root(site: Site) -> None:
    """All addresses on the page are absolute or begin at the root of the host, of a site in a folder too."""
    site.configure(SITE_URL="https://example.org/blog/")
    site.post("posts/2021/10/a.html")
    site.nikola("build")  # strictly, a robots.txt in a folder is an error
    page = site.output("404.html")
    addresses = re.findall(r'\b(?:href|src|action)="([^"]*)"', page)
    assert len(addresses) > 8
    assert [a for a in addresses if not a.startswith(("/blog/", "https://", "#"))] == []
    assert '<meta name="robots" content="noindex">' in page
    assert 'class="search"' in page
    assert "404.html" not in site.output("sitemap.xml")


def test_no_stale_page(site: Site) -> None:
    """A build of nothing does not write the page again, and a site without any post has one."""
    site.build()
    assert "Page not found" in site.output("404.html")
    assert "not_found" not in site.build().stderr
