"""Who asks again for a feed that has not changed gets no feed: 304, from the generated nginx configuration."""

import http.client
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .conftest import nikola

FEEDS = ("rss.xml", "atom.xml", "feed.json", "comments.xml", "categories/pcsc-lite.xml", "categories/pcsc-lite.atom")


def ask(proxy: str, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    """Ask the site for a path; return status, headers and body."""
    connection = http.client.HTTPConnection(urlsplit(proxy).netloc, timeout=10)
    connection.request("GET", f"/{path}", headers={"Host": "blog.apdu.fr", **(headers or {})})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, dict(response.headers), body


@pytest.fixture(scope="module")
def again(moved: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the same sources anew, elsewhere."""
    site = tmp_path_factory.mktemp("again") / "site"
    shutil.copytree(moved, site, symlinks=True, ignore=shutil.ignore_patterns("output", "cache", ".doit.db*"))
    nikola(site, "build", "--strict")
    return site


@pytest.mark.parametrize("path", FEEDS)
def test_an_unchanged_feed_is_not_sent_again(path: str, new: str) -> None:
    """ETag and Last-Modified are there, and each alone gives 304 without a body; another ETag gives the feed."""
    status, headers, body = ask(new, path)
    assert (status, bool(body)) == (200, True)
    assert ask(new, path, {"If-None-Match": headers["ETag"]})[::2] == (304, b"")
    assert ask(new, path, {"If-Modified-Since": headers["Last-Modified"]})[::2] == (304, b"")
    assert ask(new, path, {"If-None-Match": '"another"'})[::2] == (200, body)


def test_a_build_from_nothing_gives_the_same_bytes(moved: Path, again: Path) -> None:
    """The same sources give the same feeds, byte for byte, wherever and whenever they are built."""
    for path in FEEDS:
        assert (again / "output" / path).read_bytes() == (moved / "output" / path).read_bytes(), path


def test_a_build_without_a_new_entry_keeps_every_feed(again: Path) -> None:
    """A build that has nothing to do, and one after a page was added, write no feed: its ETag stays."""
    feeds = [again / "output" / path for path in FEEDS]
    before = [path.stat().st_mtime_ns for path in feeds]
    nikola(again, "build", "--strict")
    (again / "pages" / "one-more.md").write_text('---\ntitle: "One more"\n---\nText.\n', encoding="utf-8")
    nikola(again, "build", "--strict")
    assert (again / "output" / "pages" / "one-more" / "index.html").is_file()
    assert [path.stat().st_mtime_ns for path in feeds] == before
