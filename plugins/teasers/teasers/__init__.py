"""Shell: what the home page shows of a post. In: its compiled text. Out: `teaser(post, lang)` for templates."""

import re
from dataclasses import dataclass
from typing import Any

import blinker
from nikola.plugin_categories import SignalHandler
from nikola.post import TEASER_REGEXP

from .excerpt import excerpt

NOTHING = re.compile(r"(?:\s|<!--.*?-->)*", re.DOTALL)


@dataclass(frozen=True)
class Teaser:
    """Of a post: HTML or else plain text, its picture's attributes where the HTML holds none, whether there is more."""

    html: str
    text: str
    picture: dict[str, str] | None
    more: bool


class Teasers(SignalHandler):  # type: ignore[misc]
    """Gives templates the function."""

    name = "teasers"

    def set_site(self, site: Any) -> None:
        """Listen to the posts having been read."""
        super().set_site(site)
        blinker.signal("scanned").connect(self.give)

    def give(self, site: Any) -> None:
        """Put the function, and the setting its result depends on, among what all templates are given."""
        site.GLOBAL_CONTEXT["teaser"] = self.teaser
        site.GLOBAL_CONTEXT["teaser_length"] = site.config["LOWTECH_TEASER_LENGTH"]

    def teaser(self, post: Any, lang: str) -> Teaser:
        """Return the teaser the author made with a jump break, or the post's first words, or all of a short post."""
        whole = post.text(lang)
        length = self.site.config["LOWTECH_TEASER_LENGTH"]
        short = excerpt(whole, length)
        broken = (self.site.config.get("TEASER_REGEXP") or TEASER_REGEXP).search(whole)
        if broken and NOTHING.fullmatch(
            whole, 0, broken.start()
        ):  # such a break says nothing, and Nikola cannot cut there
            broken = None
        if broken:
            shown = post.text(lang, teaser_only=True, show_read_more_link=False)
        elif short.whole or not length:
            shown = whole
        else:
            return Teaser("", short.text, short.picture, more=True)
        return Teaser(shown, "", None if "<img" in shown else short.picture, more=bool(broken))
