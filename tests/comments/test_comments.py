"""The promises of plugins/comments: every comment is shown once, in its place, and nothing it brings does harm."""

import json
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from comments import file
from comments.thread import LEVELS, thread
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from subprocess import CompletedProcess
    from xml.etree.ElementTree import Element

    from conftest import Site

REL = 'rel="nofollow ugc noopener"'
DATE = "2021-10-14T16:36:00+02:00"


def entry(number: int, **values: str) -> str:
    """Return a comment in YAML; every key has a default but link and parent."""
    pairs = {"id": str(number), "author": f"Reader {number}", "date": DATE, "text": f"Text {number}.", **values}
    return "- " + "\n  ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in pairs.items()) + "\n"


def threads(source: str) -> list[dict[str, Any]]:
    """Return the threads of a file without findings."""
    comments, findings = file.read(source.encode())
    assert findings == []
    return thread(comments)[0]


def ids(shown: list[dict[str, Any]]) -> list[Any]:
    """Return the ids in a list of threads: an id, then the list of those below it if there are any."""
    return [part for c in shown for part in ([c["id"], ids(c["replies"])] if c["replies"] else [c["id"]])]


def page(site: "Site", path: str = "posts/2021/10/a/index.html") -> "Element":
    """Return the tree a browser makes of a page."""
    return html5lib.parse(site.output(path), treebuilder="etree", namespaceHTMLElements=False)


# What comes in


def test_empty_files() -> None:
    """A file without comments is a file without comments."""
    for source in (b"", b"# nobody yet\n", b"[]\n", b"---\n...\n", b"\xef\xbb\xbf", b"~"):
        assert file.read(source) == ([], [])


def test_values_are_texts() -> None:
    """Numbers, dates and quoted words stay the texts they are; null is no text."""
    source = f"- id: 007\n  author: 'null'\n  date: {DATE}\n  parent: null\n  link: ~\n  text: 1.0\n"
    ((comment,), findings) = file.read(source.encode())
    assert findings == []
    assert (comment.id, comment.author, comment.parent, comment.link, comment.text) == ("007", "null", "", "", "1.0")
    assert comment.date.isoformat() == DATE


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"a: b", ["1: comments are a list"]),
        (b"just a text", ["1: comments are a list"]),
        (b"- a\n- [b]\n-\n", ["1: a comment has keys", "2: a comment has keys", "3: a comment has keys"]),
        (b"- {id: 1}", ["1: a comment without date and text"]),
        (b"- id: 1\n  lnik: x", ["2: a comment has no `lnik`"]),
        (b"- id: 1\n  ? [x]\n  : y", ["2: a comment has no `None`"]),
        (b"- id: 1\n  id: 1", ["2: `id` stands here twice"]),
        (b"- id: 1\n  text: [a]", ["2: `text` must be a text"]),
        (b"- &a\n  id: 1\n  text: *a", ["3: `text` must be a text"]),
        (b"- id: 1\n\ttext: x", ["2: this is not YAML"]),
        (b"- id: 1\n- text: 'x\n", ["3: this is not YAML"]),
        (b"- id: 1\n- \xff", ["2: this is not UTF-8"]),
        (b"- id: \x00", ["1: this is not YAML"]),
        (b"- !!python/object/apply:os.system [x]", ["1: a comment has keys"]),
        (b"[" * 10_000, ["2: this is not YAML"]),
        (b"- " * 3000, ["1: a comment has keys"]),
        (entry(1, id="1a").encode(), ["1: id must be digits"]),
        (entry(1, id="٣").encode(), ["1: id must be digits"]),
        (entry(1, id="1" * 5000).encode(), ["1: id must be digits"]),
        (entry(1, date="2021-10-14T16:36:00").encode(), ["1: date must be like 2021"]),
        (entry(1, date="yesterday").encode(), ["1: date must be like 2021"]),
        ((entry(1) + entry(2) + entry(1)).encode(), ["9: id 1 is the one of line 1 too"]),
        ((entry(1, date="") + entry(2) + entry(3, id="")).encode(), ["1: date must be", "9: id must be digits"]),
    ],
)
def test_findings(source: bytes, expected: list[str]) -> None:
    """What is wrong with a file is told with its line, all of it, whatever the file is."""
    told = [f"{line}: {message}" for line, message in file.read(source)[1]]
    assert [text[: len(start)] for text, start in zip(told, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("<b>a</b> <i>b</i><br>c &lt;d&gt; <code>e &amp; f</code>", None),
        ("<p>a</p><blockquote>b</blockquote>", None),
        ('<pre tabindex="7">c</pre>', '<pre tabindex="0">c</pre>'),
        ("a <b onclick='x()' style='color:red' class='x' id='y'>b</b>", "a <b>b</b>"),
        ("a<script>alert(1)</script><style>p{}</style><img src=x onerror=y>b", "ab"),
        ("<a href='javascript:x()'>a</a>", f"<a {REL}>a</a>"),
        ("<a href=' JaVaScRiPt:x()'>a</a>", f"<a {REL}>a</a>"),
        ("<a href='data:text/html,x' target=_top>a</a>", f"<a {REL}>a</a>"),
        ("<a href='https://a.example/?a=1&b=2' rel=me>a</a>", f'<a href="https://a.example/?a=1&amp;b=2" {REL}>a</a>'),
        ("<a href='mailto:a@example.org'>a</a>", f'<a href="mailto:a@example.org" {REL}>a</a>'),
        ("</li></ol></section><b>never closed", "<b>never closed</b>"),
        ("<iframe src='https://example.org/'></iframe><form><input></form><h1>a</h1>", "a"),
        ("<!-- a --> <![CDATA[b]]> <?php c ?>d", "d"),
    ],
)
def test_texts_are_clean(text: str, clean: str | None) -> None:
    """Links, emphasis, code and quotations stay; scripts, styles, pictures, frames and foreign attributes go."""
    ((comment,), _) = file.read(entry(1, text=text).encode())
    assert comment.text == (text if clean is None else clean)


