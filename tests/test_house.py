"""The rules of CONTRIBUTING.md, read from the sources. Each finding is `file:line: sentence`."""

from __future__ import annotations

import ast
import io
import os
import re
import subprocess
import sys
import tokenize
from configparser import ConfigParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).resolve().parent.parent
PLUGINS = sorted(path for path in (HOUSE / "plugins").iterdir() if path.is_dir() and path.name != "__pycache__")
SOURCES = sorted(path for folder in ("plugins", "tests") for path in (HOUSE / folder).rglob("*.py"))

FUNCTION_LINES, FILE_LINES = 40, 260
LONGER: dict[str, tuple[int, str]] = {}  # "path" or "path:function" → (lines allowed, at most 50 or 310; the reason)

CLOCK_AND_NETWORK = {"time", "socket", "ssl", "http", "requests", "aiohttp", "ftplib", "smtplib", "subprocess"}
NOW = {"now", "utcnow", "today"}

# Written in parts, so that this file does not hold what it looks for.
REGISTRIES = [
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("crates", "io"))
]
MACHINE = [f"/{folder}/" for folder in ("work", "root", "tmp")]
CONTENT = ("posts/", "pages/", "files/", "tests/data/")  # authors may write what they like


def place(path: Path, line: int = 1) -> str:
    """Return `file:line`, the file as seen from the house."""
    return f"{path.relative_to(HOUSE)}:{line}"


def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a source."""
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each module that a source imports by its absolute name, and the line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or "", node.lineno


def shell(plugin: Path) -> Path:
    """Return the one file of a plugin that knows Nikola."""
    single = plugin / f"{plugin.name}.py"
    return single if single.exists() else plugin / plugin.name / "__init__.py"


def inner(plugin: Path) -> list[Path]:
    """Return the other modules of a plugin."""
    return [path for path in plugin.rglob("*.py") if path != shell(plugin)]


def tracked() -> list[Path]:
    """Return the files of the project: all that git knows or would add."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HOUSE,
        capture_output=True,
        check=True,
    )
    return [HOUSE / name for name in told.stdout.decode().split("\0") if name and (HOUSE / name).is_file()]


def test_only_shells_know_nikola() -> None:
    """Inner modules take values and give values: no Nikola and nothing of it, no doit, no signals."""
    assert [
        f"{place(path, line)}: only {shell(plugin).relative_to(HOUSE)} may import {name}"
        for plugin in PLUGINS
        for path in inner(plugin)
        for name, line in imports(path)
        if name.partition(".")[0] in {"nikola", "doit", "blinker"}
    ] == []


def test_inner_modules_have_no_clock_and_no_network() -> None:
    """What an inner module gives depends on what it is given and on nothing else."""
    findings = []
    for path in (path for plugin in PLUGINS for path in inner(plugin)):
        findings += [
            f"{place(path, line)}: imports {name}"
            for name, line in imports(path)
            if name.partition(".")[0] in CLOCK_AND_NETWORK or name == "urllib.request"
        ]
        findings += [
            f"{place(path, node.lineno)}: asks the clock"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in NOW
        ]
    assert findings == []


def test_no_plugin_imports_another() -> None:
    """Plugins speak to each other through files; inside a plugin, imports are relative."""
    names = {plugin.name for plugin in PLUGINS} | {"plugins"}
    assert [
        f"{place(path, line)}: imports {name}"
        for plugin in PLUGINS
        for path in plugin.rglob("*.py")
        for name, line in imports(path)
        if name.partition(".")[0] in names
    ] == []


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.name)
def test_a_plugin_is_complete(plugin: Path) -> None:
    """Manifest, module and folder have one name; there is a README, which names each setting, and there are tests."""
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    assert [path.name for path in plugin.rglob("*.plugin")] == [f"{plugin.name}.plugin"]
    parser.read(plugin / f"{plugin.name}.plugin")
    assert dict(parser["Core"]) == {"Name": plugin.name, "Module": plugin.name}
    assert {"Author", "Version", "Website", "Description"} <= set(parser["Documentation"])
    assert shell(plugin).exists()
    assert list((HOUSE / "tests" / plugin.name).glob("test_*.py")), f"tests/{plugin.name}/ holds no tests"
    readme = (plugin / "README.md").read_text("utf-8")
    settings = parser["Settings"] if parser.has_section("Settings") else {}
    assert [name for name in settings if name not in readme] == [], (
        f"{place(plugin / 'README.md')}: settings are missing"
    )


def test_the_map_names_every_plugin() -> None:
    """plugins/README.md has a line for each plugin, and for nothing else."""
    lines = re.findall(
        r"^- ((?:`\w+`(?:, )?)+): \S", (HOUSE / "plugins" / "README.md").read_text("utf-8"), re.MULTILINE
    )
    named = [name for line in lines for name in re.findall(r"\w+", line)]
    assert sorted(named) == sorted(plugin.name for plugin in PLUGINS)


