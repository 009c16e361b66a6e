"""axe on every kind of page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.conftest import Site
from tests.quality.samples import KINDS, settle

LOOKS = {"light and narrow": ("light", 360), "dark and wide": ("dark", 1280)}
# axe's own choice leaves out the one rule that came with WCAG 2.2.
RUN = """axe.run({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })
    .then(told => told.violations)"""


@pytest.fixture(scope="module", params=LOOKS)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give a page of each look."""
    scheme, width = LOOKS[request.param]
    context = browser.new_context(color_scheme=scheme, viewport=ViewportSize(width=width, height=900))
    yield context.new_page()
    context.close()


def broken_rules(page: Page, tools: Path) -> list[str]:
    """Return what axe says of the page that is shown, by its rules for WCAG 2.2 AA and good practice."""
    page.evaluate((tools / "axe-core" / "axe.min.js").read_text("utf-8"))
    return [
        f"{fault['id']}: {fault['help']}: {node['html']} ({' '.join(node['failureSummary'].split())})"
        for fault in page.evaluate(RUN)
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_axe(page: Page, tools: Path, address: str, kind: str) -> None:
    """No rule of axe is broken, none is switched off."""
    page.goto(address + KINDS[kind])
    settle(page)
    faults = broken_rules(page, tools)
    assert faults == [], "\n".join(faults)


def test_axe_on_a_stub(browser: Browser, tools: Path, whole: Site) -> None:
    """Nor on a page that only sends its visitor on, as who cannot be sent on sees it."""
    output = whole.root / "output"
    stub = next(file for file in output.glob("2023/*/*.html") if "http-equiv" in file.read_text("utf-8"))
    context = browser.new_context()
    page = context.new_page()
    sends = re.compile("<script.*?</script>|<meta http-equiv[^>]*>", re.DOTALL)
    page.set_content(sends.sub("", stub.read_text("utf-8")))
    assert broken_rules(page, tools) == []
    context.close()
