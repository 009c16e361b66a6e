"""Texts that must not be published and texts that are → where the first occur in the second.

Texts are compared as words: tags, entities, white space, case and punctuation do not matter.
"""

import re
from collections.abc import Iterable
from html import unescape

RUN = 8  # words in a row that say where a text comes from
LONG = 40  # characters of a line that do, where its words are few or its language writes none
TAG = re.compile(r"<[^<>]*>")
WORD = re.compile(r"\w+")
Run = tuple[str, ...]


def words(text: str) -> list[str]:
    """Return the words of a source, a page or a feed (where entities are written twice)."""
    return WORD.findall(TAG.sub(" ", unescape(unescape(text))).lower())


def runs(all_words: list[str]) -> set[Run]:
    """Return every run of RUN words."""
    return set(zip(*(all_words[start:] for start in range(RUN)), strict=False))


def lines(text: str) -> set[str]:
    """Return the long lines with too few words for a run, as words with one space between."""
    found = (words(line) for line in text.splitlines() if len(line) >= LONG)
    joined = {" ".join(line) for line in found if len(line) < RUN}
    return {line for line in joined if len(line) >= LONG}


class Secrets:
    """What unpublished entries say and no public source says: words → the source that says them."""

    def __init__(self) -> None:
        """Begin with none."""
        self.runs: dict[Run, str] = {}
        self.lines: dict[str, str] = {}
        self.marks: dict[str, str] = {}

    def add(self, source: str, text: str, marks: Iterable[str]) -> None:
        """Add an entry: the path of its source, its text, and marks, words such as its guid that are its own."""
        self.runs |= dict.fromkeys(runs(words(text)), source)
        self.lines |= dict.fromkeys(lines(text), source)
        self.marks |= {f" {' '.join(words(mark))} ": source for mark in marks}

    def allow(self, public: str) -> None:
        """Forget what a public text says too."""
        said = words(public)
        for run in self.runs.keys() & runs(said):
            del self.runs[run]
        joined = " ".join(said)
        self.lines = {line: source for line, source in self.lines.items() if line not in joined}

    def found(self, published: str) -> dict[str, str]:
        """Return the sources of which a published text holds something, each with the words."""
        said = words(published)
        joined = f" {' '.join(said)} "
        told = {source: mark.strip() for mark, source in self.marks.items() if mark in joined}
        told |= {source: line for line, source in self.lines.items() if line in joined}
        return told | {self.runs[run]: " ".join(run) for run in sorted(self.runs.keys() & runs(said), reverse=True)}
