"""Shell: what lists know of the whole blog. In: posts, their tags, posts/popular.txt. Out: plain values for templates.

The archive gets `years` (and `chart`), the archive of a year `months`, the list of tags `initials`; `overview` goes to
the home page and the archive: the years, the tags with the most posts, the posts that are read most.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import blinker
from nikola.plugin_categories import SignalHandler
from nikola.utils import config_changed

from . import chart, initials, popular

POPULAR = Path("posts/popular.txt")


@dataclass(frozen=True, eq=False, repr=False)
class Unmarked:
    """Holds an overview of which Nikola's record of a page sees nothing.

    All pages of the home list have one context, so each would be written again whenever a count changes. Only the
    newest shows the overview: it depends on it through its first post, see `Overviews.mark`.
    """

    overview: dict[str, Any]


class Overviews(SignalHandler):  # type: ignore[misc]
    """Completes the context of lists of posts."""

    name = "overviews"

    def set_site(self, site: Any) -> None:
        """Listen to the posts having been read, and to lists being made."""
        super().set_site(site)
        self.popular: list[Any] = []
        blinker.signal("scanned").connect(self.mark)
        blinker.signal("generate_classification_page").connect(self.give_list)
        blinker.signal("generate_classification_overview").connect(self.give_tags)

    def mark(self, site: Any) -> None:
        """Read what is popular, and let what shows the newest post depend on what the overview counts."""
        self.popular = self.read_popular()
        for lang in site.config["TRANSLATIONS"]:
            posts = self.shown(site.posts, lang)
            if posts:
                counted = [
                    sorted(Counter(post.date.year for post in posts).items()),
                    self.frequent(Counter(tag for post in posts for tag in post.tags_for_language(lang))),
                    [(post.title(lang), post.permalink(lang)) for post in self.popular],
                ]
                change = config_changed({"": counted}, f"overviews:{lang}")
                posts[0].add_dependency_uptodate(change, is_callable=False, add="page", lang=lang)

    def read_popular(self) -> list[Any]:
        """Return the posts that posts/popular.txt names; end Nikola with code 1 when a line is none."""
        most = self.site.config["LOWTECH_OVERVIEW_POPULAR"]
        if not most or not POPULAR.is_file():
            return []
        files, findings = popular.read(POPULAR.read_text(encoding="utf-8", errors="replace"))
        if findings:
            print(*(f"{POPULAR}:{line}: {message}" for line, message in findings), sep="\n", file=sys.stderr)
            sys.exit(1)
        # A post that became Markdown since is the same post; one that went is no fault.
        posts = {Path(post.source_path).with_suffix(""): post for post in self.site.posts}
        known = [posts[path] for path in (Path(file).with_suffix("") for file in files) if path in posts]
        return list(dict.fromkeys(known))[:most]

    def shown(self, posts: Iterable[Any], lang: str) -> list[Any]:
        """Return those of the posts that lists show in a language."""
        every = self.site.config["SHOW_UNTRANSLATED_POSTS"]
        return [post for post in posts if every or post.is_translation_available(lang)]

    def frequent(self, counts: Counter[str]) -> list[tuple[str, int]]:
        """Return the tags with the most posts, by name: of equal ones those whose name comes first."""
        hidden = self.site.config["HIDDEN_TAGS"]
        tags = sorted((-count, tag) for tag, count in counts.items() if tag not in hidden)
        best = tags[: self.site.config["LOWTECH_OVERVIEW_TAGS"]]
        return sorted(((tag, -count) for count, tag in best), key=lambda pair: initials.place(pair[0]))

    def give_list(self, page: dict[str, Any]) -> None:
        """Complete the context of an archive or of the home page."""
        kind, name, lang, context = (
            page["taxonomy"].classification_name,
            page["classification"],
            page["lang"],
            page["context"],
        )
        if kind == "archive" and not name:
            years = self.years(page["posts"], lang)
            context["years"] = [year for year in years if year["link"]]
            context["chart"] = chart.bars({year["year"]: year["count"] for year in years})
            context["overview"] = self.overview(page["posts"], lang)
        elif kind == "archive" and "/" not in name:
            context["months"] = self.months(page["posts"], lang, listed=True)
        elif kind == "index":
            context["overview_of_newest"] = Unmarked(self.overview(page["posts"], lang))

    def give_tags(self, page: dict[str, Any]) -> None:
        """Give the list of tags its letters."""
        context = page["context"]
        if page["classification_name"] == "tag":
            hidden = self.site.config["HIDDEN_TAGS"]
            context["initials"] = initials.by_initial(
                item for item in context.get("items_with_postcount") or () if item[0] not in hidden
            )

    def overview(self, posts: Sequence[Any], lang: str) -> dict[str, Any]:
        """Return what is known of the whole blog: `years`, `tags`, `popular` as mappings for lists, and `more_tags`."""
        counts = Counter(tag for post in posts for tag in post.tags_for_language(lang))
        tags = self.frequent(counts)
        years = self.years(posts, lang)
        return {
            "years": [{k: year[k] for k in ("name", "link", "count")} for year in years if year["link"]],
            "tags": [{"name": tag, "link": self.site.link("tag", tag, lang), "count": count} for tag, count in tags],
            "more_tags": len(counts) > len(tags),
            "popular": [{"name": post.title(lang), "link": post.permalink(lang)} for post in self.popular],
        }

    def years(self, posts: Iterable[Any], lang: str) -> list[dict[str, Any]]:
        """Return a mapping for each year with posts, the newest first: `year`, `name`, `link`, `count`, `months`."""
        grouped = defaultdict(list)
        for post in posts:
            grouped[post.date.year].append(post)
        return [
            {
                "year": year,
                **self.archive(f"{year:04}", lang),
                "count": len(grouped[year]),
                "months": self.months(grouped[year], lang),
            }
            for year in sorted(grouped, reverse=True)
        ]

    def months(self, posts: Iterable[Any], lang: str, *, listed: bool = False) -> list[dict[str, Any]]:
        """Return a mapping for each month of a year with posts, the newest first, where months have pages.

        Keys: `name`, `link`, `count`, and `posts` when they are to be listed: `title`, `link`, `date`, `comment_count`.
        """
        grouped = defaultdict(list)
        for post in posts:
            grouped[f"{post.date.year:04}/{post.date.month:02}"].append(post)
        months = [
            {**self.archive(name, lang), "count": len(grouped[name]), "posts": [entry(p, lang) for p in grouped[name]]}
            for name in sorted(grouped, reverse=True)
        ]
        return [
            month if listed else {k: month[k] for k in ("name", "link", "count")} for month in months if month["link"]
        ]

    def archive(self, name: str, lang: str) -> dict[str, str]:
        """Return `name` and `link` of an archive; the link is empty where the site makes no such page."""
        there = name in self.site.posts_per_classification["archive"][lang]
        taxonomy = self.site.taxonomy_plugins["archive"]
        return {
            "name": taxonomy.get_classification_friendly_name(name, lang, only_last_component=True),
            "link": self.site.link("archive", name, lang) if there else "",
        }


def entry(post: Any, lang: str) -> dict[str, Any]:
    """Return what a list shows of a post."""
    return {
        "title": post.title(lang),
        "link": post.permalink(lang),
        "date": post.date.date().isoformat(),
        "comment_count": getattr(post, "comment_count", 0),
    }
