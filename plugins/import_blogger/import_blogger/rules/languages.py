"""The language an author declared for a code block, by the names Pygments knows.

In: the elements of a block. Out: a name, or None when none is declared; nothing is guessed from the code.
"""

import re
from functools import lru_cache

from pygments.lexers import get_all_lexers

from .tree import Element, classes

# Names of SyntaxHighlighter, prettify and highlight.js that Pygments has not, or has for something else.
ALIASES = {
    "as3": "actionscript3", "bsh": "bash", "c#": "csharp", "c-sharp": "csharp", "c++": "cpp", "cc": "cpp", "cf": "cfm",
    "coldfusion": "cfm", "cs": "csharp", "cyc": "c", "erl": "erlang", "golang": "go", "htm": "html", "xhtml": "html",
    "jfx": "javafx", "js": "javascript", "jscript": "javascript", "kt": "kotlin", "m": "objective-c", "md": "markdown",
    "mxml": "xml", "obj-c": "objective-c", "objc": "objective-c", "pas": "delphi", "pascal": "delphi", "patch": "diff",
    "pl": "perl", "plain": "text", "plaintext": "text", "posh": "powershell", "ps": "powershell",
    "ps1": "powershell", "py": "python", "rails": "ruby", "rb": "ruby", "ror": "ruby", "rs": "rust", "sh": "bash",
    "shell": "bash", "ts": "typescript", "txt": "text", "vb": "vbnet", "vb.net": "vbnet", "yml": "yaml",
}  # fmt: skip
NONE = {"none", "nohighlight", "no-highlight", "undefined"}
BRUSH = re.compile(r"""brush\s*:\s*["']?([\w#+.-]+)""", re.IGNORECASE)
PREFIXED = re.compile(r"(?:lang|language|highlight-source|brush|src)[-:](.+)|sh_(.+)", re.IGNORECASE)
SAFE = re.compile(r"[\w#+.-]{1,40}", re.ASCII)
DECORATION = {
    "prettyprint",
    "prettyprinted",
    "linenums",
    "hljs",
    "code",
    "highlight",
    "notranslate",
    "geshifilter",
}


def declared(*elements: Element) -> str | None:
    """Give the language that the first of the elements to declare one declares."""
    for element in elements:
        found = _in_classes(element) or _in_lang(element)
        if found and SAFE.fullmatch(found):
            return None if found.lower() in NONE else normal(found)
    return None


def normal(name: str) -> str:
    """Give Pygments' name of a language; a name nobody knows stays as it is written."""
    lowered = name.lower()
    found = ALIASES.get(lowered, lowered)
    return found if found in _known() else name


def _in_classes(element: Element) -> str | None:
    value = element.get("class")
    if not value:
        return None
    if match := BRUSH.search(value):
        return match[1].rstrip(".")
    names = classes(element)
    if element.get("name", "").lower() == "code":  # the first SyntaxHighlighter: class="c:nogutter"
        return names[0].partition(":")[0]
    prefixed = (match for match in map(PREFIXED.fullmatch, names) if match)
    if match := next(prefixed, None):
        return match[1] or match[2]
    return "csharp" if "csharpcode" in names else _bare(element, names)


def _bare(element: Element, names: list[str]) -> str | None:
    """Read class="python" or class="hljs python": one name that Pygments knows and nothing else."""
    found = [name for name in names if name.lower() not in DECORATION and not name.startswith("linenums")]
    known = element.tag in {"pre", "code"} and len(found) == 1 and normal(found[0]) in _known()
    return found[0] if known else None


def _in_lang(element: Element) -> str | None:
    """Read lang="python"; a short one is more likely a tongue (`cs` is Czech, `pl` Polish)."""
    value = element.get("lang") if element.tag in {"pre", "code"} else None
    return value if value and (len(value) > 3 or value in {"c", "js", "py", "rb", "php", "css", "xml", "sql"}) else None


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Collect the names of Pygments' own lexers."""
    return frozenset(alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases)
