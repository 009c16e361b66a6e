"""JSON: the rules for programs, in the order in which they are to be tried."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from ..rules import Host, Site
from .syntax import HEADERS, names


def write(hosts: Sequence[Host], site: Site) -> str:
    """Return everything that the other formats say."""
    told = [{"host": host.name, "names": names(host), "rules": [asdict(rule) for rule in host.rules]} for host in hosts]
    whole = {"site": site.address, "status": 301, "headers": HEADERS, "hosts": told}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
