"""Every file that a given path may stand for: itself, what a folder holds, what an archive holds.

In: a path of the user's. Out: `Member`s, each with a name for messages, its first bytes and a way to open it
again and again. Nothing is unpacked: a member is read where it is, and only those whose names are wanted (could
be a feed's, or a picture's) are read at all. A zip, a tar and a gzip are told by their bytes, whatever they are called.

What an archive unpacks to may be longer than the archive by `limit` bytes, no more: that stops bombs and lets
albums of pictures pass.
"""

import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from .errors import ExportError
from .guard import Guard, Slice, damage_told

HEAD_BYTES = 65_536  # enough to tell what a file is
FEED_SUFFIXES = ("", ".atom", ".xml")
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".json")  # and what Google says of them
ARCHIVE_SUFFIXES = (".zip", ".tgz", ".tar", ".gz")
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True)
class Member:
    """A file that could be a feed or a picture: by itself, in a folder or in an archive."""

    label: str  # for messages: `feed.atom`, `takeout.zip: Takeout/Blogger/Blogs/x/feed.atom`
    head: bytes  # its first HEAD_BYTES
    open: Callable[[], io.BufferedReader]

    @property
    def path(self) -> str:
        """Its path, without the archive's."""
        return self.label.rpartition(": ")[2]


def members(path: Path, limit: int) -> Iterator[Member]:
    """Yield the feeds `path` could stand for, in the order of names in folders and of archives in archives.

    `limit`: bytes an archive may unpack to beyond its own size. Raises ExportError for what cannot be read.
    """
    yield from _members(path, limit, FEED_SUFFIXES)


def album_members(path: Path, limit: int) -> Iterator[Member]:
    """Yield what lies in the folders called Albums: pictures, and what Google says of them. Otherwise as `members`."""
    for member in _members(path, limit, PICTURE_SUFFIXES):
        if "/Albums/" in member.label.replace("\\", "/"):
            yield member


def _members(path: Path, limit: int, suffixes: tuple[str, ...]) -> Iterator[Member]:
    with damage_told(str(path)):
        is_folder, is_file, is_there = path.is_dir(), path.is_file(), path.exists()
    if is_folder:
        for file in _walk(path, suffixes):
            yield from _file(file, limit, suffixes)
    elif is_file:
        yield from _file(path, limit, suffixes)
    elif is_there:
        raise ExportError(f"{path}: is neither a file nor a folder; save the export in a file first")
    else:
        raise ExportError(f"{path}: there is no such file or folder")


def _walk(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files below a folder that are wanted or could be archives; links are not followed."""

    def refuse(error: OSError) -> None:
        raise ExportError(f"{error.filename}: cannot be read: {error.strerror}")

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders.sort()
        for name in sorted(names):
            file = Path(parent, name)
            if _promising(file.relative_to(folder).as_posix(), suffixes) and file.is_file() and not file.is_symlink():
                yield file


def _promising(name: str, suffixes: tuple[str, ...]) -> bool:
    """Say whether a path in a folder or archive could be what is wanted, or an archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.name.startswith(".") or "__MACOSX" in path.parts or ".." in path.parts or path.is_absolute():
        return False
    return path.suffix.lower() in suffixes + ARCHIVE_SUFFIXES


def _file(path: Path, limit: int, suffixes: tuple[str, ...]) -> Iterator[Member]:
    label = str(path)
    with damage_told(label), path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        most = os.fstat(stream.fileno()).st_size + limit
    if head.startswith(ZIP_MAGIC):
        yield from _in_zip(path, most, suffixes)
        return
    packed = head.startswith(GZIP_MAGIC)
    open_whole = partial(_open, path, most if packed else None)
    if packed:
        with open_whole() as stream:
            head = stream.read(HEAD_BYTES)
    if head[257:262] == b"ustar":
        yield from _in_tar(path, most if packed else None, suffixes)
    else:
        yield Member(label, head, open_whole)


def _guarded(path: Path, most: int | None) -> Guard:
    """Open a file; `most` given means that it is a gzip."""
    label = str(path)
    with damage_told(label):
        file: Any = path.open("rb") if most is None else gzip.GzipFile(path)
    return Guard(file, label, most)


def _open(path: Path, most: int | None) -> io.BufferedReader:
    return io.BufferedReader(_guarded(path, most))


def _open_in_tar(path: Path, most: int | None, start: int, size: int) -> io.BufferedReader:
    stream = _guarded(path, most)
    stream.seek(start)
    return io.BufferedReader(Slice(stream, size))


def _in_zip(path: Path, most: int, suffixes: tuple[str, ...]) -> Iterator[Member]:
    with damage_told(str(path)):
        archive = zipfile.ZipFile(path)
    for info in archive.infolist():
        if info.is_dir() or not _promising(info.filename, suffixes):
            continue
        label = f"{path}: {_shown(info.filename)}"
        if info.flag_bits & 1:
            raise ExportError(f"{label}: is locked with a password; unpack the archive yourself and give the folder")
        open_member = partial(_open_in_zip, archive, info, label, most)
        with open_member() as stream:
            head = stream.read(HEAD_BYTES)
        yield Member(label, head, open_member)


def _open_in_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, most: int) -> io.BufferedReader:
    with damage_told(label):
        return io.BufferedReader(Guard(archive.open(info), label, most))


def _in_tar(path: Path, most: int | None, suffixes: tuple[str, ...]) -> Iterator[Member]:
    """Yield the plain files of a tar, in one pass; links, devices and holes are not files."""
    # tarfile is given no buffered stream: a damaged header may ask for gigabytes, which the guard refuses.
    with (
        damage_told(str(path)),
        _guarded(path, most) as stream,
        tarfile.open(fileobj=stream, mode="r:") as tar,
    ):
        for info in tar:
            tar.members = []  # type: ignore[attr-defined]  # or all would be kept
            if info.isreg() and not info.issparse() and _promising(info.name, suffixes):
                stream.seek(info.offset_data)
                head = stream.read(min(info.size, HEAD_BYTES))
                again = partial(_open_in_tar, path, most, info.offset_data, info.size)
                yield Member(f"{path}: {_shown(info.name)}", head, again)


def _shown(name: str) -> str:
    """Return a name out of an archive as it may be printed: no line breaks, no terminal codes."""
    return "".join(letter if letter.isprintable() else "�" for letter in name)
