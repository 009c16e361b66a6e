"""What all tests share: a temporary site with this house's plugins, and nikola run as its user runs it."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

HOUSE = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
EXPORTS = HOUSE.parent / "shared" / "exports"


class Site:
    """A site folder: this house's conf.py, plugins and theme, without its content."""

    def __init__(self, root: Path) -> None:
        """Lay the site out below root, which exists and is empty."""
        self.root = root
        self.home = root.parent / f"{root.name}-home"
        self.home.mkdir()
        shutil.copy(HOUSE / "conf.py", root)
        for name in ("plugins", "themes"):
            (root / name).symlink_to(HOUSE / name)
        for name in ("posts", "pages", "redirects", "files"):
            (root / name).mkdir()
        # What a test publishes is no promise, but where a test says so.
        self.configure(LOWTECH_KEEP_ADDRESSES=False)

    def write(self, path: str, text: str) -> Path:
        """Write a file of the site, its folders too."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def post(self, path: str, body: str = "<p>Text.</p>", **metadata: object) -> Path:
        """Write a post or page with YAML metadata; title and date have defaults."""
        lines = {"title": Path(path).stem, "date": "2021-10-14T16:36:00+02:00", **metadata}
        head = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in lines.items())
        return self.write(path, f"---\n{head}---\n{body}\n")

    def configure(self, **settings: object) -> None:
        """Add settings at the end of conf.py."""
        with (self.root / "conf.py").open("a", encoding="utf-8") as conf:
            conf.writelines(f"{name} = {value!r}\n" for name, value in settings.items())

    def nikola(self, *arguments: object, code: int | None = 0, **environment: str) -> subprocess.CompletedProcess:
        """Run nikola in the site with an empty home; the exit code must be `code` unless that is None."""
        run = subprocess.run(
            [sys.executable, "-m", "nikola", *map(str, arguments)],
            cwd=self.root,
            env={**os.environ, "HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": "1", **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        told = f"{run.stdout}\n{run.stderr}"
        assert "Traceback (most recent call last)" not in told, told
        assert code is None or run.returncode == code, f"exit {run.returncode}\n{told}"
        return run

    def build(self) -> subprocess.CompletedProcess:
        """Build the site as `make build` does."""
        return self.nikola("build", "--strict")

    def output(self, path: str) -> str:
        """Return the text of a file in output/."""
        return (self.root / "output" / path).read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Give each test a site of its own."""
    root = tmp_path / "site"
    root.mkdir()
    return Site(root)


class Quiet(SimpleHTTPRequestHandler):
    """Sends the files of a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path, handler: type[SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """Serve a folder on a free port as long as the block runs; give the address, without / at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a headless Chromium, or skip saying that there is none."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def exports() -> Path:
    """Give the folder of real exports, or skip saying that it is not there."""
    if not EXPORTS.is_dir():
        pytest.skip("the real exports (../shared/exports) are not on this machine")
    return EXPORTS
