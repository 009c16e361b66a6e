"""Replaces Nikola's robots.txt. In: ROBOTS_EXCLUSIONS, the address of the site. Out: output/robots.txt (RFC 9309)."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from nikola.plugin_categories import LateTask
from nikola.utils import apply_filters, config_changed, get_asset_path


class Robots(LateTask):  # type: ignore[misc]
    """Writes robots.txt, unless the author has written one."""

    name = "robots"

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield the task of the file."""
        yield self.group_task()
        config = self.site.config
        if get_asset_path("robots.txt", [], files_folders=config["FILES_FOLDERS"], output_dir=False):
            return
        path = Path(config["OUTPUT_FOLDER"], "robots.txt")
        rules = [f"Disallow: {place}" for place in config["ROBOTS_EXCLUSIONS"]] or ["Disallow:"]
        sitemap = urljoin(config["BASE_URL"], "sitemap.xml")
        text = "\n".join(["User-agent: *", *rules, "", f"Sitemap: {sitemap}", ""])
        task = {
            "basename": self.name,
            "name": str(path),
            "targets": [str(path)],
            "actions": [partial(write, path, text)],
            "uptodate": [config_changed(text, self.name)],
            "clean": True,
        }
        yield apply_filters(task, config["FILTERS"])


def write(path: Path, text: str) -> None:
    """Write the file."""
    path.write_text(text, encoding="utf-8")
