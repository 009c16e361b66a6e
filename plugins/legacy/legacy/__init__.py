"""Shell: `nikola legacy`. In: cache/legacy.json and output/, as built. Out: rules for a server, or findings."""

import importlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from nikola.plugin_categories import Command

from . import check, forms
from .rules import Host, LegacyError, Site, read

FORMATS = ("nginx", "apache", "caddy", "netlify", "cloudflare", "stubs", "blogger", "json")


def option(name: str, explanation: str, kind: type = str, short: str = "") -> dict[str, Any]:
    """Return an option as Nikola wants it."""
    default = kind()
    return {"name": name, "long": name, "short": short, "type": kind, "default": default, "help": explanation}


class Legacy(Command):  # type: ignore[misc]
    """Writes the redirects of all old addresses for a server, or checks them."""

    name = "legacy"
    doc_usage = f"--format={'|'.join(FORMATS)} [-o PATH] [--host=HOST] | --check | --moved OLD NEW"
    doc_purpose = "write the redirects of old addresses for a server, or check them"
    cmd_options = (
        option("format", f"What to write: {', '.join(FORMATS)}."),
        option("output", "Where to: a file, or a folder for `stubs`. Otherwise it is printed.", short="o"),
        option("host", "Only this old host. Formats that know one take the one with most posts otherwise."),
        option("root", "nginx, apache, caddy: also serve the site, whose files are in this folder of the server."),
        {**option("port", "nginx, apache, caddy: the port to listen on.", int), "default": 80},
        option("check", "Find rules that are double, lead in a circle or nowhere, or hide a file.", bool),
        option("moved", "Note that an address of this site, OLD, is now NEW.", bool),
    )

    def _execute(self, options: dict[str, Any], args: list[str]) -> int:
        """Do what is asked; return 1 for findings, 2 for what cannot be done."""
        try:
            if options["moved"]:
                return self.moved(args)
            site, hosts = self.read(options)
            if options["check"]:
                failures, warnings = check.findings(site, hosts)
                for finding in (*warnings, *failures):
                    print(finding)
                return 1 if failures else 0
            return self.write(options, site, hosts)
        except LegacyError as fault:
            print(fault, file=sys.stderr)
            return 2

    def read(self, options: dict[str, Any]) -> tuple[Site, list[Host]]:
        """Return the site, and the old hosts wanted with all their rules."""
        config = self.site.config
        site, hosts = read(Path(config["CACHE_FOLDER"], "legacy.json"), Path(config["OUTPUT_FOLDER"]))
        site = replace(site, root=options["root"], port=options["port"])
        if options["host"]:
            hosts = [host for host in hosts if host.name == options["host"]]
            if not hosts:
                raise LegacyError(f"--host={options['host']}: no table and no post is of that host")
        return site, [replace(host, rules=forms.expand(host, site)) for host in hosts]

    def write(self, options: dict[str, Any], site: Site, hosts: list[Host]) -> int:
        """Write one format."""
        if options["format"] not in FORMATS:
            raise LegacyError(f"--format={options['format']}: is none of {', '.join(FORMATS)}")
        if not hosts:
            raise LegacyError("redirects/: no old host is known: no post has a legacy address, and there is no table")
        module = importlib.import_module(f".emit.{options['format']}", __package__)
        if getattr(module, "ONE_HOST", False) and len(hosts) > 1:
            others = ", ".join(host.name for host in hosts[1:])
            print(f"{hosts[0].name} is written; --host= takes another: {others}", file=sys.stderr)
            hosts = hosts[:1]
        path = Path(options["output"]) if options["output"] else None
        if getattr(module, "FOLDER", False):
            if not path:
                raise LegacyError(f"--format={options['format']}: needs a folder to write to: -o FOLDER")
            print(module.write(hosts, site, path))
            return 0
        text = module.write(hosts, site)
        if path:
            path.write_text(text, encoding="utf-8")
        else:
            sys.stdout.write(text)
        return 0

    def moved(self, addresses: list[str]) -> int:
        """Add the row for an address of this site that has moved."""
        if len(addresses) != 2:
            raise LegacyError("--moved: takes two addresses of this site: OLD NEW")
        module = importlib.import_module(".moved", __package__)
        print(module.add(*addresses, str(self.site.config["BASE_URL"]), Path("redirects")))
        return 0
