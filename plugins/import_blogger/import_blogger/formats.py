"""Decide for each text whether it comes as Markdown or as HTML, and give it to the Placer so.

In: what is wanted, the site's Markdown compiler, and the parts of each file. Out: files given to the Placer, and for
the report which file each entry became and why some stay HTML. A source that a person works on stays what it is.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from .body import parse
from .markdown import Result, to_markdown
from .place import Placer

Format = Literal["auto", "markdown", "html"]
NO_COMPILER = "this site builds no Markdown (COMPILERS, POSTS and PAGES in conf.py)"


@dataclass
class Formats:
    """The sources of one import. `render` is None where the site builds no Markdown; `files` go by their stems."""

    placer: Placer
    wanted: Format = "html"
    render: Callable[[str], str] | None = None
    files: dict[str, str] = field(default_factory=dict)  # stem -> the file it became
    stay: dict[str, str] = field(default_factory=dict)  # file that stays HTML -> why

    def add(self, stem: str, head: str, html: str, tree: Any) -> None:
        """Write one post or page: its metadata, and its body as HTML and as the tree that this is read as."""
        kind = self.placer.corrected(stem)
        result = self._convert(kind, tree)
        extension = kind or (".html" if result.cause else ".md")
        file = self.files[stem] = stem + extension
        if extension == ".html" and result.cause and self.wanted != "html":
            self.stay[file] = result.cause
        if extension == ".md" and result.cause:
            self.placer.keep(file)
            self.stay[file] = f"kept as you corrected it; the export's text is no Markdown any more: {result.cause}"
        else:
            text = html if extension == ".html" else result.text
            self.placer.add(file, f"{head}{text.strip()}\n")

    def _convert(self, kind: str, tree: Any) -> Result:
        if kind == ".html":
            return Result("", "corrected by hand as HTML")
        if self.wanted == "html" and not kind:
            return Result("", "asked for")
        if self.render is None:
            return Result("", NO_COMPILER)
        return to_markdown(tree, self.render, parse, everything=self.wanted == "markdown" or kind == ".md")

    def tell(self) -> list[str]:
        """Return how many texts are Markdown, and the causes why the others are not."""
        if self.wanted == "html" or not self.files:
            return []
        came = sum(file.endswith(".md") for file in self.files.values())
        told = f"{came} of {len(self.files)} posts, pages and drafts are Markdown"
        causes = Counter(cause.partition(":")[0] for file, cause in self.stay.items() if file.endswith(".html"))
        if causes:
            why = ", ".join(f"{number} for {cause}" for cause, number in causes.most_common())
            told += f"; {causes.total()} {'stays' if causes.total() == 1 else 'stay'} HTML: {why}"
        return [told]
