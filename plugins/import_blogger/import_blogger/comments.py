"""Comments: cleaned with a sanitiser and written as a file people can read.

In: comment entries of one post. Out: the text of `slug.comments.yaml`, a list of mappings in the order of their dates:
id, author, link, date, parent, guid, text. The text holds links, emphasis, line breaks and code, nothing else.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import nh3

from .yaml_text import write_block, write_scalar

TAGS = {"a", "b", "blockquote", "br", "code", "em", "i", "p", "pre", "s", "strong", "u"}
# Other blocks part words too; the sanitiser drops their tags and would join what they part.
BLOCKS = re.compile(
    r"""(?:</?(?:address|article|aside|audio|caption|center|dd|details|dir|div|dl|dt|embed|fieldset|figcaption|figure
    |footer|form|h[1-6]|header|hr|iframe|img|input|legend|li|main|menu|nav|object|ol|option|section|select|summary|table
    |tbody|td|textarea|tfoot|th|thead|tr|ul|video)(?=[\s/>])[^<>]*>\s*)+""",
    re.IGNORECASE | re.VERBOSE,
)
BREAKS = re.compile(r"^(?:\s*<br>)+\s*|(?:\s*<br>)+\s*$")
PRE = re.compile(r"(<pre\b.*?</pre\s*>)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as it is kept; `date` is local ISO 8601, `text` cleaned HTML, `parent` another comment's id."""

    id: str
    author: str
    link: str
    date: str
    parent: str
    guid: str
    text: str


def clean_text(source: str, rewrite: Callable[[str], str], *, raw_newlines: bool) -> str:
    """Return a comment's HTML with links, emphasis, paragraphs, line breaks and code only.

    `raw_newlines` says that a newline is a line break, as in Takeout; classic exports have `<br />`.
    """
    text = BLOCKS.sub("<br>", source.strip())
    if raw_newlines:
        parts = PRE.split(text)  # every second one is code, which has its lines
        text = "".join(part if place % 2 else part.replace("\n", "<br>\n") for place, part in enumerate(parts))

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "href":
            return rewrite(value) or None
        return value if (tag, attribute) == ("a", "rel") else None

    cleaned = nh3.clean(
        text,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc",
    )
    return BREAKS.sub("", cleaned).strip()


def clean_link(address: str) -> str:
    """Return an author's address when it is http(s), else an empty text. Profile pages on Blogger stay."""
    return address if re.match(r"https?://[^\s/]", address, re.IGNORECASE) else ""


def write_comments(comments: Iterable[Comment]) -> str:
    """Return the comment file of a post, oldest first."""
    parts = []
    for comment in sorted(comments, key=lambda c: (c.date, c.id)):
        lines = [f'- id: "{comment.id}"']
        for name in ("author", "link", "date", "parent", "guid"):
            value = getattr(comment, name)
            if value:
                lines.append(f"  {name}: {write_scalar(value)}")
        lines.append(f"  text: {write_block(comment.text, '    ')}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
