"""Shell: the page that servers send where there is none. In: the theme's template 404.tmpl. Out: output/404.html.

It is shown at any address, however deep, so all its own addresses begin at the root of the host.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nikola.plugin_categories import LateTask


class NotFound(LateTask):  # type: ignore[misc]
    """Writes 404.html, the name that hosts of plain files look for."""

    name = "not_found"

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield the task of the page, in the site's language."""
        self.site.scan_posts()
        yield self.group_task()
        lang = self.site.default_lang
        context = {
            "title": self.site.MESSAGES[lang]["Page not found"],
            "permalink": f"{self.site.config['BASE_URL']}404.html",
            "description": None,
            "pagekind": ["not_found"],
        }
        path = Path(self.site.config["OUTPUT_FOLDER"], "404.html")
        yield {
            "basename": self.name,
            **self.site.generic_renderer(
                lang,
                str(path),
                "404.tmpl",
                self.site.config["FILTERS"],
                context=context,
                url_type="full_path",
            ),
        }
