"""Every element that a post may hold, in a real browser: the page data/kitchen-sink.md."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Site

README = Path(__file__).resolve().parents[2] / "themes" / "lowtech" / "README.md"
SINK = (Path(__file__).parent / "data" / "kitchen-sink.md").read_text("utf-8")
COMMENT = f'- id: "1"\n  author: A\n  date: "2021-10-14T16:36:00+02:00"\n  text: <pre>{"x" * 300}</pre>\n'
PATH = "/posts/2021/10/sink/"
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def server(site: Site) -> Iterator[str]:
    """Build a site with the page, twice, serve it, give the address."""
    site.write("files/wide.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"/>')
    site.configure(INDEX_TEASERS=False)
    for name in ("sink", "other"):
        site.post(f"posts/2021/10/{name}.md", SINK, title="Kitchen sink", tags=["a tag"])
    site.post("posts/2021/10/plain.md", "Only text.")
    site.write("posts/2021/10/sink.comments.yaml", COMMENT)
    site.build()
    with serving(site.root / "output") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page that may use the clipboard; fail when its scripts threw something."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == []
    context.close()


def test_nothing_sticks_out(page: Page, server: str) -> None:
    """No element makes the page wider than the window, in either direction, nor wider than the paper."""
    for width in (320, 360, 768, 1100, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(server + PATH)
        for direction in ("ltr", "rtl"):
            page.evaluate(f"document.documentElement.dir = '{direction}'")
            assert page.evaluate(WIDTH) <= width, (width, direction)
    page.set_viewport_size({"width": 640, "height": 900})  # A4 without its margins
    page.emulate_media(media="print")
    assert page.evaluate(WIDTH) <= 640


def test_what_scrolls_has_the_keyboard(page: Page, server: str) -> None:
    """Whatever is wider than its box scrolls in it and can be reached with the keyboard; the focus can be seen."""
    page.goto(server + PATH)
    boxes = page.locator("pre, .table-responsive")
    assert boxes.count() == 12
    for box in boxes.all():
        assert box.get_attribute("tabindex") == "0"
    assert page.locator("table table, .table-responsive .table-responsive").count() == 0
    wide = page.locator(".table-responsive", has_text="Firmware")
    assert wide.evaluate("box => box.scrollWidth > box.clientWidth")
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    for stop in (wide, page.locator("pre").first):
        stop.focus()
        assert stop.evaluate("box => getComputedStyle(box).outlineStyle") != "none"


def test_many_columns_keep_their_words(page: Page, server: str) -> None:
    """A table of ten columns scrolls on a phone rather than put each word on a line of its own."""
    page.goto(server + PATH)
    atr = page.locator("td", has_text="3B 6B 00 00")
    assert atr.evaluate("cell => cell.getBoundingClientRect().height") < 100


def test_code_is_copied(page: Page, server: str) -> None:
    """The extra copies the code, to the character, and nothing of its label; it moves nothing on the page."""
    page.goto(server + PATH)
    bar = page.locator(".copy-bar").first
    expect(bar).to_have_text("CCopy")
    page.get_by_role("button", name="Copy").first.click()
    expect(bar.get_by_role("button")).to_have_text("Copied")
    code = page.evaluate("navigator.clipboard.readText()")
    assert code.startswith("#include <winscard.h>\n\n/*")
    assert code.rstrip("\n").expandtabs(4).endswith("\n    return rv;")
    heights = "[...document.querySelectorAll('h2')].map(heading => heading.offsetTop)"
    with_scripts = page.evaluate(heights)
    page.evaluate("document.querySelectorAll('.copy-box').forEach(box => box.replaceWith(box.firstChild))")
    assert page.evaluate(heights) == with_scripts


def test_extras_only_where_they_serve(page: Page, server: str) -> None:
    """A page with code has the one script that the theme's README gives the hash of, one without code has it not."""
    scripts = "[...document.querySelectorAll('script[data-copy]')].map(script => script.textContent)"
    page.goto(f"{server}/posts/2021/10/plain/")
    assert page.evaluate(scripts) == []
    page.goto(server + PATH)
    (script,) = page.evaluate(scripts)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in README.read_text("utf-8")
    assert len(brotli.compress(script.encode())) < 500


def test_notes(page: Page, server: str) -> None:
    """A note is found from the text and the text from the note, on the post's page and from a list."""
    page.goto(server + PATH)
    page.locator("a.footnote-ref").first.click()
    assert page.locator(":target").inner_text().startswith("A note with a link")
    page.locator(":target a.footnote-backref").first.click()
    assert page.locator(":target").evaluate("target => target.tagName") == "SUP"
    page.goto(server)
    page.locator("a.footnote-ref").first.click()
    page.wait_for_url(re.compile("/posts/2021/10/.*/#fn"))


def test_ids_of_a_list(server: str, site: Site) -> None:
    """Where several posts meet on a page no id is there twice, and each post's own page has its ids."""
    assert server
    for path in ("index.html", PATH.strip("/") + "/index.html"):
        ids = re.findall(r'\sid="([^"]*)"', site.output(path))
        assert len(ids) == len(set(ids)), path
    assert 'id="fn:first"' in site.output(PATH.strip("/") + "/index.html")


def test_paper(page: Page, server: str) -> None:
    """On paper: addresses of links, code that wraps, no buttons, no menu."""
    page.goto(server + PATH)
    page.emulate_media(media="print")
    shown = "link => getComputedStyle(link, '::after').content"
    assert "https://example.org/" in page.locator(".e-content p a").first.evaluate(shown)
    assert page.locator("pre").first.evaluate("pre => pre.scrollWidth <= pre.clientWidth")
    for gone in (".copy-bar", ".site-menu", ".contents", ".search-form"):
        assert page.locator(gone).first.is_hidden(), gone


def test_forced_colours(page: Page, server: str) -> None:
    """With the colours of the reader's system code still has its box, and the focus its outline."""
    page.emulate_media(forced_colors="active")
    page.goto(server + PATH)
    pre = page.locator("pre").first
    pre.focus()
    assert pre.evaluate("pre => getComputedStyle(pre).borderTopStyle") == "solid"
    assert pre.evaluate("pre => getComputedStyle(pre).outlineStyle") == "solid"
