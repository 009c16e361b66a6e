"""nginx with many redirects, as ratios: a 301 to a static page, a static page with the rules loaded to one without.

Usage: servers.py [RULES [SECONDS]]. `wrk` asks over kept connections; the two sides of a pair run in turn, and a row
gives the best of each. Exits with 1 when a ratio is below what is promised.
"""

import contextlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
from webservers import free_port, serving

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE / "plugins" / "legacy"))

from legacy.emit import nginx  # noqa: E402 - the plugin is no installed module
from legacy.rules import Host, Rule, Site  # noqa: E402 - the same

RUNS = 7
SITE = "new.example.org"
PAGE = b"<!DOCTYPE html><title>A page</title>" + b"<p>Some words of a page of usual length.</p>" * 200
FASTER_301, AS_FAST = 1.3, 0.95


def blog(rules: int) -> Host:
    """Return an old host with that many posts."""
    made = (f"{2000 + n % 20}/{1 + n % 12:02}/post-number-{n}" for n in range(rules))
    return Host(
        "old.example.org", rules=[Rule(f"/{name}.html", f"https://new.example.org/posts/{name}/") for name in made]
    )


def rate(port: int, host: str, path: str, seconds: int) -> float:
    """Return how many answers a second a server gives."""
    told = subprocess.run(
        ["wrk", "-t1", "-c16", f"-d{seconds}s", "-H", f"Host: {host}", f"http://127.0.0.1:{port}{path}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"Requests/sec:\s*([\d.]+)", told)
    if not found or "Socket errors" in told:
        raise SystemExit(f"wrk: {told}")
    return float(found[1])


def best(*measures: Callable[[], float]) -> list[float]:
    """Return the best of the runs of each measure, taken in turn: what else the machine does only slows."""
    runs = [[measure() for measure in measures] for _ in range(RUNS)]
    return [max(column) for column in zip(*runs, strict=True)]


def configure(folder: Path, host: Host) -> dict[str, int]:
    """Write a site and two configurations, with and without the rules; return their ports."""
    ports = {"with": free_port(), "without": free_port()}
    for part in ("", "root", *ports):
        (folder / part).mkdir(exist_ok=True)
        (folder / part).chmod(0o755)
    (folder / "root" / "index.html").write_bytes(PAGE)
    site = Site(f"https://{SITE}/", root=str(folder / "root"))
    for part, port in ports.items():
        text = nginx.write([host] if part == "with" else [], replace(site, port=port))
        (folder / part / "legacy.conf").write_text(text)
    return ports


def main(rules: int = 10_000, seconds: int = 1) -> int:
    """Print the ratios and the memory; return 1 when they are not as promised."""
    host = blog(rules)
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        ports = configure(folder, host)
        workers = [
            stack.enter_context(serving("nginx", folder / part / "legacy.conf", port, folder / part))
            for part, port in ports.items()
        ]
        moved, static, plain = best(
            lambda: rate(ports["with"], host.name, host.rules[rules // 2].path, seconds),
            lambda: rate(ports["with"], SITE, "/", seconds),
            lambda: rate(ports["without"], SITE, "/", seconds),
        )
        memory = [psutil.Process(worker.pid).memory_info().rss / 2**20 for worker in workers]
    faster, as_fast = moved / static, static / plain
    print(f"nginx with {rules} redirects: a 301 is {faster:.2f} x a static page (at least {FASTER_301})")
    print(f"nginx with {rules} redirects: a static page is {as_fast:.2f} x one without them (at least {AS_FAST})")
    print(f"nginx with {rules} redirects: the worker takes {memory[0]:.1f} MiB, {memory[1]:.1f} without them")
    return 0 if faster >= FASTER_301 and as_fast >= AS_FAST else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
