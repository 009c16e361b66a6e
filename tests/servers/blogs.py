"""Built sites, served with the redirects that `nikola legacy` writes, and a client that asks for old addresses."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from webservers import free_port, serving

HOUSE = Path(__file__).resolve().parents[2]
EXPORTS = HOUSE.parent / "shared" / "exports"


@dataclass
class Answer:
    """What a server said."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def location(self) -> str | None:
        """Return where it sends its visitor."""
        return self.headers["Location"]


class Built:
    """A built site."""

    def __init__(self, root: Path) -> None:
        """Read the record of the site in root."""
        self.root = root
        self.record: dict[str, Any] = json.loads((root / "cache" / "legacy.json").read_text(encoding="utf-8"))

    def has(self, target: str) -> bool:
        """Tell whether a path of the site is a file."""
        return (self.root / "output" / (target.lstrip("/") + ("index.html" if target.endswith("/") else ""))).is_file()

    def absolute(self, target: str) -> str:
        """Return where a target is on the web."""
        return self.record["site"].rstrip("/") + target if target.startswith("/") else target

    def nikola(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run nikola in the site."""
        return nikola(self.root, *arguments)

    @contextmanager
    def serving(self, kind: str, folder: Path) -> Iterator["Client"]:
        """Run a server with what `nikola legacy` writes for it, the site's own files too."""
        port, configuration = free_port(), folder / f"legacy.{kind}"
        run = self.nikola(
            "legacy", f"--format={kind}", f"--port={port}", f"--root={self.root / 'output'}", "-o", str(configuration)
        )
        assert run.returncode == 0, run.stderr
        with serving(kind, configuration, port, folder):
            yield Client(port)


class Client:
    """Asks one server, over one connection."""

    def __init__(self, port: int) -> None:
        """Connect to the port."""
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.asked = 0
        self.pages: dict[str, int] = {}

    def get(self, host: str, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask a host for an address, redirects not followed."""
        self.asked += 1
        self.connection.request("GET", address, headers={"Host": host, **(headers or {})})
        response = self.connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def status(self, address: str) -> int:
        """Return what the site answers at an absolute address; each is asked once."""
        parts = urlsplit(address)
        asked = parts.path + (f"?{parts.query}" if parts.query else "")
        if address not in self.pages:
            self.pages[address] = self.get(parts.netloc, asked).status
        return self.pages[address]


def nikola(root: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run nikola in a folder, with an empty home."""
    home = root.parent / f"{root.name}-home"
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "nikola", *arguments],
        cwd=root,
        env={**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def readable(folder: Path) -> Path:
    """Return the folder, open to servers that do not run as whoever runs the tests."""
    for path in (folder, *folder.parents):
        if path.owner() == folder.owner() and path != Path(path.anchor):
            path.chmod(path.stat().st_mode | 0o055)
        if path.name.startswith("pytest-of-"):
            break
    return folder


def moved(export: str, folder: Path) -> Built:
    """Return the site that `make move` makes of a real export, in a folder."""
    if not EXPORTS.is_dir():
        pytest.skip("the real exports (../shared/exports) are not on this machine")
    root = folder / "site"
    path = next(EXPORTS.glob(export))
    run = nikola(HOUSE, "move_blog", f"--site={root}", "--new=https://new.example.org", str(path))
    assert run.returncode == 0, run.stdout + run.stderr
    return Built(readable(root))
