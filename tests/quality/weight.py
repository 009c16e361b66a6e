"""What a page weighs in Chromium; run as a program, a table of this site beside stock Nikola with the same posts.

Usage: python -m tests.quality.weight
"""

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import webservers
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import CHROMIUM, OPTIONS, Site
from tests.quality import samples
from tests.quality.webserver import serving

PAGES = ("home", "post")
STOCK = """
POSTS = (("posts/*.md", "posts", "post.tmpl"), ("posts/*.html", "posts", "post.tmpl"))
THEME = "bootstrap4"
INDEX_PATH = ""
INDEX_TEASERS = True
"""
SERVER = "server {{ listen 127.0.0.1:{port}; root {root}; location / {{ try_files $uri $uri/ =404; }} }}\n"
# Measured by the blog's author, compressed, without pictures: experimentsincyberspace.blogspot.com, 1 December 2008.
BLOGGER = 19_899 + 8_417 + 230_649


@dataclass(frozen=True)
class Weight:
    """Bytes on the wire, headers included, and what was asked for."""

    requests: list[str]
    all: int
    pictures: int


def weigh(browser: Browser, address: str) -> Weight:
    """Return what an empty cache takes in until the page is complete and a little longer."""
    context = browser.new_context()
    page = context.new_page()
    asked: dict[str, str] = {}
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session = context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", lambda told: asked.update({told["requestId"]: told["request"]["url"]}))
    session.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    session.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}))
    session.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    context.close()
    pictures = sum(size for name, size in sizes.items() if kinds.get(name) == "Image")
    return Weight([*asked.values()], int(sum(sizes.values())), int(pictures))


@contextlib.contextmanager
def here(folder: Path) -> Iterator[str]:
    """Serve the samples as this house builds them."""
    (folder / "site").mkdir()
    site = Site(folder / "site")
    site.configure(SITE_URL="http://localhost/")
    samples.add(site)
    site.build()
    with serving(site, folder) as address:
        yield address


@contextlib.contextmanager
def stock(folder: Path) -> Iterator[str]:
    """Serve the samples as `nikola init` and bootstrap4 build them."""
    site = object.__new__(Site)
    site.root, site.home = folder / "site", folder
    subprocess.run([sys.executable, "-m", "nikola", "init", "--quiet", "site"], cwd=folder, check=True)
    with (site.root / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(STOCK)
    samples.add(site)
    site.nikola("build")
    port = webservers.free_port()
    (folder / "legacy.conf").write_text(SERVER.format(port=port, root=site.root / "output"))
    with webservers.serving("nginx", folder / "legacy.conf", port, folder):
        yield f"http://localhost:{port}"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folders = [Path(name, side) for side in ("here", "stock")]
        for folder in folders:
            folder.mkdir()
        sides = [stack.enter_context(side(folder)) for side, folder in zip((here, stock), folders, strict=True)]
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        print("weight, cold, brotli    requests      kB  here ; requests      kB  Nikola 8.3.3 with bootstrap4")
        for kind in PAGES:
            mine, other = (weigh(browser, address + samples.KINDS[kind]) for address in sides)
            cells = [f"{len(weight.requests):8}{weight.all / 1000:8.1f}" for weight in (mine, other)]
            print(f"{kind:24}{cells[0]}        {cells[1]}    ratio {mine.all / other.all:.2f}")
        print(f"a home page on Blogger, 2008, without pictures: {BLOGGER / 1000:.0f} kB, 231 of them scripts")
        browser.close()


if __name__ == "__main__":
    main()
