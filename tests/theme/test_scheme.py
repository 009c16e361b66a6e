"""Light and dark: the system's scheme without scripts, the reader's choice with them."""

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser

from tests.conftest import serving

if TYPE_CHECKING:
    from tests.conftest import Site

README = Path(__file__).resolve().parents[2] / "themes" / "lowtech" / "README.md"
POST = "/posts/2021/10/a/"
DARK = "getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).every(part => part < 128)"
EARLY = "addEventListener('DOMContentLoaded', () => { window.early = document.documentElement.dataset.scheme })"


@pytest.fixture
def server(site: "Site") -> Iterator[str]:
    """Serve a site of one post; give the address."""
    site.post("posts/2021/10/a.html", '<pre><code class="language-c">int x; /* why */</code></pre>')
    site.build()
    with serving(site.root / "output") as address:
        yield address


@pytest.mark.parametrize("system", ["light", "dark"])
def test_choice(browser: Browser, server: str, system: str) -> None:
    """The button changes the scheme at once, for every page and the next visit; paper stays light. No cookie is set."""
    context = browser.new_context(color_scheme=system)
    page = context.new_page()
    page.add_init_script(EARLY)
    page.goto(server + POST)
    button = page.get_by_role("button", name="Dark colours")
    assert page.evaluate(DARK) is (system == "dark")
    assert button.get_attribute("aria-pressed") == str(system == "dark").lower()
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(DARK) is (system == "light")
    assert button.get_attribute("aria-pressed") == str(system == "light").lower()
    page.goto(server + "/archive.html")
    assert page.evaluate("window.early") == ("dark" if system == "light" else "light")  # before anything is painted
    assert page.evaluate(DARK) is (system == "light")
    page.emulate_media(media="print")
    assert not page.evaluate(DARK)
    page.emulate_media(media="screen")
    button.click()
    assert page.evaluate(DARK) is (system == "dark")
    assert page.evaluate("localStorage.scheme") == ""  # as the system again, and with it when that changes
    page.emulate_media(color_scheme="light" if system == "dark" else "dark")
    assert page.evaluate(DARK) is (system == "light")
    assert context.cookies() == []
    context.close()


def test_without_storage_and_scripts(browser: Browser, server: str) -> None:
    """Where nothing may be stored the button works for the page; where nothing may run there is none."""
    page = browser.new_page(color_scheme="light")
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error() } })")
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(server + POST)
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate(DARK)
    assert faults == []
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(server + POST)
    assert page.locator(".scheme").is_hidden()
    context.close()


def test_the_script_is_the_same_everywhere(site: "Site") -> None:
    """Every page holds the one script whose hash the theme's README gives for a Content-Security-Policy."""
    site.post("posts/2021/10/a.html", tags=["x"])
    site.build()
    found = set()
    for path in (site.root / "output").rglob("*.html"):
        if "<main" in (text := path.read_text("utf-8")):
            found |= set(re.findall(r"<script>(.*?)</script>", text, re.DOTALL))
    (script,) = found
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in README.read_text("utf-8")
