"""A post's body, cleaned: its HTML as the author meant it, without Blogger's noise.

In: the HTML of an entry, and two functions that say where links and other addresses lead now. Out: a `Body` with HTML
that lxml and Nikola read back unchanged, the beginning of its text, and findings: a sentence for each thing that was
removed or mended. No HTML is an error. What is done, in which order, is listed in rules/.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from lxml import etree

from .rules import TEXT_RULES, TREE_RULES, Job
from .rules.depth import FEWEST, flatten_source, flatten_tree
from .rules.tree import BLOCKS

TEXT_LENGTH = 300
MOST_READINGS = 5
# libxml2's own limits would cut pictures of 10 MB in data: addresses.
PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True)
END = "end-of-body"
OPEN_QUOTE = re.compile(r"""(<[a-z][^<>]*=\s*)(["'])([^"'<>]*)(?=>(?:(?!\2).)*\Z)""", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Body:
    """A cleaned body: `text` is its beginning as plain text, `findings` what a person should look at."""

    html: str
    text: str
    findings: tuple[str, ...]
    tree: Any = None  # what a parser reads from `html`: its <body>


def clean(
    source: str,
    *,
    rewrite: Callable[[str], str],
    absolute: Callable[[str], str],
    embeds: Literal["link", "keep"] = "link",
) -> Body:
    """Clean a body.

    `rewrite` is asked for the address of each link, `absolute` for any other address; an empty answer drops it.
    `embeds` says whether iframes become links or stay.
    """
    job = Job(rewrite, absolute, embeds)
    for text_rule in TEXT_RULES:
        source = text_rule(source, job)
    body = _parse(source, job)
    for tree_rule in TREE_RULES:
        tree_rule(body, job)
    text, tree = _settle(body, job)
    return Body(text, _plain(tree), tuple(job.findings), tree)


def _settle(body: Any, job: Job) -> tuple[str, Any]:
    """Write the HTML so that a parser reads the same tree from it, which no rule alone can promise of odd nestings."""
    job.rewrite = job.absolute = str  # addresses were asked for
    text = _serialise(body)
    for _ in range(MOST_READINGS):
        again = parse(text)
        read = _serialise(again)
        if read == text:
            return text, again
        for tree_rule in TREE_RULES:
            tree_rule(again, job)
        text = _serialise(again)
    return text, parse(text)


def parse(text: str) -> Any:
    """Return the <body> of an HTML text as the parser reads it that Nikola uses."""
    return etree.fromstring(f"<html><body>{text}".encode(), PARSER)[0]


def _parse(source: str, job: Job) -> Any:
    """Parse a source so that nothing of it is missing, whatever that takes."""
    for attempt, text in enumerate(_attempts(source)):
        body = parse(f"{text}<{END}></{END}>")
        end = next(body.iter(END), None)
        if end is not None:
            end.getparent().remove(end)
            if text.count("<") > FEWEST:
                flatten_tree(body, job)
            if attempt:
                job.note("broken HTML mended: compare the end of the post with the old one")
            return body
    raise AssertionError(source)  # escaped text always parses


def _attempts(source: str) -> Iterator[str]:
    """Give the source, then what parsers read to its end when they gave up or a quote swallowed the rest."""
    yield source
    yield OPEN_QUOTE.sub(r"\1\2\3\2", source)
    yield flatten_source(source)
    yield html.escape(source)


def _serialise(body: Any) -> str:
    """Write the HTML; Nikola would run what follows `{{%` as a shortcode, wherever it stands."""
    body.attrib.clear()
    body.tail = None
    text: str = etree.tostring(body, encoding="unicode", method="html")
    return text.removeprefix("<body>").removesuffix("</body>").replace("{{%", "&#123;{%")


def _plain(body: Any) -> str:
    """Give the beginning of the text."""
    parts: list[str] = []
    length = 0
    for event, node in etree.iterwalk(body, events=("start", "end", "comment")):
        text = node.text if event == "start" else node.tail
        if event != "comment" and (node.tag in BLOCKS or node.tag == "br"):
            parts.append(" ")
        if text:
            parts.append(text[: 2 * TEXT_LENGTH])
            length += len(text)
            if length > 2 * TEXT_LENGTH:
                break
    return " ".join("".join(parts).split())[:TEXT_LENGTH]
