"""What counts as published, decided without Nikola."""

import pytest
from published import gone, memory, promises

SITE = "https://example.org/blog/"
POST = "posts/2021/10/a/index.html"


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("index.html", "/"),
        ("posts/a/index.html", "/posts/a/"),
        ("posts/a.html", "/posts/a.html"),
        ("a b/100%/é#?.txt", "/a%20b/100%25/%C3%A9%23%3F.txt"),
        ("index.html.html", "/index.html.html"),
    ],
)
def test_files_and_addresses_are_one(file: str, address: str) -> None:
    """Each file has one address, and the address leads back to the file."""
    assert promises.address(file) == address
    assert promises.file(address) == promises.file(f"{address}#part") == file


def test_parts_of_lists_are_no_promises() -> None:
    """What a list's later parts show moves on with each post; a post may be called like one."""
    files = {
        "index.html",
        "index-1.html",
        "categories/x/index-12.html",
        "categories/x/page-2.html",
        "page-3/index.html",
    }
    post = "posts/index-1.html"
    assert promises.addresses({*files, post}, {post}, []) == {"/", "/posts/index-1.html"}


def test_what_the_settings_leave_out_is_no_promise() -> None:
    """Patterns of addresses; * stands for anything."""
    files = {"assets/css/theme.css", "search/x.json", "search/index.html"}
    assert promises.addresses(files, (), ["/assets/*", "/search/*.json"]) == {"/search/"}


def test_comments_and_linked_headings_are_promises() -> None:
    """Each comment; each heading that another page links to; no other id, and nothing elsewhere."""
    body = (
        b'<h2 class="x" id="linked &amp; far">A</h2><h2 id="alone"><a href="#alone">B</a></h2><p id="no-heading">C</p>'
        b'<article class="comment h-cite" id="c12"><a href="#c12">now</a></article><article id="cover">x</article>'
    )
    links = (
        b'<a class="y" href="../a/#linked%20&amp;%20far">1</a><a href="../a/#no-heading">2</a>'
        b'<a href="https://elsewhere.example/blog/posts/2021/10/a/#alone">3</a><a href="http://[half#alone">4</a>'
    )
    pages = {POST: promises.page(body), "posts/2021/10/b/index.html": promises.page(links)}
    assert promises.anchors(pages, SITE) == {"/posts/2021/10/a/#c12", "/posts/2021/10/a/#linked%20%26%20far"}


def test_a_stub_leads_to_a_file_of_the_site() -> None:
    """Of a stub the canonical link counts; one that leads elsewhere leads to no file of the site."""
    stub = b'<link rel="canonical" href="https://example.org/blog/posts/b/">'
    assert promises.led_to(stub, SITE) == "posts/b/index.html"
    assert promises.led_to(stub, "https://example.com/") is None
    assert promises.led_to(b"", SITE) is None


def test_a_memory_is_read_as_it_is_written() -> None:
    """Sorted, each address once, the notes at the top kept."""
    text = memory.text("# mine\n", ["/b", "/a/#c1", "/a/"])
    assert text == "# mine\n/a/\n/a/#c1\n/b\n"
    again = memory.read(text)
    assert (again.head, list(again.lines), again.faults) == ("# mine\n", ["/a/", "/a/#c1", "/b"], {})
    assert memory.read("").head == memory.HEAD


def test_a_line_that_is_no_address_is_a_fault() -> None:
    """A merge that was not finished, an address of another kind, a space: told with its line."""
    text = "/a\r\n<<<<<<< here\n\nhttps://example.org/\n/a b\n/b\n# note\n"
    read = memory.read(text)
    assert read.lines == {"/a": 1, "/b": 6}
    assert list(read.faults) == [2, 4, 5]


@pytest.mark.parametrize(
    ("gone_address", "new", "guess"),
    [
        ("/posts/2021/10/old/", ["/posts/2021/10/new/"], "/posts/2021/10/new/"),
        ("/posts/2021/10/old/", ["/posts/2022/01/old/", "/posts/2021/10/new/"], "/posts/2022/01/old/"),
        ("/posts/2021/10/old/", ["/posts/2021/10/old.html", "/posts/2021/10/b.html"], "/posts/2021/10/old.html"),
        ("/posts/2021/10/old/", ["/posts/2021/10/x/", "/posts/2021/10/y/"], "NEW"),
        ("/posts/2021/10/old/", ["/posts/2021/10/old/#c1"], "NEW"),
        ("/tags/x.xml", ["/tags/y.xml", "/tags/y/"], "NEW"),
        ("/", [], "NEW"),
    ],
)
def test_a_finding_says_what_to_do(gone_address: str, new: list[str], guess: str) -> None:
    """The command is there to be copied, with the new address where only one can be meant."""
    nothing = gone.Answers(set(), set(), {})
    (finding,) = gone.broken({gone_address: 3}, nothing, new).values()
    assert finding.endswith(f"nikola legacy --moved {gone_address} {guess}")


def test_what_answers_is_not_told() -> None:
    """A file, a folder's index, a row that only a server can follow, an anchor on a page of which nothing is known."""
    answers = gone.Answers({"a.txt", "b/index.html"}, {"/old list.txt"}, {"b/index.html": {"c1", "a b"}})
    kept = ["/a.txt", "/b", "/b/", "/b/#c1", "/b/#a%20b", "/old%20list.txt", "/old%20list.txt#c1", "/gone/#c1"]
    assert gone.broken({address: number for number, address in enumerate(kept)}, answers, []) == {}
    assert list(gone.broken({"/b/#c2": 9}, answers, [])) == [9]
