"""The text of the memory of addresses ↔ its addresses and the lines they are in.

One address in a line, `/path/` or `/path/#anchor`, percent-encoded, in the order of their characters. Lines that are
blank or begin with # are notes; those at the top stay there, others are lost when the file is written anew.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

HEAD = """\
# Every address this site has published: pages, feeds, files, comments, headings that another page links to.
# `nikola build` adds to it and never removes. plugins/published/README.md says what to do when one is gone.
"""
ADDRESS = re.compile(r"/[!-~]*")


@dataclass
class Memory:
    """What a memory says: address → number of its line, its notes, and a sentence for each line that is no address."""

    lines: dict[str, int] = field(default_factory=dict)
    head: str = HEAD
    faults: dict[int, str] = field(default_factory=dict)


def read(text: str) -> Memory:
    """Return what the text of a memory says; an empty text is an empty memory."""
    memory = Memory()
    notes: list[str] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if line.startswith("#"):
            notes += [] if memory.lines else [f"{line}\n"]
        elif ADDRESS.fullmatch(line):
            memory.lines.setdefault(line, number)
        elif line:
            memory.faults[number] = f"{line!a} is no address of this site: it begins with / and is percent-encoded"
    memory.head = "".join(notes) or HEAD
    return memory


def text(head: str, addresses: Iterable[str]) -> str:
    """Return the text of a memory of these addresses."""
    return head + "".join(f"{address}\n" for address in sorted(addresses))
