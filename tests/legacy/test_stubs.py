"""A folder for hosts of plain files: pages lead on, everything else is the real thing."""

import re
from pathlib import Path

import pytest
from legacy.emit import stubs
from legacy.rules import Host, LegacyError, Query, Rule, Site
from lxml import html

HOST = "old.example"
NEW = "https://new.example"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Give a built site with a list, an archive of odd bytes, a picture, a feed and a page."""
    output = tmp_path / "output"
    files = {
        "list.txt": b"3B\r\n",
        "a b.tar.gz": b"\x1f\x8b\x00",
        "p.png": b"\x89PNG",
        "rss.xml": b"<rss/>",
        "posts/a/index.html": b"",
    }
    for place, content in files.items():
        (output / place).parent.mkdir(parents=True, exist_ok=True)
        (output / place).write_bytes(content)
    return Site(f"{NEW}/", {}, output, frozenset(files))


def files(rules: list[Rule], site: Site, folder: Path) -> tuple[dict[str, bytes], str]:
    """Write the stubs of one host; return its files and what is told."""
    told = stubs.write([Host(HOST, ("www.old.example",), (), rules)], site, folder)
    below = folder / HOST
    return {str(path.relative_to(below)): path.read_bytes() for path in below.rglob("*") if path.is_file()}, told


def test_pages_get_stubs_and_files_their_bytes(site: Site, tmp_path: Path) -> None:
    """Texts, archives, pictures and feeds are what the site has, byte for byte; a page leads on, absolutely."""
    rules = [
        Rule("/a.html", f"{NEW}/posts/a/"),
        Rule("/a", f"{NEW}/posts/a/"),
        Rule("/a/", f"{NEW}/posts/a/"),
        Rule("/softwares/list.txt", f"{NEW}/list.txt"),
        Rule("/softwares/a.tar.gz", f"{NEW}/a%20b.tar.gz"),
        Rule("/p.png", f"{NEW}/p.png"),
        Rule("/atom.xml", f"{NEW}/rss.xml"),
        Rule("/feeds/posts/default", f"{NEW}/rss.xml"),
        Rule("/Node.js", f"{NEW}/posts/a/"),
    ]
    found, told = files(rules, site, tmp_path / "up")
    assert found.keys() == {
        *("a.html", "a/index.html", "softwares/list.txt", "softwares/a.tar.gz", "p.png", "atom.xml"),
        *("feeds/posts/default/index.html", "Node.js/index.html"),
    }
    assert found["softwares/list.txt"] == b"3B\r\n"
    assert found["softwares/a.tar.gz"] == b"\x1f\x8b\x00"
    assert found["atom.xml"] == b"<rss/>"
    assert b'content="0; url=https://new.example/posts/a/"' in found["a.html"]
    assert "old.example and www.old.example" in told
    assert "8 files" in told


def test_no_page_stands_where_programs_fetch(site: Site, tmp_path: Path) -> None:
    """What leads elsewhere, to a page or to nothing from a file's address has no file, and the text says which."""
    rules = [
        Rule("/x.tar.gz", "https://elsewhere.example/x.tar.gz"),
        Rule("/y.txt", f"{NEW}/posts/a/"),
        Rule("/z.ASC", f"{NEW}/z.asc"),
    ]
    found, told = files(rules, site, tmp_path / "up")
    assert found == {}
    assert re.findall(r"No file is at (\S+):", told) == ["/x.tar.gz", "/y.txt", "/z.ASC"]
    assert (tmp_path / "up/README.txt").read_text().rstrip() == told


def test_a_stub_is_a_whole_page(site: Site, tmp_path: Path) -> None:
    """Canonical without fragment, refresh with it, a visible link; nothing of an address ends an attribute."""
    to = f'{NEW}/posts/a/?x="><script>alert(1)</script>#c1'
    found, _ = files([Rule("/a.html", to)], site, tmp_path / "up")
    tree = html.document_fromstring(found["a.html"])
    assert tree.xpath("//link[@rel='canonical']/@href") == [to.partition("#")[0]]
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={to}"]
    assert tree.xpath("//a/@href") == tree.xpath("//script/@data-to") == [to]
    assert len(tree.xpath("//script")) == 1
    assert b"noindex" not in found["a.html"]


