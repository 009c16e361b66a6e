"""Check one entry or comment against what its page, its old address and the feeds say of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from .account import Account
from .addresses import Addresses
from .compare import Comparison, compare
from .content import read_html
from .export import Entry
from .page import Shown

OLDER = "older than the feeds reach; its id waits in its metadata"
MINUTE = 60  # seconds


@dataclass(frozen=True)
class Check:
    """Accounts for one entry; `where` is its address for people, `address` that of its page on the site."""

    account: Account
    addresses: Addresses
    where: str
    address: str

    @cached_property
    def now(self) -> str:
        """The page's whole address."""
        return self.addresses.site.rstrip("/") + self.address

    def text(self, entry: Entry, shown: Shown) -> None:
        """Check title and content."""
        before = f"https:{self.addresses.normal(entry.path or '/', self.addresses.old)}"
        at = Comparison(self.account, self.addresses, self.where, before, self.now, entry.kind == "comment")
        compare(at, read_html(entry.content), shown.content)
        words = entry.title.split() if entry.kind != "comment" else []
        if words and words != shown.title.split():
            what = f"{entry.title!r} is {shown.title!r}"
            self.account.miss("word", self.where, "is not the title of the page", what, number=len(words))
        else:
            self.account.show("word", len(words))

    def facts(self, entry: Entry, shown: Shown) -> None:
        """Check date, place, and the addresses that an entry has beside its text."""
        if shown.date:
            self._date(entry.published, shown.date)
        if entry.place:
            self._same("place", entry.place, shown.place)
        if entry.link:
            self._same("link", entry.link, shown.bookmark)
        if entry.kind != "comment" or not entry.author_link:
            return
        if entry.author_link.lower().startswith(("http://", "https://")):
            self._same("link", entry.author_link, shown.author_link)
        else:
            why = "of a comment's author, and no web address"
            self.account.leave_out("link", self.where, why, entry.author_link)

    def old_address(self, entry: Entry) -> None:
        """Check that the old address leads to the page."""
        lead = self.addresses.follow(entry.path) if entry.path else ""
        if lead == self.address:
            self.account.show("legacy address")
        elif entry.path:
            self.account.miss("legacy address", self.where, f"leads to {lead or 'nothing'}", self.address)

    def feed_id(self, entry: Entry, ids: Collection[str], kept: str) -> None:
        """Check a post's ids in feeds; `kept` is the one it would have, once it is in one."""
        if entry.kind != "post":
            return
        wrong = (set(ids) or {kept}) - {entry.guid}
        if wrong:
            what = f"{', '.join(sorted(wrong))}, not {entry.guid}"
            self.account.miss("feed id", self.where, "is another here", what)
        elif ids:
            self.account.show("feed id")
        else:
            self.account.leave_out("feed id", self.where, OLDER)

    def _same(self, kind: str, old: str, new: str) -> None:
        if old.split() == new.split():
            self.account.show(kind)
        else:
            self.account.miss(kind, self.where, "is not on the page", f"{old[:200]!r}; there is {new[:200]!r}")

    def _date(self, old: str, new: str) -> None:
        try:
            apart = abs((datetime.fromisoformat(old) - datetime.fromisoformat(new)).total_seconds())
        except (ValueError, TypeError):
            self.account.leave_out("date", self.where, "is no date in the export", old)
            return
        if apart < MINUTE:
            self.account.show("date")
        else:
            self.account.miss("date", self.where, "is another on the page", f"{old} is {new}")
