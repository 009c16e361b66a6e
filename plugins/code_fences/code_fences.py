"""Markdown that loses no character of code: fenced blocks keep tabs, blanks and the end of their last line.

Python-Markdown reads a whole text with tabs replaced by blanks and blank lines emptied, code included, and ends each
fenced block with a newline of its own. Here fenced blocks are taken out before that. The block in `<div markdown="1">`
is Markdown too (its own extension md_in_html), for texts that are all in one such element.
"""

from typing import Any

from markdown import preprocessors, util  # type: ignore[import-untyped]  # it has no types
from markdown.extensions import Extension, fenced_code  # type: ignore[import-untyped]  # the same
from nikola.plugin_categories import MarkdownExtension

FENCE = fenced_code.FencedBlockPreprocessor.FENCED_BLOCK_RE
ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", util.STX: None, util.ETX: None})


class CodeFences(MarkdownExtension, Extension):
    """Makes Nikola's Markdown compiler keep code as it is."""

    def extendMarkdown(self, md: Any, _: Any = None) -> None:  # noqa: N802 - Python-Markdown's name
        """Take the place of the step that normalises blanks; it still does so outside of code."""
        normalise = md.preprocessors["normalize_whitespace"]
        md.preprocessors.register(_KeepCode(md, normalise), "normalize_whitespace", 30)
        md.registerExtensions(["markdown.extensions.md_in_html"], {})


class _KeepCode(preprocessors.Preprocessor):
    def __init__(self, md: Any, normalise: Any) -> None:
        super().__init__(md)
        self.normalise = normalise

    def run(self, lines: list[str]) -> list[str]:
        """Put away each plain fenced block; those with options are left to the extension that knows them."""
        source = "\n".join(lines)
        if "fenced_code_block" not in self.md.preprocessors or "codehilite" in self.md.treeprocessors:
            return list(self.normalise.run(lines))
        blocks = [match for match in FENCE.finditer(source) if not (match["attrs"] or match["hl_lines"])]
        parts: list[str] = []
        place = 0
        for match in blocks:
            parts.append(source[place : match.start()])
            place = match.end()
        found = [self._normalise(part) for part in parts]
        text = "".join(f"{part}\n{self._keep(match)}\n" for part, match in zip(found, blocks, strict=True))
        return (text + "\n".join(self.normalise.run(source[place:].split("\n")))).split("\n")

    def _normalise(self, part: str) -> str:
        return "\n".join(self.normalise.run(part.split("\n"))).removesuffix("\n\n")

    def _keep(self, match: Any) -> str:
        language = f' class="language-{match["lang"].translate(ESCAPED)}"' if match["lang"] else ""
        code = match["code"].removesuffix("\n").translate(ESCAPED)
        return str(self.md.htmlStash.store(f"<pre><code{language}>{code}</code></pre>"))
