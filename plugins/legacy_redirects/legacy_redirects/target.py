"""What a table says that an address leads to → the address it means; Nikola is asked through the functions given."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

# Where addresses without a row of their own may lead; what this site has not is left out.
PLACES = {
    "home": "/",
    "archive": "link://archive",
    "tags": "link://tag_index",
    "feed": "link://feed",
    "atom": "link://atom_feed",
    "json": "link://json_feed",
    "comments": "link://comment_feed",
    "search": "/search/",
    "sitemap": "/sitemap.xml",
    "robots": "/robots.txt",
    "icon": "/favicon.ico",
}
FEED = re.compile(r"link://feed(?=/|$)")


def name_sources(posts: Mapping[str, Any], extensions: Collection[str]) -> dict[str, list[Any]]:
    """Return the posts that each name of a source means: its path, also without its extension or with another's.

    So a source may turn from HTML to Markdown. A path that is there means itself alone.
    """
    named: dict[str, list[Any]] = {}
    for path, post in posts.items():
        stem = next((path.removesuffix(extension) for extension in extensions if path.endswith(extension)), path)
        for name in {stem, *(stem + extension for extension in extensions)} - posts.keys():
            named.setdefault(name, []).append(post)
    return named | {path: [post] for path, post in posts.items()}


@dataclass
class Targets:
    """Knows what Nikola's link:// addresses mean on this site."""

    base: str  # the site's own address, ending in /
    link: Callable[[str, str], object]
    kinds: Collection[str]  # of link:// addresses
    named: Mapping[tuple[str, str], Sequence[Any]]  # posts by ("filename", path) and ("slug", slug)

    def resolve(self, target: str) -> str | None:
        """Return the address, within this site or absolute, that a target of a table means; None for none."""
        if target.startswith(self.base):
            return "/" + target.removeprefix(self.base)
        parts = urlsplit(target)
        if parts.scheme != "link":
            return target
        kind, name = parts.netloc, unquote(parts.path.removeprefix("/"))
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if parts.query or kind not in self.kinds:
            return None
        if kind in ("filename", "slug"):  # for these Nikola only warns
            posts = self.named.get((kind, name), ())
            return f"{posts[0].permalink()}{fragment}" if len(posts) == 1 else None
        try:
            link = str(self.link(kind, name))
        except Exception:  # noqa: BLE001 - handlers are of any plugin, and fail in any way on a name they do not know
            return None
        return None if link.endswith("#") else link + fragment  # Nikola's sign for nothing

    def formats(self, feed: str) -> dict[str, str]:
        """Return the addresses of a feed in all formats that the site has; nothing for what is no link://feed."""
        links = {"rss": feed, **{name: FEED.sub(f"link://{name}_feed", feed) for name in ("atom", "json")}}
        return self._known(links) if FEED.match(feed) else {}

    def places(self) -> dict[str, str]:
        """Return the addresses in PLACES."""
        return self._known(PLACES)

    def _known(self, links: Mapping[str, str]) -> dict[str, str]:
        return {name: to for name, link in links.items() if (to := self.resolve(link))}
