"""Shell: keeps the addresses of the old blog alive.

In: the `legacy` metadata of posts and pages, the tables in redirects/, and what the site's other tasks write.
Out: a stub or a copy below output/ at each legacy address, or a failed build with every finding; and the same rows,
resolved, in cache/legacy.json for whoever writes the rules of a server.
"""

import hashlib
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from doit.exceptions import TaskFailed
from nikola.plugin_categories import LateTask
from nikola.utils import config_changed

from . import address, check, record, stub, table
from .target import Targets, name_sources

TABLES = Path("redirects")
PUBLISHED = "published.txt"


@dataclass(frozen=True)
class LegacyLine:
    """The place of a post's `legacy` metadata; its line is looked up only when a finding names it."""

    path: str

    def __str__(self) -> str:
        """Return `file:line`."""
        lines = Path(self.path).read_text(encoding="utf-8-sig").split("\n")
        return f"{self.path}:{next((n for n, line in enumerate(lines, 1) if line.startswith('legacy:')), 1)}"


class LegacyRedirects(LateTask):  # type: ignore[misc]
    """Keep the addresses of the old blog alive."""

    name = "legacy_redirects"

    def set_site(self, site: Any) -> None:
        """Stand between the site's tasks and doit: their targets are the files of the site."""
        super().set_site(site)
        self.targets: set[str] = set()
        self.all_tasks = site.gen_tasks
        site.gen_tasks = self.watch

    def watch(self, name: str, category: str, doc: str = "") -> Iterator[dict[str, Any]]:
        """Yield what the site yields, unchanged."""
        for task in self.all_tasks(name, category, doc):
            if task["basename"] != self.name:
                self.targets.update(task.get("targets") or ())
            yield task

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield a task that checks, one that writes all stubs, and one for each copy."""
        self.site.scan_posts()
        self.hosts: defaultdict[str, record.Host] = defaultdict(record.Host)
        self.links = self._targets()
        files = self._files()  # known already: the tasks made so far, and asked for once, not for each post
        posts, findings = self._posts(files)
        tables, more = self._tables()
        rows = [*posts, *tables]
        plan = check.plan(rows, files)
        of_posts = set(posts)
        findings += more + plan.findings
        # Blogger's addresses may differ in case alone, and so may files on the disks of servers: told, no fault.
        remarks = check.case_clashes({file: row for file, row in plan.stubs.items() if row in of_posts})
        remarks += [f"{row.where}: {row.address} can be no file's name" for row in plan.server_only if row in of_posts]
        yield self.group_task()
        # By the time this is asked, the tasks made after these are known too.
        yield self._check(lambda: findings + check.nowhere(rows, self._files()))
        yield self._stubs(plan, remarks)
        yield self._record()
        for file, row in plan.copies.items():
            yield self._copy(str(address.site_file(row.target)), file)

    def _targets(self) -> Targets:
        """Return what knows the meaning of a table's targets."""
        extensions = {extension for found in self.site.config["COMPILERS"].values() for extension in found}
        sources = name_sources({post.source_path: post for post in self.site.timeline}, extensions)
        named = {("filename", name): posts for name, posts in sources.items()}
        for post in self.site.timeline:
            named.setdefault(("slug", post.meta("slug")), []).append(post)
        return Targets(self.site.config["BASE_URL"], self.site.link, self.site.path_handlers, named)

    def _posts(self, files: Collection[str]) -> tuple[list[table.Row], list[str]]:
        """Return a row for each public post and page that has a legacy address, and the findings."""
        rows, findings = [], []
        self.entries: list[tuple[dict[str, Any], Any]] = []
        for post in self.site.timeline:
            legacy = post.meta("legacy")
            if not legacy or hidden(post):
                continue
            where = LegacyLine(post.source_path)
            try:
                rows.append(table.Row(where, address.of_legacy(legacy), post.permalink()))
            except address.AddressError as fault:
                findings.append(f"{where}: {fault}")
                continue
            kind = "post" if post.is_post else "page"
            rule: dict[str, Any] = {"address": rows[-1].address, "target": rows[-1].target, "kind": kind}
            rule |= {"where": where, "title": post.title(), "guid": post.meta("guid")}
            comments = self._comments_of(post, files)
            if comments:
                rule["comments"] = comments
            self.hosts[record.host_of(legacy)].rules.append(rule)
            self.entries.append((rule, post))
        return rows, findings

    def _comments_of(self, post: Any, files: Collection[str]) -> str:
        """Return the address of the feed of a post's comments; empty when the site makes none."""
        if "comment_feed" not in self.site.path_handlers:
            return ""
        link = str(self.site.link("comment_feed", post.source_path))
        return link if address.site_file(link) in files else ""

    def _tables(self) -> tuple[list[table.Row], list[str]]:
        """Return the rows of all tables, their targets resolved, and the findings."""
        rows, findings = [], []
        # An editor's lock is no table, nor is the list of what this site has published.
        for path in sorted(path for path in TABLES.glob("*.txt") if path.is_file() and path.name != PUBLISHED):
            try:
                found = table.read(path.read_text(encoding="utf-8-sig"), str(path))
            except UnicodeDecodeError:
                findings.append(f"{path}:1: is not UTF-8")
                continue
            findings += found.findings
            host = self.hosts[path.stem]
            host.aliases = found.aliases
            for row in found.rows:
                formats = self.links.formats(row.target)
                # /atom.xml leads to the feed, and is the feed: this site's own.
                target = row.address if row.address in formats.values() else self.links.resolve(row.target)
                if target:
                    rows.append(replace(row, target=target))
                    rule = {"address": row.address, "target": target, "kind": "row", "where": row.where}
                    host.rules.append(rule | ({"formats": formats} if formats else {}))
                else:
                    findings.append(f"{row.where}: {row.address} leads nowhere: this site has no {row.target}")
        return rows, findings

    def _files(self) -> set[str]:
        """Return the files below output/ that the site's tasks write, those of hidden posts left out."""
        folder = f"{Path(self.site.config['OUTPUT_FOLDER'])}/"
        files = {target.removeprefix(folder) for target in self.targets if target.startswith(folder)}
        return files - {post.destination_path() for post in self.site.timeline if hidden(post)}

    def _check(self, faults: Callable[[], list[str]]) -> dict[str, Any]:
        """Return the task that fails while there are findings, and is up to date otherwise."""

        def fail() -> TaskFailed:
            print(*faults(), sep="\n", file=sys.stderr)
            return TaskFailed("", report=False)

        return {
            "basename": self.name,
            "name": "check",
            "actions": [fail],
            "uptodate": [lambda: not faults()],
            "verbosity": 2,
        }

    def _stubs(self, plan: check.Plan, remarks: list[str]) -> dict[str, Any]:
        """Return the task that writes all stubs: one, because a task for each makes every build slow."""
        output = Path(self.site.config["OUTPUT_FOLDER"])
        pages = {output / file: self._page(row) for file, row in plan.stubs.items()}
        digest = hashlib.sha256(repr(list(pages.items())).encode()).hexdigest()

        def write() -> None:
            for path, page in pages.items():
                put(path, page)
            for remark in remarks:
                self.logger.info(remark)
            counts = len(pages), len(plan.copies), len(plan.server_only)
            self.logger.info("%d stubs, %d copies, %d addresses that only a server can answer", *counts)

        return {
            "basename": self.name,
            "name": "stubs",
            "targets": [str(path) for path in pages],
            "actions": [write],
            "uptodate": [config_changed(digest, "legacy_redirects")],
            "task_dep": [f"{self.name}:check"],
            "clean": True,
        }

    def _record(self) -> dict[str, Any]:
        """Return the task that writes all rows, resolved, where `nikola legacy` and people read them."""
        target = Path(self.site.config["CACHE_FOLDER"], "legacy.json")
        site = str(self.site.config["BASE_URL"])
        places = self.links.places()
        sources = {
            post.source_path: Path(post.translated_base_path(self.site.default_lang)) for _, post in self.entries
        }
        digest = repr([site, places, *self.hosts.items()])

        def write() -> None:
            for rule, post in self.entries:
                rule["description"] = post.meta("description") or record.first_words(
                    sources[post.source_path].read_text("utf-8")
                )
            for host in self.hosts.values():
                for rule in host.rules:
                    rule["where"] = str(rule["where"])
            put(target, record.write(site, places, self.hosts).encode())

        return {
            "basename": self.name,
            "name": "record",
            "targets": [str(target)],
            "file_dep": [*sources, *map(str, sources.values())],
            "actions": [write],
            "uptodate": [config_changed(hashlib.sha256(digest.encode()).hexdigest(), "legacy_redirects_record")],
            "clean": True,
        }

    def _page(self, row: table.Row) -> bytes:
        base = self.site.config["BASE_URL"].rstrip("/")
        here = row.target.startswith("/")
        to = urlsplit(base).path + row.target if here else row.target
        make = stub.feed_page if address.is_feed(row.target) else stub.page
        return make(to, base + row.target if here else row.target)

    def _copy(self, source: str, file: str) -> dict[str, Any]:
        """Return the task that copies a file of the site to a legacy address."""
        output = Path(self.site.config["OUTPUT_FOLDER"])

        def copy() -> None:
            (output / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(output / source, output / file)

        return {
            "basename": self.name,
            "name": quote(file),  # a task's name may hold no =
            "file_dep": [str(output / source)],
            "targets": [str(output / file)],
            "actions": [copy],
            "task_dep": [f"{self.name}:check"],
            "clean": True,
        }


def hidden(post: Any) -> bool:
    """Tell whether a post or page is not published."""
    return bool(post.is_draft or post.is_private or post.publish_later)


def put(path: Path, content: bytes) -> None:
    """Write a file, its folders too, unless it holds this already."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
