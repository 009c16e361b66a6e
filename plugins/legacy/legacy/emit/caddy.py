"""Caddy: a block with maps for each old host.

A brace in a Caddyfile begins a placeholder and a backslash may escape a quote, so keys with these are patterns.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote_plus

from ..rules import Host, Rule, Site
from .syntax import FOR_EVER, HASHED, HEADERS, MISSING, asked_pattern, escape, names, note, path_pattern, target

PLAIN = re.compile(r"[^{}\\`\"]+")
PARAMETER = re.compile(r"[A-Za-z0-9_-]+")


def write(hosts: Sequence[Host], site: Site) -> str:
    """Return the Caddyfile of all hosts."""
    lines = [f"# {note(hosts)}", "# Test with `caddy validate`.", ""]
    for host in hosts:
        if host.name != site.host:
            lines += [_addresses(names(host), site) + " {", *_redirects(host), "    respond 404", "}", ""]
    here = next((host for host in hosts if host.name == site.host), None)
    root = site.root or "/srv/www/blog"
    block = [_addresses([site.host], site) + " {", *(_redirects(here) if here else []), *_files(root), "}"]
    lines += block if site.root or here else [f"# {line}" for line in block]
    return "\n".join(lines) + "\n"


def _files(root: str) -> list[str]:
    """Return what serves the site's own files."""
    return [
        f'    root * "{root}"',
        "    encode zstd gzip",
        f"    @hashed path_regexp {HASHED}",
        f'    header @hashed Cache-Control "{FOR_EVER}"',
        "    file_server",
        "    handle_errors {",
        "        @missing expression `{http.error.status_code} == 404`",
        f"        rewrite @missing {MISSING}",
        "        file_server",
        "    }",
    ]


def _addresses(hosts: Sequence[str], site: Site) -> str:
    """Return the addresses of a block: with https only where a certificate can be had."""
    # Here a * is one part of a name, and .co.uk has two.
    hosts = [*hosts, *(f"{name}.*" for name in hosts if name.endswith(".*"))]
    if site.port != 80:
        return ", ".join(f"http://{name}:{site.port}" for name in hosts)
    secure = [name for name in hosts if ".blogspot." not in name]
    return ", ".join([*(f"http://{name}" for name in hosts), *(f"https://{name}" for name in secure)])


def _redirects(host: Host) -> list[str]:
    """Return the maps of a host, each of which falls back on the one before, and what asks the last."""
    by_value: dict[str, list[tuple[str, Rule]]] = {}
    patterns = []
    for rule in host.rules:
        query = rule.query
        if query and query.how == "is" and rule.kind == "exact" and PARAMETER.fullmatch(query.name):
            by_value.setdefault(query.name, []).append((f"{rule.path}?{unquote_plus(query.value)}", rule))
        elif query:
            patterns.append(f'        "~{asked_pattern(rule)}" "{target(rule, "${1}")}"')
    lines = _map("{path}", "legacy_path", '""', [(rule.path, rule) for rule in host.rules if not rule.query])
    last = "{legacy_path}"
    for number, (name, keyed) in enumerate(by_value.items()):
        lines += _map(f"{{path}}?{{query.{name}}}", f"legacy_{number}", last, keyed)
        last = f"{{legacy_{number}}}"
    lines += ["    map {path}?{query} {legacy} {", *patterns, f"        default {last}", "    }"]
    headers = [f'            {name} "{value}"' for name, value in HEADERS.items()]
    asked = ['    @legacy expression `{legacy} != ""`', "    handle @legacy {"]
    return [*lines, *asked, "        header {", *headers, "        }", "        redir {legacy} 301", "    }"]


def _map(source: str, name: str, default: str, keyed: Iterable[tuple[str, Rule]]) -> list[str]:
    """Return a map; a key is said once."""
    lines = dict[str, str]()
    for key, rule in keyed:
        pattern = path_pattern(rule) if rule.kind != "exact" else f"^{escape(key)}$"
        plain = rule.kind == "exact" and PLAIN.fullmatch(key)
        lines.setdefault(f'"{key}"' if plain else f'"~{pattern}"', rule.to)
    entries = [f'        {key} "{to}"' for key, to in lines.items()]
    return [f"    map {source} {{{name}}} {{", *entries, f"        default {default}", "    }"]
