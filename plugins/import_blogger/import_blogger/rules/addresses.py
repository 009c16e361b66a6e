"""Every address goes through the caller: links to what replaces the old blog, the rest to be whole.

An address that would stop Nikola (it parses each, and encodes its host) is dropped and told.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from .job import Job
from .tree import Element

LOADED = (
    "src",
    "poster",
    "background",
    "data",
    "longdesc",
    "cite",
    "lowsrc",
    "dynsrc",
    "xlink:href",
    "data-src",
)
IN_STYLE = re.compile(r"""(url\(\s*["']?)([^"')]+)""", re.IGNORECASE)
CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]+)?\s*(?:,|$)")


def complete_addresses(body: Element, job: Job) -> None:
    """Rewrite the links and complete the other addresses."""
    for element in body.iter("*"):
        attributes = element.attrib
        if not attributes:
            continue
        if "href" in attributes:
            _put(element, "href", job.rewrite if element.tag in {"a", "area"} else job.absolute, job)
        for name in LOADED:
            if name in attributes:
                _put(element, name, job.absolute, job)
        if "srcset" in attributes:
            attributes["srcset"] = _complete_set(attributes["srcset"], job)
        if "url(" in attributes.get("style", "").lower():
            attributes["style"] = IN_STYLE.sub(lambda match: _in_style(match, job), attributes["style"])


def _put(element: Element, name: str, change: Callable[[str], str], job: Job) -> None:
    address = element.get(name).strip()
    if not address or address.startswith("#"):
        return
    if "<" in address and not address.startswith("data:"):
        job.note(f"markup in an address, a quote may be missing: {address}")
    if change is not job.rewrite and address.lower().startswith("link:"):
        found = ""  # only Nikola's links may speak to Nikola
    else:
        found = change(address) if _sound(address) else ""
    if found:
        element.set(name, found)
    else:
        job.note(f"address that cannot be read removed: {address}")
        del element.attrib[name]


def _sound(address: str) -> bool:
    """Say whether Nikola can parse the address."""
    try:
        host = urlsplit(address).netloc
        if "%" in host or not host.isascii():
            unquote(host).encode("idna")
    except ValueError:  # UnicodeError is one
        return False
    return True


def _complete_set(value: str, job: Job) -> str:
    if "data:" in value:
        return value
    found = [
        (job.absolute(match[1]), (match[2] or "").strip()) for match in CANDIDATE.finditer(value) if _sound(match[1])
    ]
    return ", ".join(f"{address} {size}".strip() for address, size in found)


def _in_style(match: re.Match[str], job: Job) -> str:
    address = match[2].strip()
    if address.lower().startswith(("data:", "#")):
        return match[0]
    return f"{match[1]}{job.absolute(address) if _sound(address) else ''}"
