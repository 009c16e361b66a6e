"""Code, character by character: a block of the export and one of the page come in, what became of it goes out."""

import html

from .content import read_html

SPACES = str.maketrans({"\xa0": " ", "\r": None})


def judge(old: str, new: str) -> str | None:
    """Return how a block differs without a loss, '' when it does not differ; None when something is lost."""
    one, other = old.translate(SPACES), new.translate(SPACES)
    if one == other:
        return ""
    if one.strip("\n").rstrip() == other.strip("\n").rstrip():
        return "empty lines at its ends differ"
    if html.unescape(one).rstrip() == other.rstrip():
        return "was escaped twice; is shown as it was meant"
    if typed(one, other):
        return "shows tags that were typed to be read; browsers hid them"
    return None


def typed(old: str, new: str) -> bool:
    """Say whether `new` is `old` with tags that a browser took for markup; every blank counts."""
    rest = iter(new)
    return old != new and all(character in rest for character in old) and _bare(old) == _bare(new)


def _bare(text: str) -> str:
    """Return what a browser shows of code that is taken for HTML."""
    return "".join(read_html(f"<pre>\n{text}").codes).strip()


def differ(old: str, new: str) -> str:
    """Return where two blocks begin to differ."""
    one, other = old.translate(SPACES), new.translate(SPACES)
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{one[max(0, at - 20) : at + 20]!r} became {other[max(0, at - 20) : at + 20]!r}"
