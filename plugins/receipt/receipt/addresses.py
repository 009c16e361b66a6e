"""Addresses: what an address of the old blog or of a page means, and where it leads on the built site.

In: addresses as they are written. Out: one spelling for each, and paths of the site. Where an old address leads is read
from what is built there, a stub's canonical link: nothing is asked of whoever wrote it.
"""

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from .pictures import Home

COUNTRY = re.compile(r"(?:www\.)?([a-z0-9-]+)\.blogspot\.(?:com?\.)?[a-z]{2,3}")
STUB = '<meta name="generator" content="legacy_redirects">'
BIGGEST_STUB = 20_000  # bytes


def plain_host(host: str) -> str:
    """Return a host without `www.` and port; Blogger's blogs without their country."""
    host = host.lower().rpartition("@")[2].partition(":")[0]
    match = COUNTRY.fullmatch(host)
    return f"{match[1]}.blogspot.com" if match else host.removeprefix("www.")


class Addresses:
    """The addresses of one site and of the blog it was."""

    def __init__(self, output: Path, site: str, hosts: Collection[str]) -> None:
        """Take the folder of the built site, its address, and the old blog's hosts; the first completes paths."""
        self.output, self.site = output, site
        self.hosts = {plain_host(host): None for host in hosts}
        self.old = f"https://{next(iter(hosts), 'old-blog.invalid')}/"
        self.lead = cache(self._lead)
        self.home = Home()  # where pictures are now

    def normal(self, address: str, base: str) -> str:
        """Return an address in the one spelling that all of its kind have here."""
        address = re.sub(r"[\t\n\r]", "", address.strip())
        if address[:5].lower() == "data:":
            return re.sub(r"\s|%20", "", address)
        try:
            parts = urlsplit(urljoin(base, address))
            host = parts.netloc.lower()
        except ValueError:  # http://[wrong
            return address
        if not host:
            return unquote(address)
        if plain_host(host) in self.hosts:
            host = plain_host(host)
        query = f"?{unquote(parts.query)}" if parts.query else ""
        fragment = f"#{unquote(parts.fragment)}" if parts.fragment else ""
        return f"//{host}{unquote(parts.path) or '/'}{query}{fragment}"

    def own(self, normal: str) -> bool:
        """Say whether an address is the old blog's."""
        return normal.startswith("//") and normal[2:].partition("/")[0] in self.hosts

    def local(self, normal: str) -> str:
        """Return the path of an address of this site, without its fragment; '' when it is another's."""
        site = self.normal(self.site, self.site)
        return re.split(r"[?#]", f"/{normal.removeprefix(site)}")[0] if normal.startswith(site) else ""

    def file(self, path: str) -> Path | None:
        """Return the file a server gives for a path of the site."""
        file = self.output / path.lstrip("/")
        if not file.resolve().is_relative_to(self.output.resolve()):
            return None
        for candidate in (file, file / "index.html"):
            try:
                if candidate.is_file():
                    return candidate
            except (OSError, ValueError):  # a name too long, or with NUL in it
                return None
        return None

    def has(self, path: str, anchor: str) -> bool:
        """Say whether the page at a path has an element of that id."""
        file = self.file(path) if path else None
        return file is not None and f'id="{anchor}"' in file.read_text(encoding="utf-8", errors="replace")

    def _lead(self, normal: str) -> str:
        """Return the path of this site that an old address leads to, or '' when nothing answers."""
        parts = urlsplit(f"https:{normal}") if normal.startswith("//") else urlsplit(normal)
        path = parts.path
        if path == "/search" and (label := parse_qs(parts.query).get("label")):
            path = f"/search/label/{label[0]}"
        if parts.fragment.startswith("!/"):  # dynamic views
            path = parts.fragment[1:].partition("?")[0]
        return self.follow(path)

    def follow(self, path: str) -> str:
        """Return where a path of the site leads, through a stub; '' when nothing is there."""
        file = self.file(path)
        if file is None:
            return ""
        if file.suffix != ".html" or file.stat().st_size > BIGGEST_STUB:
            return path
        text = file.read_text(encoding="utf-8", errors="replace")
        if STUB not in text:
            return path
        page = LexborHTMLParser(text)
        link = page.css_first("link[rel=canonical]") or page.css_first("link[rel=alternate]")  # a feed's
        target = "" if link is None else link.attributes.get("href") or ""
        return self.local(self.normal(target, self.site)) or target
