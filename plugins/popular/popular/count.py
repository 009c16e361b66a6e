"""Access logs → how many readers each page had: a reader counts once a day, robots do not count.

Nobody's address is kept: a visit is remembered as a number that means nothing outside of this run.
"""

import gzip
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from . import log

SEEN = (200, 304)  # what a reader was shown; a redirect's target is asked for by a request of its own
LONGEST = 65536  # bytes; a longer line is no request
REMEMBERED = (
    1_000_000  # visits kept to tell repetitions, some 100 MB; beyond that the days seen longest ago are forgotten
)


class DamagedLogError(Exception):
    """A log cannot be read to its end; the message begins with its name."""


class Readers:
    """Counts the readers of pages, line by line."""

    def __init__(self, pages: Mapping[str, str], is_robot: Callable[[str], bool]) -> None:
        """Take the pages, path → name under which they are counted, and what tells a robot by its name."""
        self.pages = pages
        self.is_robot = lru_cache(maxsize=20_000)(is_robot)
        self.counts: Counter[str] = Counter()
        self.lines = self.no_requests = self.by_robots = 0
        self.days: dict[str, set[int]] = {}
        self.remembered = 0

    def count(self, line: bytes) -> None:
        """Count a line of a log."""
        self.lines += 1
        request = log.read(line)
        if request is None:
            self.no_requests += 1
            return
        page = self.pages.get(request.path)
        if page is None or request.method != "GET" or request.status not in SEEN:
            return
        if request.agent in ("", "-") or self.is_robot(request.agent):
            self.by_robots += 1
        elif self.is_new(request.day, hash((request.visitor, request.agent, page))):  # salted anew in each run
            self.counts[page] += 1

    def is_new(self, day: str, visit: int) -> bool:
        """Tell whether a visit was not yet seen on its day, and remember it."""
        seen = self.days.pop(day, set())
        self.days[day] = seen  # now the one used last
        if visit in seen:
            return False
        if self.remembered >= REMEMBERED:
            self.remembered -= len(self.days.pop(next(iter(self.days))))
            seen = self.days.setdefault(day, set())
        seen.add(visit)
        self.remembered += 1
        return True


def lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a log, packed by gzip or not; an endless one as nothing. Raises OSError, DamagedLogError."""
    with path.open("rb") as plain:
        packed = plain.read(2) == b"\x1f\x8b"
        plain.seek(0)
        stream = gzip.GzipFile(fileobj=plain) if packed else plain
        try:
            while line := stream.readline(LONGEST):
                too_long = len(line) == LONGEST
                while len(line) == LONGEST and not line.endswith(b"\n"):
                    line = stream.readline(LONGEST)
                yield b"" if too_long else line
        except (EOFError, gzip.BadGzipFile, zlib.error) as fault:
            raise DamagedLogError(f"{path}: is damaged: {fault}") from fault
