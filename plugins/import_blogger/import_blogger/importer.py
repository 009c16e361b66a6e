"""The steps of an import: read twice, decide, write.

In: a source, a zone, options. Out: files given to a Placer, and a Report. Each step is a function of what came before.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import tzinfo
from tempfile import TemporaryFile
from typing import BinaryIO, Literal

from lxml import etree

from .albums import Albums
from .archive import Member
from .body import Body, clean, parse
from .comments import Comment, clean_link, clean_text, write_comments
from .dates import local_date
from .export import Entry, Head, Setting, read_feed
from .formats import Format, Formats
from .homes import read_homes, read_moved
from .hosts import Hosts
from .links import Links
from .pictures import Pictures, month_of
from .place import Placer
from .plan import SHOWN, Known, Plan, decide
from .post_file import make_title, write_head
from .report import Report
from .source import Source, explain
from .tables import write_table

WANTED_SETTINGS = {"BLOG_NAME", "BLOG_DESCRIPTION", "BLOG_LOCALE", "BLOG_TIME_ZONE", "BLOG_SUBDOMAIN"}
NOBODY = {"", "unknown", "anonymous", "blogger"}
EPOCH = "1970-01-01T00:00:00+00:00"  # for what has no date
Progress = Callable[[int, int], None]  # entries done, entries in all


@dataclass(frozen=True)
class Options:
    """What the user and conf.py say: the old address, more old hosts, the blog's time zone, what becomes of embeds.

    `albums` gives the pictures that came with the export, again at each call. `render` is the site's Markdown compiler.
    """

    old: str = ""
    hosts: tuple[str, ...] = ()
    zone: tzinfo | None = None
    embeds: Literal["link", "keep"] = "link"
    albums: Callable[[], Iterable[Member]] = tuple
    format: Format = "html"
    render: Callable[[str], str] | None = None


@dataclass
class Survey:
    """What the first reading learned."""

    head: Head
    settings: dict[str, str]
    entries: list[Known]
    hosts: Hosts
    authors: Counter[str] = field(default_factory=Counter)


def entries_of(source: Source) -> Iterator[Head | Setting | Entry]:
    """Read a source from its beginning. Raises ExportError where it stops being XML."""
    try:
        with closing(source.open()) as stream:
            yield from read_feed(stream)
    except etree.XMLSyntaxError as error:
        raise explain(error, source) from error


def survey(source: Source, zone: tzinfo | None) -> Survey:
    """Read the whole feed once and keep what deciding needs: no text, only what exists."""
    found = Survey(Head("", "", "", ""), {}, [], Hosts())
    utc_zone = zone if source.kind == "takeout" else None
    for value in entries_of(source):
        if isinstance(value, Head):
            found.head = value
        elif isinstance(value, Setting):
            if value.name in WANTED_SETTINGS:
                found.settings[value.name] = value.value
        else:
            found.hosts.read_text(value.content)
            if value.kind != "comment":
                found.hosts.note_address(value.address)
                found.authors[value.author] += 1
            found.entries.append(
                Known(
                    kind=value.kind,
                    number=value.number,
                    status=value.status,
                    title="" if value.address else value.title,  # only wanted for a slug
                    date=local_date(value.published, utc_zone) or local_date(value.updated, utc_zone) or EPOCH,
                    address=value.address,
                    labels=value.labels if value.status == "live" else (),
                    parent=value.parent,
                    line=value.line,
                )
            )
    return found


def state_facts(found: Survey, old: str) -> dict[str, object]:
    """Return what the export says of the blog itself; None for what it does not say."""
    plan = decide(found.entries)
    base, _ = found.hosts.infer(plan.by_path, found.head.address, found.settings.get("BLOG_SUBDOMAIN", ""), old, ())
    author = next((name for name, _ in found.authors.most_common() if name.lower().strip() not in NOBODY), "")
    return {
        # Blogger shows a title as HTML; elsewhere it is text.
        "title": re.sub(r"<[^>]*>", "", found.settings.get("BLOG_NAME") or found.head.title).strip() or None,
        "description": found.settings.get("BLOG_DESCRIPTION") or None,
        "author": author or found.head.author or None,
        "language": found.settings.get("BLOG_LOCALE") or None,
        "timezone": found.settings.get("BLOG_TIME_ZONE") or None,
        "host": base or None,
        "entries": len(found.entries),
    }


class Import:
    """One import: the second reading, entry by entry, with all that was decided before."""

    def __init__(self, source: Source, found: Survey, options: Options, placer: Placer) -> None:
        """Decide everything."""
        self.source, self.options, self.placer = source, options, placer
        self.report = Report()
        self.total = len(found.entries)
        self.plan: Plan = decide(found.entries, read_homes(placer.site, placer.ledger))
        subdomain = found.settings.get("BLOG_SUBDOMAIN", "")
        self.base, hosts = found.hosts.infer(
            self.plan.by_path, found.head.address, subdomain, options.old, options.hosts
        )
        self.table = f"redirects/{self.base.partition('://')[2].replace(':', '_')}.txt"
        self.moved = read_moved(placer.site, self.table, self.plan)
        self.links = Links(self.plan, hosts, self.base)
        self.pictures = Pictures(placer)
        self.albums = Albums(self.pictures)
        self.formats = Formats(placer, options.format, options.render)
        self.utc_zone = options.zone if source.kind == "takeout" else None
        self.spooled: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        if not self.base:
            self.report.note(
                source.label,
                ["the old blog's host is in no link; give it with --old https://NAME.blogspot.com"],
            )

    def run(self, progress: Progress) -> None:
        """Write posts as they are read; keep comments aside in a temporary file until their posts are done."""
        written: set[str] = set()
        with TemporaryFile() as spool:
            done = 0
            for value in entries_of(self.source):
                if not isinstance(value, Entry):
                    continue
                done += 1
                progress(done, self.total)
                if value.kind == "comment":
                    self._spool_comment(value, spool)
                elif value.number not in written and self._is_wanted(value):
                    written.add(value.number)
                    self._write_entry(value)
            for number in sorted(self.spooled, key=lambda parent: self.plan.targets[parent].file):
                self._write_comments(number, spool)
        table = self.albums.answer(self.options.albums)
        if table:
            self.placer.add("files/images/albums.txt", table)
        if self.base:
            host = self.base.partition("://")[2]
            aliases = tuple(alias for alias in self.links.hosts if alias != host)
            self.placer.add(self.table, write_table(self.plan, host, aliases, self.moved))

    def _is_wanted(self, entry: Entry) -> bool:
        """Say whether a file is planned for the entry, and not for another one with its number that is public."""
        target = self.plan.targets.get(entry.number)
        return target is not None and SHOWN.get(entry.status) == target.status

    def _write_entry(self, entry: Entry) -> None:
        target = self.plan.targets[entry.number]
        self.links.page = target.path or "/"
        body = clean(
            entry.content,
            rewrite=self.links.rewrite,
            absolute=self.links.complete,
            embeds=self.options.embeds,
        )
        self._note(target.file, entry, body)
        date = local_date(entry.published, self.utc_zone) or local_date(entry.updated, self.utc_zone)
        if not date:
            date = EPOCH
            self.report.note(target.file, [f"its date is no date: {entry.published!r}; 1970 was put instead"])
        if not target.status:  # files are public, drafts are not
            month = month_of(target.file, date)
            text, findings = self.pictures.bring_home(body.html, month, target.slug)
            self.albums.ask(text, month)
            if text != body.html:
                body = replace(body, html=text, tree=parse(text))
            self.report.note(target.file, findings)
        updated = local_date(entry.updated, self.utc_zone)
        head = write_head(entry, target, body, self.base, (date, updated))
        self.formats.add(target.file, head, body.html, body.tree)

    def _note(self, file: str, entry: Entry, body: Body) -> None:
        self.report.note(file, body.findings)
        self.report.note(
            file,
            [f"links to {address}, which the export does not hold" for address in self.links.take_lost()],
        )
        if not entry.title.strip():
            self.report.note(file, [f"had no title; given one from its text: {make_title(entry, body)}"])

    def _spool_comment(self, entry: Entry, spool: BinaryIO) -> None:
        # Each once: the export may hold it twice.
        parent = self.plan.parents.get(entry.number, "")
        if not parent or entry.status != "live":
            return
        self.links.page = self.plan.targets[parent].path or "/"
        comment = Comment(
            id=entry.number,
            author=entry.author,
            link=clean_link(entry.author_link),
            date=local_date(entry.published, self.utc_zone),
            parent=entry.reply_to if self.plan.parents.get(entry.reply_to) == parent else "",
            guid=entry.guid,
            text=clean_text(entry.content, self.links.rewrite, raw_newlines=self.source.kind == "takeout"),
        )
        self.report.note(
            f"{self.plan.targets[parent].file}.comments.yaml",
            [
                f"comment {comment.id} links to {lost}, which the export does not hold"
                for lost in self.links.take_lost()
            ],
        )
        data = json.dumps(asdict(comment)).encode()
        self.spooled[parent].append((spool.tell(), len(data)))
        spool.write(data)

    def _write_comments(self, number: str, spool: BinaryIO) -> None:
        comments: dict[str, Comment] = {}
        for position, length in self.spooled[number]:
            spool.seek(position)
            comment = Comment(**json.loads(spool.read(length)))
            comments.setdefault(comment.id, comment)
        file = f"{self.plan.targets[number].file}.comments.yaml"
        self.placer.add(file, write_comments(comments.values()))
