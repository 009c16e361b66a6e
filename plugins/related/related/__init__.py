"""Shell: related posts. In: tags and titles of all posts. Out: `related` for the template of each.

Nothing but tags and titles is compared, so a post's page is written again when one of these changes somewhere, and not
whenever anybody corrects a word.
"""

from typing import Any

import blinker
from nikola.plugin_categories import SignalHandler

from .score import Text, related


class Related(SignalHandler):  # type: ignore[misc]
    """Finds related posts when all are read, and gives each its own."""

    name = "related"

    def set_site(self, site: Any) -> None:
        """Listen to the site's posts being read and rendered."""
        super().set_site(site)
        self.found: dict[tuple[str, str], list[Any]] = {}
        blinker.signal("scanned").connect(self.compare)
        blinker.signal("render_post").connect(self.give)

    def compare(self, site: Any) -> None:
        """Compare all posts in each language."""
        most = site.config["LOWTECH_RELATED_POSTS"]
        for lang in site.config["TRANSLATIONS"]:
            texts = [Text(post.title(lang), tuple(post.tags_for_language(lang))) for post in site.posts]
            for post, near in zip(site.posts, related(texts, most), strict=True):
                self.found[post.source_path, lang] = [site.posts[index] for index in near]

    def give(self, page: dict[str, Any]) -> None:
        """Put what is shown of the related posts into the context of a post's page, which then depends on it."""
        lang = page["lang"]
        near = self.found.get((page["post"].source_path, lang), [])
        page["context"]["related"] = [
            {"title": post.title(lang), "link": post.permalink(lang), "date": post.date.date().isoformat()}
            for post in near
        ]
