"""The feed of comments."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import feedparser
import pytest
from feeds import comment_feed
from feeds.comment_feed import Page
from lxml import etree

if TYPE_CHECKING:
    from conftest import Site

PAGE = Page("posts/a.comments.yaml", "tag:a", "https://b.example/a/", "A post", lambda address: address)


def comment(number: int, **values: str) -> str:
    """Return a comment as in a file; each is a minute later than the one before."""
    date = datetime(2021, 10, 14, number // 60, number % 60, tzinfo=UTC).isoformat()
    values = {"id": str(number), "author": f"A{number}", "date": date, "text": f"Text {number}", **values}
    return "".join(
        f"{'  ' if at else '- '}{key}: {json.dumps(value)}\n" for at, (key, value) in enumerate(values.items())
    )


def numbers(*files: str, count: int = 3) -> list[str]:
    """Return the numbers of the newest comments in files."""
    found = comment_feed.newest([(PAGE, file.encode()) for file in files], count, "Nobody")
    return [source.partition("#c")[2] for _, source in found]


def test_the_newest_of_all_files() -> None:
    """However they are spread over files, in whatever order."""
    files = [comment(1) + comment(9), comment(8) + comment(2), comment(7), "", comment(3)]
    assert numbers(*files) == ["9", "8", "7"]
    assert numbers(*files[::-1], count=20) == ["9", "8", "7", "3", "2", "1"]


def test_dates_are_moments() -> None:
    """Ten in the evening in New York is later than midnight in Paris."""
    paris, new_york = comment(1, date="2021-10-15T00:00:00+02:00"), comment(2, date="2021-10-14T22:00:00-04:00")
    assert numbers(paris, new_york) == ["2", "1"]


@pytest.mark.parametrize(
    "file",
    [
        '[{"id": "9", "date": "2021-10-14T00:09:00+00:00", "text": "x"}]',  # YAML as JSON
        "- id: '9'\n  'date' : 2021-10-14T00:09:00+00:00\n  text: date 1999-01-01T00:00:00+00:00\n",
        "- id: '9'\n  date: >-\n    2021-10-14T00:09:00+00:00\n  text: x\n",
        comment(9, text="date: 2099-01-01T00:00:00+00:00"),
    ],
)
def test_every_way_to_write_yaml_counts(file: str) -> None:
    """That most files are not parsed is not seen from outside."""
    assert numbers(file, comment(7) + comment(8), comment(5) + comment(6), comment(1)) == ["9", "8", "7"]


def test_a_comment_is_an_entry() -> None:
    """With the id it had, its place on the page, what it answers; made safe, whatever wrote it."""
    text = '<b onclick="x()">é</b> <a href="javascript:x()">j</a><script>x()</script>'
    file = comment(1, guid="tag:blogger.com,1999:blog-1.post-1") + comment(
        2, parent="1", link="https://a.example/", text=text
    )
    file += comment(3, parent="77", author="", link="javascript:x()")
    third, second, first = (entry for entry, _ in comment_feed.newest([(PAGE, file.encode())], 9, "Nobody"))
    assert (first.id, first.answers) == ("tag:blogger.com,1999:blog-1.post-1", ("tag:a", PAGE.address))
    assert (second.id, second.answers) == ("tag:a#c2", (first.id, "https://b.example/a/#c1"))
    assert (second.author, second.author_address, second.title) == ("A2", "https://a.example/", "A2: A post")
    assert second.address == "https://b.example/a/#c2"
    assert second.content == '<b>é</b> <a rel="nofollow ugc noopener">j</a>'
    assert (third.author, third.author_address, third.answers) == ("Nobody", "", ("tag:a", PAGE.address))


@pytest.mark.parametrize("file", ["", "[]", "- id: [", "~"])
def test_what_is_no_comment_is_passed_over(file: str) -> None:
    """The plugin `comments` has told it; this one goes on."""
    assert numbers(file, comment(1)) == ["1"]


def test_the_feed_is_built(site: "Site") -> None:
    """Newest first, of public posts and pages only, with links that lead to the comment on its page."""
    site.post("posts/2021/10/a.html", guid="tag:a")
    site.write("posts/2021/10/a.comments.yaml", comment(1) + comment(3, text='<a href="link://slug/a">a</a>'))
    site.post("pages/p.html", guid="tag:p")
    site.write("pages/p.comments.yaml", comment(2))
    site.post("posts/2021/10/draft.html", status="draft")
    site.write("posts/2021/10/draft.comments.yaml", comment(4))
    site.build()
    data = site.output("comments.xml").encode()
    parsed = feedparser.parse(data)
    assert [(entry.id, entry.link) for entry in parsed.entries] == [
        ("tag:a#c3", "https://blog.apdu.fr/posts/2021/10/a/#c3"),
        ("tag:p#c2", "https://blog.apdu.fr/pages/p/#c2"),
        ("tag:a#c1", "https://blog.apdu.fr/posts/2021/10/a/#c1"),
    ]
    assert "https://blog.apdu.fr/posts/2021/10/a/" in parsed.entries[0].content[0].value
    answered = [
        one.get("ref") for one in etree.fromstring(data).iter("{http://purl.org/syndication/thread/1.0}in-reply-to")
    ]
    assert answered == ["tag:a", "tag:p", "tag:a"]
    assert "tag:a#c3\t/posts/2021/10/a/#c3\tposts/2021/10/a.comments.yaml#c3\n" in site.output("../posts/served.txt")


def test_a_comment_rewrites_no_other_feed(site: "Site") -> None:
    """Nor does any of them change when another post gets one: only comments.xml and the page."""
    for name in "ab":
        site.post(f"posts/2021/10/{name}.html", tags=["t"])
        site.write(f"posts/2021/10/{name}.comments.yaml", comment(1 if name == "a" else 2))
    site.build()
    output = site.root / "output"
    files = [path for kind in ("*.xml", "*.json", "categories/*.*", "posts/**/*.html") for path in output.glob(kind)]
    before = {path: path.stat().st_mtime_ns for path in files}
    site.write("posts/2021/10/a.comments.yaml", comment(1) + comment(3))
    site.build()
    changed = {str(path.relative_to(output)) for path in files if path.stat().st_mtime_ns != before[path]}
    assert changed == {"comments.xml", "posts/2021/10/a/index.html"}


def test_each_page_with_comments_has_a_feed_of_them(site: "Site") -> None:
    """As on Blogger: only this page's comments, with the same ids; a page without comments has none."""
    site.post("posts/2021/10/with.html", slug="with", guid="tag:blogger.com,1999:blog-1.post-2")
    site.write(
        "posts/2021/10/with.comments.yaml",
        '- id: "7"\n  author: Me\n  date: "2021-10-15T10:00:00+02:00"\n'
        "  guid: tag:blogger.com,1999:blog-1.post-7\n  text: Yes.\n",
    )
    site.post("posts/2021/10/without.html", slug="without")
    site.build()
    feed = feedparser.parse(site.output("posts/2021/10/with/comments.xml"))
    assert [entry.id for entry in feed.entries] == ["tag:blogger.com,1999:blog-1.post-7"]
    assert not (site.root / "output/posts/2021/10/without/comments.xml").exists()
