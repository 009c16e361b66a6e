"""Shell: writes the blog's feed and one for each tag.

In: the posts, their metadata `guid` and their compiled text. Out: `/rss.xml` and the feed of each tag, at the address
that Nikola has for it. Others link them as `link://feed` and `link://feed/TAG`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from nikola.plugin_categories import Task
from nikola.utils import config_changed

from . import content, rss
from .entry import Entry, Feed


class Feeds(Task):  # type: ignore[misc]
    """Write the feeds."""

    name = "feeds"

    def set_site(self, site: Any) -> None:
        """Register link://feed, which redirects and templates use."""
        super().set_site(site)
        self.texts: dict[str, str] = {}
        site.register_path_handler("feed", self.feed_path)

    def feed_path(self, name: str | None, lang: str) -> list[str]:
        """Return the path of the feed of the tag called name, or of the blog's: link://feed/TAG, link://feed."""
        handler = self.site.path_handlers["tag_rss" if name else "index_rss"]
        return list(handler(name or "", lang))

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield a task for each feed."""
        self.site.scan_posts()
        config, lang = self.site.config, self.site.default_lang
        title, about = str(config["BLOG_TITLE"](lang)), str(config["BLOG_DESCRIPTION"](lang))
        yield self.group_task()
        yield self._task(None, self.site.link("root", None, lang), title, about, self.site.posts)
        for tag, posts in sorted(self.site.posts_per_classification["tag"][lang].items()):
            yield self._task(tag, self.site.link("tag", tag, lang), f"{title}: {tag}", about, posts)

    def _task(self, tag: str | None, page: str, title: str, about: str, posts: Iterable[Any]) -> dict[str, Any]:
        """Return the task for a feed: it depends on the texts and the metadata of the entries in it, no others."""
        lang = self.site.default_lang
        newest = sorted(posts, key=lambda post: post.date, reverse=True)[: self.site.config["LOWTECH_FEED_LENGTH"]]
        entries = tuple(self._entry(post) for post in newest)
        feed = Feed(
            self._absolute(self.site.link("feed", tag, lang)),
            self._absolute(page),
            title,
            about,
            lang,
            entries,
        )
        target = str(Path(self.site.config["OUTPUT_FOLDER"], self.site.path("feed", tag, lang)))

        def write() -> None:
            full = tuple(replace(entry, content=self._text(post)) for entry, post in zip(entries, newest, strict=True))
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            Path(target).write_bytes(rss.write(replace(feed, entries=full)))

        return {
            "basename": self.name,
            "name": target.replace("=", "%3D"),  # a task's name may hold no =
            "targets": [target],
            "file_dep": [post.translated_base_path(lang) for post in newest],
            "uptodate": [config_changed({"feed": repr(feed)}, "feeds")],
            "actions": [write],
            "clean": True,
        }

    def _entry(self, post: Any) -> Entry:
        """Return a post as an entry without its text."""
        lang = self.site.default_lang
        address = post.permalink(lang, absolute=True)
        return Entry(
            id=str(post.meta("guid") or address),
            address=address,
            title=post.title(lang),
            author=post.author(lang),
            published=post.date,
            updated=post.updated,
            tags=tuple(post.tags_for_language(lang)),
        )

    def _text(self, post: Any) -> str:
        """Return the text of a post as feeds hold it; worked out once for all feeds."""
        lang = self.site.default_lang
        if post.source_path not in self.texts:
            self.texts[post.source_path] = content.for_reader(
                post.text(lang),
                lambda address: self.site.url_replacer(post.permalink(lang), address, lang, "absolute"),
            )
        return self.texts[post.source_path]

    def _absolute(self, link: str) -> str:
        return str(self.site.config["BASE_URL"]).rstrip("/") + link
