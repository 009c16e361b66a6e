"""Shell: search without a server. In: the pages of posts in output/. Out: the page /search/ and Pagefind's index.

Names of the index's files are hashes of what is in them, so no task can tell them beforehand. Pagefind writes into
cache/; what lies there is what output/ holds after a build, and so what the task names as its targets.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nikola.plugin_categories import LateTask
from nikola.utils import config_changed

from . import stable

BUNDLE = "pagefind"  # folder below output/
ENTRY = "pagefind-entry.json"
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
        site.register_path_handler("search", self.address)

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
            "description": None,
            "pagekind": ["search"],
        }
        path = Path(self.site.config["OUTPUT_FOLDER"], *self.address(None, lang))
        task: dict[str, Any] = self.site.generic_renderer(
            lang, str(path), "search.tmpl", self.site.config["FILTERS"], context=context
        )
        return task

    def index(self) -> dict[str, Any]:
        """Return the task that makes the index anew when a page of a post has changed, and only then."""
        config = self.site.config
        output, cache = Path(config["OUTPUT_FOLDER"]), Path(config["CACHE_FOLDER"]) / self.name
        pages = sorted(
            str(output / post.destination_path(lang))
            for post in self.site.timeline
            for lang in config["TRANSLATIONS"]
            if post.is_translation_available(lang) or config["SHOW_UNTRANSLATED_POSTS"]
        )
        return {
            "basename": self.name,
            "name": "index",
            "file_dep": pages,
            "targets": [str(output / BUNDLE / path) for path in files(cache)],
            "actions": [(make, [output, cache, pages])],
            "uptodate": [
                config_changed(repr([pagefind_version(), UNUSED, pages]), "search"),
                lambda: not pages or (cache / ENTRY).exists(),  # without cache/ there were no targets to miss
            ],
            "clean": True,
        }


def stage(output: Path, pages: list[str], folder: Path) -> None:
    """Put the pages, sorted, into a new folder: Pagefind takes them as the disk lists them, and numbers them so."""
    shutil.rmtree(folder, ignore_errors=True)
    for page in filter(os.path.isfile, pages):
        place = folder / Path(page).relative_to(output)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.link(page, place)


def make(output: Path, cache: Path, pages: list[str]) -> None:
    """Index the pages in output, into cache; give output those files that changed and take away those that went."""
    shutil.rmtree(cache, ignore_errors=True)
    bundle = output / BUNDLE
    if not pages:  # Pagefind fails where there are none
        shutil.rmtree(bundle, ignore_errors=True)
        return
    staged = cache.with_name(f"{cache.name}-pages")
    stage(output, pages, staged)
    run(staged, cache)
    shutil.rmtree(staged)
    for path in (path for unused in UNUSED for path in cache.glob(unused)):
        path.unlink()
    made = files(cache)
    for path in files(bundle):
        if path not in made:
            (bundle / path).unlink()
    for path in made:
        source, place = cache / path, bundle / path
        if not place.is_file() or place.read_bytes() != source.read_bytes():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)


def run(output: Path, cache: Path) -> None:
    """Run Pagefind on a folder, into another; raise SearchError with what it said when it fails."""
    if find_spec("pagefind_bin") is None:
        raise SearchError("the program Pagefind is missing: pip install 'pagefind[bin]'")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        output,
        "--output-path",
        cache,
        "--silent",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode:
        raise SearchError(f"Pagefind on {output}/: {(told.stderr or told.stdout).strip()}")
    try:
        stable.order(cache)
    except (ValueError, LookupError) as fault:
        raise SearchError(f"what Pagefind {pagefind_version()} has written in {cache}/: {fault}") from fault


def files(folder: Path) -> list[Path]:
    """Return the files below a folder by their path in it, sorted; none where there is no folder."""
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def pagefind_version() -> str:
    """Return the version of Pagefind, on which its files depend."""
    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return "none"
