"""A whole HTML document as body: only what its <body> holds is wanted."""

import re

from .bare import RAW
from .job import Job

SHELL = re.compile(
    RAW + r"""| <!doctype\b[^>]*> | </?(?:html|head)(?=[\s>])[^>]*> | <(?P<end>/?)body(?=[\s>])(?P<looks>[^>]*)>""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
SIGNS = re.compile(r"<!doctype|</?(?:html|head|body)\b", re.IGNORECASE)
RIGHT_TO_LEFT = re.compile(r"""\bdir\s*=\s*["']?rtl\b""", re.IGNORECASE)
NESTED = re.compile(r"<(b|i)(?:\s[^>]*)?>\s*<(?:p|center)[\s>]", re.IGNORECASE)
STRONGER = {"b": "strong", "i": "em"}


def open_document(text: str, _: Job) -> str:
    """Take out the tags of the document's shell; a body that is written right to left stays so."""
    return SHELL.sub(_drop, text) if SIGNS.search(text) else text


def _drop(tag: re.Match[str]) -> str:
    if tag[0].startswith("<!--") or tag[1]:  # no tag of this document
        return tag[0]
    return '<div dir="rtl">' if RIGHT_TO_LEFT.search(tag["looks"] or "") else ""


def keep_emphasis(text: str, _: Job) -> str:
    """Write <strong> for a <b> and <em> for an <i> around paragraphs, for libxml2 would end these before the <p>."""
    for name in {match[1].lower() for match in NESTED.finditer(text)}:
        text = re.sub(rf"<(/?){name}(?=[\s>])", rf"<\1{STRONGER[name]}", text, flags=re.IGNORECASE)
    return text
