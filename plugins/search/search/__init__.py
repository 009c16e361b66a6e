"""Shell: search without a server. In: the pages of posts in output/. Out: the page /search/ and Pagefind's index.

Names of the index's files are hashes of what is in them, so no task can tell them beforehand: a list in cache/ says
which the last build made, and these the task names as its targets.
"""

import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from fnmatch import fnmatch
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from multiprocessing import current_process
from pathlib import Path
from typing import Any

from nikola.plugin_categories import LateTask
from nikola.utils import config_changed

from . import service, stable

BUNDLE = "pagefind"  # folder below output/
LIST = "files.txt"  # in the plugin's folder in cache/
START = "_search_start"  # doit does not print tasks with an underscore
LATER = {
    "feeds",
    "previews",
    "render_sources",
    "render_taxonomies",
}  # what the pages do not need: Pagefind comes before
# Pagefind's ready-made interfaces: our page has its own, a tenth as heavy.
UNUSED = ("pagefind-component-ui.*", "pagefind-highlight.js", "pagefind-modular-ui.*", "pagefind-ui.*")


class SearchError(Exception):
    """Pagefind is not there or has failed."""


class Search(LateTask):  # type: ignore[misc]
    """Indexes what readers may find, and makes the page to find it with."""

    name = "search"

    def set_site(self, site: Any) -> None:
        """Let templates and tables of redirects name the page: link://search."""
        super().set_site(site)
        self.output = Path(site.config["OUTPUT_FOLDER"])
        self.started: Future[dict[str, bytes]] | None = None
        self.workers = ThreadPoolExecutor(1)
        self.all_tasks = site.gen_tasks
        site.gen_tasks = self.with_start
        site.register_path_handler("search", self.address)
        for lang in site.config["TRANSLATIONS"]:  # the sitemap lists the page, so it must be there before
            self.inject_dependency("sitemap", f"{self.name}:{self.output.joinpath(*self.address(None, lang))}")

    def address(self, _name: str | None, lang: str) -> list[str]:
        """Return the parts of the address of the search page in a language."""
        parts = [*self.site.config["TRANSLATIONS"][lang].split("/"), "search", self.site.config["INDEX_FILE"]]
        return [part for part in parts if part not in ("", ".")]

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield the task of the index and one for the page in each language."""
        self.site.scan_posts()
        yield self.group_task()
        yield self.index()
        for lang in self.site.config["TRANSLATIONS"]:
            yield {"basename": self.name, **self.page(lang)}

    def page(self, lang: str) -> dict[str, Any]:
        """Return the task that writes the search page in a language."""
        context = {
            "title": self.site.MESSAGES[lang]["Search"],
            "permalink": self.site.link("search", None, lang),
            "description": f"{self.site.MESSAGES[lang]['Search']}: {self.site.config['BLOG_TITLE'](lang)}",
            "pagekind": ["search"],
            "search_filters": self.filters(lang),
        }
        path = Path(self.site.config["OUTPUT_FOLDER"], *self.address(None, lang))
        task: dict[str, Any] = self.site.generic_renderer(
            lang, str(path), "search.tmpl", self.site.config["FILTERS"], context=context
        )
        return task

    def filters(self, lang: str) -> list[str]:
        """Return the names of the filters that leave something out: of projects and tags there may be none."""
        projects = any(
            not post.is_post and post.folders[lang].split("/")[0] == "projects" for post in self.site.timeline
        )
        tags = any(post.tags_for_language(lang) for post in self.site.timeline)
        return ["kind", *["project"] * projects, "year", *["tag"] * tags]

    def index(self) -> dict[str, Any]:
        """Return the task that makes the index anew when a page of a post has changed, and only then."""
        output, cache, pages = self.output, Path(self.site.config["CACHE_FOLDER"]) / self.name, self.pages()
        return {
            "basename": self.name,
            "name": "index",
            "file_dep": pages,
            "targets": [str(output / BUNDLE / name) for name in known(cache)],
            "actions": [(self.make, [output, cache, pages])],
            "uptodate": [
                config_changed(repr([pagefind_version(), UNUSED, pages]), "search"),
                lambda: not pages or (cache / LIST).exists(),  # without cache/ there were no targets to miss
            ],
            "clean": True,
        }

    def pages(self) -> list[str]:
        """Return the files of the pages of posts, in the order they have in the index."""
        config = self.site.config
        return sorted(
            str(self.output / post.destination_path(lang))
            for post in self.site.timeline
            for lang in config["TRANSLATIONS"]
            if post.is_translation_available(lang) or config["SHOW_UNTRANSLATED_POSTS"]
        )

    def with_start(self, name: str, category: str, doc: str = "") -> Iterator[dict[str, Any]]:
        """Yield what the site yields, and a task that starts Pagefind as soon as there are pages to index.

        What has waited for other tasks is done after all that need not wait: so these have to wait for the start.
        """
        for task in self.all_tasks(name, category, doc):
            if name == "render_site" and task["basename"] in LATER and task.get("actions"):
                task["task_dep"].append(START)
            if task["basename"] == name == "render_site":  # the group of all tasks but the late ones
                actions = [(self.start, [self.output, self.pages()])]
                start = {**self.index(), "basename": START, "targets": [], "actions": actions}
                del start["name"]  # doit passes over the actions of a task whose name is None
                yield start
                task["task_dep"].append(START)
            yield task

    def start(self, output: Path, pages: list[str]) -> None:
        """Let Pagefind work on a processor of its own while other tasks go on; `make` takes what comes of it."""
        if current_process().name == "MainProcess":  # with -n 2 tasks run in processes that know nothing of each other
            self.started = self.workers.submit(indexed, output, pages)

    def make(self, output: Path, cache: Path, pages: list[str]) -> None:
        """Index the pages in output; write those files of the index that changed and take away those that went."""
        made = self.started.result() if self.started else indexed(output, pages)
        bundle = output / BUNDLE
        for name in set(files(bundle)) - made.keys():
            (bundle / name).unlink()
        for name, data in made.items():
            place = bundle / name
            if not place.is_file() or place.read_bytes() != data:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
        if not made:
            shutil.rmtree(bundle, ignore_errors=True)
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        (cache / LIST).write_text("".join(f"{name}\n" for name in sorted(made)), encoding="utf-8")


def indexed(output: Path, pages: list[str]) -> dict[str, bytes]:
    """Return the files of the index of pages in output; raise SearchError with what Pagefind said when it fails."""
    found = [page for page in pages if Path(page).is_file()]
    if not found:  # Pagefind fails where there are none
        return {}
    if find_spec("pagefind_bin") is None:
        raise SearchError("the program Pagefind is missing: pip install 'pagefind[bin]'")
    command = [import_module("pagefind_bin").get_executable(), "--service"]
    read = ((Path(page).relative_to(output).as_posix(), Path(page).read_bytes()) for page in found)
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
            made = service.make(process.stdin, process.stdout, read)
        made = {name: data for name, data in made.items() if not any(fnmatch(name, unused) for unused in UNUSED)}
        return stable.ordered(made)
    except (OSError, ValueError, LookupError) as fault:
        raise SearchError(f"Pagefind {pagefind_version()} on {output}/: {fault}") from fault


def files(folder: Path) -> list[str]:
    """Return the files below a folder by their path in it; none where there is no folder."""
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def known(cache: Path) -> list[str]:
    """Return the files of the index that the last build made."""
    path = cache / LIST
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def pagefind_version() -> str:
    """Return the version of Pagefind, on which its files depend."""
    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return "none"