@pytest.mark.parametrize(
    "link", ["javascript:x()", "data:x", "ftp://example.org/", "//example.org/", "https://", "x", " "]
)
def test_author_links(link: str) -> None:
    """An author's link that is not http or https is not shown."""
    assert threads(entry(1, link=link))[0]["link"] == ""
    assert threads(entry(1, link="HTTPS://example.org/a"))[0]["link"] == "HTTPS://example.org/a"


# Threads


def test_order_and_nesting() -> None:
    """Oldest first, then by number; answers below what they answer, wherever they stand in the file."""
    source = (
        entry(9, parent="10")
        + entry(3, date="2021-10-14T15:00:00+00:00")  # later than it looks
        + entry(2, date="2021-10-14T16:59:00+02:00")
        + entry(10)
        + entry(8, parent="10", date="2020-01-01T00:00:00+00:00")  # before what it answers
    )
    assert ids(threads(source)) == ["10", ["8", "9"], "2", "3"]


def test_missing_parents_and_circles() -> None:
    """An answer to nobody and one of each circle begin a thread; both are told, and nothing is lost."""
    parents = {1: "99", 2: "3", 3: "4", 4: "2", 5: "5", 6: "4"}
    source = "".join(entry(number, parent=parent) for number, parent in parents.items())
    shown, odd = thread(file.read(source.encode())[0])
    assert ids(shown) == ["1", "2", ["4", ["3", "6"]], "5"]
    assert [line for line, _ in odd] == [1, 6, 21]


def test_depth_has_an_end() -> None:
    """A chain of thousands of answers nests six deep; those deeper stand on the last level, name whom they answer."""
    count = 5000
    shown = threads("".join(entry(n, parent=str(n - 1) if n > 1 else "") for n in range(1, count + 1)))
    json.dumps(shown)  # the page's dependencies must be writable
    level, lists = shown, 1
    while level[0]["replies"]:
        level, lists = level[0]["replies"], lists + 1
    assert lists == LEVELS
    assert [c["id"] for c in level] == [str(n) for n in range(LEVELS, count + 1)]
    assert [c["answers"] for c in level[:2]] == [None, {"id": "6", "author": "Reader 6"}]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=12), max_size=12))
def test_every_comment_is_there_once(parents: list[int]) -> None:
    """Whoever answers whom, each comment is shown exactly once and nothing nests deeper than six."""
    comments, _ = file.read("".join(entry(n, parent=str(p)) for n, p in enumerate(parents, 1)).encode())
    waiting, seen = [(c, 1) for c in thread(comments)[0]], []
    while waiting:
        comment, level = waiting.pop()
        assert level <= LEVELS
        seen.append(int(comment["id"]))
        waiting += [(reply, level + 1) for reply in comment["replies"]]
    assert sorted(seen) == list(range(1, len(parents) + 1))


