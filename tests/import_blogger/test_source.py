"""What import_blogger accepts as an export, what it refuses, and the sentence it says then."""

import gzip
import re
from pathlib import Path

import pytest
from import_blogger.errors import ExportError
from import_blogger.source import Source, choose, explain, find_sources
from lxml import etree

LIMIT = 50 << 20
ATOM = "xmlns='http://www.w3.org/2005/Atom'"
ENTRY = "<entry><blogger:type>{}</blogger:type><title>x</title></entry>"
SCHEME = "http://schemas.google.com/g/2005#kind"
KIND = f"<entry><category scheme='{SCHEME}' term='http://schemas.google.com/blogger/2008/kind#{{}}'/></entry>"


def takeout(title: str = "My blog", number: int = 7, kinds: str = "POST", extra: str = "") -> bytes:
    """Return a Takeout feed with an entry of each kind."""
    head = f"<feed {ATOM} xmlns:blogger='http://schemas.google.com/blogger/2018'>"
    head += f"<id>tag:blogger.com,1999:blog-{number}</id><title>{title}</title>"
    return (head + "".join(map(ENTRY.format, kinds.split())) + f"{extra}</feed>").encode()


def classic(kinds: str = "settings post") -> bytes:
    """Return a classic backup with an entry of each kind."""
    head = f"<?xml version='1.0' encoding='UTF-8'?><feed {ATOM}><id>tag:blogger.com,1999:blog-7.archive</id>"
    return (head + "<title type='text'>Old</title>" + "".join(map(KIND.format, kinds.split())) + "</feed>").encode()


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


def test_export_is_known_by_its_content(tmp_path: Path) -> None:
    """Any name will do, and the prefix of the elements does not matter; a source opens again and again."""
    prefixed = re.sub(rb"(</?)(?=feed|id|title|entry)", rb"\1ns0:", takeout()).replace(b"xmlns=", b"xmlns:ns0=")
    wide = "\ufeff" + takeout().decode()
    for kind, content in (
        ("classic", classic()),
        ("classic", b"\xef\xbb\xbf" + classic("comment page")),
        ("takeout", takeout(kinds="COMMENT PAGE")),
        ("takeout", prefixed),
        ("takeout", b"<!-- kept --><?x y?>\n" + takeout()),
        ("takeout", wide.encode("utf-16-le")),
    ):
        file = tmp_path / "holiday.jpeg"
        file.write_bytes(content)
        (source,) = find(file)
        assert (source.kind, source.label) == (kind, str(file))
        assert read(source) == read(source) == content
        assert source.title in ("My blog", "Old")
    (tmp_path / "x.xml.gz").write_bytes(gzip.compress(classic()))
    assert read(find(tmp_path / "x.xml.gz")[0]) == classic()


NOT_EXPORTS = {
    "empty": (b" \n", "is empty"),
    "theme": (
        b"<?xml version='1.0'?><!DOCTYPE html>\n<html xmlns:b='http://www.google.com/2005/gml/b'/>",
        "theme",
    ),
    "page": (b"<!doctype HTML><html><title>Sign in</title>", "a web page"),
    "page without doctype": (b"\n<HTML lang='en'>", "a web page"),
    "csv": (b"blog_id,name,value\n7,BLOG_ADMIN,me\n", "settings.csv"),
    "json": (b'{"feed": {"entry": []}}', "running blog"),
    "other json": (b"[1, 2]", "JSON"),
    "text": (b"# Notes", "is not XML"),
    "zeros": (b"\0" * 3000, "is not XML"),
    "picture": (b"\x89PNG\r\n\x1a\n", "a picture"),
    "live Atom": (f"<feed {ATOM}><entry><title>x</title></entry></feed>".encode(), "running blog"),
    "live RSS": (b"<rss version='2.0'><channel/></rss>", "running blog"),
    "WordPress": (b"<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel/></rss>", "WordPress"),
    "OPML": (b"<opml/>", "OPML"),
    "sitemap": (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "sitemap"),
    "other XML": (b"<svg/>", "'svg'"),
    "comments": (takeout(kinds="COMMENT COMMENT"), "comments only"),
    "nothing": (takeout(kinds=""), "no posts"),
    "settings": (classic("settings template"), "without its posts"),
    "merge": (b"<<<<<<< HEAD\n" + takeout(), "merge"),
    "conflict": (
        takeout().replace(b"<entry>", b"\n<<<<<<< HEAD\n<entry>"),
        "line 2, column 2: the marks of an unresolved",
    ),
    "cut short": (takeout()[:-20], "ends in the middle; download it again"),
    "cut in a tag": (takeout()[:150], "ends in the middle"),
    "mismatch": (
        takeout(kinds="").replace(b"</feed>", b"\n<a></b></feed>"),
        "line 2, column 8: an element is closed",
    ),
    "prefix": (takeout(kinds="", extra="\n<gd:image/>"), "line 2, column 10: a prefix is used"),
    "control": (takeout(kinds="", extra="\x0b"), "control character"),
    "reference": (takeout(kinds="", extra="&#x1;"), "control character"),
    "entity": (takeout(kinds="", extra="\n\n&nbsp;"), "line 3, column 7: a named character"),
    "Latin-1": (takeout("caf\u00e9", kinds="").decode().encode("latin-1"), "not in the encoding"),
    "DOCTYPE": (b"<!DOCTYPE feed [<!ENTITY a 'b'>]>" + takeout(), "DOCTYPE"),
    "late DOCTYPE": (
        b"<?xml version='1.0'?><!-- > -->\n<?a?><!DOCTYPE feed SYSTEM 'file:///x'>" + takeout(),
        "DOCTYPE",
    ),
    "far DOCTYPE": (
        b"<!--" + b"x" * 70_000 + b"--><!DOCTYPE feed [<!ENTITY a 'b'>]>" + takeout(),
        "without content",
    ),
    "wide DOCTYPE": ("\ufeff<!DOCTYPE feed [<!ENTITY a 'b'>]><feed/>".encode("utf-16-be"), "DOCTYPE"),
    "bare wide DOCTYPE": ("<!DOCTYPE feed [<!ENTITY a 'b'>]><feed/>".encode("utf-16-le"), "DOCTYPE"),
    "32-bit DOCTYPE": ("\ufeff<!DOCTYPE feed [<!ENTITY a 'b'>]><feed/>".encode("utf-32"), "not XML"),
    "hidden DOCTYPE": (
        b"<?xml version='1.0' encoding='utf-7'?><!-- +AC0ALQA- ><!DOCTYPE feed [<!ENTITY a 'b'>]> -->" + takeout(),
        "'utf-7'",
    ),
    "wrong encoding": (b"<?xml version='1.0' encoding='UTF-16'?>" + takeout(), "'UTF-16'"),
    "bzip2": (b"BZh91AY", "bzip2"),
}


