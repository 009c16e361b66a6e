"""What a browser reads from HTML, by html5lib: nothing here is shared with the importer. And the site's own compiler.

Two bodies are equal when their `shape` is: elements with attributes, comments, and text without blanks, in order; code
to the character; and which text is bold or italic, whatever the tags.
"""

import importlib.util
import re
import runpy
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import html5lib
from lxml import html
from markdown import Markdown
from nikola.plugins.compile.markdown.mdx_nikola import NikolaExtension

HOUSE = Path(__file__).resolve().parents[2]
EMPHASIS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
Shape = tuple[list[Any], str, str]


@lru_cache(maxsize=1)
def compiler() -> Callable[[str], str]:
    """Return a function that compiles Markdown as the site does: conf.py's extensions, Nikola's and the house's."""
    path = HOUSE / "plugins" / "code_fences" / "code_fences.py"
    spec = importlib.util.spec_from_file_location("code_fences_plugin", path)
    assert spec is not None
    assert spec.loader is not None
    plugin = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(plugin)
    extensions = [
        NikolaExtension(),
        plugin.CodeFences(),
        *runpy.run_path(str(HOUSE / "conf.py"))["MARKDOWN_EXTENSIONS"],
    ]
    markdown = Markdown(extensions=extensions, output_format="html5")

    def compile_text(text: str) -> str:
        markdown.reset()
        return str(markdown.convert(text))

    return compile_text


def publish(source: str) -> str:
    """Return the HTML of a body as Nikola publishes it: read and written once more, which mends it."""
    return str(html.tostring(html.fragment_fromstring(source, "body"), encoding="unicode"))


def shape(source: str) -> Shape:
    """Return the elements and text, the bold text and the italic text."""
    found: list[Any] = []
    emphasised = {"bold": "", "italic": ""}
    body = html5lib.parse(source, namespaceHTMLElements=False).find("body")
    _read(body, found, emphasised, {})
    return found, emphasised["bold"], emphasised["italic"]


def _read(element: Any, found: list[Any], emphasised: dict[str, str], inside: dict[str, bool]) -> None:
    exact = inside.get("pre", False)
    tag = element.tag if isinstance(element.tag, str) else "!"
    kind = EMPHASIS.get(tag) if not element.attrib else None
    inside = {**inside, **({kind: True} if kind else {}), **({"pre": True} if tag == "pre" else {})}
    if tag == "!":
        found.append(f"<!--{element.text}-->")
    else:
        if not kind:
            found.append((tag, tuple(sorted(element.attrib.items()))))
        text = element.text
        if tag == "code" and exact and text and not len(element):
            text = text.removesuffix("\n")
        _tell(text, found, emphasised, inside)
        for child in element:
            _read(child, found, emphasised, inside)
            _tell(child.tail, found, emphasised, inside)
        if not kind:
            found.append(f"/{tag}")


def _tell(text: str | None, found: list[Any], emphasised: dict[str, str], inside: dict[str, bool]) -> None:
    if not text:
        return
    shown = text if inside.get("pre") else re.sub(r"[ \t\n\r\f]+", "", text)
    if shown and found and isinstance(found[-1], list):
        found[-1][0] += shown
    elif shown:
        found.append([shown])
    for kind in emphasised:
        emphasised[kind] += re.sub(r"\s+", "", text) if inside.get(kind) else ""
