"""An export is read from whatever it comes in, by code that is not the importer's."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from receipt.errors import ReceiptError
from receipt.export import Entry, read_blog

TAKEOUT = """<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
<id>tag:blogger.com,1999:blog-7</id>
<entry><id>tag:blogger.com,1999:blog-7.post-1</id><blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>
<title>T</title><content type='html'>a</content><published>2012-05-06T07:08:09Z</published>
<blogger:filename>/2012/05/caf%C3%A9.html</blogger:filename><category scheme='tag:blogger.com,1999:blog-7' term='fur'/>
<blogger:location><blogger:name>Kyoto</blogger:name></blogger:location><category/><link/><enclosure/></entry>
<entry><id>tag:blogger.com,1999:blog-7.post-2</id><blogger:type>COMMENT</blogger:type>
<blogger:status>{status}</blogger:status><blogger:parent>tag:blogger.com,1999:blog-7.post-1</blogger:parent>
<blogger:inReplyTo>tag:blogger.com,1999:blog-7.post-5</blogger:inReplyTo>
<content type='html'>b</content><author><name>Ben</name><uri>https://ben.example/</uri></author></entry></feed>"""
FOLDER = "Takeout/Blogger/Blogs/Cats/feed.atom"
OTHERS = {
    "Takeout/Blogger/Comments/Cats/feed.atom": TAKEOUT.replace("POST</", "COMMENT</"),
    "Takeout/Blogger/Blogs/Dogs/feed.atom": TAKEOUT.replace("blog-7", "blog-8"),
    "Takeout/Blogger/Blogs/Cats/theme.xml": "<b:broken",
    "__MACOSX/Takeout/Blogger/Blogs/Cats/._feed.atom": "\0",
}
KNOWN = ["tag:blogger.com,1999:blog-7.post-1"]


def entries(path: Path, status: str = "LIVE") -> list[Entry]:
    """Read a Takeout feed."""
    path.write_text(TAKEOUT.replace("{status}", status), encoding="utf-8")
    return read_blog([path], KNOWN)[1]


def test_takeout_says_all_of_an_entry(tmp_path: Path) -> None:
    """Status, address, labels, place, parents and authors come from Takeout's own elements."""
    post, comment = entries(tmp_path / "feed.atom")
    assert (post.kind, post.number, post.hidden, post.path, post.labels, post.place, post.link) == (
        "post",
        "1",
        "",
        "/2012/05/café.html",
        ("fur",),
        "Kyoto",
        "",
    )
    assert (comment.kind, comment.parent, comment.reply_to) == ("comment", "1", "5")
    assert (comment.author, comment.author_link) == ("Ben", "https://ben.example/")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("LIVE", ""),
        ("SPAM_COMMENT", "spam"),
        ("SOFT_TRASHED", "in the trash"),
        ("SCHEDULED", "scheduled"),
        ("NEW", "new"),
    ],
)
def test_only_live_is_public(tmp_path: Path, status: str, reason: str) -> None:
    """Every status but LIVE hides an entry, one that nobody knows too."""
    assert entries(tmp_path / "feed.atom", status)[1].hidden == reason


def test_a_classic_backup_says_the_same(tmp_path: Path, export: str) -> None:
    """Kinds, drafts, parents and totals come from the elements of the older format."""
    path = tmp_path / "blog.xml"
    path.write_text(export, encoding="utf-8")
    found = {entry.number: entry for entry in read_blog([path], [])[1]}
    assert {number: entry.kind for number, entry in found.items()} == {
        "1": "post",
        "2": "post",
        "3": "page",
        "4": "post",
        "11": "comment",
        "12": "comment",
        "13": "comment",
    }
    assert [number for number, entry in found.items() if entry.hidden] == ["4"]
    assert (found["12"].parent, found["12"].reply_to, found["2"].total) == ("2", "11", 3)
    assert (found["1"].link, found["1"].place, found["13"].path) == (
        "https://example.com/about-cats",
        "Kyoto, Japan",
        "/2011/01/gone.html",
    )


@pytest.mark.parametrize("kind", ["zip", "tgz", "folder", "parts"])
def test_archives_are_read_as_they_come(tmp_path: Path, kind: str) -> None:
    """Of all that a Takeout holds, the blog of this site is taken, and no other's, nor its owner's own comments."""
    files = {FOLDER: TAKEOUT.replace("{status}", "LIVE"), **OTHERS}
    paths = [tmp_path / f"takeout-{kind}.{kind}"]
    if kind == "folder":
        for name, text in files.items():
            (paths[0] / name).parent.mkdir(parents=True, exist_ok=True)
            (paths[0] / name).write_text(text, encoding="utf-8")
    elif kind == "tgz":
        with tarfile.open(paths[0], "w:gz") as tar:
            for name, text in files.items():
                member = tarfile.TarInfo(name)
                member.size = len(text.encode())
                tar.addfile(member, io.BytesIO(text.encode()))
    else:
        paths = paths if kind == "zip" else [tmp_path / f"takeout-{number}.zip" for number in range(len(files))]
        for number, (name, text) in enumerate(files.items()):
            with zipfile.ZipFile(paths[number % len(paths)], "a") as archive:
                archive.writestr(name, text)
    label, found = read_blog(paths, KNOWN)
    assert FOLDER in label
    assert [entry.guid for entry in found] == [
        "tag:blogger.com,1999:blog-7.post-1",
        "tag:blogger.com,1999:blog-7.post-2",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "not well-formed"), ("<feed>", "not well-formed"), ("<feed/>", "there is no blog in it")],
)
def test_what_is_no_blog_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    """A file that is no export is an error that begins with its path."""
    path = tmp_path / "x.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReceiptError, match=rf"x\.xml.*{sentence}"):
        read_blog([path], KNOWN)


def test_an_entity_bomb_does_not_go_off(tmp_path: Path) -> None:
    """Entities that unpack to gigabytes are refused by the parser."""
    path = tmp_path / "bomb.xml"
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    path.write_text(f"<!DOCTYPE feed [{laughs}]><feed>&l11;</feed>", encoding="utf-8")
    with pytest.raises(ReceiptError, match="limit"):
        read_blog([path], KNOWN)
