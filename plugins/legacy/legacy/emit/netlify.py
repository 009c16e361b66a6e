"""Netlify: the file `_redirects` of the site that has the old host as its domain. The first line that fits wins.

`!` because a file of that name would win otherwise. What is asked behind `?` goes along to the new address: Netlify
leaves nothing out.
"""

from collections.abc import Sequence
from urllib.parse import quote

from ..rules import Host, Query, Rule, Site
from .syntax import note, target

ONE_HOST = True


def write(hosts: Sequence[Host], _site: Site) -> str:
    """Return the text of `_redirects`."""
    lines = [line for rule in hosts[0].rules for line in _lines(rule)]
    return "\n".join([f"# {note(hosts)}", *dict.fromkeys(lines)]) + "\n"


def _lines(rule: Rule) -> list[str]:
    """Return the lines of a rule."""
    if rule.query and rule.query.how == "begins":
        return []  # no such condition: these lead where the path alone does
    wanted = f" {_condition(rule.query)}" if rule.query else ""
    return [f"{path}{wanted}  {target(rule, ':kept')}  301!" for path in paths(rule)]


def paths(rule: Rule) -> list[str]:
    """Return the paths of a rule, percent-encoded, `*` and `:` too; days written out."""
    if rule.kind == "digits":
        return [quote(rule.path.replace("##", f"{day:02}")) for day in range(1, 32)]
    encoded = quote(rule.path)
    return [encoded + ("*" if rule.kind == "below" else "")]


def _condition(query: Query) -> str:
    if not query.name:
        return " ".join(query.value.split("&"))
    return f"{query.name}={':kept' if query.how == 'any' else query.value}"