def test_functions_and_files_are_short() -> None:
    """A function has 40 lines at most, a file 250; what must be longer says why in LONGER."""
    findings = []
    for path in SOURCES:
        lines = len(path.read_text("utf-8").splitlines())
        if lines > LONGER.get(str(path.relative_to(HOUSE)), (FILE_LINES,))[0]:
            findings.append(f"{place(path)}: {lines} lines")
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGER.get(f"{path.relative_to(HOUSE)}:{node.name}", (FUNCTION_LINES,))[0]:
                    findings.append(f"{place(path, node.lineno)}: {node.name} has {length} lines")
    assert findings == []
    assert all(limit <= (50 if ":" in name else 310) and reason for name, (limit, reason) in LONGER.items())


def test_tests_state_promises() -> None:
    """Each test has a docstring, and asserts or lets something assert for it."""
    findings = []
    for path in (HOUSE / "tests").rglob("test_*.py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                if not ast.get_docstring(node):
                    findings.append(f"{place(path, node.lineno)}: {node.name} states no promise")
                if not any(isinstance(inside, ast.Assert | ast.Call) for inside in ast.walk(node)):
                    findings.append(f"{place(path, node.lineno)}: {node.name} asserts nothing")
    assert findings == []


def test_there_is_no_utils() -> None:
    """A module's name says what is in it."""
    assert [place(path) for path in SOURCES if re.fullmatch("utils?|helpers?|misc|common", path.stem)] == []


def test_nothing_of_this_machine_or_of_registries() -> None:
    """No file of the project names a package registry or a folder of the machine that it was made on."""
    wrong = re.compile("|".join(map(re.escape, REGISTRIES)) + "|" + "|".join(rf"(?<![\w.~]){path}" for path in MACHINE))
    findings = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data or str(path.relative_to(HOUSE)).startswith(CONTENT):
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            findings += [f"{place(path, number)}: {match[0]}" for match in wrong.finditer(line)]
    assert findings == []


def test_make_help_knows_every_target() -> None:
    """Each target of the Makefile says what it does after ##; stamps are no targets of anybody's."""
    lines = (HOUSE / "Makefile").read_text("utf-8").splitlines()
    targets = [(number, line) for number, line in enumerate(lines, 1) if re.match(r"[\w-]+:(?!=)", line)]
    assert targets
    assert [f"{place(HOUSE / 'Makefile', number)}: {line}" for number, line in targets if "##" not in line] == []


def test_settings_are_declared_and_used() -> None:
    """Each LOWTECH_ name in code or conf.py is declared in a manifest, once, and each declared one is used."""
    declared: dict[str, str] = {}
    findings = []
    for path in (HOUSE / "plugins").rglob("*.plugin"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for name in re.findall(r"^(LOWTECH_\w+)\s*=", line):
                if name in declared:
                    findings.append(f"{place(path, number)}: {name} is declared at {declared[name]} too")
                declared[name] = place(path, number)
    used = set()
    for path in (*(HOUSE / "plugins").rglob("*.py"), HOUSE / "conf.py"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            names = set(re.findall(r"\bLOWTECH_[A-Z]\w*\w\b", line)) - {"LOWTECH_NAME"}
            used |= names
            findings += [f"{place(path, number)}: {name} is declared nowhere" for name in names - set(declared)]
    findings += [f"{where}: {name} is used nowhere" for name, where in declared.items() if name not in used]
    assert findings == []


def test_conf_explains_each_setting() -> None:
    """Each assignment in conf.py has a comment in its first line."""
    source = (HOUSE / "conf.py").read_text("utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {token.start[0] for token in tokens if token.type == tokenize.COMMENT}
    assert [
        f"conf.py:{node.lineno}: no comment"
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and node.lineno not in comments
    ] == []


@pytest.mark.parametrize(
    "arguments", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy", "plugins"]], ids=" ".join
)
def test_checkers_are_content(arguments: list[str]) -> None:
    """Ruff with all its rules, its formatter and strict mypy find nothing."""
    run = subprocess.run([sys.executable, "-m", *arguments], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_lint_exceptions_have_reasons() -> None:
    """Each `noqa` names its rule and gives a reason after it."""
    mark = "# no" + "qa"
    assert [
        f"{place(path, number)}: {line.strip()}"
        for path in SOURCES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if mark in line and not re.search(mark + r": [A-Z]+\d+(, ?[A-Z]+\d+)*\W+\w+", line)
    ] == []


def test_ci_runs_what_readers_run() -> None:
    """.ci/run is an executable that calls `make test`, and nothing else tests."""
    script = HOUSE / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert re.search(r"(?m)^exec make test$", script.read_text("utf-8"))
