"""Which pictures posts and pages show: one wish for each, under all addresses it has in them.

In: the HTML of each page. Out: `Wish`es, in the order of their first mention. A picture is what `<img>` loads, what a
link around an `<img>` leads to when its address is that of a picture, and what any link finds on Blogger's picture
hosts.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree, html

from .naming import make_stem
from .shapes import candidates, is_named_picture, is_upload

PARSER = html.HTMLParser(encoding="utf-8", huge_tree=True)


@dataclass
class Wish:
    """One picture: the addresses pages have for it, and where to ask."""

    month: str  # 2021/10
    stem: str  # of the file it becomes
    addresses: list[str] = field(default_factory=list)  # as tables have them
    candidates: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)

    def add(self, address: str, where: list[str], page: str) -> None:
        """Note one more mention."""
        self.addresses = list(dict.fromkeys([*self.addresses, address]))
        self.candidates = list(dict.fromkeys([*self.candidates, *where]))
        self.pages = list(dict.fromkeys([*self.pages, page]))


@dataclass
class Asked:
    """Gathers the wishes of all pages."""

    skip: Collection[str] = ()  # hosts to leave alone
    wishes: dict[str, Wish] = field(default_factory=dict)

    def read(self, text: str, page: str, month: str) -> None:
        """Add the pictures of one page; `page` is its source file."""
        if not re.search(r"<(?:img|a)\s", text, re.IGNORECASE):
            return
        try:
            body = html.fromstring(f"<div>{text}</div>".encode(), parser=PARSER)
        except etree.ParserError:  # nothing but comments
            return
        slug = page.rpartition("/")[2].rpartition(".")[0]
        for element in body.iter("img", "a"):
            if element.tag == "img":
                self._add(element.get("src"), element.get("alt") or element.get("title") or "", slug, page, month)
            elif _leads_to_picture(element):
                inner = next(element.iter("img"), None)
                words = inner.get("alt") if inner is not None else element.text_content()
                self._add(element.get("href"), words or "", slug, page, month)

    def _add(self, given: str | None, words: str, slug: str, page: str, month: str) -> None:
        address = re.sub(r"\s", "%20", (given or "").strip())
        if not address.lower().startswith(("http://", "https://", "//")):
            return
        try:
            where = candidates(address)
            host = urlsplit(where[-1]).hostname
        except ValueError:  # http://[wrong
            return
        if host and host not in self.skip:
            wish = self.wishes.setdefault(where[0], Wish(month, make_stem(where[0], words, slug)))
            wish.add(address, where, page)


def _leads_to_picture(link: html.HtmlElement) -> bool:
    address = (link.get("href") or "").strip()
    try:
        shows = next(link.iter("img"), None) is not None
        return is_upload(address) or (shows and is_named_picture(address))
    except ValueError:
        return False
