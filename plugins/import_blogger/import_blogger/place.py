"""Put the files of an import into the site: all of them or none, whenever the run is killed.

Everything is first written into `.import/` beside the site's folders: new `posts/`, `pages/` and `redirects/`, in which
files the import does not touch are hard links to the old ones. Then each folder is exchanged with the site's in one
system call. `posts/imported.sha256` tells, in the format of sha256sum, what the import wrote: a file that differs from
it was corrected by hand and is kept.
"""

import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .errors import ExportError

FOLDERS = ("pages", "redirects", "posts")  # posts last: it holds the ledger
LEDGER = "posts/imported.sha256"
STAGE = ".import"
AT_CWD, RENAME_EXCHANGE = -100, 2  # renameat2(2)


@dataclass
class Changes:
    """What an import did, or would do, to the site's files; paths relative to the site."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # corrected by hand
    deleted: list[str] = field(default_factory=list)  # by hand, and so it stays
    foreign: list[str] = field(default_factory=list)  # there before any import, and different


class Placer:
    """Collects the files of one import; `commit` puts them in place."""

    def __init__(self, site: Path, *, dry_run: bool) -> None:
        """Read what the last import wrote; write nothing yet."""
        self.site = site
        self.stage = site / STAGE
        self.dry_run = dry_run
        self.changes = Changes()
        self.ledger = _read_ledger(site / LEDGER)
        self.sums = dict(self.ledger)

    def add(self, path: str, text: str) -> None:
        """Give the import's text for a file and decide what becomes of it."""
        data = text.encode("utf-8", "surrogatepass")
        new = hashlib.sha256(data).hexdigest()
        old, last = _sum(self.site / path), self.ledger.get(path)
        if old is None and last is not None:
            self.changes.deleted.append(path)
        elif old == new:
            self.sums[path] = new
            self.changes.unchanged.append(path)
        elif old is None or old == last:
            self.sums[path] = new
            (self.changes.added if old is None else self.changes.updated).append(path)
            if not self.dry_run:
                target = self.stage / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        else:
            (self.changes.foreign if last is None else self.changes.kept).append(path)

    def commit(self) -> None:
        """Exchange the folders. Nothing is done, not even a date changes, when nothing changed."""
        if self.dry_run or not (self.changes.added or self.changes.updated or self.sums != self.ledger):
            return
        ledger = "".join(f"{digest}  {path}\n" for path, digest in sorted(self.sums.items()))
        target = self.stage / LEDGER
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(ledger, encoding="utf-8")
        staged = [name for name in FOLDERS if (self.stage / name).is_dir()]
        for name in staged:
            _link_missing(self.site / name, self.stage / name)
        for name in staged:
            _exchange(self.stage / name, self.site / name)


@contextmanager
def placing(site: Path, *, dry_run: bool) -> Iterator[Placer]:
    """Give a Placer and clean up after it. Raises ExportError when the disk is full or may not be written to."""
    placer = Placer(site, dry_run=dry_run)
    if dry_run:
        yield placer
        return
    try:
        lock = os.open(site, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ExportError(f"{site}: another import is at work here; wait for it to end") from None
        try:
            _recover(site, placer.stage)
            placer.stage.mkdir()
            yield placer
        finally:
            shutil.rmtree(placer.stage, ignore_errors=True)
            os.close(lock)
    except OSError as error:
        raise ExportError(f"{site}: {_explain(error)}; nothing was changed") from error


def _recover(site: Path, stage: Path) -> None:
    """Remove what a killed run left; give back a folder it had moved aside (see _exchange)."""
    for name in FOLDERS:
        aside = stage / f"{name}.old"
        if aside.exists() and not (site / name).exists():
            aside.rename(site / name)
    shutil.rmtree(stage, ignore_errors=True)


def _explain(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "the disk is full; make room and import again"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "this folder cannot be written to; import into one that can"
    return f"{error.strerror or error} ({error.filename})"


def _read_ledger(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    rows = (line.partition("  ") for line in path.read_text(encoding="utf-8").splitlines())
    return {name: digest for digest, _, name in rows if name}


def _sum(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _link_missing(old: Path, new: Path) -> None:
    """Complete the new folder with hard links to what the import does not touch."""
    for folder, _, names in os.walk(old):
        place = new / Path(folder).relative_to(old)
        place.mkdir(parents=True, exist_ok=True)
        shutil.copymode(folder, place)
        for name in names:
            if not (place / name).exists():
                os.link(Path(folder, name), place / name, follow_symlinks=False)


def _exchange(new: Path, old: Path) -> None:
    """Exchange two folders in one system call; where the file system cannot, by two renames."""
    old = old.resolve()  # the site's folder may be a link to it
    if not old.exists():
        new.rename(old)
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "renameat2"):
        if libc.renameat2(AT_CWD, os.fsencode(new), AT_CWD, os.fsencode(old), RENAME_EXCHANGE) == 0:
            return
        if ctypes.get_errno() == errno.ENOSPC:
            raise OSError(errno.ENOSPC, "no space left")
    aside = new.with_name(f"{new.name}.old")
    old.rename(aside)
    new.rename(old)
