"""Where fetched pictures go: files below files/images/, the same bytes once, and the tables that name them.

In: the site's folder, and pictures as downloaded. Out: files, each there whole or not at all, and lines in the tables.
"""

import errno
import filecmp
import hashlib
import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from .naming import extension
from .table import FETCHED, mend, read_rows, write_missing, write_rows

HEAD_BYTES = 64


class Store:
    """The pictures of a site."""

    def __init__(self, site: Path, folder: str) -> None:
        """Learn what is there. `folder` is the one that Nikola publishes at the root, `files`."""
        self.site = site
        self.folder = f"{folder}/images"
        self.fetched, self.missing = (site / self.folder / name for name in ("fetched.txt", "missing.txt"))
        self.by_size: defaultdict[int, list[str]] = defaultdict(list)
        self.taken: set[str] = set()
        self.files: dict[str, str] = {}  # by address
        for file in sorted((site / self.folder).rglob("*")):
            if not file.is_file():
                continue
            name = file.relative_to(site).as_posix()
            self.taken.add(name.casefold())
            self.by_size[file.stat().st_size].append(name)
            if file.suffix == ".txt":
                self.files.update(read_rows(file.read_text(encoding="utf-8", errors="replace")))
        self.files = {address: file for address, file in self.files.items() if (site / file).is_file()}

    def prepare(self) -> None:
        """Make the table ready for new lines, after a run that was killed too."""
        self.fetched.parent.mkdir(parents=True, exist_ok=True)
        for left_behind in self.fetched.parent.rglob(".*.part"):
            left_behind.unlink()
        text = self.fetched.read_text(encoding="utf-8") if self.fetched.exists() else ""
        mended = mend(text, lambda name: (self.site / name).is_file()) or FETCHED
        if mended != text:
            self._replace(self.fetched, mended)

    def add(self, part: Path, month: str, stem: str, addresses: Iterable[str]) -> str:
        """Move a downloaded picture to its place, unless it is there already; note its addresses, return its path."""
        path = self._same(part)
        if path:
            part.unlink()
        else:
            path = self._free(part, month, stem)
            (self.site / path).parent.mkdir(parents=True, exist_ok=True)
            self.taken.add(path.casefold())
            self.by_size[part.stat().st_size].append(path)
            _move(part, self.site / path)
        self.note(addresses, path)
        return path

    def find(self, addresses: Iterable[str]) -> str:
        """Return the file that has the picture under any of its addresses, or nothing."""
        return next((self.files[address] for address in addresses if address in self.files), "")

    def note(self, addresses: Iterable[str], path: str) -> None:
        """Add lines to the table, and have them on the disk."""
        new = [address for address in addresses if self.files.get(address) != path]
        with self.fetched.open("a", encoding="utf-8") as table:
            table.write(write_rows(new, path))
        self.files.update(dict.fromkeys(new, path))

    def write_missing(self, rows: Iterable[tuple[str, bool, str]]) -> None:
        """Write the table of missing pictures anew; without any it goes."""
        text = write_missing(rows)
        if text:
            self._replace(self.missing, text)
        else:
            self.missing.unlink(missing_ok=True)

    def _same(self, part: Path) -> str:
        for name in self.by_size.get(part.stat().st_size, []):
            if filecmp.cmp(part, self.site / name, shallow=False):
                return name
        return ""

    def _free(self, part: Path, month: str, stem: str) -> str:
        with part.open("rb") as stream:
            suffix = extension(stream.read(HEAD_BYTES))
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()[:8]
        path = f"{self.folder}/{month}/{stem}.{suffix}"
        return f"{self.folder}/{month}/{stem}-{digest}.{suffix}" if path.casefold() in self.taken else path

    def _replace(self, file: Path, text: str) -> None:
        part = file.with_name(f".{file.name}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(file)


def _move(part: Path, target: Path) -> None:
    """Move a file to its place, where it is whole from the first; that may be on another disk."""
    try:
        part.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = target.with_name(f".{target.name}.part")
        try:
            shutil.copyfile(part, near)
            near.replace(target)
        finally:
            near.unlink(missing_ok=True)
        part.unlink()
