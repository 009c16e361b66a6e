"""Reckon up a blog: its entries come in, and where each is on the site; an `Account` goes out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from .account import BY_HAND, Account
from .addresses import Addresses
from .check import Check
from .export import Entry
from .page import Page, read_page

TWICE = "the same entry twice in the export"
ON_PAGES = "wrote pages only, which name no author"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site has an entry: its address, the file of the page, its id in feeds, what was edited by hand."""

    address: str
    file: Path
    guid: str
    corrected: bool = False
    comments_corrected: bool = False


@dataclass
class Blog:
    """The built site: places by the entries' numbers, ids of feed entries by address, and sources deleted by hand."""

    addresses: Addresses
    places: Mapping[str, Place]
    feeds: Mapping[str, Collection[str]]
    deleted: Collection[str] = ()
    account: Account = field(default_factory=Account)
    authors: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    labels: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lists: dict[str, set[str]] = field(default_factory=dict)  # what a label's page links to

    def reckon(self, entries: Iterable[Entry]) -> Account:
        """Account for every entry."""
        live, comments = self._sort(entries)
        for entry in live.values():
            mine = comments.get(entry.number, [])
            if entry.total is not None and entry.total != len(mine):
                why = "the export counts other comments than it holds"
                self.account.note("comment", entry.address, why, f"{entry.total}, not {len(mine)}")
            self._entry(entry, mine)
        self._totals("author", self.authors)
        self._totals("label", self.labels)
        return self.account

    def _sort(self, entries: Iterable[Entry]) -> tuple[dict[str, Entry], dict[str, list[Entry]]]:
        """Return what was public: entries by number, and comments by the number of their entry."""
        live: dict[str, Entry] = {}
        hidden: dict[str, str] = {}
        replies = []
        for entry in entries:
            if entry.kind == "comment":
                replies.append(entry)
            elif entry.hidden:
                hidden[entry.number] = entry.hidden
                self.account.leave_out(entry.kind, entry.address or entry.guid, entry.hidden, entry.title)
            elif entry.number in live:
                self.account.leave_out(entry.kind, entry.address or entry.guid, TWICE)
            else:
                live[entry.number] = entry
        for number in hidden.keys() & self.places.keys() - live.keys():
            self.account.note("post", self.places[number].address, f"{hidden[number]} there, public here")
        return live, self._place_comments(replies, live, hidden)

    def _place_comments(
        self, replies: list[Entry], live: dict[str, Entry], hidden: dict[str, str]
    ) -> dict[str, list[Entry]]:
        paths = {entry.path: entry.number for entry in live.values() if entry.path}
        comments: defaultdict[str, list[Entry]] = defaultdict(list)
        seen: set[str] = set()
        # Of a comment that is there twice, the one that names its post counts.
        for reply in sorted(replies, key=lambda reply: reply.parent not in live):
            parent = reply.parent if reply.parent in live else paths.get(reply.path, reply.parent)
            address = f"{live[parent].address}#c{reply.number}" if parent in live else reply.address or reply.guid
            if reply.number in seen:
                self.account.leave_out("comment", address, TWICE)
                continue
            seen.add(reply.number)
            if reply.hidden:
                self.account.leave_out("comment", address, reply.hidden)
            elif parent in live:
                comments[parent].append(reply)
            elif parent in hidden:
                self.account.leave_out("comment", address, f"its post is not public: {hidden[parent]}")
            else:
                self.account.leave_out("comment", address, "its post is not in the export")
        return comments

    def _entry(self, entry: Entry, comments: list[Entry]) -> None:
        place = self.places.get(entry.number)
        if place is None:
            self._absent(entry, comments, "is not on the site")
            return
        page = read_page(place.file.read_text(encoding="utf-8", errors="replace")) if place.file.is_file() else None
        if page is None:
            self._absent(entry, comments, "has no page in output/")
            return
        one = Account()
        one.show(entry.kind)
        check = Check(one, self.addresses, entry.address or entry.guid, place.address)
        check.text(entry, page.entry)
        check.facts(entry, page.entry)
        check.old_address(entry)
        check.feed_id(entry, self.feeds.get(place.address, ()), place.guid)
        self._author(check, entry, page.entry.author, corrected=place.corrected)
        self._labels(check, entry, page, corrected=place.corrected)
        self.account.add(one, corrected=place.corrected)
        self._comments(place, page, comments)

    def _comments(self, place: Place, page: Page, comments: list[Entry]) -> None:
        one = Account()
        numbers = {comment.number for comment in comments}
        for comment in comments:
            address = f"{place.address}#c{comment.number}"
            shown = page.comments.get(comment.number)
            if shown is None:
                one.miss("comment", address, "is not on the page", " ".join(comment.content.split())[:80])
                continue
            one.show("comment")
            if comment.reply_to in numbers - {comment.number} and shown.parent != comment.reply_to:
                one.note("comment", address, "does not stand below what it answers", f"#c{comment.reply_to}")
            check = Check(one, self.addresses, address, place.address)
            check.text(comment, shown)
            check.facts(comment, shown)
            self._author(check, comment, shown.author, corrected=place.comments_corrected)
        self.account.add(one, corrected=place.comments_corrected)

    def _author(self, check: Check, entry: Entry, shown: str, *, corrected: bool) -> None:
        if not entry.author:
            return
        if entry.author.split() == shown.split():
            fate = "shown"
        elif entry.kind == "page" and not shown:
            fate = ON_PAGES
        else:
            fate = BY_HAND if corrected else "missing"
            what = f"{entry.author!r} is {shown!r}"
            check.account.miss("author", check.where, "is not named on the page", what, number=0)
        self.authors[entry.author][fate] += 1

    def _labels(self, check: Check, entry: Entry, page: Page, *, corrected: bool) -> None:
        shown = dict(page.entry.labels)
        for label in entry.labels:
            address = shown.get(" ".join(label.split()))
            listed = self._listed(self.addresses.normal(address, check.now)) if address else None
            if address is None:
                why = "is not on the page"
            elif listed is None:
                why = "has no page"
            else:
                why = (
                    "" if check.address in listed or entry.kind == "page" else "has a page that does not list this post"
                )
            if why:
                check.account.miss("label", check.where, why, label, number=0)
            self.labels[label]["shown" if not why else BY_HAND if corrected else "missing"] += 1

    def _absent(self, entry: Entry, comments: list[Entry], why: str) -> None:
        path = entry.path.removeprefix("/p/")
        source = f"pages/{path}" if path != entry.path else f"posts{path}"
        where = entry.address or entry.guid
        if source in self.deleted or f"{source.removesuffix('.html')}.md" in self.deleted:
            self.account.leave_out(entry.kind, where, f"{BY_HAND}: deleted", entry.title)
            for comment in comments:
                self.account.leave_out("comment", f"{where}#c{comment.number}", f"{BY_HAND}: its post is deleted")
        else:
            self.account.miss(entry.kind, where, why, entry.title)
            for comment in comments:
                self.account.miss("comment", f"{where}#c{comment.number}", f"its post {why}")

    def _totals(self, kind: str, found: Mapping[str, Counter[str]]) -> None:
        """Count each name once; where one is missing was told there."""
        for name, fates in found.items():
            if fates["missing"]:
                self.account.rows[kind].missing += 1
            elif fates["shown"]:
                self.account.show(kind)
            else:
                self.account.leave_out(kind, name, next(iter(fates)))

    def _listed(self, normal: str) -> set[str] | None:
        """Return the paths that a label's page links to; None when there is no such page."""
        path = self.addresses.local(normal)
        file = self.addresses.file(path) if path else None
        if file is None:
            return None
        if path not in self.lists:
            links = LexborHTMLParser(file.read_text(encoding="utf-8", errors="replace")).css("a[href]")
            whole = (self.addresses.normal(link.attributes["href"] or "", f"https:{normal}") for link in links)
            self.lists[path] = set(map(self.addresses.local, whole))
        return self.lists[path]
