"""A validator of feeds: RSS 2.0, Atom and JSON Feed 1.1, with warnings.

In: the bytes of a feed and the address where it is published. Out: findings, `line: level: rule: what is wrong`.
Rules are in `rules/`; each has an example beside it that it finds something in.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from .rules import atom, json_feed, markup, rss, structure, text
from .rules.rule import NAMESPACES, RULES, Document

MODULES = (atom, json_feed, markup, rss, structure, text)  # each fills RULES with its own
FORMATS = {"rss": "rss", f"{{{NAMESPACES['atom']}}}feed": "atom"}
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


@dataclass(frozen=True, order=True)
class Finding:
    """Something wrong in a feed."""

    line: int
    level: str
    rule: str
    message: str

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{self.line}: {self.level}: {self.rule}: {self.message}"


def validate(data: bytes, address: str, now: datetime | None = None) -> list[Finding]:
    """Return what is wrong with a feed, by line; what cannot be read at all is one finding."""
    moment = now or datetime.now(UTC)
    try:
        if data.lstrip()[:1] == b"{":
            kind, root = "json", json.loads(data)
        else:
            root = etree.fromstring(data, PARSER)
            kind = FORMATS.get(str(root.tag), "")
    except (etree.XMLSyntaxError, ValueError) as error:
        return [Finding(getattr(error, "lineno", 1), "error", "not_readable", str(error))]
    if not kind:
        return [Finding(1, "error", "not_a_feed", f"is {root.tag}")]
    document = Document(data, root, address, moment)
    rules = RULES[kind]
    if kind == "json" and any(rules["schema"][1](document)):
        rules = {"schema": rules["schema"]}  # the others rely on it
    return sorted(
        Finding(line, level, name, message)
        for name, (level, check) in rules.items()
        for line, message in check(document)
    )
