"""Text and attributes that Markdown must not read as markup.

In: plain text as the author wrote it. Out: Markdown that shows exactly that. Two manners: `plain` escapes only what
would be read as markup where it stands, so that sources stay pleasant; `careful` writes every sign that any Markdown
gives a meaning as a numeric entity. What `plain` overlooks the proof finds, and then `careful` is used.
"""

import re

SPACES = re.compile(r"(?:[\t\n\r\f]| [ \t\n\r\f])[ \t\n\r\f]*")  # a single blank is left alone: most are that
INTERESTING = re.compile(r"[^\w ,;/?()'\"%@$.=-]|_|\s\s|[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# What looks like markup: a backslash before a sign that it would escape, a star or underscore that may open or close
# emphasis, a bracket of a link, reference or footnote, a brace of an attribute list, the start of a tag or an entity.
MARKUP = re.compile(
    r"""\\(?=[\\`*_{}\[\]()>\#+.!|~-]|\Z)
    | ` | [{}]
    | (?<![\ ])\*|\*(?![\ ])
    | (?<!\w)_|_(?!\w)
    | \[(?=\^|[^\[\]]*\](?:[(\[:]|\ \[|\Z)) | (?<=[^\ ])\](?=[(\[:]|\Z)
    | <(?=[A-Za-z/!?]|\Z)
    | &(?=\#?\w+;)
    | ~(?=~)|\{\{(?=%)""",
    re.VERBOSE,
)
ANY_SIGN = re.compile(r"[\\`*_{}\[\]<>&~|^!#]")
ENTITIES = {"<": "&lt;", "&": "&amp;", ">": "&gt;", '"': "&quot;"}
BACKSLASHED = set("\\`*_{}[]")
# At the start of a line: a heading, a quote, a list, a definition, a rule, a fence, the underline of a heading.
LINE_START = re.compile(
    r"(?P<sign>[#>]|[-+*](?=[ ]|$)|[-=](?=[-= ]*$)|~(?=~~)|:(?=[ ]))|(?P<number>\d+)(?P<dot>\.)(?=[ ]|$)"
)
# Blanks that Markdown would strip from the ends of a line.
EDGE = re.compile(r"\A[^\S ]+|[^\S ]+\Z|(?<= )[^\S \n]+|[^\S \n]+(?= )|(?<=\n)[^\S \n]+|[^\S \n]+(?=\n)")
ODD_BLANK = re.compile(r"[^\S \n]")
IN_ATTRIBUTE = re.compile(r"[\\`\[\]{}<>&\"\n\t\r|~*_]")


def entity(sign: str) -> str:
    """Return the entity of a sign, named where people know the name."""
    if sign == "\xa0":
        return "&nbsp;"
    return ENTITIES.get(sign) or f"&#{ord(sign)};"


def collapse(text: str) -> str:
    """Return a text with its blanks as a browser shows them."""
    return SPACES.sub(" ", text)


def plain(text: str) -> str:
    """Return the Markdown of a text in a line."""
    text = collapse(text)
    if not INTERESTING.search(text):
        return text
    return MARKUP.sub(lambda match: _escape(match[0]), text)


def careful(text: str) -> str:
    """Return Markdown of a text in which nothing can be markup."""
    return ANY_SIGN.sub(lambda match: entity(match[0]), collapse(text))


def _escape(sign: str) -> str:
    if sign[0] in BACKSLASHED:
        return f"\\{sign}" if sign != "{{" else "&#123;\\{"
    return entity(sign)


def line(text: str) -> str:
    """Return a whole paragraph with what would begin another kind of block escaped, and its edges kept."""
    return "\n".join(map(_start, edges(text).split("\n")))


def edges(text: str) -> str:
    """Return a text with the blanks written out that Markdown would strip."""
    return EDGE.sub(lambda match: "".join(map(entity, match[0])), text) if ODD_BLANK.search(text) else text


def _start(text: str) -> str:
    match = LINE_START.match(text)
    if match is None:
        return text
    if match["number"]:
        return f"{match['number']}\\.{text[match.end() :]}"
    sign = match["sign"]
    return (f"\\{sign}" if sign in "#>-+*" else entity(sign)) + text[1:]


def attribute(value: str) -> str:
    """Return an attribute's value as a tag inside Markdown can hold it."""
    return IN_ATTRIBUTE.sub(lambda match: match[0] if match[0] in "_*~|" else entity(match[0]), value)
