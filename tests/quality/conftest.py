"""Two built sites that all judges share, nginx that serves them, a Chromium, and what npm brought."""

import fcntl
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import CHROMIUM, OPTIONS, Site
from tests.quality import samples
from tests.quality.webserver import serving

# Letters are drawn the same on every machine.
DRAWING = ["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb", "--hide-scrollbars"]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that all processes of this run of the tests have in common."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "quality"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keep other processes that ask for the same lock waiting as long as the block runs."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def built(folder: Path, *fill: Callable[[Site], None]) -> Site:
    """Return a site in folder/site, filled and built; the first process that comes builds it for all."""
    folder.mkdir(exist_ok=True)
    with alone(folder / "lock"):
        if (folder / "done").exists():
            site = object.__new__(Site)
            site.root, site.home = folder / "site", folder / "site-home"
            return site
        (folder / "site").mkdir()
        site = Site(folder / "site")
        site.configure(SITE_URL="http://localhost/")  # the one host that browsers trust without a certificate
        for step in fill:
            step(site)
        site.build()
        (folder / "done").touch()
    return site


@pytest.fixture(scope="session")
def whole(shared: Path) -> Site:
    """Give this house's blog with the samples added."""
    return built(shared / "whole", samples.put_content, samples.add)


@pytest.fixture(scope="session")
def address(whole: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve this house's blog; give its address, without / at the end."""
    with serving(whole, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture(scope="session")
def sample_address(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site of samples alone, which nobody's new post changes; give its address."""
    with serving(built(shared / "samples", samples.add), tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture(scope="session")
def tools() -> Path:
    """Give the folder of what npm installed."""
    folder = Path(sys.prefix) / "tools" / "node_modules"
    assert folder.is_dir(), f"{folder} is missing: run tests/setup"
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a headless Chromium that draws with the same fonts everywhere."""
    assert CHROMIUM.exists(), "Chromium is not installed: run tests/setup"
    fonts = {**os.environ, "FONTCONFIG_FILE": str(Path(__file__).parent / "fonts.conf")}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS + DRAWING, env=fonts)
        yield chromium
        chromium.close()
