"""Exports in archives and folders: what is found in them, and what no archive can do."""

import gzip
import io
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import import_blogger
import pytest
from import_blogger.errors import ExportError
from import_blogger.source import Source, find_sources

LIMIT = 50 << 20
HEAD = (
    "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>"
    "<id>tag:blogger.com,1999:blog-7</id><title>{}</title>"
)
ENTRY = "<entry><blogger:type>{}</blogger:type><title>x</title></entry>"


def takeout(title: str = "My blog", kind: str = "POST", extra: str = "") -> bytes:
    """Return a Takeout feed with one entry."""
    return (HEAD.format(title) + ENTRY.format(kind) + f"{extra}</feed>").encode()


def make_zip(path: Path, files: dict[str, bytes]) -> Path:
    """Write a zip with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def make_tar(path: Path, files: dict[str, bytes], mode: str = "w:gz") -> Path:
    """Write a tar with these members."""
    with tarfile.open(path, mode) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def find(*paths: Path, limit: int = LIMIT) -> list[Source]:
    """Find the blogs in paths."""
    return find_sources(paths, limit_bytes=limit)


def refusal(*paths: Path, limit: int = LIMIT) -> str:
    """Return the sentence with which paths are refused."""
    with pytest.raises(ExportError) as caught:
        find(*paths, limit=limit)
    return str(caught.value)


def read(source: Source) -> bytes:
    """Return the whole feed."""
    with source.open() as stream:
        return stream.read()


PARTS: dict[str, bytes] = {
    "Takeout/Blogger/Blogs/A%2520b/feed.atom": takeout("A b"),
    "Takeout/Blogger/Blogs/A%2520b/theme-layouts.html": b"<html xmlns:b='http://www.google.com/2005/gml/b'>",
    "Takeout/Blogger/Blogs/A%2520b/settings.csv": b"a,b\n",
    "Takeout/Blogger/Albums/A/cat.jpg": b"\xff\xd8\xff" * 999,
    "Takeout/Blogger/Comments/A/feed.atom": takeout("A b", kind="COMMENT"),
    "Takeout/Blogger/Comments/A/old.zip": b"PK\x05\x06" + bytes(18),
    "__MACOSX/Takeout/Blogger/Blogs/A/feed.atom": takeout("junk"),
    "Takeout/Blogger/Blogs/A/._feed.atom": takeout("more junk"),
    "../feed.atom": takeout("outside"),
    "/feed.atom": takeout("outside, too"),
}


def make_folder(path: Path, files: dict[str, bytes]) -> Path:
    """Write the files into a folder, as if unpacked."""
    for name, content in files.items():
        file = path / "unpacked" / name.replace("../", "").lstrip("/")
        if name[0] not in "./":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return path / "unpacked"


@pytest.mark.parametrize(
    "make",
    [
        lambda path, files: make_zip(path / "t.zip", files),
        lambda path, files: make_zip(path / "t.xml", files),
        lambda path, files: make_tar(path / "t.tgz", files),
        lambda path, files: make_tar(path / "t.tar", files, "w:"),
        make_folder,
    ],
    ids=["zip", "zip called xml", "tgz", "tar", "folder"],
)
def test_takeout_holds_one_blog(tmp_path: Path, make: Callable[[Path, dict[str, bytes]], Path]) -> None:
    """Of all that Takeout packs only the blog's feed counts; one's own comments and junk are no blogs."""
    given = make(tmp_path, PARTS)
    (source,) = find(given)
    assert source.title == "A b"
    assert source.folder == "A b"
    assert source.label.startswith(str(given))
    assert source.label.endswith("Takeout/Blogger/Blogs/A%2520b/feed.atom")
    assert read(source) == read(source) == takeout("A b")
    without = make(tmp_path / "2" if make is make_folder else tmp_path, dict(list(PARTS.items())[1:]))
    assert "comments only" in refusal(without)
    assert make is make_folder or "old.zip: this is an archive inside an archive" in refusal(without)


def test_links_and_devices_in_a_tar_are_no_files(tmp_path: Path) -> None:
    """A link out of the archive, or out of an unpacked folder, is not followed."""
    secret = tmp_path / "secret.xml"
    secret.write_bytes(takeout())
    with tarfile.open(tmp_path / "t.tar", "w") as archive:
        for name, kind in (
            ("feed.atom", tarfile.SYMTYPE),
            ("b.atom", tarfile.LNKTYPE),
            ("c.xml", tarfile.CHRTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, str(secret)
            archive.addfile(info)
    assert "no feed in it" in refusal(tmp_path / "t.tar")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/feed.atom").symlink_to(secret)
    assert "no feed in it" in refusal(tmp_path / "folder")


def test_parts_given_together_are_one_export(tmp_path: Path) -> None:
    """Parts, or a folder of them, count once, also when a feed is in two; a part of pictures alone is fine."""
    parts = [
        make_zip(tmp_path / "takeout-001.zip", {"T/Blogs/A/feed.atom": takeout("A")}),
        make_zip(tmp_path / "takeout-002.zip", {"T/Albums/A/x.jpg": b"x"}),
        make_tar(
            tmp_path / "takeout-003.tgz",
            {"T/Blogs/A/feed.atom": takeout("A"), "T/Blogs/B/feed.atom": takeout("B")},
        ),
    ]
    assert [s.title for s in find(*parts)] == [s.title for s in find(tmp_path)] == ["A", "B"]


def bomb(size: int) -> bytes:
    """Return a feed that is mostly nothing."""
    return takeout(kind="COMMENT", extra=" " * size)


def test_archive_unpacks_to_the_limit_and_no_further(tmp_path: Path) -> None:
    """A small archive with a huge feed, or a huge picture before it, stops with the option's name."""
    hugs = {"a.jpg": b"\0" * (4 << 20), "feed.atom": takeout()}
    for given in (
        make_zip(tmp_path / "a.zip", {"feed.atom": bomb(4 << 20)}),
        make_tar(tmp_path / "a.tgz", {"feed.atom": bomb(4 << 20)}),
        make_tar(tmp_path / "b.tgz", hugs),
    ):
        assert "unpacks to more than 2 MiB, the limit" in refusal(given, limit=1 << 20)
        assert "--limit-mb" in refusal(given, limit=1 << 20)
    assert len(find(tmp_path / "b.tgz", limit=5 << 20)) == 1
    assert len(find(make_zip(tmp_path / "b.zip", hugs), limit=1 << 20)) == 1, "pictures are not unpacked at all"
    assert len(find(make_tar(tmp_path / "b.tar", hugs, "w:"), limit=1)) == 1, "a plain tar unpacks to nothing new"


