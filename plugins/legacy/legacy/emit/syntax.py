"""What servers' configurations have in common: names of hosts, patterns for paths and queries, headers."""

import re
from collections.abc import Sequence

from ..rules import Host, Query, Rule

# On every redirect: kept for a day by browsers and proxies, so that a mistake does not live for ever.
HEADERS = {
    "Cache-Control": "public, max-age=86400",
    "Content-Security-Policy": "default-src 'none'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
# Of the site's own files: one whose name ends in a hash of what is in it (theme's style sheets) never changes.
HASHED = r"^/assets/.*-[0-9a-f]{12}\.[a-z]+$"
FOR_EVER = "public, max-age=31536000, immutable"
MISSING = "/404.html"
NOTE = (
    "Written by `nikola legacy`: {count} rules for {names}. Each answers 301 with the final address; a fragment stays "
    "in the browser."
)


def names(host: Host) -> list[str]:
    """Return all names of a host, those with www. too; `name.blogspot.*` stands for its country hosts."""
    found: list[str] = []
    for name in (host.name, *host.aliases):
        bare = name.removeprefix("www.")
        country = re.sub(r"\.blogspot\.[a-z.]+$", ".blogspot.*", bare)
        found += [name, bare, f"www.{bare}", country, f"www.{country}"]
    return list(dict.fromkeys(found))


def note(hosts: Sequence[Host]) -> str:
    """Return a comment for the head of a file, without its comment sign."""
    return NOTE.format(count=sum(len(host.rules) for host in hosts), names=", ".join(host.name for host in hosts))


def escape(text: str) -> str:
    """Return a regular expression for a text, the same for PCRE and RE2, without anything to quote in it."""
    return "".join(
        character
        if character.isalnum() or not character.isascii() or character in "/-_~,"
        else "\\."
        if character == "."
        else f"\\x{ord(character):02x}"
        for character in text
    )


def path_pattern(rule: Rule) -> str:
    """Return a regular expression for the decoded path."""
    if rule.kind == "below":
        return f"^{escape(rule.path)}"
    if rule.kind == "digits":
        return "^" + "[0-9]".join(map(escape, rule.path.split("#"))) + "$"
    return f"^{escape(rule.path)}$"


def query_pattern(query: Query, group: str = "") -> str:
    """Return a regular expression for the query; what `any` finds is in a group, which may have a name."""
    if not query.name:
        return f"^{escape(query.value)}$"
    end = {"is": "(?:&|$)", "begins": "", "any": f"({group}[^&]+)"}[query.how]
    return f"(?:^|&){escape(query.name)}={escape(query.value)}{end}"


def asked_pattern(rule: Rule, group: str = "") -> str:
    """Return a regular expression for `path?query`; the path comes first, so that most requests fail at once."""
    query = rule.query or Query("")
    path = path_pattern(rule).removesuffix("$") + ("[^?]*" if rule.kind == "below" else "")
    before = "(?:.*&)?" if query.name else ""
    return f"{path}\\?{before}{query_pattern(query, group).removeprefix('^').removeprefix('(?:^|&)')}"


def target(rule: Rule, kept: str) -> str:
    """Return where a rule leads, with the parameter that it keeps, spelt as `kept`."""
    if not rule.keep or not rule.query:
        return rule.to
    return f"{rule.to}{'&' if '?' in rule.to else '?'}{rule.query.name}={kept}"
