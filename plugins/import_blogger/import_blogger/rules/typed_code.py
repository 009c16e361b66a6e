"""Tags that are the author's code, typed inside <pre> or <code> without escaping, become text.

SyntaxHighlighter (`class="brush: x"`, `name="code"`) showed the *source* of its block, so everything but a line break
is code there. Elsewhere what a browser shows counts, except for tags that are nothing to a browser: `<stdio.h>`,
`<String>`, `<meta …>`, a doctype. A browser shows nothing for them, and an author typed them to be read.
"""

import re
from collections.abc import Set as AbstractSet

from lxml.html import defs

from .bare import LONE
from .job import Job
from .tree import INLINE, names

BLOCK = re.compile(r"(<!--.*?-->|</?(?:pre|code)(?=[\s>])[^>]*>)", re.IGNORECASE | re.DOTALL)
NAME = re.compile(r"</?(\w+)")
SOURCE_SHOWN = re.compile(r"""brush\s*:|\bname\s*=\s*["']?code\b""", re.IGNORECASE)
MARKUP_LANGUAGE = re.compile(
    r"\b(?:x?html?|xml|xsl\w*|svg|jsp|aspx?|php|plain|text|vue|handlebars|django|jinja2?)\b", re.IGNORECASE
)
TAG = re.compile(r"<(?:!--|/?([A-Za-z][^\s<>/]*)|[!?])")
BARE = re.compile(LONE, re.IGNORECASE | re.VERBOSE)
INCLUDE = re.compile(r"#\s*include\s*<([\w./+-]+)>", re.IGNORECASE)
END = re.compile(r"</([^\s<>]+)>")
LAST_ENDS = re.compile(r"(?:</(?!(?:div|p|span|li|ol|b|font)>)[\w.-]+>\s*)+\Z", re.IGNORECASE)
WORD_PREFIX = re.compile(r"(?:o|w|v|m|st1):", re.IGNORECASE)

SHOWS_NOTHING = names("html head body meta link base title frameset")
NEWER = names("bdi data dialog image listing main nobr noembed noframes picture plaintext search slot template xmp")
KNOWN = (set(defs.tags) | NEWER) - SHOWS_NOTHING
LOOKS = INLINE | {"br", "div", "li", "ol", "p", "pre", "ul", "wbr"}


def keep_typed_code(text: str, job: Job) -> str:
    """Escape the `<` of tags that are code."""
    lowered = text.lower()
    if "<pre" not in lowered and "<code" not in lowered:
        return text
    parts = BLOCK.split(text)
    opened: list[tuple[str, AbstractSet[str]]] = []
    for place, part in enumerate(parts):
        name = match[1].lower() if place % 2 and (match := NAME.match(part)) else ""
        if name and part[1] != "/":
            follows = parts[place + 2].lower() if place + 2 < len(parts) else "<pre"
            # A block that is not closed before the next one, or at all, may have swallowed prose.
            opened.append((name, KNOWN if follows.startswith("<pre") else _markup(part)))
        elif name:
            last = max((depth for depth, (of, _) in enumerate(opened) if of == name), default=len(opened))
            opened = opened[:last]
        elif opened and "<" in part:  # code, or a comment in it
            parts[place] = _escape(part, opened[0][1], job)
    return "".join(parts)


def _markup(opening: str) -> AbstractSet[str]:
    """Name the tags that are markup in a block that opens so."""
    if not SOURCE_SHOWN.search(opening):
        return KNOWN
    return {"br", "pre", "code"} if MARKUP_LANGUAGE.search(opening) else LOOKS


def _escape(code: str, markup: AbstractSet[str], job: Job) -> str:
    included = {name.lower() for name in INCLUDE.findall(code)}
    if included:  # an editor "closed" #include <stdio.h>
        code = END.sub(lambda end: "" if end[1].lower() in included else end[0], code)
    if markup is LOOKS and (ends := LAST_ENDS.search(code)):  # and List<String>
        code = code[: ends.start()]
    code = BARE.sub(lambda bare: f"&lt;{bare[0][1:]}", code)
    kept: dict[str, None] = {}

    def decide(match: re.Match[str]) -> str:
        tag, name = match[0], (match[1] or "").lower()
        if tag == "<!--":
            return "&lt;!--" if markup is not KNOWN else tag
        if name in markup or WORD_PREFIX.match(name) or (not name and code.startswith("xml:namespace", match.end())):
            return tag
        kept[tag] = None
        return f"&lt;{tag[1:]}"

    code = TAG.sub(decide, code)
    if kept:
        job.note(f"unescaped tags in code, kept as text: {' '.join(kept)}")
    return code
