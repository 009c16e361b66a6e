"""Tags' addresses: the published posts' tags come in, a slug for each that no other has goes out.

All else about tags is Nikola's own plugin, which this one replaces by having its name.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from nikola import utils
from nikola.plugins.task import tags

LIMIT = 200  # bytes; a file name has at most 255 and keeps room for "-12", ".html", "-page-3"
RESERVED = {"index"}  # the overview's own file


class TagAddresses(tags.ClassifyTags):
    """Nikola's tags, with addresses that are never empty and never clash."""

    name = "classify_tags"

    def __init__(self) -> None:
        """Start without slugs; a site that was not scanned yet has none."""
        super().__init__()
        self.slugs: dict[str, dict[str, str]] = {}

    def postprocess_posts_per_classification(
        self, posts_per_classification_per_language: dict[str, dict[str, list[Any]]], *rest: Any, **more: Any
    ) -> None:
        """Give out the slugs: the classifier calls this between sorting the posts and looking for clashes."""
        super().postprocess_posts_per_classification(posts_per_classification_per_language, *rest, **more)
        self.slugs = {}
        for lang, posts_per_tag in posts_per_classification_per_language.items():
            names = sorted(posts_per_tag, key=lambda name: (min(p.date for p in posts_per_tag[name]), name))
            self.slugs[lang] = slugs(names, partial(utils.slugify, lang=lang))
        # Pages linking to a tag whose address moved must be written again; plain addresses never move.
        self.site.ALL_PAGE_DEPS["tag_addresses"] = {
            lang: {name: slug for name, slug in table.items() if slug != utils.slugify(name, lang)}
            for lang, table in self.slugs.items()
        }

    def slugify_tag_name(self, name: str, lang: str) -> str:
        """Return the tag's slug; for a name no published post has, Nikola's."""
        if self.site.config["SLUG_TAG_PATH"] and name in self.slugs.get(lang, {}):
            return self.slugs[lang][name]
        slug: str = super().slugify_tag_name(name, lang)
        return slug


def slugs(names: Iterable[str], slugify: Callable[[str], str]) -> dict[str, str]:
    """Return each name's slug; names come without repetition, in the order of their first use.

    A plain slug goes to the first name that has it. The others get it with -2, -3 … behind, none of which is
    some name's plain slug. Upper and lower case count as equal, as they do on some disks.
    """
    plain = {name: fit(slugify(name)) or fit(code_points(name)) for name in names}
    owners: dict[str, str] = {}
    for name, slug in plain.items():
        if slug not in RESERVED:
            owners.setdefault(slug.casefold(), name)
    taken = RESERVED | set(owners)
    given = {}
    for name, slug in plain.items():
        given[name] = slug if owners.get(slug.casefold()) == name else free(slug, taken)
        taken.add(given[name].casefold())
    return given


def free(slug: str, taken: set[str]) -> str:
    """Return the slug with the first number from 2 on that makes it free."""
    number = 2
    while f"{slug}-{number}".casefold() in taken:
        number += 1
    return f"{slug}-{number}"


def fit(slug: str) -> str:
    """Return the slug cut to a file name's length, or nothing if it holds no letter or digit."""
    if not any(character.isalnum() for character in slug):
        return ""
    return slug.encode()[:LIMIT].decode(errors="ignore")


def code_points(name: str) -> str:
    """Return a slug for names that have none: the code points, `🎉` is `u1f389`."""
    return "-".join(f"u{ord(character):x}" for character in name)
