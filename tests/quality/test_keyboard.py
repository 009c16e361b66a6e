"""Readers who have only a keyboard, in Chromium."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.quality.samples import KINDS, settle

MOST = 90  # stops until a page has been walked enough
BACKWARDS = "comes before the stop before"
STOP = """() => {
    const here = document.activeElement, before = window.before;
    if (!here || here === document.body || here === document.documentElement) return null;
    window.before = here;
    const box = [...here.getClientRects()].find(box => box.width && box.height), style = getComputedStyle(here);
    const seen = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
        name: here.outerHTML.slice(0, 150),
        faults: Object.entries({
            "is not in sight": !here.contains(seen),
            "has no ring": style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2,
            "has a ring of no colour": style.outlineColor === getComputedStyle(document.body).backgroundColor,
            "comes before the stop before": // BACKWARDS
                before?.isConnected && before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_PRECEDING,
        }).filter(([, is]) => is).map(([what]) => what),
    };
}"""
LEFT_OUT = """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }))
    .filter(one => !window.stops.includes(one))
    .map(one => one.outerHTML.slice(0, 150))"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page of a laptop."""
    context = browser.new_context(viewport=ViewportSize(width=1100, height=800), locale="en-GB")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def faults_of_stop(page: Page) -> list[str] | None:
    """Return what is wrong with where the keyboard is; None: it is nowhere."""
    stop = page.evaluate(STOP)
    return stop and [f"{stop['name']} {fault}" for fault in stop["faults"]]


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until the keyboard is at what the selector says; what it passes has to be in sight."""
    for _ in range(MOST):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
        faults = faults_of_stop(page)
        assert faults is not None, f"{page.url}: the keyboard left the page before {selector}"
        assert [fault for fault in faults if key == "Tab" or BACKWARDS not in fault] == []
    raise AssertionError(f"{page.url}: {MOST} times {key} do not reach {selector}")


@pytest.mark.parametrize("kind", KINDS)
def test_every_stop_is_seen(page: Page, address: str, kind: str) -> None:
    """Each stop is in sight, has a ring, and comes after the one before; the last leads out; no link is left out."""
    page.goto(address + KINDS[kind])
    settle(page)
    page.focus(".skip-link")
    page.keyboard.press("Shift+Tab")  # out of the page, wherever it had put the keyboard
    page.evaluate("window.stops = []; window.before = null")
    for _ in range(MOST):
        page.keyboard.press("Tab")
        faults = faults_of_stop(page)
        if faults is None or page.evaluate("document.activeElement === window.stops[0]"):
            assert page.evaluate(LEFT_OUT) == []
            break
        assert faults == []
        page.evaluate("window.stops.push(document.activeElement)")
    assert page.evaluate("window.stops.length") > 5


def test_from_home_to_a_comment_to_a_search_to_a_result(page: Page, address: str) -> None:
    """With Tab and Enter alone a reader comes everywhere, and goes on where the last step led."""
    page.goto(f"{address}/")
    tab_to(page, ".skip-link")
    page.keyboard.press("Enter")
    tab_to(page, "article h2 a")
    assert page.evaluate("document.activeElement === document.querySelector('main a[href]')")
    tab_to(page, ".comment-count")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/**#comments")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#comments') !== null")
    tab_to(page, ".comment .u-url")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#c[0-9]+$"))
    tab_to(page, "[name=q]", "Shift+Tab")
    page.keyboard.type("reader")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=reader$"))
    settle(page)
    tab_to(page, ".search-results a")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/search/" not in url)
    tab_to(page, ".skip-link")
    page.go_back()  # Alt and Left is the window's key, and there is no window
    settle(page)
    tab_to(page, ".search-results a")


def test_a_choice_keeps_the_keyboard(page: Page, address: str) -> None:
    """Choosing a year shows other results and leaves the keyboard at the year; Escape empties the field it is in."""
    page.goto(address + KINDS["results"])
    settle(page)
    before = page.get_by_role("status").inner_text()
    tab_to(page, "[name=year]")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("status")).not_to_have_text(before)
    assert page.evaluate("document.activeElement.name") == "year"
    tab_to(page, "#q", "Shift+Tab")
    page.keyboard.press("Escape")
    assert page.evaluate("[document.activeElement.id, document.activeElement.value]") == ["q", ""]
