"""The search page in a real browser, on a server that only sends files."""

from __future__ import annotations

from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Site


class PlainHost(SimpleHTTPRequestHandler):
    """Sends files below /blog/, and 404.html for all else, as hosts of plain files do."""

    def translate_path(self, path: str) -> str:
        """Return the file of an address."""
        return super().translate_path(path.removeprefix("/blog"))

    def send_error(self, code: int, *_: object) -> None:
        """Send 404.html."""
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    """Build a site that lives below /blog/, serve it, give its address."""
    site.configure(SITE_URL="https://example.org/blog/")
    for number in range(13):
        site.post(
            f"posts/20{number + 10}/10/reader-{number}.html",
            f"<p>A card reader, {number} &lt;img src=x onerror=alert(1)&gt;.</p><h2>The driver</h2><p>reader</p>",
            title=f"Reader {number} <b>",
            date=f"20{number + 10}-10-14T16:36:00+02:00",
            tags=["odd" if number % 2 else "even & more"],
            legacy=f"https://old.example/20{number + 10}/10/old-name-of-{number}.html",
        )
    site.post("pages/about.html", "<p>About the reader of this.</p>")
    site.post("pages/projects/tools/index.md", "Programs.", title="The tools", slug="index")
    site.post("pages/projects/index.md", "All projects.", slug="index")
    site.nikola("build")  # strictly, a robots.txt in a folder is an error
    with serving(site.root / "output", PlainHost) as address:
        yield f"{address}/blog"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page; fail when its scripts threw something or an injected one ran."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.set_default_timeout(15000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    yield page
    assert faults == []
    page.close()


def test_an_address_opens_with_results(page: Page, address: str) -> None:
    """?q=words opens with results, the words marked, their text as text; they lead to pages below the site's folder."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/search/?q=reader")
    expect(page.get_by_role("status")).to_have_text("Results: 14")
    assert page.locator(".search-results > li").count() == 10
    assert page.locator(".search-results mark").count() >= 10
    assert page.locator(".search-results :is(img, b)").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Reader 3 <b>").first.click()
    page.wait_for_url(f"{address}/posts/2013/10/reader-3/")
    assert all(url.startswith(address) for url in asked)


def test_filters(page: Page, address: str) -> None:
    """Kind, year and tag leave fewer results and are part of the address; one that does not exist does nothing."""
    page.goto(f"{address}/search/?q=reader")
    page.get_by_label("Tag").select_option(label="even & more (7)")
    expect(page.get_by_role("status")).to_have_text("Results: 7")
    page.get_by_label("Year").select_option("2012")
    expect(page.get_by_role("status")).to_have_text("Results: 1")
    page.goto(page.url)
    expect(page.get_by_role("status")).to_have_text("Results: 1")
    assert page.get_by_label("Year").input_value() == "2012"
    page.goto(f"{address}/search/?q=reader&kind=pages")
    expect(page.get_by_role("status")).to_have_text("Results: 1")
    page.goto(f"{address}/search/?q=reader&year=1066")
    expect(page.get_by_role("status")).to_have_text("Results: 14")


def test_keyboard(page: Page, address: str) -> None:
    """From any page: Tab to the form, words, Enter; then Tab to the results, and more of them."""
    page.goto(f"{address}/posts/2013/10/reader-3/")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("reader")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/search/?q=reader")
    expect(page.get_by_role("status")).to_have_text("Results: 14")
    page.get_by_role("button", name="More results").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".search-results > li")).to_have_count(14)
    assert page.evaluate(
        "document.activeElement.closest('li') === document.querySelectorAll('.search-results > li')[10]"
    )
    assert page.get_by_role("button", name="More results").is_hidden()


def test_projects(page: Page, address: str) -> None:
    """The page of a project is found by its project; the list of all projects is of none."""
    page.goto(f"{address}/search/")
    page.get_by_label("Project").select_option(label="The tools (1)")
    expect(page.get_by_role("status")).to_have_text("Results: 1")
    page.goto(f"{address}/search/?kind=projects")
    expect(page.get_by_role("status")).to_have_text("Results: 2")


def test_arrows(page: Page, address: str) -> None:
    """Down goes from the words to the results, up back, and Escape begins anew."""
    page.goto(f"{address}/search/?q=reader")
    expect(page.get_by_role("status")).to_have_text("Results: 14")
    page.locator("#q").focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    place = "[...document.querySelectorAll('.result-title a')].indexOf(document.activeElement)"
    assert page.evaluate(place) == 1
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(".search-results > li")).to_have_count(0)
    assert page.evaluate("[document.activeElement.id, document.activeElement.value]") == ["q", ""]
    assert page.url == f"{address}/search/"


@pytest.mark.parametrize("words", ["zzzz", "%00", "%F0%9F%8E%89", "<b>", "x" * 2000])
def test_nothing_found(page: Page, address: str, words: str) -> None:
    """Words that are nowhere, and what is hardly a word, say that nothing was found."""
    page.goto(f"{address}/search/?q={words}")
    expect(page.get_by_role("status")).to_have_text("Nothing found.")


def test_no_words(page: Page, address: str) -> None:
    """Without words there are no results, and the form is ready for some; a tag alone lists what has it."""
    page.goto(f"{address}/search/")
    expect(page.get_by_label("Tag")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.locator(".search-results > li").count() == 0
    page.goto(f"{address}/search/?tag=odd")
    expect(page.get_by_role("status")).to_have_text("Results: 6")


def test_without_scripts(browser: Browser, address: str) -> None:
    """Without scripts the page says so and leads to the archive."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/search/?q=reader")
    assert page.get_by_text("Searching needs JavaScript.").is_visible()
    assert page.get_by_label("Tag").is_hidden()
    page.locator("main").get_by_role("link", name="Archive").click()
    page.wait_for_url(f"{address}/archive.html")


@pytest.mark.parametrize("old", ["/2013/10/about_02.html", "/x/y/About%C2%AB", "/a/b/c/about.php?x=1"])
def test_not_found(page: Page, address: str, old: str) -> None:
    """An address that leads nowhere shows, in the site's dress, what its words find."""
    asked = page.goto(address + old)
    assert asked is not None
    assert asked.status == 404
    expect(page.get_by_role("status")).to_have_text("Results: 1")
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    page.locator(".search-results").get_by_role("link", name="about").first.click()
    page.wait_for_url(f"{address}/pages/about/")


@pytest.mark.parametrize(
    "old",
    [
        "/2013/10/old-name-of-3.html",  # where it stood, and a host without stubs
        "/2013/10/OLD-name-of-3.HTM?m=1",
        "/2013/11/old-name-of-3",
        "/2013/10/old-name-of-3_02.html",
        "/blog/archive/2013/old-name-of-3/",
    ],
)
def test_legacy_address(page: Page, address: str, old: str) -> None:
    """What stood at a legacy address, more or less rightly typed, is the first link, with its fragment."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/x/../nowhere{old}#c5")
    links = page.locator(".moved a")
    expect(links).to_have_text(["Reader 3 <b>", "Archive 2013"])
    assert [url.rpartition("/")[2] for url in asked if "/legacy/" in url] == ["2013.json"]
    links.first.click()
    page.wait_for_url(f"{address}/posts/2013/10/reader-3/#c5")


def test_no_legacy_address(page: Page, address: str) -> None:
    """An address that says nothing asks for no table, and shows no empty list."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/nowhere", "/%FF%25", "/2013x/"):
        page.goto(address + path)
        expect(page.get_by_role("status")).not_to_be_empty()
        assert page.locator(".moved").is_hidden()
    assert not [url for url in asked if "/legacy/" in url]
