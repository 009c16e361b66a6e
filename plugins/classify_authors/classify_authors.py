"""Authors' addresses: the published posts' authors come in, a slug for each that no other has goes out.

All else about authors is Nikola's own plugin, which this one replaces by having its name.
"""

from collections.abc import Iterable
from typing import Any

from nikola import utils
from nikola.plugins.task import authors

LIMIT = 200  # bytes; a file name has at most 255
NAMELESS = "author"  # the slug of a name that holds no letter or digit


class AuthorAddresses(authors.ClassifyAuthors):
    """Nikola's authors, with addresses that are never empty and never clash."""

    name = "classify_authors"

    def __init__(self) -> None:
        """Start without slugs; a site that was not scanned yet has none."""
        super().__init__()
        self.slugs: dict[str, dict[str, str]] = {}

    def postprocess_posts_per_classification(
        self, posts_per_classification_per_language: dict[str, dict[str, list[Any]]], *rest: Any, **more: Any
    ) -> None:
        """Give out the slugs, the plain one to the author of the oldest post."""
        super().postprocess_posts_per_classification(posts_per_classification_per_language, *rest, **more)
        for lang, posts in posts_per_classification_per_language.items():
            names = sorted(posts, key=lambda name: (min((p.date.isoformat() for p in posts[name]), default=""), name))
            self.slugs[lang] = slugs((name, utils.slugify(name, lang)) for name in names)

    def get_path(self, classification: str, lang: str, dest_type: str = "page") -> tuple[list[str], str]:
        """Return the parts of an author's address; for a name no published post has, Nikola's."""
        if self.site.config["SLUG_AUTHOR_PATH"] and classification in self.slugs.get(lang, {}):
            return [self.site.config["AUTHOR_PATH"](lang), self.slugs[lang][classification]], "auto"
        path: tuple[list[str], str] = super().get_path(classification, lang, dest_type)
        return path


def slugs(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a slug for each name; (name, plain slug) come in the order in which they may choose.

    Who finds a slug taken, in whatever case, gets it with -2, -3 … behind. "index" is the overview's.
    """
    taken, given = {"index"}, {}
    for name, plain in names:
        short = plain.encode()[:LIMIT].decode(errors="ignore").strip("-_.") or NAMELESS
        free, number = short, 1
        while free.casefold() in taken:
            number += 1
            free = f"{short}-{number}"
        taken.add(free.casefold())
        given[name] = free
    return given
