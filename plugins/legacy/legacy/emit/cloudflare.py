"""Cloudflare Pages: the file `_redirects` of the project that has the old host as its domain.

2,000 lines with a plain path, then 100 with a `*`; no conditions on a query, which is kept as it is. Where a more
general rule leads to a sensible place, a less general one is left out.
"""

from collections.abc import Sequence

from ..rules import Host, LegacyError, Rule, Site
from .netlify import paths
from .syntax import note

ONE_HOST = True
STATIC, DYNAMIC = 2000, 100


def write(hosts: Sequence[Host], _site: Site) -> str:
    """Return the text of `_redirects`; raises LegacyError when it would hold more than Cloudflare reads."""
    host = hosts[0]
    plain = [rule for rule in host.rules if not rule.query and not rule.spare]
    exact = [_line(paths(rule)[0], rule) for rule in plain if rule.kind == "exact"]
    below = [_line(paths(rule)[0], rule) for rule in plain if rule.kind == "below"]
    days = [_line(rule.path.replace("##", ":day"), rule) for rule in plain if rule.kind == "digits"]
    lines = [*exact, *dict.fromkeys([*days, *below] if len(days) + len(below) <= DYNAMIC else below)]
    dynamic = len(lines) - len(exact)
    if len(exact) > STATIC or dynamic > DYNAMIC:
        raise LegacyError(
            f"{host.name}: {len(exact)} plain and {dynamic} general rules; Cloudflare reads {STATIC} and {DYNAMIC} of "
            "them and drops the rest. Use another format, or Cloudflare's Bulk Redirects with --format=json"
        )
    return "\n".join([f"# {note(hosts)}", *lines]) + "\n"


def _line(path: str, rule: Rule) -> str:
    return f"{path} {rule.to} 301"