# Pages


def written(run: "CompletedProcess[str]") -> list[str]:
    """Return the pages a build has written."""
    done = [line.rpartition(":")[2] for line in run.stderr.splitlines() if line.startswith(".")]
    return [path for path in done if path.endswith(".html")]


def test_pages_show_them(site: "Site") -> None:
    """Posts and pages show their comments with anchors as on Blogger; authors and texts do no harm."""
    hostile = '<script>alert(1)</script>" onclick="x'
    site.post("posts/2021/10/a.html")
    site.post("posts/2021/10/b.md")
    site.post("pages/p.html")
    removed = entry(12, parent="11", text="Comment removed by its author.")
    source = entry(11, author=hostile, link='https://example.org/"><b>') + removed + entry(13, author="")
    site.write("posts/2021/10/a.comments.yaml", source)
    site.write("posts/2021/10/b.comments.yaml", entry(7, text='See <a href="link://filename/pages/p.html">it</a>.'))
    site.write("pages/p.comments.yaml", entry(8))
    site.build()
    tree = page(site)
    shown = {e.get("id"): "".join(e.itertext()) for e in tree.iter("article") if "comment" in str(e.get("class"))}
    assert list(shown) == ["c11", "c12", "c13"]
    assert hostile in shown["c11"]
    assert "Comment removed by its author." in shown["c12"]
    assert "Anonymous" in shown["c13"]
    assert sorted(e.get("type", "") for e in tree.iter("script")) == ["", "application/ld+json"]  # the theme's own
    assert not [e for e in tree.iter() if e.get("onclick")]
    assert tree.find(".//*[@id='c11']/../ol//*[@id='c12']") is not None
    links = {str(a.get("href")).rstrip("/"): a.get("rel") for a in page(site, "posts/2021/10/b/index.html").iter("a")}
    assert links["../../../../pages/p"] == "nofollow ugc noopener"
    assert page(site, "pages/p/index.html").find(".//*[@id='c8']") is not None


def test_only_its_own_page_is_written_again(site: "Site") -> None:
    """A change in a file of comments rewrites the page of that post and, for their number, lists; no change, none."""
    site.post("posts/2021/10/a.html", tags=["x"])
    site.post("posts/2021/10/b.html", tags=["x"])
    site.build()
    before = {path: path.read_bytes() for path in (site.root / "output").rglob("*.html")}
    site.write("posts/2021/10/a.comments.yaml", entry(1))
    site.build()
    changed = {path for path, was in before.items() if path.read_bytes() != was}
    lists = {"index.html", "2021/index.html", "2021/10/index.html", "categories/x/index.html"}
    assert changed == {site.root / "output" / path for path in (*lists, "posts/2021/10/a/index.html")}
    site.write("posts/2021/10/a.comments.yaml", entry(1, text="other"))
    assert written(site.build()) == ["output/posts/2021/10/a/index.html"]
    assert written(site.build()) == []
    (site.root / "posts/2021/10/a.comments.yaml").unlink()
    site.build()
    assert {path: path.read_bytes() for path in before} == before


def test_findings_end_the_build(site: "Site") -> None:
    """All findings of all files are told and the build fails with exit code 1; a file without a post is one."""
    site.post("posts/2021/10/a.html")
    site.post("posts/2021/10/b.html", status="draft")
    site.write("posts/2021/10/a.comments.yaml", "- id: 1\n- id: x\n  date: y\n  text: z\n")
    site.write("posts/2021/10/b.comments.yaml", "- [\n")
    site.write("posts/2021/10/none.comments.yaml", entry(1))
    told = site.nikola("build", "--strict", code=1).stderr
    assert [line for line in told.splitlines() if line.startswith("posts/")] == [
        "posts/2021/10/a.comments.yaml:1: a comment without date and text",
        "posts/2021/10/a.comments.yaml:2: id must be digits, 40 at most, not 'x'",
        "posts/2021/10/b.comments.yaml:2: this is not YAML: did not find expected node content",
        "posts/2021/10/none.comments.yaml:1: comments without a post or page beside them",
    ]


def test_oddities_are_told(site: "Site") -> None:
    """An answer to a comment that is gone is told and does not end the build, strict or not."""
    site.post("posts/2021/10/a.html")
    site.write("posts/2021/10/a.comments.yaml", entry(1, parent="99"))
    assert "posts/2021/10/a.comments.yaml:1: no comment 99 to answer" in site.build().stderr
