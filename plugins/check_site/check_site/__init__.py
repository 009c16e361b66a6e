"""Shell: `nikola check_site`. In: output/ as built, and the sources. Out: findings, a summary, an exit code."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nikola.plugin_categories import Command

from . import drafts, page
from .links import Built, links, stubs

PARSERS = {".html": page.html, ".htm": page.html, ".xml": page.xml, ".rss": page.xml, ".atom": page.xml}


class CheckSite(Command):  # type: ignore[misc]
    """Proves of a built site what its readers rely on."""

    name = "check_site"
    doc_usage = "[--summary]"
    doc_purpose = "check the built site: nothing unpublished in it, no dead link, every legacy address answered"
    cmd_options = (
        {
            "name": "summary",
            "long": "summary",
            "type": bool,
            "default": False,
            "help": "Count what was built and what was not.",
        },
    )

    def _execute(self, options: dict[str, Any], _args: list[str]) -> int:
        """Print all findings, then the summary if it is wanted; return 1 if there are failures."""
        self.site.scan_posts()
        self.output = Path(self.site.config["OUTPUT_FOLDER"])
        files = {str(path.relative_to(self.output)) for path in self.output.rglob("*") if path.is_file()}
        if not files:
            print(f"{self.output}/: nothing is built yet; run `nikola build`")
            return 1
        readers = {place: PARSERS[Path(place).suffix] for place in files if Path(place).suffix in PARSERS}
        pages = {place: read((self.output / place).read_bytes()) for place, read in readers.items()}
        imported = pages.keys() - {place for place, post in self.site.post_per_file.items() if not is_imported(post)}
        built = Built(self.site.config["BASE_URL"], files, pages, imported)
        sources = {place: post.source_path for place, post in self.site.post_per_file.items()}
        failures, warnings = links(built, sources)
        failures = [*self.leaks(files), *stubs(built, self.legacy()), *failures]
        for finding in (*warnings, *failures):
            print(finding)
        if warnings or failures:
            print(f"check_site: failures: {len(failures)}, warnings: {len(warnings)}")
        if options["summary"]:
            self.summarise(pages)
        return 1 if failures else 0

    def legacy(self) -> Iterator[tuple[str, str, str]]:
        """Yield source and line, legacy address and new address of each public entry that has a legacy address."""
        for post in self.site.timeline:
            legacy = post.meta("legacy")
            if legacy:
                lines = Path(post.source_path).read_text(encoding="utf-8").splitlines()
                line = next((number for number, text in enumerate(lines, 1) if text.startswith("legacy:")), 1)
                yield f"{post.source_path}:{line}", legacy, post.permalink(absolute=True)

    def leaks(self, files: set[str]) -> list[str]:
        """Return a failure for each file in output/ that is, or holds something, of an unpublished entry."""
        hidden = self.site.unpublished
        if not hidden:
            return []
        failures = [
            f"{self.output}/{place}: {post.source_path} is not public"
            for post in hidden
            for place in sorted(places(post) & (files - self.site.post_per_file.keys()))
        ]
        secrets = drafts.Secrets()
        for post in hidden:
            secrets.add(post.source_path, text_of(post), filter(None, [post.meta("guid")]))
        for text in self.public_texts():
            secrets.allow(text)
        for place in sorted(files):
            found = secrets.found(read_text(self.output / place) or "")
            failures += [
                f"{self.output}/{place}: holds words of {source}, which is not public: {words}"
                for source, words in found.items()
            ]
        return failures

    def public_texts(self) -> Iterator[str]:
        """Yield what is published on purpose: public entries, their comments, files."""
        paths = [Path(path) for post in self.site.timeline for path in (post.source_path, comments(post))]
        paths += [path for folder in self.site.config["FILES_FOLDERS"] for path in Path(folder).rglob("*")]
        yield from filter(None, map(read_text, paths))

    def summarise(self, pages: dict[str, page.Page]) -> None:
        """Print what there is and what there is not."""
        built = pages.values()
        counts = [
            count(len(self.site.posts), "post", "posts"),
            count(len(self.site.pages), "page", "pages"),
            count(sum(one.comments for one in built), "comment", "comments"),
            count(sum(one.stub is not None for one in built), "stub", "stubs") + " at legacy addresses",
            count(sum(one.feed for one in built), "feed", "feeds"),
        ]
        print(f"In {self.output}/: {', '.join(counts)}.")
        kinds = Counter(kind(post) for post in self.site.unpublished)
        if kinds:
            print(f"Not in {self.output}/: {', '.join(count(number, *names) for names, number in kinds.items())}.")


def is_imported(post: Any) -> bool:
    """Tell whether a post came from Blogger."""
    return str(post.meta("guid") or "").startswith("tag:blogger.com,")


def places(post: Any) -> set[str]:
    """Return where in output/ an entry, its source or its comments would be."""
    folder, _, _ = post.destination_path().rpartition("/")
    extensions = (".html", post.source_ext(), post.source_ext(prefix=True))
    return {
        *(post.destination_path(extension=extension) for extension in extensions),
        *(post.source_path, comments(post), f"{folder}/{Path(comments(post)).name}"),
    }


def text_of(post: Any) -> str:
    """Return what an entry and its comments say, without its metadata."""
    text = read_text(Path(post.source_path)) or ""
    body = text.partition("\n---")[2] if text.startswith("---") else text
    return f"{body}\n{read_text(Path(comments(post))) or ''}"


def comments(post: Any) -> str:
    """Return the path of the comments beside an entry, whether there are any or not."""
    return f"{post.post_name}.comments.yaml"


def kind(post: Any) -> tuple[str, str]:
    """Return why an entry is not public, for one and for several of them."""
    if post.is_draft:
        return "draft", "drafts"
    if post.is_private:
        return "private entry", "private entries"
    return ("scheduled entry", "scheduled entries") if post.publish_later else ("other entry", "other entries")


def read_text(path: Path) -> str | None:
    """Return the text of a file, None if there is none or it is not text."""
    data = path.read_bytes() if path.is_file() else b"\0"
    return None if b"\0" in data[:1024] else data.decode("utf-8", "replace")


def count(number: int, one: str, many: str) -> str:
    """Return a number and its noun."""
    return f"{number} {one if number == 1 else many}"
