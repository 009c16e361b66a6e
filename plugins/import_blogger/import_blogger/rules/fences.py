"""Markdown fences typed into rich text: ```lang … ``` over lines made of <br>, <div>, <p> or newlines becomes <pre>.

The rule for code then makes of it what it makes of any <pre>.
"""

import re

from .job import Job
from .tree import INLINE
from .typed_code import KNOWN

GAP = r"(?:\s|&nbsp;)*"
TOKEN = re.compile(
    rf"""<(?P<wrap>div|p)\b[^<>]*>{GAP}```(?P<alone>[\w#+.-]*){GAP}</(?P=wrap)>
    | (?P<before>\A|<br\s*/?>|\n|</?(?:div|p|li|td|blockquote)\b[^<>]*>){GAP}
      ```(?P<language>[\w#+.-]*)[ \t]*(?P<after><br\s*/?>\n?|\n|(?=</?(?:div|p|li|td|blockquote)\b)|\Z)
    | <(?P<end>/?)(?:pre|textarea|script|style|xmp)\b""",
    re.IGNORECASE | re.VERBOSE,
)
TAG_NAME = re.compile(r"<[/!]?([a-z][\w.:-]*)", re.IGNORECASE)
LINE_TAGS = INLINE | {"br", "div", "p", "wbr"}
AFTER_LINE = re.compile(r"(<br\s*/?>|</(?:div|p)>)\n", re.IGNORECASE)


def mark_fences(text: str, _: Job) -> str:
    """Write <pre class="language-x"> for each pair of fences with nothing but lines of text between."""
    if "```" not in text:
        return text
    pieces, done, opening = [], 0, None
    for token in TOKEN.finditer(text):
        if token["end"] is not None:  # a fence in a <pre> is that block's own text
            opening = None
        elif opening is None or _language(token) or not _is_lines(text, opening.end(), token.start()):
            opening = token
        else:
            pieces += [text[done : opening.start()], opening["before"] or "", _block(text, opening, token)]
            done, opening = token.end(), None
    return "".join([*pieces, text[done:]])


def _is_lines(text: str, start: int, end: int) -> bool:
    """Say whether a stretch holds lines of text only; a tag that HTML does not know is text, `List<String>`."""
    return all(
        tag[1].lower() in LINE_TAGS or tag[1].lower() not in KNOWN for tag in TAG_NAME.finditer(text, start, end)
    )


def _language(token: re.Match[str]) -> str:
    return token["alone"] or token["language"] or ""


def _block(text: str, opening: re.Match[str], closing: re.Match[str]) -> str:
    inner = AFTER_LINE.sub(r"\1", text[opening.end() : closing.start()])
    before = closing["before"] or ""
    if before.startswith("</"):  # the last line of code ends there
        inner += before
    name = _language(opening)
    opened = f'<pre class="language-{name}">' if name else "<pre>"
    return f"{opened}{inner}</pre>" + (before if re.match(r"<(?!br|/)", before) else "")
