"""Shell: remembers every address the site ever published.

In: what the site's tasks write, the pages of posts in output/, the site's own redirect table, the memory.
Out: the memory with what is new, or a failed build with a finding for each address that no longer answers.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from doit.exceptions import TaskFailed
from nikola.plugin_categories import LateTask

from . import gone, memory, promises

TABLES = Path("redirects")
MEMORY = TABLES / "published.list"  # no .txt: each of these is the table of a host
STUBS = "legacy_redirects"  # the tasks of that name write what stands at old addresses: these are in tables already


@dataclass(frozen=True)
class Result:
    """What comes of a build: the memory's text as it is and as it should be, and the findings."""

    before: str | None
    after: str
    findings: list[str]


class Published(LateTask):  # type: ignore[misc]
    """Keep what was promised."""

    name = "published"

    def set_site(self, site: Any) -> None:
        """Stand between the site's tasks and doit: their targets are the files of the site."""
        super().set_site(site)
        self.own: set[str] = set()
        self.stubs: set[str] = set()
        self.last: Result | None = None
        self.all_tasks = site.gen_tasks
        site.gen_tasks = self.watch

    def watch(self, name: str, category: str, doc: str = "") -> Iterator[dict[str, Any]]:
        """Yield what the site yields, unchanged."""
        below = f"{Path(self.site.config['OUTPUT_FOLDER'])}{os.sep}"
        for task in self.all_tasks(name, category, doc):
            files = {target.removeprefix(below) for target in task.get("targets") or () if target.startswith(below)}
            (self.stubs if task["basename"] == STUBS else self.own).update(files)
            yield task

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield the task that compares and remembers; it is up to date when there is nothing to tell and to add."""
        yield self.group_task()
        if not self.site.config["LOWTECH_KEEP_ADDRESSES"]:
            return
        yield {
            "basename": self.name,
            "name": "memory",
            "actions": [self.remember],
            "uptodate": [self.is_known],
            "task_dep": ["render_site", STUBS],
            "verbosity": 2,
        }

    def is_known(self) -> bool:
        """Tell whether all promises are kept and none is new."""
        self.last = self.result()
        return not self.last.findings and self.last.before == self.last.after

    def remember(self) -> TaskFailed | None:
        """Write what is new into the memory; a build that breaks a promise adds nothing."""
        result = self.last or self.result()  # with -n 2 this is another process than the one that asked is_known
        if result.findings:
            print(*result.findings, sep="\n", file=sys.stderr)
            return TaskFailed("", report=False)
        put(MEMORY, result.after)
        return None

    def result(self) -> Result:
        """Compare the memory with the files of this build."""
        site = self.site.config["BASE_URL"]
        try:
            before = MEMORY.read_text(encoding="utf-8-sig") if MEMORY.exists() else None
        except UnicodeDecodeError:
            return Result("", "", [f"{MEMORY}:1: is not UTF-8"])
        known = memory.read(before or "")
        public = self.own & self.site.post_per_file.keys()
        pages = {file: promises.page(self.read(file)) for file in public}
        now = promises.addresses(self.own, public, self.site.config["LOWTECH_NOT_PROMISED"])
        now |= promises.anchors(pages, site)
        ids = {file: page.ids for file, page in pages.items()}
        for address in known.lines:
            file = promises.file(address)
            if "#" in address and file in self.stubs:
                ids[file] = ids.get(promises.led_to(self.read(file), site) or "", frozenset())
        answers = gone.Answers(self.own | self.stubs, self.rows(), ids)
        found = known.faults | gone.broken(known.lines, answers, now - known.lines.keys())
        new = now - known.lines.keys()
        after = memory.text(known.head, {*known.lines, *new}) if new or before is None else before
        return Result(before, after or "", [f"{MEMORY}:{line}: {found[line]}" for line in sorted(found)])

    def rows(self) -> set[str]:
        """Return the paths with a row in the table of the site's own host; some of them only a server can answer."""
        table = TABLES / f"{urlsplit(self.site.config['SITE_URL']).hostname}.txt"
        lines = table.read_text(encoding="utf-8-sig").splitlines() if table.is_file() else []
        return {unquote(line.split()[0]) for line in lines if line.startswith("/")}

    def read(self, file: str) -> bytes:
        """Return the bytes of a file in output/."""
        return Path(self.site.config["OUTPUT_FOLDER"], file).read_bytes()


def put(path: Path, text: str) -> None:
    """Write a file in one step, its folder too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(path)
