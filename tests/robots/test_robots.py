"""robots.txt lets crawlers read what the site shows, and leads them to the sitemap."""

from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser

import pytest

if TYPE_CHECKING:
    from conftest import Site


def rules(site: "Site") -> RobotFileParser:
    """Return the rules as a crawler reads them."""
    parser = RobotFileParser()
    parser.parse(site.output("robots.txt").splitlines())
    return parser


@pytest.mark.parametrize("root", ["https://blog.apdu.fr/", "https://example.org/blog/"])
def test_everything_may_be_read(site: "Site", root: str) -> None:
    """All is allowed and the sitemap named by its whole address, on a site below a folder too, also strictly."""
    site.configure(SITE_URL=root)
    site.post("posts/2021/10/a.html")
    site.build()
    told = rules(site)
    assert told.can_fetch("AnyBot", f"{root}posts/2021/10/a/")
    assert told.site_maps() == [f"{root}sitemap.xml"]
    assert site.output("robots.txt") == f"User-agent: *\nDisallow:\n\nSitemap: {root}sitemap.xml\n"
    assert (site.root / "output/sitemap.xml").exists()


def test_what_is_excluded_is_told(site: "Site") -> None:
    """ROBOTS_EXCLUSIONS keeps crawlers out of these places and of no other; a change of it is written."""
    site.post("posts/2021/10/a.html")
    site.build()
    site.configure(ROBOTS_EXCLUSIONS=["/archive.html", "/private/"])
    site.build()
    told = rules(site)
    allowed = {place: told.can_fetch("AnyBot", place) for place in ("/", "/archive.html", "/private/x", "/posts/")}
    assert allowed == {"/": True, "/archive.html": False, "/private/x": False, "/posts/": True}


def test_an_author_may_write_it(site: "Site") -> None:
    """A robots.txt in files/ is published as it is."""
    site.post("posts/2021/10/a.html")
    site.write("files/robots.txt", "User-agent: *\nDisallow: /\n")
    site.build()
    assert site.output("robots.txt") == "User-agent: *\nDisallow: /\n"
