"""A line of an access log → the request it tells of.

Formats: "combined" of nginx and Apache, with a virtual host in front or not, and the JSON lines of Caddy.
Sources: nginx, ngx_http_log_module; Apache, mod_log_config; Caddy, the `log` directive.
"""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

COMBINED = re.compile(
    r'(?P<before>[^\["]+) \[(?P<day>\d\d/\w{3}/\d{4}):[^\]]*\] "(?P<request>(?:[^"\\]|\\.)*)" (?P<status>\d{3}) \S+ '
    r'"(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)"'
)


@dataclass(frozen=True)
class Request:
    """Who asked for what and when; `visitor` is never kept, `path` is decoded and without a query."""

    day: str
    visitor: str
    agent: str
    method: str
    path: str
    status: int


def read(line: bytes) -> Request | None:
    """Return the request in a line of a log, None where it tells of none."""
    text = line.decode("utf-8", "replace").strip()
    try:
        return of_json(text) if text.startswith("{") else of_combined(text)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def of_combined(text: str) -> Request | None:
    """Return the request in a line of nginx or Apache; raise ValueError where it holds no address."""
    match = COMBINED.match(text)
    if match is None:
        return None
    before = match["before"].split()  # address, identity (always "-"), user; a virtual host may stand in front
    hosted = len(before) > 3 and before[1] != "-"
    method, target, *_ = match["request"].split(" ")
    return Request(match["day"], before[hosted], match["agent"], method, path(target), int(match["status"]))


def of_json(text: str) -> Request:
    """Return the request in a line of Caddy; raise ValueError, LookupError or TypeError where it tells of none."""
    data: dict[str, Any] = json.loads(text)
    request, time = data["request"], data["ts"]
    agents = request["headers"].get("User-Agent") or [""]
    return Request(
        day=time[:10] if isinstance(time, str) else str(int(time // 86400)),
        visitor=str(request.get("client_ip") or request["remote_ip"]),
        agent=str(agents[0]),
        method=str(request["method"]),
        path=path(request["uri"]),
        status=int(data["status"]),
    )


def path(target: str) -> str:
    """Return the decoded path of what was asked for, with or without a host."""
    return unquote(urlsplit(target).path if "://" in target else target.partition("?")[0])
