"""Put the files of an import into the site: all of them or none, whenever the run is killed.

Everything is first written into `.import/` beside the site's folders: new `files/`, `posts/`, `pages/` and
`redirects/`, in which files the import does not touch are hard links to the old ones. Then each folder is exchanged
with the site's in one system call. `posts/imported.sha256` tells, in the format of sha256sum, what the import wrote: a
file that differs from it was corrected by hand. The texts themselves are in `posts/imported/`, so that what a newer
export changed can be merged with the corrections (`decision.py`, `merge.py`).
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

from .decision import decide
from .errors import ExportError
from .merge import COMMENTS, retain

FOLDERS = ("files", "pages", "redirects", "posts")  # posts last: it holds the ledger
LEDGER = "posts/imported.sha256"
# Nikola takes neither for a post. In files/, where all is published, there is neither of them.
BASE = "posts/imported/{}.base"  # what the last import wrote
BESIDE = "{}.export"  # the export's version of a file that was changed in the same place by hand
TEXTS = ("pages/", "redirects/", "posts/")
TWINS = {".html": ".md", ".md": ".html"}  # a post is one of the two
STAGE = ".import"
AT_CWD, RENAME_EXCHANGE = -100, 2  # renameat2(2)


@dataclass
class Changes:
    """What an import did, or would do, to the site's files; paths relative to the site."""

    added: list[str] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)  # added in place of the other kind of source
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # corrected by hand
    merged: list[str] = field(default_factory=list)  # corrected by hand, and changed elsewhere by the export
    conflicts: list[str] = field(default_factory=list)  # both versions are there, and wait for a person
    deleted: list[str] = field(default_factory=list)  # by hand, and so it stays
    gone: list[str] = field(default_factory=list)  # not in this export any more; it stays
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
        self.given: set[str] = set()
        self.read: dict[str, str | None] = {}  # checksums of the files that are to be replaced
        self.dropped: set[str] = set()  # files that became another kind of source
        self.changed = False

    def add(self, path: str, content: str | bytes) -> None:
        """Give the import's text or bytes for a file and decide what becomes of it."""
        theirs = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        self.given.add(path)
        if self._follows_twin(path):
            return
        turned = _twin(path) in self.dropped
        ours, last = _read(self.site / path), self.ledger.get(path)
        texts = path.startswith(TEXTS)
        stored = _read(self.site / BASE.format(path)) if texts else None
        base = next((data for data in (stored, ours, theirs) if data is not None and _digest(data) == last), None)
        if base is not None and path.endswith(COMMENTS):
            text, numbers = retain(base.decode(), theirs.decode())
            theirs = text.encode()
            self.changes.gone += [f"{path}: comment {number}" for number in numbers]
        decision = decide(path, base, ours, theirs, known=last is not None)
        word = decision.word if texts or decision.word != "conflicts" else "kept"
        if word != "conflicts":  # those are listed as long as they are open
            getattr(self.changes, "turned" if turned else word).append(path)
        if decision.data is not None:
            self.read[path] = None if ours is None else _digest(ours)
            self._stage(path, decision.data)
        if word in ("deleted", "foreign") or (not texts and word == "kept"):
            return
        self.sums[path] = _digest(theirs)
        if texts and stored != theirs:
            self._stage(BASE.format(path), theirs)
        self._show_beside(path, base, theirs, conflict=word == "conflicts")

    def _show_beside(self, path: str, base: bytes | None, theirs: bytes, *, conflict: bool) -> None:
        """Put the export's version beside a file; leave it there, as new as the export, until a person removes it."""
        beside = BESIDE.format(path)
        there = _read(self.site / beside)
        if not conflict and there is None:
            return
        self.changes.conflicts.append(path)
        if there is None or (there == base and there != theirs):
            self._stage(beside, theirs)

    def corrected(self, stem: str) -> str:
        """Return the extension of the source that a person works on, or deleted; '' where the import may choose."""
        for extension in TWINS:
            path = stem + extension
            ours, last = _read(self.site / path), self.ledger.get(path)
            if (ours is None) != (last is None) or (ours is not None and _digest(ours) != last):
                return extension
        return ""

    def keep(self, path: str) -> None:
        """Leave a corrected file as it is."""
        self.given.add(path)
        self.changes.kept.append(path)

    def _follows_twin(self, path: str) -> bool:
        """Say whether the file stays the other kind of source, as which it was corrected; else that one goes."""
        twin = _twin(path)
        last = self.ledger.get(twin)
        if last is None or path in self.ledger or (self.site / path).exists():
            return False
        self.given.add(twin)
        ours = _read(self.site / twin)
        if ours is None or _digest(ours) != last:
            (self.changes.deleted if ours is None else self.changes.kept).append(twin)
            return True
        self.dropped |= {twin, BASE.format(twin)}
        self.read[twin] = last
        del self.sums[twin]
        return False

    def _stage(self, path: str, data: bytes) -> None:
        self.changed = True
        if not self.dry_run:
            target = self.stage / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def commit(self) -> None:
        """Exchange the folders. Nothing is done, not even a date changes, when nothing changed.

        Raises ExportError when a file that is to be replaced was saved since it was read.
        """
        left = (path for path in self.sums if path not in self.given and path.startswith(TEXTS))
        self.changes.gone += [path for path in left if (self.site / path).exists()]
        if self.dry_run or not (self.changed or self.sums != self.ledger):
            return
        self._stage(LEDGER, "".join(f"{digest}  {path}\n" for path, digest in sorted(self.sums.items())).encode())
        staged = [name for name in FOLDERS if (self.stage / name).is_dir()]
        for name in staged:
            _link_missing(self.site / name, self.stage / name, {self.site / path for path in self.dropped})
        for path, digest in self.read.items():
            if _sum(self.site / path) != digest:
                raise ExportError(f"{path}: somebody saved it during the import; import again; nothing was changed")
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


def _twin(path: str) -> str:
    stem, dot, extension = path.rpartition(".")
    return stem + TWINS.get(dot + extension, "")


def _read_ledger(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    rows = (line.partition("  ") for line in path.read_text(encoding="utf-8").split("\n"))
    return {name: digest for digest, _, name in rows if name}


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sum(path: Path) -> str | None:
    data = _read(path)
    return None if data is None else _digest(data)


def _link_missing(old: Path, new: Path, dropped: set[Path]) -> None:
    """Complete the new folder with hard links to what the import does not touch."""
    for folder, _, names in os.walk(old):
        place = new / Path(folder).relative_to(old)
        place.mkdir(parents=True, exist_ok=True)
        shutil.copymode(folder, place)
        for name in names:
            if not (place / name).exists() and Path(folder, name) not in dropped:
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