def test_a_feed_page_sends_nobody_on(site: Site, tmp_path: Path) -> None:
    """A reader finds the feed, a person its address; a refresh would kill the subscription."""
    found, _ = files([Rule("/feeds/posts/default", f"{NEW}/rss.xml")], site, tmp_path / "up")
    page = found["feeds/posts/default/index.html"]
    assert b'type="application/rss+xml" href="https://new.example/rss.xml"' in page
    assert b"refresh" not in page
    assert b"<script" not in page


@pytest.mark.parametrize(
    "path", ["/../x.html", "/a/../../x.html", "//x.html", "/a\\b.html", "/\x00.html", f"/{'é' * 200}.html", "/a/./b"]
)
def test_nothing_is_written_outside_the_folder(site: Site, tmp_path: Path, path: str) -> None:
    """An address that is no plain file's name has no file."""
    found, told = files([Rule(path, f"{NEW}/posts/a/")], site, tmp_path / "up")
    assert found == {}
    assert "can be no file's name" in told
    assert {entry.name for entry in tmp_path.iterdir()} == {"output", "up"}


def test_what_only_a_server_can_tell_apart_is_left_to_servers(site: Site, tmp_path: Path) -> None:
    """Rules for queries and patterns make no files; of two rules for one file the first, more exact one wins."""
    rules = [
        Rule("/search", f"{NEW}/posts/a/"),
        Rule("/search", f"{NEW}/", query=Query("q", "", "any")),
        Rule("/view", f"{NEW}/", "below"),
        Rule("/search/", f"{NEW}/"),
        Rule("/a.html", f"{NEW}/posts/a/"),
        Rule("/a.html/b.html", f"{NEW}/posts/a/"),
    ]
    found, told = files(rules, site, tmp_path / "up")
    assert found.keys() == {"search/index.html", "a.html"}
    assert b"new.example/posts/a/" in found["search/index.html"]
    assert "/a.html/b.html: would have to be a file and a folder" in told


def test_it_can_be_written_again(site: Site, tmp_path: Path) -> None:
    """A second run gives the same; stubs that are no longer wanted go."""
    rules = [Rule("/a.html", f"{NEW}/posts/a/"), Rule("/list.txt", f"{NEW}/list.txt")]
    first = files(rules, site, tmp_path / "up")
    assert files(rules, site, tmp_path / "up") == first
    found, _ = files(rules[1:], site, tmp_path / "up")
    assert found.keys() == {"list.txt"}


@pytest.mark.parametrize("place", ["mine.txt", f"{HOST}/index.html", f"{HOST}/a.html", "README.txt", f"{HOST}/link"])
def test_a_folder_with_something_else_is_refused(site: Site, tmp_path: Path, place: str) -> None:
    """Nothing of anybody's is replaced or removed: the first such file is named, and nothing is written."""
    theirs = tmp_path / "up" / place
    theirs.parent.mkdir(parents=True)
    if place.endswith("link"):
        theirs.symlink_to(tmp_path / "output")
    else:
        theirs.write_text("mine")
    before = sorted(map(str, (tmp_path / "up").rglob("*")))
    with pytest.raises(LegacyError, match=re.escape(str(theirs))):
        files([Rule("/a.html", f"{NEW}/posts/a/")], site, tmp_path / "up")
    assert sorted(map(str, (tmp_path / "up").rglob("*"))) == before


def test_a_file_is_no_folder(site: Site, tmp_path: Path) -> None:
    """Where a file stands, or a link, no folder is made."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "output")
    for name in ("file", "link"):
        with pytest.raises(LegacyError, match="is no folder"):
            files([], site, tmp_path / name)
