"""What becomes of rows: stubs, copies, nothing, or a finding."""

import pytest
from legacy_redirects.check import case_clashes, nowhere, plan
from legacy_redirects.table import Row

FILES = {"index.html", "a/index.html", "b.html", "2021/index.html", "rss.xml", "list.txt"}


def row(address: str, target: str, line: int = 1) -> Row:
    """Return a row of a table."""
    return Row(f"t:{line}", address, target)


@pytest.mark.parametrize(
    ("address", "target"),
    [("/2021/", "/2021/"), ("/2021", "/2021/"), ("/rss.xml", "/rss.xml"), ("/", "/"), ("/sitemap.xml", "/sitemap.xml")],
)
def test_where_the_site_answers_itself_nothing_is_written(address: str, target: str) -> None:
    """An address that is its own target needs no stub."""
    done = plan([row(address, target)], FILES)
    assert (done.stubs, done.copies, done.server_only, done.findings) == ({}, {}, [], [])


def test_pages_get_stubs_and_files_get_their_bytes() -> None:
    """A program that fetches a feed or a list gets that; a person gets a page."""
    rows = [
        row("/old.html", "/a/"),
        row("/feeds/posts/default", "/rss.xml"),
        row("/atom.xml", "/rss.xml"),
        row("/x/list.txt", "/list.txt"),
        row("/away", "https://o.example/x"),
    ]
    done = plan(rows, FILES)
    assert list(done.stubs) == ["old.html", "feeds/posts/default/index.html", "away/index.html"]
    assert list(done.copies) == ["atom.xml", "x/list.txt"]
    assert done.findings == []


def test_what_no_file_can_answer_is_kept_for_servers() -> None:
    """A query, a file that a page cannot stand in for, a name that no disk takes."""
    rows = [row("/search?q=x", "/"), row("/x.tar.gz", "https://o.example/"), row("/x.txt", "/a/")]
    rows += [row("/../x", "/a/"), row(f"/search/label/{'t' * 300}", "/a/"), row("/a%5Cb", "/a/")]
    done = plan(rows, FILES)
    assert done.server_only == rows
    assert (done.stubs, done.copies, done.findings) == ({}, {}, [])


def test_two_rows_that_say_the_same_are_one() -> None:
    """Two hosts may have had the same address, as long as it leads to the same place."""
    done = plan([row("/x", "/a/"), row("/x/", "/a/", 2)], FILES)
    assert (len(done.stubs), done.findings) == (1, [])


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([row("/x", "/a/"), row("/x/", "/", 2)], "t:2: /x/ leads elsewhere at t:1"),
        ([row("/b.html", "/a/")], "t:1: /b.html is an address of this site: nothing can replace it"),
        ([row("/list.txt", "/rss.xml")], "t:1: /list.txt is an address of this site: nothing can replace it"),
        ([row("/b.html/x", "/a/")], "t:1: /b.html/x needs b.html to be a file and a folder"),
        ([row("/y.html", "/a/"), row("/y.html/z", "/", 2)], "t:2: /y.html/z needs y.html to be a file and a folder"),
    ],
)
def test_an_address_that_cannot_be_kept_is_found(rows: list[Row], finding: str) -> None:
    """Nothing of the site is ever replaced, and no two things stand at one address."""
    assert finding in plan(rows, FILES).findings


def test_a_target_that_is_no_file_is_found() -> None:
    """A path must be spelt as the site has it; what lies elsewhere is not looked at; queries do not hide it."""
    rows = [row("/x", "/a/?p=1#c"), row("/y", "https://o.example/"), row("/z", "/c/"), row("/s?q=", "/a", 2)]
    assert nowhere(rows, FILES) == [
        "t:1: /z leads nowhere: this site has no /c/",
        "t:2: /s?q= leads nowhere: this site has no /a, only /a/",
    ]


def test_a_legacy_address_is_no_target() -> None:
    """No visitor is sent from stub to stub, nor in a circle."""
    rows = [
        row("/x", "/y/"),
        row("/y", "/z.html", 2),
        row("/z.html", "/a/", 3),
        row("/p", "/q", 4),
        row("/q", "/p/", 5),
    ]
    assert nowhere(rows, FILES) == [
        "t:1: /x leads to a legacy address: /x → /y → /z.html → /a/; write the last one",
        "t:2: /y leads to a legacy address: /y → /z.html → /a/; write the last one",
        "t:4: /p leads in a circle: /p → /q → /p/",
        "t:5: /q leads in a circle: /q → /p → /q",
    ]


def test_files_that_differ_only_in_case_are_found() -> None:
    """On many a disk the second would replace the first; accents may be written in two ways, too."""
    stubs = {
        "x.html": row("/x.html", "/"),
        "X.html": row("/X.html", "/", 2),
        "e\u0301": row("/e", "/"),
        "f": row("/f", "/"),
    }
    stubs["\u00e9"] = row("/E", "/", 3)
    assert case_clashes(stubs) == [
        "t:2: /X.html differs only in case from /x.html at t:1",
        "t:3: /E differs only in case from /e at t:1",
    ]
