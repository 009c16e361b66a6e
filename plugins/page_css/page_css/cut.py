"""Style sheets and the texts that use them → one sheet without the classes that nothing uses, as small as it gets.

A class is used when it stands in a class attribute of a template or a source, so what is used is known before any
page is made. That is cautious: a class in a template counts, whether or not a page comes out of it.
"""

import re
from collections.abc import Iterable

import lightningcss

CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
PROPERTY = re.compile(r"(--[\w-]+)\s*:")
# class="a b" in HTML, in templates and in strings of programs; {.a .b} behind a Markdown heading or link.
ATTRIBUTE = re.compile(
    r"""\bclass\s*=\s*\\?(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+))|\{(?::|\s*(?=[.#]))([^{}\n]*)\}""",
    re.IGNORECASE,
)
WORD = re.compile(r"-?[A-Za-z_][\w-]*")
LICENCE = re.compile(r"/\*!.*?\*/\s*", re.DOTALL)


def classes(text: str) -> set[str]:
    """Return the words in the class attributes of a text: classes, and now and then a word of a template's language."""
    return {word for groups in ATTRIBUTE.findall(text) for word in WORD.findall(" ".join(groups))}


def cut(library: str, own: Iterable[str], used: set[str]) -> str:
    """Return library without the classes that are not in used, and own, each as it is, joined and made small.

    Raises ValueError with the line in a sheet that is no CSS.
    """
    sheets = list(own)
    unused = set(CLASS.findall(library)) - used
    unused |= {name for name in PROPERTY.findall(library) if not any(name in sheet for sheet in sheets)}
    small = lightningcss.process_stylesheet(library, unused_symbols=unused)
    notice = "".join(LICENCE.findall(small))  # its licence wants it kept; lightningcss keeps it in front only
    return notice + lightningcss.process_stylesheet("\n".join([LICENCE.sub("", small), *sheets]))
