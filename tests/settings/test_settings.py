"""Settings: declared in manifests, checked and completed at every start."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from settings import check, declared

if TYPE_CHECKING:
    from conftest import Site

HOUSE = Path(__file__).resolve().parents[2]

ECHO = '''"""A plugin that shows what it was given."""
from nikola.plugin_categories import Command


class Echo(Command):
    """Print the settings named on the command line."""

    name = "echo"

    def _execute(self, options, args):
        for name in args:
            print(name, repr(self.site.config[name]))
'''
MANIFEST = """[Core]
Name = echo
Module = echo

[Nikola]
PluginCategory = Command

[Settings]
# a comment
LOWTECH_ECHO_LENGTH = int, 25, entries at most
LOWTECH_ECHO_HOSTS = list, ["a, b", "c"], hosts, and more
LOWTECH_ECHO_WORD = str, link, link or keep
LOWTECH_ECHO_TEXT = str, "a, b", a text with a comma
LOWTECH_ECHO_EMPTY = str, "", nothing
LOWTECH_ECHO_FLAG = bool, True, 100 % true
LOWTECH_ECHO_MAP = dict, {"a": 1, "b": [2, 3]}, a mapping
"""


@pytest.fixture
def echo(site: Site) -> Site:
    """Give a site whose plugins are the plugin settings and one that prints settings."""
    (site.root / "plugins").unlink()
    site.write("plugins/__init__.py", "")
    (site.root / "plugins" / "settings").symlink_to(HOUSE / "plugins" / "settings")
    site.write("plugins/echo/echo.py", ECHO)
    site.write("plugins/echo/echo.plugin", MANIFEST)
    site.configure(THEME="bootstrap4")
    conf = site.root / "conf.py"  # other plugins' settings would be unknown here
    conf.write_text(re.sub(r"(?m)^LOWTECH_\w+ = .*\n", "", conf.read_text("utf-8")), "utf-8")
    return site


def test_defaults_are_filled_in(echo: Site) -> None:
    """A setting that conf.py leaves out has the default of its manifest, whatever its type."""
    names = [f"LOWTECH_ECHO_{name}" for name in ("LENGTH", "HOSTS", "WORD", "TEXT", "EMPTY", "FLAG", "MAP")]
    assert echo.nikola("echo", *names).stdout.splitlines() == [
        "LOWTECH_ECHO_LENGTH 25",
        "LOWTECH_ECHO_HOSTS ['a, b', 'c']",
        "LOWTECH_ECHO_WORD 'link'",
        "LOWTECH_ECHO_TEXT 'a, b'",
        "LOWTECH_ECHO_EMPTY ''",
        "LOWTECH_ECHO_FLAG True",
        "LOWTECH_ECHO_MAP {'a': 1, 'b': [2, 3]}",
    ]


def test_conf_wins(echo: Site) -> None:
    """The value in conf.py is the one plugins see, also when it is empty or zero."""
    echo.configure(LOWTECH_ECHO_LENGTH=0, LOWTECH_ECHO_HOSTS=[], LOWTECH_ECHO_FLAG=False)
    told = echo.nikola("echo", "LOWTECH_ECHO_LENGTH", "LOWTECH_ECHO_HOSTS", "LOWTECH_ECHO_FLAG").stdout
    assert told == "LOWTECH_ECHO_LENGTH 0\nLOWTECH_ECHO_HOSTS []\nLOWTECH_ECHO_FLAG False\n"


@pytest.mark.parametrize("command", [["build"], ["build", "--strict"], ["status"], ["import_wordpress", "x"]])
def test_all_faults_are_told_at_once(echo: Site, command: list[str]) -> None:
    """Every command stops before it starts: a sentence with file and line for each fault, exit code 2."""
    first = len((echo.root / "conf.py").read_text("utf-8").splitlines()) + 1
    echo.configure(
        LOWTECH_ECHO_LENGTH="25",
        LOWTECH_ECHOWORD="x",
        LOWTECH_NOTHING_LIKE_IT=1,
        LOWTECH_ECHO_FLAG=1,
        LOWTECH_ECHO_HOSTS={},
        LOWTECH_ECHO_WORD=None,
    )
    run = echo.nikola(*command, code=2)
    assert run.stderr.splitlines()[-6:] == [
        f"conf.py:{first}: LOWTECH_ECHO_LENGTH must be a whole number, not '25'",
        f"conf.py:{first + 1}: LOWTECH_ECHOWORD is not a setting; did you mean LOWTECH_ECHO_WORD?",
        f"conf.py:{first + 2}: LOWTECH_NOTHING_LIKE_IT is not a setting",
        f"conf.py:{first + 3}: LOWTECH_ECHO_FLAG must be True or False, not 1",
        f"conf.py:{first + 4}: LOWTECH_ECHO_HOSTS must be a list in [ ], not {{}}",
        f"conf.py:{first + 5}: LOWTECH_ECHO_WORD must be a text in quotes, not None",
    ]
    assert not (echo.root / "output").exists()


def test_true_is_no_number(echo: Site) -> None:
    """A bool is not taken for an int, and a huge value is told shortly."""
    echo.configure(LOWTECH_ECHO_LENGTH=True, LOWTECH_ECHO_WORD=list(range(1000)))
    told = echo.nikola("status", code=2).stderr
    assert "LOWTECH_ECHO_LENGTH must be a whole number, not True" in told
    assert len(told) < 300


def test_a_setting_made_elsewhere_has_no_line(echo: Site) -> None:
    """A value that conf.py takes from another module is named without a line."""
    echo.write("more.py", "LOWTECH_ECHO_LENGTH = 'x'\n")
    with (echo.root / "conf.py").open("a") as conf:
        conf.write("from more import *\n")
    told = echo.nikola("status", code=2, PYTHONPATH=str(echo.root)).stderr
    assert told == "conf.py: LOWTECH_ECHO_LENGTH must be a whole number, not 'x'\n"


def test_a_plugin_that_does_not_load_is_an_error(echo: Site) -> None:
    """Stock Nikola goes on without a broken plugin, exit code 0; here no command does."""
    echo.write("plugins/echo/echo.py", "import no_such_module\n")
    run = subprocess.run(  # not echo.nikola(): Nikola itself shows the traceback of the broken plugin
        [sys.executable, "-m", "nikola", "build"], cwd=echo.root, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "plugins/echo: the plugin echo did not load, see above\n" in run.stderr


def test_a_disabled_plugin_need_not_load(echo: Site) -> None:
    """DISABLED_PLUGINS stays the way to do without a plugin."""
    echo.configure(DISABLED_PLUGINS=["echo"])
    echo.nikola("status")


@pytest.mark.parametrize(
    "line",
    [
        "LOWTECH_X = int, 25",
        "LOWTECH_X = int, , nothing",
        "LOWTECH_X = int, '25', a text",
        "LOWTECH_X = float, 2.5, no such type",
        "LOWTECH_X = bool, yes, not Python",
        "LOWTECH_X = list, [1, open",
        "LOWTECH_X = str, word",
        "LOWTECH_x = int, 1, small letter",
        "FEED_LENGTH = int, 1, without the prefix",
        "LOWTECH_X",
        "=",
    ],
)
def test_a_line_that_declares_nothing_is_a_fault(line: str) -> None:
    """A manifest's line is a declaration or a fault with file and line; nothing is passed over."""
    settings, faults = declared.read(f"[Core]\nName = x\n[Settings]\n{line}\n", "plugins/x/x.plugin")
    assert settings == []
    assert faults == ["plugins/x/x.plugin:4: a setting is LOWTECH_NAME = type, default, explanation"]