@pytest.mark.parametrize("name", NOT_EXPORTS)
def test_other_file_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    """One line that names the file, says what it is, and what to do instead."""
    file = tmp_path / "given.xml"
    content, expected = NOT_EXPORTS[name]
    file.write_bytes(content)
    told = refusal(file)
    assert expected in told
    assert told.startswith(f"{file}: ")
    assert "\n" not in told
    assert "; " in told, "what to do instead"


def test_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    """A missing file, an empty folder and a device each have their sentence."""
    assert refusal(tmp_path / "missing.zip") == f"{tmp_path}/missing.zip: there is no such file or folder"
    assert refusal(tmp_path / ("x" * 300)).endswith("x: cannot be read: File name too long")
    assert refusal(tmp_path).startswith(f"{tmp_path}: there is no feed in it; give ")
    assert refusal(Path("/dev/null")) == "/dev/null: is neither a file nor a folder; save the export in a file first"


def test_file_of_another_kind_beside_an_export_is_not_passed_over(tmp_path: Path) -> None:
    """What was named and cannot be used is told, even if something else could be imported."""
    (tmp_path / "a.xml").write_bytes(classic())
    (tmp_path / "settings.csv").write_bytes(b"a,b\n")
    assert "settings.csv: this is a table" in refusal(tmp_path / "a.xml", tmp_path / "settings.csv")


def test_blog_is_chosen_by_title_folder_number_or_part(tmp_path: Path) -> None:
    """Whole names come before parts; what fits none or several is told with the list."""
    names = {"Cats": ("Cats", 71), "Cats and dogs": ("Cats and dogs", 72), "%E2%98%83": ("Snow", 73)}
    for folder, (title, number) in names.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "feed.atom").write_bytes(takeout(title, number))
    sources = find(tmp_path)
    for wanted, title in {"cats": "Cats", "DOGS": "Cats and dogs", "☃": "Snow", "73": "Snow"}.items():
        assert choose(sources, wanted).title == title
    for wanted, what in {
        None: "3 blogs",
        "ats": "names several",
        "birds": "names none",
        "": "names none",
    }.items():
        with pytest.raises(ExportError, match=what) as caught:
            choose(sources, wanted)
        assert f"\n  'Snow' ({tmp_path}/%E2%98%83/feed.atom)" in str(caught.value)
    assert choose(sources[:1], None) is sources[0]
    (tmp_path / "new.atom").write_bytes(takeout("Cats", 71, extra=" "))
    with pytest.raises(ExportError, match="the same blog is there more than once"):
        choose(find(tmp_path), "cats")


def test_error_late_in_a_long_line_is_found_where_it_is(tmp_path: Path) -> None:
    """Backups are often one line of megabytes: the sentence gives line and column, for the file, not for a part."""
    file = tmp_path / "a.xml"
    file.write_bytes(takeout(extra="<a>" + "é" * 3_000_000 + "</b>"))
    (source,) = find(file)
    with source.open() as stream, pytest.raises(etree.XMLSyntaxError) as caught:
        list(etree.iterparse(stream, huge_tree=True))
    told = str(explain(caught.value, source))
    assert re.match(rf"{file}: line 1, column \d+: an element is closed by the wrong tag", told)


def test_every_real_file_is_told_apart(exports: Path) -> None:
    """Of the real files, exactly those are exports that lie with the exports and hold posts in well-formed XML."""
    refused = {
        "heisencoder__ai-playground__Comments_Heisencoder_feed.atom": "comments only",
        "kolkoga__diniblesfb.io__diniblesfb_feed.atom": "no posts",
    }
    for kind in ("classic", "takeout"):
        for file in sorted((exports / kind).iterdir()):
            if file.name in refused:
                assert refused[file.name] in refusal(file)
            else:
                assert [source.kind for source in find(file)] == [kind]
    for kind, what in (("feed", "running blog"), ("theme", "theme")):
        for file in (exports / kind).iterdir():
            assert what in refusal(file)
