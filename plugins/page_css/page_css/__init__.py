"""Shell: one style sheet for all pages. In: the theme's sheets, templates and the sources. Out: assets/css/HASH.css.

The address is in every page, so it must be known before the first is made: the sheet is made from what could be used,
and kept in cache/ until that changes.
"""

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import blinker
from nikola.plugin_categories import Task
from nikola.utils import get_asset_path, get_theme_path

from . import cut

LIBRARY = "assets/css/bootstrap.min.css"
# In this order, a later one wins; the last is a site's own.
OWN = tuple(
    f"assets/css/{name}.css"
    for name in (
        *("colours", "page", "post", "text", "code", "comments", "lists", "search", "archive", "widgets"),
        *("screens", "paper", "custom"),
    )
)


class PageCssError(Exception):
    """A style sheet is no CSS."""


class PageCss(Task):  # type: ignore[misc]
    """Makes the sheet, and tells templates where it is: `page_css`."""

    name = "page_css"

    def set_site(self, site: Any) -> None:
        """Listen to the sources having been read."""
        super().set_site(site)
        blinker.signal("scanned").connect(self.prepare)

    def prepare(self, site: Any) -> None:
        """Make the sheet, or find it in cache/, and give its address to the templates."""
        library, *own = [text for text in map(self.sheet, (LIBRARY, *OWN)) if text is not None]
        known = set(cut.CLASS.findall(library))
        used = known & set().union(*(cut.classes(path.read_text("utf-8", "replace")) for path in self.users()))
        key = hashlib.sha256(repr([library, own, sorted(used), Path(cut.__file__).read_bytes()]).encode()).hexdigest()
        kept = Path(site.config["CACHE_FOLDER"], self.name, f"{key}.css")
        if not kept.exists():
            self.keep(kept, library, own, used)
        self.css = kept.read_bytes()
        self.path = f"assets/css/page-{hashlib.sha256(self.css).hexdigest()[:12]}.css"
        site.GLOBAL_CONTEXT["page_css"] = f"/{self.path}"

    def keep(self, kept: Path, library: str, own: list[str], used: set[str]) -> None:
        """Make the sheet and keep it, in place of the one before."""
        try:
            text = cut.cut(library, own, used)
        except ValueError as fault:
            raise PageCssError(f"{', '.join(OWN)}: {fault}") from fault
        kept.parent.mkdir(parents=True, exist_ok=True)
        for old in kept.parent.glob("*.css"):
            old.unlink()
        kept.write_text(text, encoding="utf-8")

    def sheet(self, name: str) -> str | None:
        """Return a sheet of the theme or of one of its parents, or of files/; None where there is none."""
        path = get_asset_path(name, self.site.THEMES, self.site.config["FILES_FOLDERS"], output_dir=None)
        return Path(path).read_text("utf-8-sig") if path else None

    def users(self) -> Iterator[Path]:
        """Yield the files that may use a class: templates in use, what plugins hold, and the public sources."""
        templates: dict[str, Path] = {}
        for theme in self.site.THEMES:  # a template of a child stands before its parent's
            for path in Path(get_theme_path(theme)).glob("templates/*.tmpl"):
                templates.setdefault(path.name, path)
        yield from templates.values()
        yield from Path("templates").glob("*.tmpl")
        yield from Path("themes").glob("*/assets/js/*.js")
        for pattern in ("*.tmpl", "*.py"):
            yield from Path("plugins").rglob(pattern)
        for post in self.site.timeline:
            for lang in post.translated_to:
                yield Path(post.translated_source_path(lang))

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield the task that writes the sheet."""
        self.site.scan_posts()
        yield self.group_task()
        path = Path(self.site.config["OUTPUT_FOLDER"], self.path)
        yield {
            "basename": self.name,
            "name": str(path),
            "targets": [str(path)],
            "actions": [partial(write, path, self.css)],
            "uptodate": [lambda: path.exists() and path.read_bytes() == self.css],
            "clean": True,
        }


def write(path: Path, css: bytes) -> None:
    """Write the sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(css)