def test_limit_holds_for_whoever_reads_the_feed(tmp_path: Path) -> None:
    """A feed that turns out to be too long after its first post stops the reader as well."""
    (source,) = find(make_zip(tmp_path / "a.zip", {"feed.atom": takeout(extra=" " * (4 << 20))}), limit=1 << 20)
    with pytest.raises(ExportError, match=r"feed\.atom: unpacks to more than"):
        read(source)


GROWTH = """
import pathlib, resource, sys
from import_blogger.source import ExportError, find_sources
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    find_sources([pathlib.Path(sys.argv[1])], limit_bytes=1 << 30)
except ExportError as error:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, error)
"""


@pytest.mark.parametrize("make", [make_zip, make_tar])
def test_memory_does_not_grow_with_what_is_read(tmp_path: Path, make: Callable[..., Path]) -> None:
    """Sixty megabytes of comments are looked through with less than twenty megabytes of memory."""
    comment = ENTRY.format("COMMENT").replace(">x<", f">{'x' * 6000}<")
    given = make(tmp_path / "given", {"feed.atom": takeout(kind="COMMENT", extra=comment * 10_000)})
    path = str(Path(import_blogger.__file__).parent.parent)
    run = [sys.executable, "-c", GROWTH, str(given)]
    told = subprocess.check_output(run, text=True, env={**os.environ, "PYTHONPATH": path})
    kilobytes, _, error = told.partition(" ")
    assert "comments only" in error
    assert int(kilobytes) < 20_000


def damaged(content: bytes, at: int) -> bytes:
    """Return the content with some bytes changed."""
    return content[:at] + bytes(255 - byte for byte in content[at : at + 8]) + content[at + 8 :]


def test_damaged_archive_is_told(tmp_path: Path) -> None:
    """Cut short, changed, locked or oddly packed: a sentence each, wherever the damage is."""
    whole_zip = make_zip(tmp_path / "a.zip", {"feed.atom": takeout(kind="COMMENT", extra=" " * 99)}).read_bytes()
    whole_tgz = make_tar(
        tmp_path / "a.tgz", {"feed.atom": takeout(kind="COMMENT"), "b.xml": bytes(range(256)) * 99}
    ).read_bytes()
    locked = bytearray(whole_zip)
    locked[6] |= 1
    locked[whole_zip.index(b"PK\x01\x02") + 8] |= 1
    odd = bytearray(whole_zip)
    odd[8] = odd[whole_zip.index(b"PK\x01\x02") + 10] = 9
    for content, expected in (
        (whole_zip[:-30], "damaged"),
        (damaged(whole_zip, 60), "damaged"),
        (bytes(locked), "password"),
        (bytes(odd), "unpack the archive yourself"),
        (whole_tgz[: len(whole_tgz) // 2], "cut short"),
        (damaged(whole_tgz, len(whole_tgz) - 9), "damaged"),
    ):
        (tmp_path / "given").write_bytes(content)
        told = refusal(tmp_path / "given")
        assert told.startswith(f"{tmp_path}/given: ")
        assert expected in told


def test_hostile_tar_header_asks_for_no_memory(tmp_path: Path) -> None:
    """A name of ten gigabytes, which tarfile would read whole, is refused."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 10 << 30
    (tmp_path / "a.tgz").write_bytes(gzip.compress(info.tobuf() + bytes(99_999)))
    assert "damaged" in refusal(tmp_path / "a.tgz", limit=20 << 30)


def test_names_in_archives_are_made_fit_to_print(tmp_path: Path) -> None:
    """A line break or a terminal code in a name does not reach the terminal."""
    given = make_tar(tmp_path / "a.tar", {"\x1b[2J\nfeed.atom": takeout(kind="COMMENT")}, "w:")
    assert refusal(given).startswith(f"{given}: �[2J�feed.atom: ")
