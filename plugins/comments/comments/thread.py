"""Threads: a post's comments come in, lists of comments with their answers go out."""

from bisect import insort
from collections import deque
from collections.abc import Iterable
from typing import Any

from .file import Comment, Finding

LEVELS = 6  # deeper answers stand on this level: text wants width more than it wants steps

Shown = dict[str, Any]


def thread(comments: Iterable[Comment]) -> tuple[list[Shown], list[Finding]]:
    """Return the comments that answer none, oldest first, with all others below them, and what was odd.

    The result holds texts, lists and mappings only, and LEVELS lists in one another at most, however long a chain
    of answers is. Every comment is in it exactly once.
    """
    ordered = sorted(comments, key=lambda comment: (comment.date, int(comment.id)))
    parents, findings = parents_of(ordered)
    children: dict[str, list[Comment]] = {}
    for comment in ordered:
        children.setdefault(parents[comment.id], []).append(comment)
    rank = {comment.id: number for number, comment in enumerate(ordered)}
    top: list[Shown] = []
    waiting: deque[tuple[Comment, list[Shown], int, Comment | None]] = deque()
    waiting.extend((comment, top, 1, None) for comment in children.get("", []))
    while waiting:
        comment, place, level, answers = waiting.popleft()
        shown = show(comment, answers)
        insort(place, shown, key=lambda other: rank[other["id"]])  # on the last level, answers of several mix
        for answer in children.get(comment.id, []):
            if level < LEVELS:
                waiting.append((answer, shown["replies"], level + 1, None))
            else:
                waiting.append((answer, place, level, comment))
    return top, findings


def show(comment: Comment, answers: Comment | None) -> Shown:
    """Return what a template is given of a comment."""
    return {
        "id": comment.id,
        "author": comment.author,
        "link": comment.link,
        "date": comment.date.isoformat(),
        "text": comment.text,
        "answers": {"id": answers.id, "author": answers.author} if answers else None,
        "replies": [],
    }


def parents_of(comments: list[Comment]) -> tuple[dict[str, str], list[Finding]]:
    """Return for each id the id of the comment it answers, or an empty text; following them always ends."""
    parents = {comment.id: comment.parent for comment in comments}
    lines = {comment.id: comment.line for comment in comments}
    findings: list[Finding] = []
    safe = {""}  # ids from which the way up is known to end
    for comment in comments:
        way: dict[str, None] = {}
        at = comment.id
        while at not in safe:
            way[at] = None
            above = parents[at]
            if above and above not in parents:
                findings.append((lines[at], f"no comment {above} to answer: this one begins a thread"))
                parents[at] = above = ""
            elif above in way:
                findings.append((lines[above], "comments answer one another in a circle: this one begins a thread"))
                parents[above] = above = ""
            at = above
        safe.update(way)
    return parents, findings
