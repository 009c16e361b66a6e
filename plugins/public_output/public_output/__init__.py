"""Shell: three overrides that make output/ exactly what the sources say, whatever was built before.

In: the tasks of all plugins. Out: the same tasks with safe names, a first task that removes stale files,
and pages that know the titles of their neighbours.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from blinker import signal
from nikola.plugin_categories import Task

from . import names, stale

FIRST = "_stale_files"  # doit does not print tasks with an underscore


class PublicOutputError(Exception):
    """OUTPUT_FOLDER is no folder to remove files from."""


class PublicOutput(Task):  # type: ignore[misc]
    """Sees every task before doit does."""

    name = "public_output"

    def set_site(self, site: Any) -> None:
        """Stand between the site's tasks and doit."""
        super().set_site(site)
        self.folder = Path(site.config["OUTPUT_FOLDER"])
        self.targets: set[str] = set()
        self.all_tasks = site.gen_tasks
        site.gen_tasks = self.tasks
        signal("render_post").connect(neighbours)

    def tasks(self, name: str, category: str, doc: str = "") -> Iterator[dict[str, Any]]:
        """Yield what the site yields, changed."""
        self.prepare()
        below = f"{self.folder}{os.sep}"
        for task in self.all_tasks(name, category, doc):
            published = [target for target in task.get("targets", ()) if target.startswith(below)]
            if published:
                self.targets.update(published)
                task["task_dep"].append(FIRST)
            yield names.renamed(task)

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield the task that removes stale files; it runs in every build, before any file is written.

        Before, because a stale folder may stand where a file must go. All targets are known when it runs.
        """
        yield self.group_task()
        yield {"basename": FIRST, "actions": [(stale.clean, [self.folder, self.targets])]}

    def prepare(self) -> None:
        """Refuse an OUTPUT_FOLDER with other things in it; Nikola makes folders there already while it plans."""
        config, root = self.site.config, Path.cwd()
        sources = [Path(wildcard).parent for wildcard, *_ in config["post_pages"]]
        sources += [Path(name) for name in (*config["FILES_FOLDERS"], config["CACHE_FOLDER"], "plugins", "themes")]
        wrong = stale.fault(root / self.folder, root, [root / source for source in sources])
        if wrong:
            raise PublicOutputError(f"conf.py: OUTPUT_FOLDER ({self.folder}) {wrong}")
        for source, place in config["FILES_FOLDERS"].items():
            stale.make_way(Path(source), self.folder / place)


def neighbours(page: dict[str, Any]) -> None:
    """Let a page depend on the titles it shows of the posts before and after it; stock Nikola forgets them."""
    around = (page["post"].prev_post, page["post"].next_post)
    page["deps_dict"]["neighbours"] = [post.title(page["lang"]) if post else None for post in around]
