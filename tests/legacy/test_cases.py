"""One table of cases, kept by every format: each is read as its server reads it."""

import http.client
import json
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from legacy.rules import Host, LegacyError, Rule, Site
from webservers import free_port, serving

CASES = Path(__file__).with_name("cases.txt")
Answer = Callable[[str], str]  # an old address → where it leads, "" for nowhere


def cases(kind: str) -> list[tuple[str, str]]:
    """Return the old addresses and what this format makes of them."""
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        address, target, *special = line.split() if line and not line.startswith("#") else ("", "")
        own = dict(word.split("=", 1) for word in special)
        if address:
            found.append((address, expected(address, own.get(kind, target))))
    return found


def expected(address: str, target: str) -> str:
    """Return the whole address that a case means."""
    if target == "-":
        return ""
    path, mark, _ = target.partition("+query")
    return f"https://new.example.org{path}{'?' + address.partition('?')[2] if mark else ''}"


def of_server(kind: str, blog: tuple[Site, Host], folder: Path, stack: ExitStack) -> Answer:
    """Return what asks a real server."""
    site, host = blog
    port, configuration = free_port(), folder / "legacy.conf"
    configuration.write_text(import_module(f"legacy.emit.{kind}").write([host], replace(site, port=port)))
    stack.enter_context(serving(kind, configuration, port, folder))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(address: str) -> str:
        connection.request("GET", address, headers={"Host": "www.old.example.org"})
        response = connection.getresponse()
        response.read()
        assert response.status in {301, 404}
        return response.headers["Location"] or ""

    return ask


def of_lines(kind: str, blog: tuple[Site, Host]) -> Answer:
    """Return what reads `_redirects` as Netlify and Cloudflare say that they do: the first line that fits."""
    site, host = blog
    text = import_module(f"legacy.emit.{kind}").write([host], site)
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]

    def ask(address: str) -> str:
        path, _, query = address.partition("?")
        asked = dict(pair.partition("=")[::2] for pair in query.split("&")) if query else {}
        for pattern, *conditions, target, _status in lines:
            if not re.fullmatch(line_pattern(pattern), unquote(path)):
                continue
            wanted = dict(condition.split("=", 1) for condition in conditions)
            if all(asked.get(name) == value or (value == ":kept" and name in asked) for name, value in wanted.items()):
                kept = target.replace(":kept", asked.get("q", ""))
                return kept if "?" in kept or not query else f"{kept}?{query}"
        return ""

    return ask


def line_pattern(pattern: str) -> str:
    """Return the path of a line as a regular expression."""
    parts = re.split(r"(\*|:[A-Za-z]\w*)", pattern)
    return "".join(".*" if part == "*" else "[^/]+" if part[:1] == ":" else re.escape(unquote(part)) for part in parts)


def of_json(blog: tuple[Site, Host]) -> Answer:
    """Return what goes through the rules of the JSON in their order."""
    site, host = blog
    rules = json.loads(import_module("legacy.emit.json").write([host], site))["hosts"][0]["rules"]

    def ask(address: str) -> str:
        path, _, query = address.partition("?")
        for rule in rules:
            kept = answers(rule, unquote(path), query)
            if kept is not None:
                return f"{rule['to']}?{kept}" if rule["keep"] else str(rule["to"])
        return ""

    return ask


def answers(rule: dict, path: str, query: str) -> str | None:
    """Return the parameter that a rule of the JSON asks for, "" when it asks for none; None: it does not fit."""
    fits = {
        "exact": path == rule["path"],
        "below": path.startswith(rule["path"]),
        "digits": bool(re.fullmatch(re.escape(rule["path"]).replace(r"\#", "[0-9]"), path)),
    }[rule["kind"]]
    if not fits or not rule["query"]:
        return "" if fits else None
    name, value, how = rule["query"]["name"], rule["query"]["value"], rule["query"]["how"]
    if not name:
        return "" if query == value else None
    for pair in query.split("&"):
        key, _, given = pair.partition("=")
        if key == name and {"is": given == value, "begins": given.startswith(value), "any": bool(given)}[how]:
            return pair
    return None


@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy", "netlify", "cloudflare", "json"])
def test_every_format_keeps_the_table(kind: str, blog: tuple[Site, Host], tmp_path: Path) -> None:
    """Each old address of the table leads, in each format, where the table says, in one hop."""
    tmp_path.chmod(0o755)
    with ExitStack() as stack:
        if kind == "json":
            ask = of_json(blog)
        elif kind in {"netlify", "cloudflare"}:
            ask = of_lines(kind, blog)
        else:
            ask = of_server(kind, blog, tmp_path, stack)
        told = [(address, ask(address)) for address, _ in cases(kind)]
    assert told == cases(kind)


@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy"])
def test_no_label_breaks_out_of_its_line(kind: str, blog: tuple[Site, Host], tmp_path: Path) -> None:
    """Labels with quotes, braces, patterns and keywords lead to themselves; what is asked adds no header."""
    tmp_path.chmod(0o755)
    rows = [entry for entry in blog[1].entries if "/search/label/" in entry["address"]]
    with ExitStack() as stack:
        ask = of_server(kind, blog, tmp_path, stack)
        for entry in rows:
            for spelling in (
                entry["address"],
                f"{entry['address']}?m=1",
                quote(unquote(entry["address"]), "/~!$&'()*,"),
            ):
                assert ask(spelling) == blog[0].absolute(entry["target"])
        sneaky = "%0d%0aSet-Cookie:x%22$%7Bx"
        assert ask(f"/search?q={sneaky}") == f"https://new.example.org/search/?q={sneaky}"
        assert ask("/search/label/%0d%0aSet-Cookie:x") == "https://new.example.org/categories/"


def many(number: int, kind: str = "exact") -> Host:
    """Return a host with that many rules."""
    path = "/{}" if kind == "exact" else "/{}/"
    return Host(
        "old.example.org", rules=[Rule(path.format(n), "https://new.example.org/", kind) for n in range(number)]
    )


@pytest.mark.parametrize(("number", "kind"), [(2001, "exact"), (101, "below")])
def test_cloudflare_says_when_it_is_too_much(number: int, kind: str) -> None:
    """Rather no file than one of which Cloudflare drops the end."""
    write = import_module("legacy.emit.cloudflare").write
    assert write([many(number - 1, kind)], Site("https://new.example.org/")).count("\n") == number
    with pytest.raises(LegacyError, match=rf"old\.example\.org: .*{number} .*Cloudflare reads 2000 and 100"):
        write([many(number, kind)], Site("https://new.example.org/"))