def test_only_section_settings_is_read() -> None:
    """Other sections, comments and blank lines hold no settings and no faults."""
    text = "LOWTECH_A = int, 1, x\n[Core]\nName = x\n[Settings]\n\n; x\n#\n[Nikola]\nLOWTECH_B = int, 1, x\n"
    assert declared.read(text, "x.plugin") == ([], [])


def test_a_setting_has_one_home() -> None:
    """The same setting in two manifests is a fault that names both places."""
    settings, _ = declared.read("[Settings]\nLOWTECH_A = int, 1, x\nLOWTECH_B = int, 1, x\n", "a.plugin")
    again, _ = declared.read("[Settings]\nLOWTECH_A = int, 1, x\n", "b.plugin")
    assert check.twice([*settings, *again]) == ["b.plugin:2: LOWTECH_A is already declared at a.plugin:2"]


def test_the_last_assignment_counts() -> None:
    """The line told is that of the assignment that made the value, also below `if` and with a type."""
    source = "A = 1\nif A:\n    A = 2\nB: int = 3\nC, D = 1, 2\n"
    assert check.lines(source) == {"A": 3, "B": 4, "C": 5, "D": 5}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('A = 1\nB = (\nC = "x"\n', "conf.py:2: '(' was never closed; correct this line, or the one before it"),
        ("A = 1\nB = Title\n", "conf.py:2: name 'Title' is not defined; correct this line"),
        ("import no_such_module\n", "conf.py:1: No module named 'no_such_module'; correct this line"),
        ("A = 1\n  B = 2\n", "conf.py:2: unexpected indent; correct this line, or the one before it"),
        ("A = 1\n", ""),
    ],
)
def test_a_conf_that_python_cannot_read(tmp_path: Path, text: str, told: str) -> None:
    """`make` says in one sentence where conf.py is wrong, and nothing when it is right."""
    (tmp_path / "conf.py").write_text(text, encoding="utf-8")
    program = HOUSE / "plugins" / "settings" / "settings" / "conf_file.py"
    run = subprocess.run(
        [sys.executable, program, "conf.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (run.stderr.strip(), run.returncode) == (told, 2 if told else 0)
    assert not run.stdout
