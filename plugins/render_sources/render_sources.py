"""Sources of posts: public ones are copied beside their pages, and pages know where theirs is: `source_address`."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import blinker
from nikola.plugin_categories import Task
from nikola.utils import copy_file

LONGEST = 255  # bytes of a file's name
EXTENSIONS = {".html": ".html.txt", ".htm": ".html.txt"}  # what would be a page is text


class RenderSources(Task):  # type: ignore[misc]
    """Copies sources where COPY_SOURCES says so, and gives each page the address of its own."""

    name = "render_sources"

    def set_site(self, site: Any) -> None:
        """Ask to be told of each page of a post before it is made."""
        super().set_site(site)
        blinker.signal("render_post").connect(self.give)

    def give(self, page: dict[str, Any]) -> None:
        """Put the address of a post's source into the context of its page."""
        post, config = page["post"], self.site.config
        lang = page["lang"] if page["lang"] in post.translated_to else min(post.translated_to)
        address = ""
        if config["LOWTECH_SOURCE_URL"]:
            address = config["LOWTECH_SOURCE_URL"].replace("{source}", quote(post.translated_source_path(lang)))
        elif config["COPY_SOURCES"] and config["SHOW_SOURCELINK"] and has_copy(post, lang):
            address = quote(f"/{place(post, lang).as_posix()}")
        page["context"]["source_address"] = address

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield a task for each copy."""
        self.site.scan_posts()
        yield self.group_task()
        for post in self.site.timeline if self.site.config["COPY_SOURCES"] else ():
            for lang in filter(partial(has_copy, post), post.translated_to):
                source = post.translated_source_path(lang)
                target = str(Path(self.site.config["OUTPUT_FOLDER"], place(post, lang)))
                yield {
                    "basename": self.name,
                    "name": target,
                    "file_dep": [source],
                    "targets": [target],
                    "actions": [(copy_file, (source, target))],
                    "clean": True,
                }


def has_copy(post: Any, lang: str) -> bool:
    """Tell whether a public post's source is copied: its page asks for no password, and a disk takes the name."""
    return not post.meta("password") and len(place(post, lang).name.encode()) <= LONGEST


def place(post: Any, lang: str) -> Path:
    """Return the path of the copy, below output/."""
    extension = Path(post.source_path).suffix
    return Path(post.destination_path(lang, EXTENSIONS.get(extension, extension)))
