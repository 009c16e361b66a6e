"""The first words of a text.

In: the HTML of a text. Out: its beginning as plain text, for those who show a page by a line or two.
"""

import html
import re

MOST = 160  # characters; search engines show about as many
NO_PROSE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(figure|h[1-6]|iframe|nav|noscript|pre|script|style|svg|table)\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
BLOCK = re.compile(r"</?(?:blockquote|br|d[dlt]|div|hr|li|[ou]l|p|section)\b[^>]*(?:>|\Z)", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][^>]*(?:>|\Z)", re.IGNORECASE)


def beginning(text: str) -> str:
    """Return the first words of an HTML text, an ellipsis after them where there are more."""
    prose = TAG.sub("", BLOCK.sub(" ", NO_PROSE.sub(" ", text)))
    words = " ".join(html.unescape(prose).split())
    if len(words) <= MOST:
        return words
    cut = words[: MOST - 1]
    at_blank = cut.rpartition(" ")[0]
    return (at_blank if len(at_blank) > MOST // 2 else cut).rstrip(" ,;:.-–—") + "…"
