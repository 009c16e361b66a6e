"""Under which hosts the old blog was known: from the export, and from the links its own texts hold.

In: the feed's head and settings, and every text as it is read. Out: the old blog's address and all host names that
mean it. A Takeout names no host at all; but a blog links to itself.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection

from .links import name_host

# A link that looks like a post or page of a Blogger blog.
LINK = re.compile(r"//([\w.-]+)(/(?:\d{4}/\d\d|p)/[^\s\"'<>?#&\\]+?\.html)", re.IGNORECASE)
ENOUGH = 2  # known addresses under a foreign host before it counts as an earlier name of this blog


class Hosts:
    """Gathers hosts; memory holds one number per distinct link."""

    def __init__(self) -> None:
        """Start with nothing known."""
        self.seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.addresses: Counter[str] = Counter()

    def read_text(self, text: str) -> None:
        """Note the links a text holds."""
        for host, path in LINK.findall(text):
            self.seen[host.lower()][path] += 1

    def note_address(self, address: str) -> None:
        """Note the address a post has in the export itself."""
        host = re.match(r"https?://([^/?#]+)/", address)
        if host and not host[1].endswith("blogger.com"):
            self.addresses[host[1].lower()] += 1

    def infer(
        self, paths: Collection[str], head: str, subdomain: str, given: str, also: Collection[str]
    ) -> tuple[str, tuple[str, ...]]:
        """Return the old blog's address ('' when unknown) and all its hosts as `links.name_host` gives them.

        `paths` are the known legacy paths, `head` the feed's own address, `subdomain` the setting BLOG_SUBDOMAIN,
        `given` what the user said (it wins), `also` hosts the user added.
        """
        matches = {host: sum(1 for path in links if path in paths) for host, links in self.seen.items()}
        ranked = sorted((host for host in matches if matches[host]), key=lambda host: (-matches[host], host))
        main = _host(given)
        if not main and self.addresses:
            main = self.addresses.most_common(1)[0][0]
        if not main and "blogger.com" not in head:
            main = _host(head)
        if not main and subdomain:
            main = f"{subdomain}.blogspot.com"
        if not main and ranked:
            main = ranked[0]
        own = {name_host(main): None} if main else {}
        own |= {name_host(_host(host) or host): None for host in also}
        if subdomain:
            own[name_host(f"{subdomain}.blogspot.com")] = None
        own |= {name_host(host): None for host in self.addresses}
        own |= {name_host(host): None for host in ranked if matches[host] >= ENOUGH}
        scheme = "http" if given.startswith("http://") else "https"
        return (f"{scheme}://{main}" if main else ""), tuple(own)


def _host(address: str) -> str:
    match = re.match(r"(?:https?://)?([\w.-]+(?::\d+)?)(?:/|$)", address.strip().lower())
    return match[1] if match else ""
