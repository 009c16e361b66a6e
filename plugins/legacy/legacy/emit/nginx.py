"""nginx: maps for the http block, and a server block for each old host.

A map's strings are found without regard to case: keys that differ in case alone are written as patterns. `$uri` is
decoded. Headers stand beside the `return` they are for, because a block with headers of its own inherits none.
"""

import re
from collections.abc import Iterable, Sequence

from ..rules import Host, Rule, Site
from .syntax import FOR_EVER, HASHED, HEADERS, MISSING, asked_pattern, escape, names, note, path_pattern, target

PACKED = (  # types worth packing beside text/html
    *("text/css", "text/plain", "text/xml", "text/javascript", "application/javascript", "application/json"),
    *("application/atom+xml", "application/rss+xml", "image/svg+xml", "application/wasm"),
)
ALLOWED = re.compile(r"[A-Za-z0-9_]+")  # in the name of nginx's variable for a parameter


def write(hosts: Sequence[Host], site: Site) -> str:
    """Return the configuration of all hosts, to be included in the http block."""
    known = dict.fromkeys(key for host in hosts for key in _keys(host))
    longest = max((len(key.encode()) for key in known), default=0)
    bucket = 128
    while bucket < longest + 32:
        bucket *= 2
    lines = [
        f"# {note(hosts)}",
        "# Include this file in the http block, and test with `nginx -t`.",
        f"map_hash_bucket_size {bucket};",
        f"map_hash_max_size {max(2048, 2 * len(known))};",
        "",
    ]
    for host in hosts:
        lines += [*_maps(host), *([] if host.name == site.host else _server(host, site)), ""]
    here = next((host for host in hosts if host.name == site.host), None)
    lines += _site(here, site) if site.root or here else [f"# {line}".rstrip() for line in _site(None, site)]
    return "\n".join(lines) + "\n"


def variable(host: Host) -> str:
    """Return the name of the variable with the new address."""
    return "$legacy_" + re.sub("[^a-z0-9]", "_", host.name)


def _keys(host: Host) -> list[str]:
    """Return the strings that maps look for."""
    return [f"{rule.path}?{rule.query.value if rule.query else ''}" for rule in host.rules if rule.kind == "exact"]


def _maps(host: Host) -> list[str]:
    """Return the maps of a host; each falls back on the one before, and the last is asked."""
    name = variable(host)
    asked = [rule for rule in host.rules if rule.query]
    by_value = [rule for rule in asked if rule.query and _has_variable(rule)]
    parameters = sorted({rule.query.name for rule in by_value if rule.query})
    lines = _map("$uri", f"{name}_path", '""', ((rule.path, rule) for rule in host.rules if not rule.query))
    last = f"{name}_path"
    for parameter in parameters:
        mine = [rule for rule in by_value if rule.query and rule.query.name == parameter]
        keyed = ((f"{rule.path}?{rule.query.value}", rule) for rule in mine if rule.query)
        lines += _map(f'"$uri?$arg_{parameter}"', f"{name}_{parameter}", last, keyed)
        last = f"{name}_{parameter}"
    patterns = [_asked(rule) for rule in asked if rule not in by_value]
    lines += ['map "$uri?$args" ' + f"{name}_query {{", f"    default {last};", *patterns, "}"]
    return [*lines, f"map $args {name} {{", f'    "" {name}_path;', f"    default {name}_query;", "}"]


def _has_variable(rule: Rule) -> bool:
    """Tell whether nginx itself finds the parameter that the rule asks for."""
    query = rule.query
    return bool(query and query.how == "is" and ALLOWED.fullmatch(query.name) and rule.kind == "exact")


def _map(source: str, name: str, default: str, keyed: Iterable[tuple[str, Rule]]) -> list[str]:
    """Return a map; its keys are strings where a string will do."""
    entries = list(keyed)
    folded: dict[bytes, int] = {}
    for key, rule in entries:
        if rule.kind == "exact":
            folded[_fold(key)] = folded.get(_fold(key), 0) + 1
    lines = [f"map {source} {name} {{", f"    default {default};"]
    for key, rule in entries:
        plain = rule.kind == "exact" and folded[_fold(key)] == 1
        pattern = path_pattern(rule) if rule.kind != "exact" else f"^{escape(key)}$"
        lines.append(f"    {_quote(key) if plain else _quote('~' + pattern)} {_quote(rule.to)};")
    return [*lines, "}"]


def _asked(rule: Rule) -> str:
    """Return the line for a rule that needs its query searched."""
    pattern = asked_pattern(rule, "?<legacy_kept>" if rule.keep else "?:")
    return f"    {_quote('~' + pattern)} {_quote(target(rule, '$legacy_kept'))};"


def _fold(key: str) -> bytes:
    return key.encode().lower()  # of bytes: nginx knows no other letters than ASCII's


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _return(host: Host) -> list[str]:
    """Return the lines of a location that send a visitor on."""
    headers = [f'            add_header {name} "{value}";' for name, value in HEADERS.items()]
    name = variable(host)
    return [f"        if ({name}) {{", *headers, f"            return 301 {name};", "        }"]


def _listen(site: Site) -> list[str]:
    return [f"    listen {site.port};", f"    listen [::]:{site.port};"]


def _server(host: Host, site: Site) -> list[str]:
    """Return the server of an old host."""
    return [
        "server {",
        *_listen(site),
        f"    server_name {' '.join(names(host))};",
        "    merge_slashes off;",
        "    location / {",
        *_return(host),
        "        return 404;",
        "    }",
        "}",
    ]


def _site(here: Host | None, site: Site) -> list[str]:
    """Return the server of the site, which may be an old host itself."""
    return [
        "server {",
        *_listen(site),
        f"    server_name {site.host};",
        f"    root {_quote(site.root or '/srv/www/blog')};",
        "    charset utf-8;",
        "    gzip on;",
        "    gzip_vary on;",
        f"    gzip_types {' '.join(PACKED)};",
        f"    error_page 404 {MISSING};",
        f"    location ~ {_quote(HASHED)} {{",
        f'        add_header Cache-Control "{FOR_EVER}";',
        "    }",
        "    location / {",
        *(_return(here) if here else []),
        "        try_files $uri $uri/ =404;",
        "    }",
        "}",
    ]
