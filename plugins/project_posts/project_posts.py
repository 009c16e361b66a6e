"""Posts and the pages of projects: `project` in a post's metadata or one of its tags names the page's folder or file.

In: posts, pages below LOWTECH_PROJECT_PAGES. Out: `projects` for the pages of both, `project_posts` for that
of a project.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import blinker
from nikola.plugin_categories import SignalHandler


class ProjectPosts(SignalHandler):  # type: ignore[misc]
    """Brings posts and projects together when all are read, and gives each page its own."""

    name = "project_posts"

    def set_site(self, site: Any) -> None:
        """Listen to the site's posts being read and rendered."""
        super().set_site(site)
        blinker.signal("scanned").connect(self.match)
        blinker.signal("render_post").connect(self.give)

    def match(self, site: Any) -> None:
        """Find the projects of each post; end Nikola with code 1 when metadata name one that has no page."""
        folder = Path(site.config["LOWTECH_PROJECT_PAGES"])
        self.pages = {name.casefold(): page for page in site.pages if (name := project_name(page, folder))}
        self.projects: defaultdict[str, list[Any]] = defaultdict(list)  # pages of projects by the source of a post
        self.posts: defaultdict[str, list[Any]] = defaultdict(list)  # posts by the source of a project's page
        findings = []
        for post in site.posts:
            named = names(post.meta("project"))
            findings += [
                f"{post.source_path}:1: project {name!r}: {folder}/ holds no such page"
                for name in named
                if name.casefold() not in self.pages
            ]
            for name in dict.fromkeys(name.casefold() for name in (*named, *post.tags)):
                if name in self.pages:
                    self.projects[post.source_path].append(self.pages[name])
                    self.posts[self.pages[name].source_path].append(post)
        if findings:
            print(*findings, sep="\n", file=sys.stderr)
            sys.exit(1)

    def give(self, page: dict[str, Any]) -> None:
        """Put what is shown into the context of a post's or a project's page, which then depends on it."""
        post, lang, context = page["post"], page["lang"], page["context"]
        projects = [post] if post in self.pages.values() else self.projects[post.source_path]
        listed = self.posts[post.source_path]
        newest = sorted(listed, key=lambda other: other.date, reverse=True)[: self.site.config["LOWTECH_PROJECT_POSTS"]]
        context["projects"] = [{"title": one.title(lang), "link": one.permalink(lang)} for one in projects]
        context["project_posts"] = [
            {"title": one.title(lang), "link": one.permalink(lang), "date": one.date.date().isoformat()}
            for one in newest
        ]
        context["project_tag"] = self.tag(post, listed, lang) if len(listed) > len(newest) else None

    def tag(self, project: Any, posts: Iterable[Any], lang: str) -> dict[str, str] | None:
        """Return the tag with the name of a project, None where its posts have none: `name` and `link`."""
        for tag in sorted({tag for post in posts for tag in post.tags}):
            if self.pages.get(tag.casefold()) is project:
                return {"name": tag, "link": self.site.link("tag", tag, lang)}
        return None


def project_name(page: Any, folder: Path) -> str:
    """Return the name of the project that a page is about: its folder or file; nothing for other pages."""
    source = Path(page.source_path)
    if page.is_draft or not source.is_relative_to(folder):
        return ""
    place = source.relative_to(folder).with_suffix("")
    return place.parent.name if place.name == "index" else place.name


def names(value: Any) -> list[str]:
    """Return the names in a metadata value: one or a list."""
    values = value if isinstance(value, list) else [value]
    return [str(name).strip() for name in values if str(name or "").strip()]
