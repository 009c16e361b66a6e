"""Code in colour: a compiled fragment of HTML comes in, the same with spans in its code goes out.

Only what stands in `<pre><code>` as plain text is touched; every other byte of the fragment stays, and so does each
character of the code: a block whose tokens do not join to the very text it had is left without colours.
"""

import html
import re
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import blinker
import pygments
from nikola.plugin_categories import SignalHandler
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String, _TokenType
from pygments.util import ClassNotFound

VERSION = f"highlight 2, Pygments {pygments.__version__}"  # fragments made by another version are made again

# What the theme's code.css has a colour for, and Pygments' own name of its class. Anything else stays as it is:
# a span around every name and blank makes a page five times as heavy and no easier to read.
CLASSES = {
    Comment: "c",
    Comment.Preproc: "cp",
    Generic.Deleted: "gd",
    Generic.Emph: "ge",
    Generic.Error: "gr",
    Generic.Heading: "gh",
    Generic.Inserted: "gi",
    Generic.Output: "go",
    Generic.Prompt: "gp",
    Generic.Strong: "gs",
    Generic.Subheading: "gu",
    Keyword: "k",
    Name.Attribute: "na",
    Name.Class: "nc",
    Name.Decorator: "nd",
    Name.Function: "nf",
    Name.Tag: "nt",
    Number: "m",
    Operator.Word: "ow",
    String: "s",
}

# Names a reader knows better than Pygments' own; text has none.
NAMES = {
    "Bash": "Shell",
    "Bash Session": "Shell session",
    "Text only": "",
    "Text output": "",
    "Python console session": "Python session",
}

ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*+"""
PIECES = re.compile(
    rf"""
    <!--.*?(?:-->|\Z)                                             # a comment may speak of <pre>
  | <(?P<raw>iframe|noscript|script|style|textarea|title)\b.*?(?:</(?P=raw)|\Z)  # so may these
  | <pre(?P<pre>(?![^\s/>]){ATTRIBUTES})>
    (?:(?P<before>\s*<code(?P<code>(?![^\s/>]){ATTRIBUTES})>)
       (?P<text>(?:[^<]|<(?![a-z/!?]))*+)                         # a < before a blank is text in HTML too
       (?=</code\s*>\s*</pre\s*>))?
  | </?[a-z]{ATTRIBUTES}>                                         # attributes of other tags, where anything may stand
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>`]+))?""")


class Highlight(SignalHandler):
    """Colours the fragment of each post and page when Nikola has compiled it."""

    name = "highlight"

    def set_site(self, site: Any) -> None:
        """Listen to the compilers of the site."""
        super().set_site(site)
        blinker.signal("configured").connect(self.mark_compilers)
        blinker.signal("compiled").connect(self.colour_fragment)

    def mark_compilers(self, site: Any) -> None:
        """Make what compilers depend on include this plugin, so that cached fragments follow its changes."""
        for compiler in getattr(site, "compilers", {}).values():
            compiler.config_dependencies = [*compiler.config_dependencies, VERSION]

    def colour_fragment(self, compiled: dict[str, Any]) -> None:
        """Rewrite the file `dest` of the signal, if it holds code."""
        dest = Path(compiled["dest"])
        fragment = dest.read_bytes().decode("utf-8")
        if "<pre" in fragment.lower():
            dest.write_bytes(coloured(fragment).encode("utf-8"))


def coloured(fragment: str) -> str:
    """Return the fragment with its code in colour and its <pre> ready to be scrolled with the keyboard."""
    return PIECES.sub(piece, fragment)


def piece(match: re.Match[str]) -> str:
    """Return what stands in place of a piece of HTML: itself, unless it is a <pre>."""
    if match["pre"] is None:
        return match[0]
    attributes = attributes_of(match["pre"])
    attributes.setdefault("tabindex", "0")
    if match["text"] is None:  # no code, or code that already holds markup: links, bold
        return start_tag("pre", attributes)
    attributes["class"] = " ".join(dict.fromkeys(["code", *(attributes.get("class") or "").split()]))
    language = language_of(match["code"])
    lexer = lexer_of(language.lower()) if language else None
    name = NAMES.get(lexer.name, lexer.name) if lexer else language
    if name:
        attributes["data-language"] = html.escape(name)
    text = spans(lexer, match["text"]) if lexer else match["text"]
    return start_tag("pre", attributes) + match["before"] + text


def attributes_of(tag: str) -> dict[str, str | None]:
    """Return the attributes in a start tag as they are written, without the quotes."""
    return {
        name.lower(): (value[1:-1] if value[0] in "\"'" else value) if value else None
        for name, value in ATTRIBUTE.findall(tag)
    }


def start_tag(name: str, attributes: dict[str, str | None]) -> str:
    """Return a start tag; values are HTML already."""
    written = [
        key if value is None else f'{key}="{value.replace(chr(34), "&quot;")}"' for key, value in attributes.items()
    ]
    return f"<{' '.join([name, *written])}>"


def language_of(code: str) -> str:
    """Return x from the attributes class="language-x" of a <code>, or nothing."""
    classes = html.unescape(attributes_of(code).get("class") or "").split()
    return next((name.removeprefix("language-") for name in classes if name.startswith("language-")), "")


@cache
def lexer_of(language: str) -> Lexer | None:
    """Return Pygments' lexer for a language, or None if it knows none."""
    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None


def spans(lexer: Lexer, code: str) -> str:
    """Return the HTML `code`, which holds no tags, with spans around what has a colour."""
    text = html.unescape(code.replace("\r\n", "\n").replace("\r", "\n"))
    if "\r" in text:  # written as &#13;, which no browser would read again in what we write
        return code
    # get_tokens() would change the text; this does not, but wants the last line to end, so an end is lent to it
    found = lexer.get_tokens_unprocessed(f"{text}\n")
    tokens = [(class_of(kind), value) for _, kind, value in found if value]  # an empty one may stand behind that end
    runs = [(css, "".join(value for _, value in run)) for css, run in groupby(tokens, key=itemgetter(0))]
    if "".join(value for _, value in runs) != f"{text}\n":
        return code
    runs[-1] = (runs[-1][0], runs[-1][1][:-1])
    escaped = ((css, html.escape(value, quote=False)) for css, value in runs)
    return "".join(f'<span class="{css}">{value}</span>' if css and value else value for css, value in escaped)


@cache
def class_of(kind: _TokenType) -> str:
    """Return the class of a kind of token or of the nearest kind it belongs to; nothing for plain text."""
    while kind is not None and kind not in CLASSES:
        kind = kind.parent
    return CLASSES.get(kind, "")
