"""Shell: replaces Nikola's sitemap. In: the pages in output/ and the dates of their posts. Out: sitemap.xml.

Nikola's own takes dates from the clock and carries its list from one task to another, which is lost in
`nikola build -n 2`. Here the list is made where it is needed, so there is nothing to carry.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.robotparser import RobotFileParser

from nikola.plugin_categories import LateTask
from nikola.utils import apply_filters, encodelink

from . import document, page


class Sitemap(LateTask):  # type: ignore[misc]
    """Writes sitemap.xml, and sitemapindex.xml because Nikola's robots.txt names that."""

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
        """Yield address and date of each page that readers may find; lists of posts have no date."""
        robots = RobotFileParser()
        robots.parse(["User-agent: *", *(f"Disallow: {rule}" for rule in self.site.config["ROBOTS_EXCLUSIONS"])])
        for path in (*folder.rglob("*.html"), *folder.rglob("*.htm")):
            with path.open("rb") as file:
                start = file.read(page.ENOUGH)
            place = path.relative_to(folder).as_posix()
            if robots.can_fetch("*", f"/{place}") and page.listed(start):
                post = self.site.post_per_file.get(str(path.relative_to(folder)))
                yield self.address(place), post.updated.isoformat() if post else None

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
