"""Links to the old blog become links Nikola resolves; what leads nowhere is told.

In: an address as it stands in a body or comment. Out: `link://filename/posts/…`, `link://tag/…`, `link://archive/…`,
`link://feed`, `link://root`, or the address made absolute. No new address is computed here: Nikola knows them.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit, urlunsplit

from .plan import Plan

COUNTRY = re.compile(r"^(?:www\.)?([a-z0-9-]+)\.blogspot\.(?:com?\.)?[a-z]{2,3}$")
ARCHIVE = re.compile(r"/(\d{4})(?:/(\d\d))?(?:/\d\d)?/?|/(\d{4})_(\d\d)_\d\d_archive\.html")
FEED = re.compile(
    r"/(?:feeds/posts/(?:default|full|summary)(?:/-/(?P<labels>.+))?|(?:atom|rss)\.xml|feeds/comments/default)/?"
)
COMMENT_FEED = re.compile(r"/feeds/(\d+)/comments/(?:default|full|summary)(?:/(\d+))?")
LABEL = re.compile(r"/search/label/(.+?)/?")
# Anchors of Blogger's own templates. The first two say "its comments", the others name the post itself.
COMMENTS_ANCHORS = {"comments", "comment-form"}
POST_ANCHORS = {"links", "more", ""}


def name_host(host: str) -> str:
    """Return a host without `www.` and port, and every country form of NAME.blogspot as NAME.blogspot.com."""
    host = host.lower().rpartition("@")[2].partition(":")[0].removesuffix(".")
    match = COUNTRY.match(host)
    return f"{match[1]}.blogspot.com" if match else host.removeprefix("www.")


@dataclass
class Links:
    """Where the old blog's addresses lead, for one import.

    `hosts` are the blog's own hosts as `name_host` gives them; the first one completes root-relative addresses.
    """

    plan: Plan
    hosts: tuple[str, ...]
    base: str  # "https://name.blogspot.com", or "" when the host is unknown
    page: str = "/"  # the legacy path of the entry at hand: relative addresses start there
    lost: list[str] = field(default_factory=list)  # own addresses that lead nowhere, since the last `take_lost`
    folded_labels: dict[str, str] = field(init=False)
    folded_paths: dict[str, str] = field(init=False)
    commented: set[str] = field(init=False)  # posts that have comments

    def __post_init__(self) -> None:
        """Prepare look-ups that forgive case."""
        self.folded_labels = {label.casefold(): label for label in self.plan.labels}
        self.folded_paths = {path.casefold(): number for path, number in self.plan.by_path.items()}
        self.commented = set(self.plan.parents.values())

    def take_lost(self) -> list[str]:
        """Return and forget the addresses that led nowhere since the last call."""
        lost, self.lost = self.lost, []
        return lost

    def complete(self, address: str) -> str:
        """Return an address that stands on its own: relative ones belong to the old blog."""
        if address.startswith("//"):
            return f"https:{address}"
        if self.base and address and not re.match(r"#|[a-zA-Z][a-zA-Z0-9+.-]*:", address):
            return self.base + urljoin(self.page, address)
        return address

    def rewrite(self, address: str) -> str:
        """Return where a link now leads: a `link://` address for what came along, else the link itself."""
        address = address.strip()
        if address and not re.match(r"#|//|[a-zA-Z][a-zA-Z0-9+.-]*:", address):
            address = urljoin(self.page, address)
        try:
            parts = urlsplit(address)
            host = name_host(parts.netloc)
        except ValueError:  # http://[wrong
            return address
        if parts.scheme.lower() == "link":  # ours alone: nobody's text may speak to Nikola
            return ""
        own = host in self.hosts if host else address.startswith("/")
        if not own or (parts.scheme and parts.scheme.lower() not in ("http", "https")):
            return self.complete(address)
        path = re.sub(r"^/ncr(?=/|$)", "", unquote(parts.path)) or "/"
        found = self._find(path, parts.query, parts.fragment)
        if found:
            return found
        # A root-relative link to nothing known may be a link to anything; it is told all the same.
        self.lost.append(address)
        return self.complete(address) if not host else urlunsplit(parts)

    def _find(self, path: str, query: str, fragment: str) -> str:  # noqa: PLR0911 - one return per form of address
        if path in ("/", "/index.html") and not fragment.startswith("!"):
            return "link://root"
        if fragment.startswith("!/"):  # dynamic views: /view/classic#!/2012/05/slug.html
            path, fragment = unquote(fragment[1:]).partition("?")[0], ""
        number = self.plan.by_path.get(path) or self.folded_paths.get(path.casefold()) or self.plan.moved.get(path, "")
        if number:
            return self._to_entry(number, query, fragment)
        if path == "/search":
            labels = parse_qs(query).get("label", [])
            return self._to_label(labels[0]) if labels else ""
        if match := LABEL.fullmatch(path):
            return self._to_label(match[1])
        if match := ARCHIVE.fullmatch(path):
            return self._to_archive(match[1] or match[3], match[2] or match[4])
        if match := FEED.fullmatch(path):
            return self._to_feed(match["labels"])
        if match := COMMENT_FEED.fullmatch(path):
            return self._to_entry(match[1], "", f"c{match[2]}" if match[2] else "comments")
        return ""

    def _to_entry(self, number: str, query: str, fragment: str) -> str:
        target = self.plan.targets.get(number)
        if target is None or target.status:
            return ""
        comment = re.fullmatch(r"(?:c|comment-)?(\d+)", fragment)
        if comment and comment[1] in self.plan.parents:
            # A comment is where it is shown, whatever post the link names.
            target = self.plan.targets[self.plan.parents[comment[1]]]
            fragment = f"c{comment[1]}"
        elif comment or fragment in COMMENTS_ANCHORS or (not fragment and "showComment=" in query):
            fragment = "comments" if number in self.commented else ""
        elif fragment in POST_ANCHORS:
            fragment = ""
        return f"link://filename/{quote(target.file)}" + (f"#{fragment}" if fragment else "")

    def _to_label(self, words: str) -> str:
        # A plus may be a space, or join two labels; Blogger shows posts that have both.
        for label in (words, words.replace("+", " "), *words.split("+")):
            known = label if label in self.plan.labels else self.folded_labels.get(label.casefold())
            if known:
                return f"link://tag/{quote(known, safe='')}"
        return ""

    def _to_archive(self, year: str, month: str | None) -> str:
        if month:
            return f"link://archive/{year}/{month}" if f"{year}/{month}" in self.plan.months else ""
        return f"link://archive/{year}" if any(known.startswith(f"{year}/") for known in self.plan.months) else ""

    def _to_feed(self, labels: str | None) -> str:
        if not labels:
            return "link://feed"
        return self._to_label(labels.partition("/")[0]).replace("link://tag/", "link://feed/")
