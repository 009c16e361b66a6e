"""Shell: writes the blog's feeds, those of each tag, their archives, the feed of comments and the page about them.

In: the posts, their metadata and compiled text, the comments beside them, the ledger of ids. Out: files below output/
at the addresses that link://feed and its like have, and the ledger, grown.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from doit.exceptions import TaskFailed
from nikola.plugin_categories import Task
from nikola.utils import config_changed

from . import archive, atom, comment_feed, content, formats, ledger
from .entry import Entry, Feed, of_blog
from .formats import ARCHIVED, FORMATS, Document
from .words import words

LEDGER = Path("posts/served.txt")
COMMENTS = ".comments.yaml"
CODE = sorted(Path(__file__).parent.glob("*.py"))  # another version writes other feeds


class Feeds(Task):  # type: ignore[misc]
    """Write the feeds."""

    name = "feeds"

    def set_site(self, site: Any) -> None:
        """Register the addresses, which redirects and templates use."""
        super().set_site(site)
        self.lang = site.default_lang
        for kind in FORMATS:
            site.register_path_handler(kind, partial(self.feed_path, kind))
        site.register_path_handler("comment_feed", self.comments_path)
        site.register_path_handler("feed_archive", lambda name, _lang: ["feeds", "archive", f"{name}.xml"])
        site.register_path_handler("feed_page", lambda _name, _lang: ["feeds", site.config["INDEX_FILE"]])

    def feed_path(self, kind: str, name: str | None, _lang: str) -> list[str]:
        """Return the path of the feed of the tag called name, or of the blog's: link://feed/TAG, link://feed.

        Pages of every language name the same feed, that of the default language.
        """
        path = self.site.path_handlers["tag_rss" if name else "index_rss"](name or "", self.lang)
        return FORMATS[kind].path(path, self.site.config["RSS_EXTENSION"], blog=not name)

    def comments_path(self, source: str | None, lang: str) -> list[str] | None:
        """Return the path of the feed of all comments, or of those on the page made from a file."""
        if not source:
            return ["comments.xml"]
        post = self.site.post_per_input_file.get(source)
        if post is None:
            return None
        *folder, name = post.permalink(lang).strip("/").split("/")
        return [*folder, name, "comments.xml"] if post.permalink(lang).endswith("/") else [*folder, f"{name}.xml"]

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield a task for each feed, archive and page, one that checks all ids and one that keeps them."""
        self.site.scan_posts()
        config = self.site.config
        self.texts: dict[str, str] = {}
        self.served, self.findings = ledger.load(LEDGER)
        self.length = config["LOWTECH_FEED_LENGTH"]
        if self.length < 1:
            self.findings.append(f"conf.py: LOWTECH_FEED_LENGTH must be 1 at least, not {self.length}")
            self.length = 1
        posts = newest_first(self.site.posts)
        self.entries = {post.source_path: self._entry(post) for post in posts}
        blog = self._feed([identifier(post) for post in posts])
        yield self.group_task()
        yield from self._blog(blog, posts)
        tags = self.site.posts_per_classification["tag"][self.lang]
        for tag, tagged in sorted(tags.items()):
            yield self._tag(blog, tag, newest_first(tagged))
        pages = self._commented()
        comments, served = self._comments(blog, pages)
        yield comments
        for post, page, data in pages:
            yield self._comments_on(blog, post, page, data)
        yield self._page(sorted(set(tags) - set(config["HIDDEN_TAGS"])))
        served += [ledger.Served(identifier(post), post.permalink(self.lang), post.source_path) for post in posts]
        failed = partial(TaskFailed, "", report=False)
        yield from ledger.tasks(LEDGER, served, self.served, self.findings, failed)

    def _feed(self, ids: list[str]) -> Feed:
        """Return the blog's feed without its entries, which have these ids."""
        home, config = self._address("root", None), self.site.config
        title, about, author = (str(config[f"BLOG_{name}"](self.lang)) for name in ("TITLE", "DESCRIPTION", "AUTHOR"))
        language, hub = self.lang.replace("_", "-"), config["LOWTECH_FEED_HUB"]
        return Feed(of_blog(ids) or home, "", home, title, about, language, (), author, hub)

    def _document(self, kind: str, name: str | None, form: Callable[[Feed], bytes], feed: Feed) -> Document:
        """Return a feed as a file at the address that a path handler has for a name."""
        path = Path(self.site.config["OUTPUT_FOLDER"], self.site.path(kind, name, self.lang))
        return Document(path, form, replace(feed, address=self._address(kind, name)))

    def _blog(self, feed: Feed, posts: list[Any]) -> Iterator[dict[str, Any]]:
        """Yield the task of the blog's feed and those of its archives; posts are all, newest first."""
        previous: dict[str, str] = {}
        for number, part in enumerate(archive.ranges(len(posts), self.length), 1):
            documents = []
            for kind in ARCHIVED:
                name, form = f"{FORMATS[kind].name.lower()}-{number}", FORMATS[kind].write
                one = replace(feed, current=self._address(kind, None), previous=previous.get(kind, ""))
                documents.append(self._document("feed_archive", name, form, one))
                previous[kind] = documents[-1].feed.address
            yield self._posts_task(documents, posts[::-1][part][::-1])
        documents = [
            self._document(kind, None, form.write, replace(feed, previous=previous.get(kind, "")))
            for kind, form in FORMATS.items()
        ]
        yield self._posts_task(documents, posts[: self.length])

    def _tag(self, feed: Feed, tag: str, posts: list[Any]) -> dict[str, Any]:
        """Return the task of the feed of a tag; posts are all that have it, newest first."""
        feed = replace(feed, id=self._address("atom_feed", tag), title=f"{feed.title}: {tag}")
        feed = replace(feed, page=self._address("tag", tag))
        documents = [self._document(kind, tag, form.write, feed) for kind, form in FORMATS.items()]
        return self._posts_task(documents, posts[: self.length])

    def _posts_task(self, documents: list[Document], posts: list[Any]) -> dict[str, Any]:
        """Return the task that writes documents with posts in them; it depends on these posts and no others."""
        entries = tuple(self.entries[post.source_path] for post in posts)

        def full() -> tuple[Entry, ...]:
            return tuple(replace(entry, content=self._text(post)) for entry, post in zip(entries, posts, strict=True))

        return self._writing(documents, entries, full, [post.translated_base_path(self.lang) for post in posts])

    def _commented(self) -> list[tuple[Any, comment_feed.Page, bytes]]:
        """Return the posts and pages that have comments, and the bytes of their files."""
        found = []
        for post in self.site.timeline:
            path = Path(post.source_path).with_suffix(COMMENTS)
            if path.is_file():
                address, resolve = post.permalink(self.lang, absolute=True), partial(self._resolve, post)
                page = comment_feed.Page(
                    str(path), identifier(post) or address, address, post.title(self.lang), resolve
                )
                found.append((post, page, path.read_bytes()))
        return found

    def _comments_on(self, blog: Feed, post: Any, page: comment_feed.Page, data: bytes) -> dict[str, Any]:
        """Return the task of the feed of the comments on one page, which Blogger had too."""
        address = self._address("comment_feed", post.source_path)
        title = f"{self.site.MESSAGES[self.lang]['Comments']}: {page.title}"
        feed = replace(blog, id=address, title=title, page=page.address)
        document = self._document("comment_feed", post.source_path, atom.write, feed)
        task = self._writing([document], (), tuple, [])

        def write() -> None:
            # Parsed here and not before: a build of nothing reads no YAML.
            found = comment_feed.newest([(page, data)], self.length, self._nobody())
            formats.write([document], tuple(entry for entry, _ in found))

        depends = config_changed({"feed": repr(document.feed), "page": repr(replace(page, resolve=str))})
        return {**task, "file_dep": [*task["file_dep"], page.source], "uptodate": [depends], "actions": [write]}

    def _nobody(self) -> str:
        return str(self.site.MESSAGES[self.lang].get("Anonymous", "Anonymous"))

    def _comments(self, blog: Feed, pages: list[Any]) -> tuple[dict[str, Any], list[ledger.Served]]:
        """Return the task of the feed of comments, and which comments are in it."""
        found = comment_feed.newest([(page, data) for _, page, data in pages], self.length, self._nobody())
        entries = tuple(entry for entry, _ in found)
        title = f"{blog.title}: {self.site.MESSAGES[self.lang]['Comments']}"
        feed = replace(blog, id=self._address("comment_feed", None), title=title)
        task = self._writing([self._document("comment_feed", None, atom.write, feed)], entries, lambda: entries, [])
        base = self._address("root", None).rstrip("/")
        return task, [ledger.Served(entry.id, entry.address.removeprefix(base), source) for entry, source in found]

    def _writing(
        self,
        documents: list[Document],
        entries: tuple[Entry, ...],
        full: Callable[[], tuple[Entry, ...]],
        files: list[str],
    ) -> dict[str, Any]:
        """Return the task that writes documents; full gives their entries with texts, which are made of files."""
        targets = [str(document.path) for document in documents]
        return {
            "basename": self.name,
            "name": targets[0].replace("=", "%3D"),  # a task's name may hold no =
            "targets": targets,
            "file_dep": [*files, *map(os.path.relpath, CODE)],  # relative: a site may be moved
            "task_dep": [f"{self.name}:check"],
            "uptodate": [
                config_changed({"feeds": repr([document.feed for document in documents]), "entries": repr(entries)})
            ],
            "actions": [lambda: formats.write(documents, full())],
            "clean": True,
        }

    def _page(self, tags: list[str]) -> dict[str, Any]:
        """Return the task of the page about feeds."""
        said = words(self.lang)
        context = {
            "title": said["Feeds"],
            "description": said["about"],
            "permalink": self.site.link("feed_page", None, self.lang),
            "pagekind": ["feeds"],
            "formats": [(kind, form.name) for kind, form in FORMATS.items()],
            "tags": tags,
            "words": said,
        }
        target = str(Path(self.site.config["OUTPUT_FOLDER"], self.site.path("feed_page", None, self.lang)))
        filters = self.site.config["FILTERS"]
        task = self.site.generic_renderer(self.lang, target, "feeds.tmpl", filters, context=context)
        return {**task, "basename": self.name, "file_dep": list(map(os.path.relpath, task["file_dep"]))}

    def _entry(self, post: Any) -> Entry:
        """Return a post as an entry without its text."""
        return Entry(
            id=identifier(post),
            address=post.permalink(self.lang, absolute=True),
            title=post.title(self.lang),
            author=post.author(self.lang),
            published=post.date,
            updated=max(post.date, post.updated),
            tags=tuple(post.tags_for_language(self.lang)),
            summary=post.meta("description"),
        )

    def _text(self, post: Any) -> str:
        """Return the text of a post as feeds hold it; worked out once for all feeds."""
        if post.source_path not in self.texts:
            self.texts[post.source_path] = content.for_reader(post.text(self.lang), partial(self._resolve, post))
        return self.texts[post.source_path]

    def _resolve(self, post: Any, address: str) -> str:
        """Return the absolute address that a link on the page of a post means."""
        return str(self.site.url_replacer(post.permalink(self.lang), address, self.lang, "absolute"))

    def _address(self, kind: str, name: str | None) -> str:
        """Return the absolute address that a path handler has for a name."""
        return str(self.site.config["BASE_URL"]).rstrip("/") + str(self.site.link(kind, name, self.lang))


def identifier(post: Any) -> str:
    """Return the id in the metadata of a post, empty for none."""
    return str(post.meta("guid") or "").strip()


def newest_first(posts: Iterable[Any]) -> list[Any]:
    """Return posts by their dates; two of the same date in one order on every machine."""
    return sorted(posts, key=lambda post: (post.date, identifier(post)), reverse=True)
