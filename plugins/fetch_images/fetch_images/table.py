"""The tables of fetched and of missing pictures, as text.

In and out: lines of `ADDRESS  FILE` and of `ADDRESS  gone|later  REASON`. `fetched.txt` only grows, line by line, so
that a killed run loses nothing; its last line may then be cut off.
"""

from collections.abc import Callable, Iterable

FETCHED = """\
# Pictures that were fetched: the address each has in posts and pages, and its file. Pages show the file.
# `nikola fetch_images` adds lines. Add your own for a picture you have from elsewhere: ADDRESS  files/images/…

"""
MISSING = """\
# Pictures that could not be fetched, and why. `later`: the page still links it. `gone`: its host has it no
# more, and the page says so. Is there a copy elsewhere? Save it below files/images/ and add a line to fetched.txt.
# Each `nikola fetch_images` tries all of them again and writes this file anew.

"""


def read_rows(text: str) -> dict[str, str]:
    """Return file by address."""
    rows = (line.split() for line in text.splitlines() if not line.lstrip().startswith("#"))
    return {words[0]: words[1] for words in rows if len(words) >= 2 and words[1] not in {"gone", "later"}}


def mend(text: str, is_file: Callable[[str], bool]) -> str:
    """Return a table to which lines can be added: a last line that was cut off goes, one that is whole is ended."""
    if not text or text.endswith("\n"):
        return text
    before, newline, last = text.rpartition("\n")
    words = last.split()
    keep = last.startswith("#") or (len(words) == 2 and is_file(words[1]))
    return f"{text}\n" if keep else before + newline


def write_rows(addresses: Iterable[str], file: str) -> str:
    """Return the lines for one picture."""
    return "".join(f"{address}  {file}\n" for address in addresses)


def write_missing(rows: Iterable[tuple[str, bool, str]]) -> str:
    """Return `missing.txt` from (address, gone for good, reason and pages); nothing when there is none."""
    lines = sorted({f"{address}  {'gone' if gone else 'later'}  {reason}\n" for address, gone, reason in rows})
    return MISSING + "".join(lines) if lines else ""
