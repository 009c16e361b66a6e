"""Give settings in a conf.py other values: its text in, its text out, comments and all else kept.

Values are replaced where Python's own parser says that they are, so nothing else can be hit.
"""

import ast
import json
from collections.abc import Mapping, Sequence
from itertools import accumulate

from .errors import MoveError


def literal(text: str) -> str:
    """Return a Python string literal, in double quotes as conf.py has them."""
    return json.dumps(text, ensure_ascii=False)  # each JSON string is a Python string of the same value


def menu(links: Sequence[tuple[str, str]]) -> str:
    """Return the value of NAVIGATION_LINKS for links of (address, text)."""
    lines = "".join(f"        ({literal(address)}, {literal(text)}),\n" for address, text in links)
    return f"{{  # the menu, in order\n    DEFAULT_LANG: (\n{lines}    ),\n}}"


def replace(conf: str, values: Mapping[str, str], if_there: Mapping[str, str]) -> str:
    """Return conf.py's text with the settings in `values` and `if_there` replaced; their values are Python source.

    Raises MoveError when a setting of `values` is not there.
    """
    text = conf.encode()
    starts = [0, *accumulate(map(len, text.splitlines(keepends=True)))]  # in bytes, as ast counts columns
    wanted = {**values, **if_there}
    found = {}
    for statement in ast.parse(conf).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            value = statement.value
            begin = starts[value.lineno - 1] + value.col_offset
            end = starts[(value.end_lineno or 1) - 1] + (value.end_col_offset or 0)
            if statement.targets[0].id in wanted:
                found[begin] = (end, statement.targets[0].id)
    missing = sorted(values.keys() - {name for _, name in found.values()})
    if missing:
        raise MoveError(f"conf.py: has no setting {', '.join(missing)}, which a move must set")
    for begin, (end, name) in sorted(found.items(), reverse=True):
        text = text[:begin] + wanted[name].encode() + text[end:]
    return text.decode()
