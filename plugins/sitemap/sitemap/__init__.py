"""Shell: replaces Nikola's sitemap. In: the pages in output/ and the dates of their posts. Out: sitemap.xml.

Nikola's own takes dates from the clock and carries its list from one task to another, which is lost in
`nikola build -n 2`. Here the list is made where it is needed, so there is nothing to carry.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.robotparser import RobotFileParser

from nikola.plugin_categories import LateTask
from nikola.utils import apply_filters, encodelink

from . import document, page


class Sitemap(LateTask):  # type: ignore[misc]
    """Writes sitemap.xml, and sitemapindex.xml, whose address Nikola's own sitemaps have made known."""

    name = "sitemap"

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield a task for each file: up to date when the file is what would be written."""
        yield self.group_task()
        folder = Path(self.site.config["OUTPUT_FOLDER"])
        makers: dict[str, Callable[[], bytes]] = {
            "sitemap.xml": lambda: document.sitemap(sorted(self.pages(folder))),
            "sitemapindex.xml": lambda: document.index(self.address("sitemap.xml")),
        }
        for name, make in makers.items():
            path = folder / name
            task = {
                "basename": self.name,
                "name": str(path),
                "targets": [str(path)],
                "task_dep": ["render_site"],
                "uptodate": [partial(holds, path, make)],
                "actions": [partial(write, path, make)],
                "clean": True,
            }
            yield apply_filters(task, self.site.config["FILTERS"])

    def pages(self, folder: Path) -> Iterator[tuple[str, str | None]]:
        """Yield address and date of each page that readers may find; a date is None where no post has one."""
        changed = {path: when.isoformat() for path, when in self.changed().items()}
        searches = set()
        if "search" in self.site.path_handlers:
            searches = {self.site.path("search", None, lang) for lang in self.site.config["TRANSLATIONS"]}
        robots = RobotFileParser()
        robots.parse(["User-agent: *", *(f"Disallow: {rule}" for rule in self.site.config["ROBOTS_EXCLUSIONS"])])
        for path in (*folder.rglob("*.html"), *folder.rglob("*.htm")):
            with path.open("rb") as file:
                start = file.read(page.ENOUGH)
            place = path.relative_to(folder).as_posix()
            if place not in searches and robots.can_fetch("*", f"/{place}") and page.listed(start):
                yield self.address(place), changed.get(place)

    def changed(self) -> dict[str, datetime]:
        """Return when pages last changed, by their path in output/: a post's change, for a list the last of its posts.

        The later parts of the home page have no date: posts move from one to the next without a change.
        """
        found: dict[str, datetime] = {}
        for kind, languages in self.site.posts_per_classification.items():
            for lang, lists in languages.items():
                for name, posts in lists.items():
                    if posts:
                        found[self.site.path(kind, name, lang)] = max(post.updated for post in posts)
        for lang in self.site.config["TRANSLATIONS"]:
            if self.site.posts:
                found[self.site.path("tag_index", None, lang)] = max(post.updated for post in self.site.posts)
        return found | {Path(path).as_posix(): post.updated for path, post in self.site.post_per_file.items()}

    def address(self, place: str) -> str:
        """Return the absolute address of a file in output/."""
        if self.site.config["STRIP_INDEXES"] and Path(place).name == self.site.config["INDEX_FILE"]:
            place = place.removesuffix(self.site.config["INDEX_FILE"])
        return f"{encodelink(self.site.config['BASE_URL'])}{quote(place, safe='/~')}"


def holds(path: Path, make: Callable[[], bytes]) -> bool:
    """Tell whether the file at path holds already what make gives."""
    return path.exists() and path.read_bytes() == make()


def write(path: Path, make: Callable[[], bytes]) -> None:
    """Write what make gives."""
    path.write_bytes(make())
