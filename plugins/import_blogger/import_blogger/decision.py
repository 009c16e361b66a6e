"""Decide what becomes of one file of the site when an import gives its text again.

In: the file as the last import wrote it, as it is now, and as this import would have it. Out: a `Decision`: what is
written, if anything, and under which heading the report tells it. What a person typed is never overwritten.
"""

from dataclasses import dataclass
from typing import Literal

from .merge import merge

Word = Literal["added", "updated", "unchanged", "kept", "merged", "conflicts", "deleted", "foreign"]


@dataclass(frozen=True, slots=True)
class Decision:
    """`word` names a list of `place.Changes`; `data` is the new content of the file, None when it stays."""

    word: Word
    data: bytes | None = None


def decide(path: str, base: bytes | None, ours: bytes | None, theirs: bytes, *, known: bool) -> Decision:  # noqa: PLR0911 - one return per outcome
    """Decide. `known` says that an import wrote the file before; `base` is None when that text is lost."""
    if ours is None:
        return Decision("deleted") if known else Decision("added", theirs)
    if ours == theirs:
        return Decision("unchanged")
    if not known:
        return Decision("foreign")
    if ours == base:
        return Decision("updated", theirs)
    if theirs == base:
        return Decision("kept")
    merged = None if base is None else _merge(path, base, ours, theirs)
    if merged is None:
        return Decision("conflicts")
    return Decision("kept") if merged == ours else Decision("merged", merged)


def _merge(path: str, base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    try:
        merged = merge(path, base.decode(), ours.decode(), theirs.decode())
    except UnicodeDecodeError:  # saved in another encoding
        return None
    return None if merged is None else merged.encode()
