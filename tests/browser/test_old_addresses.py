"""Visitors with old bookmarks, in a real browser that believes to be on the old hosts.

Host names lead to this machine: the old blog is (a) a host of plain files with what `nikola legacy --format=stubs`
writes and (b) Blogger with the theme of `--format=blogger`, rendered; the new site is the one that was built.
"""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from blogger_page import page as blogger_page
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
OLD, NEW, FILES = "http://old-blog.blogspot.com", "http://new.example", "http://old-pages.example"
GUID = "tag:blogger.com,1999:blog-1.post-11"
POST = {"id": "11", "title": "A post", "body": "<p>The first words.</p>"}
COMMENTS = """\
- id: "123"
  author: Reader
  date: "2021-10-15T10:00:00+02:00"
  text: <p>The comment.</p>
"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Blogger(BaseHTTPRequestHandler):
    """Answers as Blogger does: posts, labels, searches and the home page, rendered with the theme."""

    theme = ""

    def do_GET(self) -> None:
        """Send the page of an address; all but the known ones are errors."""
        path = urlsplit(self.path).path
        data = {
            "/2021/10/old.html": {"blog.postId": "11", "view.isSingleItem": True, "posts": [POST]},
            "/": {"view.isHomepage": True, "view.isMultipleItems": True, "posts": [POST]},
            "/search/label/x": {"view.isLabelSearch": True, "blog.searchLabel": "x", "posts": []},
        }.get(path, {"view.isError": True, "posts": []})
        self.send_response(404 if "view.isError" in data else 200)
        self.send_header("Content-Type", "text/html; charset=UTF-8")
        self.end_headers()
        self.wfile.write(blogger_page(self.theme, data).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build a blog with a long post and a comment, a page of an old personal host, a list; write theme and stubs."""
    root = tmp_path_factory.mktemp("browser") / "site"
    root.mkdir()
    site = Site(root)
    site.configure(SITE_URL=f"{NEW}/")
    text = '<p style="height: 9000px">Long.</p>'
    site.post("posts/2021/10/new.html", text, tags=["x"], legacy=f"{OLD}/2021/10/old.html", guid=GUID)
    site.write("posts/2021/10/new.comments.yaml", COMMENTS)
    site.write("files/list.txt", "3B 02\n")
    site.write("redirects/old-blog.blogspot.com.txt", "/search/label/x  link://tag/x\n")
    site.write("redirects/old-pages.example.txt", "/tools/  link://tag/x\n/tools/list.txt  /list.txt\n")
    site.build()
    site.nikola("legacy", "--format=blogger", "--host=old-blog.blogspot.com", "-o", "theme.xml")
    site.nikola("legacy", "--format=stubs", "-o", "upload")
    return site


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[[object], int]]:
    """Give what starts a server for a handler on a free port of this machine, and returns the port."""
    servers: list[ThreadingHTTPServer] = []

    def start(handler: object) -> int:
        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), handler))  # type: ignore[arg-type]
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return servers[-1].server_port

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module", params=["stubs", "blogger"])
def browser(request: pytest.FixtureRequest, built: Site, serve: Callable[[object], int]) -> Iterator[Browser]:
    """Give a Chromium for which the old blog is a host with stubs only, or Blogger; skip if there is none."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    folder = partial(partial, Quiet)
    theme = (built.root / "theme.xml").read_text("utf-8")
    ports = {
        OLD: serve(
            type("Themed", (Blogger,), {"theme": theme})
            if request.param == "blogger"
            else folder(directory=built.root / "upload/old-blog.blogspot.com")
        ),
        NEW: serve(folder(directory=built.root / "output")),
        FILES: serve(folder(directory=built.root / "upload/old-pages.example")),
    }
    rules = ", ".join(f"MAP {urlsplit(host).hostname} 127.0.0.1:{port}" for host, port in ports.items())
    with sync_playwright() as playwright:
        options = [*OPTIONS, f"--host-resolver-rules={rules}"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium
        chromium.close()


def land(browser: Browser, address: str, ends_at: str, *, scripts: bool = True) -> tuple[str, bool]:
    """Return where a visitor of an address ends, and whether the comment is in sight there."""
    context = browser.new_context(java_script_enabled=scripts)
    page: Page = context.new_page()
    page.goto(address)
    page.wait_for_url(ends_at)
    page.wait_for_load_state()
    comment = page.locator("#c123")
    box = comment.bounding_box() if comment.count() else None
    context.close()
    return page.url, box is not None and 0 <= box["y"] < 2000


@pytest.mark.parametrize(
    ("asked", "reached", "at_comment"),
    [
        ("", "", False),
        ("?m=1", "?m=1", False),
        ("#c123", "#c123", True),
        ("?showComment=1634284800000#c123", "?showComment=1634284800000#c123", True),
        ("?m=1&commentPage=2#c123", "?m=1&commentPage=2#c123", True),
    ],
)
def test_a_visitor_lands_on_the_comment(browser: Browser, asked: str, reached: str, at_comment: bool) -> None:
    """With scripts, the query goes along and the comment that the old address named is in sight."""
    new = f"{NEW}/posts/2021/10/new/"
    assert land(browser, f"{OLD}/2021/10/old.html{asked}", f"{new}**") == (new + reached, at_comment)


@pytest.mark.parametrize("asked", ["", "?m=1", "?showComment=1634284800000#c123"])
def test_without_scripts_a_visitor_lands_on_the_post(browser: Browser, asked: str) -> None:
    """Where no script runs, the refresh leads to the right post."""
    new = f"{NEW}/posts/2021/10/new/"
    address, _ = land(browser, f"{OLD}/2021/10/old.html{asked}", f"{new}**", scripts=False)
    assert address.partition("#")[0] == new


@pytest.mark.parametrize("scripts", [True, False])
def test_lists_lead_to_lists(browser: Browser, scripts: bool) -> None:
    """The old home leads home, a label to its tag, a folder of the old personal pages to its page."""
    tag = f"{NEW}/categories/x/"
    assert land(browser, f"{OLD}/", f"{NEW}/", scripts=scripts)[0] == f"{NEW}/"
    assert land(browser, f"{OLD}/search/label/x", tag, scripts=scripts)[0] == tag
    assert land(browser, f"{FILES}/tools/", tag, scripts=scripts)[0] == tag


def test_a_script_that_fetches_a_list_gets_the_list(browser: Browser) -> None:
    """No page, no redirect: the bytes, at the old address."""
    page = browser.new_page()
    response = page.goto(f"{FILES}/tools/list.txt")
    assert response is not None
    assert response.body() == b"3B 02\n"
    assert page.url == f"{FILES}/tools/list.txt"
    page.close()


def test_going_back_skips_the_old_page(browser: Browser) -> None:
    """The old page stays out of the history, or nobody could go back past it."""
    page = browser.new_page()
    page.goto(f"{NEW}/robots.txt")
    page.goto(f"{OLD}/2021/10/old.html")
    page.wait_for_url("**/new/")
    page.go_back()
    assert page.url == f"{NEW}/robots.txt"
    page.close()
