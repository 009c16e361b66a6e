"""Declared settings and the values in conf.py → a sentence for each value that cannot be right."""

import ast
import difflib
import reprlib
from collections.abc import Iterable, Mapping

from .declared import TYPES, Setting


def lines(source: str) -> dict[str, int]:
    """Return the line of the last assignment to each name in the text of a conf.py."""
    found: dict[str, int] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found[node.id] = max(node.lineno, found.get(node.id, 0))
    return found


def twice(settings: Iterable[Setting]) -> list[str]:
    """Return a sentence for each setting that another manifest has declared before."""
    first: dict[str, Setting] = {}
    return [
        f"{setting.where}: {setting.name} is already declared at {first[setting.name].where}"
        for setting in settings
        if first.setdefault(setting.name, setting) is not setting
    ]


def check(settings: Iterable[Setting], values: Mapping[str, object], where: Mapping[str, str]) -> list[str]:
    """Return `where: sentence` for each value of an undeclared name or of another type than declared.

    values are those of conf.py whose names begin with LOWTECH_; where tells the place of each.
    """
    known = {setting.name: setting for setting in settings}
    faults = []
    for name, value in values.items():
        if name not in known:
            near = "".join(f"; did you mean {one}?" for one in difflib.get_close_matches(name, known, 1, 0.8))
            faults.append(f"{where[name]}: {name} is not a setting{near}")
        elif not known[name].accepts(value):
            wanted = TYPES[known[name].kind][1]
            faults.append(f"{where[name]}: {name} must be {wanted}, not {reprlib.repr(value)}")
    return faults
