"""Traps of Nikola 8.3.3 itself that this house builds around, and that no plugin's own tests show shut."""

from __future__ import annotations

import ast
import os
import re
import signal
import socket
import subprocess
import sys
import time
from configparser import ConfigParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Site

HOUSE = Path(__file__).resolve().parent.parent
MANIFESTS = sorted((HOUSE / "plugins").glob("*/*.plugin"))

NO_SLEEP = '''"""A process that writes down where it sleeps."""
import os
import time
import traceback


def sleep(seconds, real=time.sleep):
    with open(os.environ["SLEEPS"], "a") as file:
        file.write("".join(traceback.format_stack(limit=2)))
    real(seconds)


time.sleep = sleep
'''

LIST = '''"""Print the folder and name of each plugin that Nikola loads for a command, and not from its own folder."""
import pathlib

import nikola
import nikola.__main__ as main

main._RETURN_DOITNIKOLA = True
site = main.main(["build"]).nikola
site.init_plugins()
own = pathlib.Path(nikola.__file__).parent
for plugin in site.plugin_manager.plugins:
    if not plugin.source_dir.is_relative_to(own):
        print(plugin.source_dir.name, plugin.name)
'''


def names(manifest: Path) -> tuple[str, str]:
    """Return folder and plugin name of a manifest."""
    parser = ConfigParser(interpolation=None)
    parser.read(manifest)
    return manifest.parent.name, parser["Core"]["Name"]


def test_exactly_our_plugins_load(site: Site) -> None:
    """Each manifest below plugins/ is loaded, and no other; a refused one is a warning, and its core twin is gone."""
    told = subprocess.run(
        [sys.executable, "-c", LIST],
        cwd=site.root,
        env={**os.environ, "HOME": str(site.home)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(told.stdout.splitlines()) == sorted(" ".join(names(manifest)) for manifest in MANIFESTS)
    assert told.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "manifest"),
    [("build", manifest) for manifest in MANIFESTS] + [("build --strict", MANIFESTS[0]), ("deploy", MANIFESTS[0])],
    ids=lambda value: value if isinstance(value, str) else value.stem,
)
def test_a_broken_plugin_stops_everything(site: Site, arguments: str, manifest: Path) -> None:
    """When any of our plugins does not load, no command goes on without it; stock Nikola warns and exits with 0."""
    (site.root / "plugins").unlink()
    site.write("plugins/__init__.py", "")
    for folder in (path for path in (HOUSE / "plugins").iterdir() if path.is_dir() and path != manifest.parent):
        (site.root / "plugins" / folder.name).symlink_to(folder)
    site.write(f"plugins/{manifest.parent.name}/{manifest.name}", manifest.read_text("utf-8"))
    site.write(f"plugins/{manifest.parent.name}/{manifest.stem}.py", "import no_such_module\n")
    site.write("hasty/sitecustomize.py", "import time\n\ntime.sleep = lambda seconds: None\n")  # not what is tried here
    run = subprocess.run(  # not site.nikola(): Nikola shows the traceback of the plugin
        [sys.executable, "-m", "nikola", *arguments.split()],
        cwd=site.root,
        env={**os.environ, "HOME": str(site.home), "PYTHONPATH": str(site.root / "hasty")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0, run.stderr
    assert not list((site.root / "output").rglob("*.html"))


def test_nothing_sleeps(site: Site) -> None:
    """No command pauses at its start: without Jinja2, or with a plugin refused, Nikola sleeps for seconds."""
    site.write("sleeps/sitecustomize.py", NO_SLEEP)
    site.post("posts/a.html")
    where = {"PYTHONPATH": str(site.root / "sleeps"), "SLEEPS": str(site.root / "sleeps.txt")}
    for arguments in (["version"], ["status"], ["build", "--strict"], ["help"]):
        site.nikola(*arguments, **where)
    assert not (site.root / "sleeps.txt").exists()


@pytest.mark.parametrize(
    ("package", "allowed"),
    [("nikola", r"8\.3\.3"), ("watchdog", r"[2-4]\..*"), ("jinja2", ".*"), ("aiohttp", ".*")],
)
def test_pins(package: str, allowed: str) -> None:
    """The versions that matter are pinned: with watchdog 5 `nikola auto` builds for ever, without Jinja2 all sleep."""
    pins = dict(re.findall(r"(?m)^([a-z0-9-]+)==(\S+)", (HOUSE / "requirements.txt").read_text("utf-8")))
    assert re.fullmatch(allowed, pins[package])


def test_no_redirections() -> None:
    """REDIRECTIONS stays empty: each of its tasks depends on the whole list, so one more redirect rebuilds all."""
    tree = ast.parse((HOUSE / "conf.py").read_text("utf-8"))
    values = [node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "REDIRECTIONS"]
    assert [ast.literal_eval(value) for value in values] == [[]]


def test_auto_comes_to_rest(site: Site) -> None:
    """`nikola auto` shows an edit, and then is quiet: one edit is not a reason to build for ever."""
    post = site.post("posts/a.html", "<p>before</p>", slug="a")
    site.build()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (site.root / "auto.log").open("w+")
    auto = subprocess.Popen(
        [sys.executable, "-m", "nikola", "auto", "-a", "127.0.0.1", "-p", str(port)],
        cwd=site.root,
        env={**os.environ, "HOME": str(site.home)},
        stdout=log,
        stderr=log,
    )
    page = site.root / "output/posts/a/index.html"
    try:
        wait_for(lambda: "Serving on" in told(log))
        post.write_text(post.read_text("utf-8").replace("before", "after"), "utf-8")
        wait_for(lambda: page.exists() and "after" in page.read_text("utf-8"))
        time.sleep(3)  # what builds for ever has begun again by now
        builds = told(log).count("REBUILDING SITE")
        time.sleep(3)
        assert told(log).count("REBUILDING SITE") == builds
        assert builds <= 4  # one at the start, one for the edit, and what an editor's several writes may cause
    finally:
        auto.send_signal(signal.SIGINT)
        auto.wait(20)
        log.close()


def told(log: object) -> str:
    """Return what a file has in it now."""
    return Path(log.name).read_text("utf-8")


def wait_for(condition: object) -> None:
    """Wait until a condition holds, for at most half a minute."""
    for _ in range(300):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("half a minute has passed")
