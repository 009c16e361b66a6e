"""Apache: a virtual host for each old host, one rewrite rule for each address.

RewriteRule and not Redirect, which matches all that begins so; QSD, or the old query would go along; no RewriteMap, so
that it is one file. Rules are tried in turn: those of a folder are skipped in one step when the path lies elsewhere.
"""

from collections.abc import Sequence
from itertools import groupby

from ..rules import Host, Rule, Site
from .syntax import FOR_EVER, HASHED, HEADERS, MISSING, escape, names, note, path_pattern, query_pattern, target

FEW = 8  # rules that are not worth a skip
DEPTH = 4  # folders within folders


def write(hosts: Sequence[Host], site: Site) -> str:
    """Return the virtual hosts of all old hosts."""
    lines = [f"# {note(hosts)}", "# Needs `a2enmod rewrite headers`; test with `apachectl configtest`.", ""]
    for host in hosts:
        if host.name != site.host:
            lines += [*_server(names(host), _rules(host), ['    RewriteRule "^" "-" [R=404,L]'], site), ""]
    here = next((host for host in hosts if host.name == site.host), None)
    block = _server([site.host], _rules(here) if here else [], _files(site), site)
    lines += block if site.root or here else [f"# {line}" for line in block]
    return "\n".join(lines) + "\n"


def _server(hosts: Sequence[str], rules: Sequence[str], end: Sequence[str], site: Site) -> list[str]:
    """Return a virtual host."""
    aliases = [f"    ServerAlias {name}" for name in hosts[1:]]
    headers = [
        f'    Header always set {name} "{value}" "expr=%{{REQUEST_STATUS}} == 301"' for name, value in HEADERS.items()
    ]
    engine = ["    AllowEncodedSlashes On", "    MergeSlashes Off", "    RewriteEngine On", *headers] if rules else []
    head = [f"<VirtualHost *:{site.port}>", f"    ServerName {hosts[0]}", *aliases]
    return [*head, *engine, *rules, *end, "</VirtualHost>"]


def _files(site: Site) -> list[str]:
    """Return what serves the site's own files; Debian packs them (mod_deflate) without being asked."""
    root = site.root or "/srv/www/blog"
    return [
        f'    DocumentRoot "{root}"',
        f'    <Directory "{root}">',
        "        Require all granted",
        "        DirectoryIndex index.html",
        "    </Directory>",
        "    AddDefaultCharset utf-8",
        "    AddCharset utf-8 .xml .atom .json .js .css",
        f"    ErrorDocument 404 {MISSING}",
        f"""    Header set Cache-Control "{FOR_EVER}" "expr=%{{REQUEST_URI}} =~ m#{HASHED}#\"""",
    ]


def _rules(host: Host) -> list[str]:
    """Return all rules of a host: exact paths by folder, then patterns."""
    asked = [rule for rule in host.rules if rule.query]
    exact = sorted((rule for rule in host.rules if rule.kind == "exact" and not rule.query), key=lambda rule: rule.path)
    patterns = [rule for rule in host.rules if rule.kind != "exact" and not rule.query]
    lines = ['    RewriteCond "%{QUERY_STRING}" "^$"', f'    RewriteRule "^" "-" [S={len(asked)}]'] if asked else []
    for rule in asked:
        lines += _rule(rule)
    lines += _folders(exact, 1)
    for rule in patterns:
        lines += _rule(rule)
    return lines


def _folders(rules: Sequence[Rule], depth: int) -> list[str]:
    """Return the lines of rules sorted by path, with a skip before those of a folder."""
    lines: list[str] = []
    for folder, members in groupby(rules, key=lambda rule: rule.path.split("/")[1 : depth + 1]):
        some = list(members)
        if len(some) < FEW or depth > DEPTH:
            lines += [line for rule in some for line in _rule(rule)]
            continue
        inner = _folders(some, depth + 1)
        lines += [f'    RewriteRule "!^/{escape("/".join(folder))}" "-" [S={len(inner)}]', *inner]
    return lines


def _rule(rule: Rule) -> list[str]:
    """Return the lines of a rule: one RewriteRule, and its condition."""
    kept = "\0"
    to = target(rule, kept).replace("%", "\\%").replace(kept, "%1")
    lines = [f'    RewriteRule "{path_pattern(rule)}" "{to}" [R=301,L,NE,QSD]']
    return [f'    RewriteCond "%{{QUERY_STRING}}" "{query_pattern(rule.query)}"', *lines] if rule.query else lines
