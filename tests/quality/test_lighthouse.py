"""Lighthouse with its mobile settings, on pages served by nginx."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from webservers import free_port

from tests.conftest import CHROMIUM, OPTIONS
from tests.quality.conftest import alone
from tests.quality.samples import KINDS

SCRIPT = Path(__file__).parent / "lighthouse.mjs"
NODE = Path(sys.prefix) / "bin" / "node"
PERFECT = {"performance": 100, "accessibility": 100, "best-practices": 100, "seo": 100}
# Times are simulated, but from what Chromium needed while the other tests ran: one bad run proves nothing.
RUNS = 3
PATIENCE = 120  # seconds until a run is given up


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Give the port on which a Chromium takes Lighthouse's orders."""
    number = free_port()
    with sync_playwright() as playwright:
        options = [*OPTIONS, f"--remote-debugging-port={number}"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield number
        chromium.close()


def judge(tools: Path, port: int, address: str) -> dict:
    """Return the scores of a page, and what costs it points."""
    command = [NODE, SCRIPT, tools / "lighthouse", str(port), address]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert run.returncode == 0, run.stderr
    return dict(json.loads(run.stdout))


@pytest.mark.parametrize("kind", ["home", "post", "comments", "page", "archive", "results"])
def test_lighthouse(tools: Path, shared: Path, address: str, port: int, kind: str) -> None:
    """Performance, accessibility, best practices and SEO are 100."""
    with alone(shared / "lighthouse.lock"):
        for _ in range(RUNS):
            told = judge(tools, port, address + KINDS[kind])
            if told["scores"]["performance"] == 100:
                break
    assert told["scores"] == PERFECT, "\n".join(told["faults"])
