"""The theme in a real browser: what a reader sees, at any width, in both schemes and both directions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import serving

if TYPE_CHECKING:
    from tests.conftest import Site

PROSE = (
    "The reader answers with its name, its version and the protocols it knows, and the driver writes them all down. "
)
CODE = "int main(void) { return " + "1 + " * 40 + "0; }"
CELLS = "".join(f"<td>{'0123456789' * 2} {n}</td>" for n in range(8))
BODY = (
    f"<p>{PROSE * 4}</p>"
    f'<pre><code class="language-c">{CODE}</code></pre><table><tr>{CELLS}</tr></table>'
    f"<p>https://example.org/{'x' * 400}</p>"
    '<p><img src="/wide.svg" width="3000" height="1000" alt=""></p><p><code>' + "y" * 300 + "</code></p>"
    '<p><a href="/" style="display: block; width: 2000px; min-width: 0">pasted</a></p>'
    '<p id="rtl">שלום עולם</p><p id="ltr">Hello</p>'
)
POST = "/posts/2021/10/a/"
LIGHTEST = "getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).every(part => part > 128)"


@pytest.fixture
def server(site: "Site") -> Iterator[str]:
    """Build a site with everything that is wide or long, serve it, give the address."""
    site.write("files/wide.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"/>')
    site.post(
        "posts/2021/10/a.html", BODY, title="z" * 300, tags=["t" * 120, "x"], legacy=f"https://example.org/{'l' * 200}"
    )
    site.post("posts/2021/10/b.html", "<p>b</p>", title="Title " * 50)
    comment = '- id: "{0}"\n  author: {1}\n  date: "2021-10-14T16:36:00+02:00"\n  parent: "{2}"\n  text: {1}\n'
    site.write(
        "posts/2021/10/a.comments.yaml", "".join(comment.format(n, "w" * 200, n - 1 or "") for n in range(1, 20))
    )
    site.build()
    with serving(site.root / "output") as address:
        yield address


def height(page: Page, selector: str) -> float:
    """Return where an element begins, from the top of the window."""
    return float(page.eval_on_selector(selector, "element => element.getBoundingClientRect().top"))


def test_nothing_sticks_out(browser: Browser, server: str) -> None:
    """No page is wider than the window, from a small phone to a wide screen; only this site is asked for anything."""
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    for width in (320, 360, 768, 1024, 1100, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for path in (POST, "/", "/archive.html", "/2021/10/", "/categories/", "/categories/x/"):
            page.goto(server + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, path)
    assert asked
    assert all(address.startswith(server) for address in asked)


def test_code_and_tables_scroll_in_their_boxes(browser: Browser, server: str) -> None:
    """On a phone, code and tables scroll in their boxes; code can be reached and scrolled with the keyboard."""
    page = browser.new_page(viewport={"width": 360, "height": 900})
    page.goto(server + POST)
    for selector in ("pre", ".table-responsive"):
        assert page.eval_on_selector(selector, "box => box.scrollWidth > box.clientWidth && box.clientWidth <= 360")
    page.focus("pre")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('pre').scrollLeft > 0")


def test_measure(browser: Browser, server: str) -> None:
    """A full line of prose holds 65 to 75 characters on a wide screen, whatever the font is."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(server + POST)
    for font in ("var(--text)", "Liberation Serif", "DejaVu Serif", "Liberation Sans", "DejaVu Sans"):
        page.evaluate(f"document.body.style.fontFamily = '{font}'")
        lines = page.evaluate("""() => {
            const text = document.querySelector('.e-content p').firstChild, range = document.createRange(), tops = {};
            for (let i = 0; i < text.length; i++) {
                range.setStart(text, i); range.setEnd(text, i + 1);
                const top = range.getBoundingClientRect().top;
                tops[top] = (tops[top] || 0) + 1;
            }
            return Object.keys(tops).sort((a, b) => a - b).map(top => tops[top]).slice(0, -1);
        }""")
        assert 65 <= sum(lines) / len(lines) <= 75, (font, lines)


def test_schemes(browser: Browser, server: str) -> None:
    """The page is light or dark as the reader's system is, and light on paper."""
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(server + POST)
        assert page.evaluate(LIGHTEST) is (scheme == "light")
        page.emulate_media(media="print")
        assert page.evaluate(LIGHTEST)
        assert page.is_hidden(".site-menu")


def test_directions(browser: Browser, server: str) -> None:
    """Each paragraph runs in the direction of its own text; code from left to right."""
    page = browser.new_page(viewport={"width": 800, "height": 900})
    page.goto(server + POST)
    left = """element => { const range = document.createRange(); range.selectNodeContents(element);
        return range.getBoundingClientRect().left - element.getBoundingClientRect().left; }"""
    assert page.eval_on_selector("#ltr", left) == 0
    assert page.eval_on_selector("#rtl", left) > 100


def test_anchors_and_skip_link(browser: Browser, server: str) -> None:
    """A comment's address leads to the comment; the first Tab shows the way past the menu."""
    page = browser.new_page(viewport={"width": 800, "height": 900})
    page.goto(f"{server}{POST}#c15")
    assert 0 <= height(page, "#c15") < 900
    page.goto(server + POST)
    page.keyboard.press("Tab")
    assert height(page, ".skip-link") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
