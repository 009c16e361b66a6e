"""A visitor at an old address, in a real browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser

from tests.conftest import serving

if TYPE_CHECKING:
    from tests.conftest import Site


@pytest.fixture
def server(site: "Site") -> Iterator[str]:
    """Build a site with a comment and a feed, serve it, give the address."""
    body = '<div style="height: 9000px"></div><p id="c123">A comment.</p>'
    site.post("posts/2021/10/new.html", body, legacy="https://old.example.org/2021/10/caf%C3%A9%20au%20lait.html")
    site.write("redirects/old.example.org.txt", "/both  link://slug/new?page=2#c9\n".replace("?page=2", "") + FEED)
    site.write("redirects/other.example.org.txt", "/query  /posts/2021/10/new/?page=2#c9\n")
    site.build()
    with serving(site.root / "output") as address:
        yield address


FEED = "/feeds/posts/default  link://feed\n"
OLD = "/2021/10/caf%C3%A9%20au%20lait.html"
NEW = "/posts/2021/10/new/"


def land(browser: Browser, address: str, *, scripts: bool) -> tuple[str, bool]:
    """Return where a visitor of an address ends, and whether the page has scrolled to the comment."""
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(address)
    page.wait_for_url("**/new/**")
    page.wait_for_load_state()
    box = page.locator("#c123").bounding_box()
    context.close()
    assert box is not None
    return page.url, box["y"] < 2000


@pytest.mark.parametrize(
    ("asked", "reached", "at_comment"),
    [
        (OLD, NEW, False),
        (f"{OLD}?m=1", f"{NEW}?m=1", False),
        (f"{OLD}?showComment=1#c123", f"{NEW}?showComment=1#c123", True),
        (f"{OLD}?a=%26b&c#c123", f"{NEW}?a=%26b&c#c123", True),
        ("/both", f"{NEW}#c9", False),
        ("/both?m=1#c123", f"{NEW}?m=1#c123", True),
        ("/query?m=1", f"{NEW}?page=2&m=1#c9", False),
        ("/query#c123", f"{NEW}?page=2#c123", True),
    ],
)
def test_a_visitor_lands_where_the_old_address_pointed(
    browser: Browser, server: str, asked: str, reached: str, at_comment: bool
) -> None:
    """The page, the query and the comment: nothing of the old address is dropped."""
    assert land(browser, server + asked, scripts=True) == (server + reached, at_comment)


def test_a_visitor_without_scripts_lands_on_the_page(browser: Browser, server: str) -> None:
    """Where no script runs, the page is still found."""
    address, _ = land(browser, f"{server}{OLD}?m=1#c123", scripts=False)
    assert address.partition("#")[0] == server + NEW


def test_going_back_skips_the_stub(browser: Browser, server: str) -> None:
    """The stub stays out of the history, or nobody could go back past it."""
    page = browser.new_page()
    page.goto(f"{server}/robots.txt")
    page.goto(server + OLD)
    page.wait_for_url("**/new/")
    page.go_back()
    assert page.url == f"{server}/robots.txt"
    page.close()


def test_a_person_at_a_feed_address_can_read(browser: Browser, server: str) -> None:
    """They stay, and are told the feed's address."""
    page = browser.new_page()
    page.goto(f"{server}/feeds/posts/default")
    assert page.get_by_role("link").get_attribute("href") == "/rss.xml"
    assert page.title() == "This feed has moved"
    page.close()
