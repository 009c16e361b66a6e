"""Shell: the page that servers send where there is none. In: the theme's template 404.tmpl, legacy addresses of posts.

Out: output/404.html, and the tables in which it looks for the address it is shown at: output/assets/legacy/2021.json.
The page is shown at any address, however deep, so all its own addresses begin at the root of the host.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nikola.plugin_categories import LateTask
from nikola.utils import config_changed

from .lookup import Moved, tables

FOLDER = Path("assets", "legacy")


class NotFound(LateTask):  # type: ignore[misc]
    """Writes 404.html, the name that hosts of plain files look for."""

    name = "not_found"

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield the task of the page, in the site's language, and one for each table."""
        self.site.scan_posts()
        yield self.group_task()
        found = tables(
            Moved(post.meta("legacy"), post.permalink(), post.title())
            for post in self.site.timeline
            if post.meta("legacy")
        )
        for name, table in found.items():
            yield self.table(name, json.dumps(table, ensure_ascii=False, separators=(",", ":")))
        yield self.page(list(found))

    def table(self, name: str, text: str) -> dict[str, Any]:
        """Return the task that writes a table."""
        path = Path(self.site.config["OUTPUT_FOLDER"], FOLDER, f"{name}.json")
        return {
            "basename": self.name,
            "name": str(path),
            "targets": [str(path)],
            "actions": [(write, [path, text])],
            "uptodate": [config_changed(text, f"not_found:{name}")],
            "clean": True,
        }

    def page(self, names: list[str]) -> dict[str, Any]:
        """Return the task that writes the page, which knows the years of the archive and the names of the tables."""
        config, lang = self.site.config, self.site.default_lang
        years = [] if config["CREATE_SINGLE_ARCHIVE"] else sorted(self.site.posts_per_year, reverse=True)
        context = {
            "title": self.site.MESSAGES[lang]["Page not found"],
            "permalink": f"{config['BASE_URL']}404.html",
            "description": None,
            "pagekind": ["not_found"],
            "years": [[year, self.site.link("archive", year, lang)] for year in years],
            "tables": names,
        }
        path = str(Path(config["OUTPUT_FOLDER"], "404.html"))
        task = self.site.generic_renderer(
            lang, path, "404.tmpl", config["FILTERS"], context=context, url_type="full_path"
        )
        return {"basename": self.name, **task}


def write(path: Path, text: str) -> None:
    """Write a file, and its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
