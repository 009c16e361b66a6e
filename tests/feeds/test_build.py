"""`nikola build` with feeds: what is in them, and when they are written."""

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import feedparser
import pytest
from lxml import html

if TYPE_CHECKING:
    from conftest import Site

OLD_ID = "tag:blogger.com,1999:blog-1.post-2"


def read(site: "Site", path: str = "rss.xml") -> feedparser.FeedParserDict:
    """Return a feed as a reader sees it."""
    parsed = feedparser.parse(
        (site.root / "output" / path).read_bytes(), sanitize_html=False, resolve_relative_uris=False
    )
    assert not parsed.bozo
    return parsed


def test_an_entry_keeps_the_id_it_had(site: "Site") -> None:
    """A post from Blogger has its Blogger id in every format, a new one has what its metadata was given."""
    site.post("posts/2021/10/old.html", guid=OLD_ID, date="2021-10-14T16:36:00+02:00")
    site.post("posts/2021/11/new.html", date="2021-11-01T00:00:00+01:00")
    site.build()
    new = "tag:blog.apdu.fr,2021-11-01:new"
    assert [(entry.id, entry.guidislink) for entry in read(site).entries] == [(new, False), (OLD_ID, False)]
    assert [entry.id for entry in read(site, "atom.xml").entries] == [new, OLD_ID]
    assert [item["id"] for item in json.loads(site.output("feed.json"))["items"]] == [new, OLD_ID]


def test_the_whole_text_is_in_the_feed(site: "Site") -> None:
    """Not the teaser; and links lead to the site from wherever the feed is read."""
    site.post("posts/2021/10/one.html", "<p>First.</p><!-- TEASER_END --><p>Second é.</p>")
    site.post(
        "posts/2021/10/two.html",
        '<p><a href="link://slug/one">one</a> <a href="#x">x</a> <img src="/i.png"> <a href="link://feed">f</a></p>',
        date="2021-10-15T16:36:00+02:00",
    )
    site.build()
    two, one = read(site).entries
    assert one.content[0].value == "<p>First.</p><p>Second é.</p>"
    assert two.content[0].value == (
        '<p><a href="https://blog.apdu.fr/posts/2021/10/one/">one</a>'
        ' <a href="https://blog.apdu.fr/posts/2021/10/two/#x">x</a>'
        ' <img src="https://blog.apdu.fr/i.png"> <a href="https://blog.apdu.fr/rss.xml">f</a></p>'
    )


@pytest.mark.parametrize(("settings", "length"), [({}, 25), ({"LOWTECH_FEED_LENGTH": 3}, 3)])
def test_the_newest_entries_and_no_more(site: "Site", settings: dict[str, int], length: int) -> None:
    """A longer feed would show old posts as new; a post that the home page keeps on top is no newer."""
    for day in range(1, 31):
        site.post(f"posts/2021/10/p{day}.html", date=f"2021-10-{day:02}T00:00:00+02:00", priority=30 - day)
    site.configure(**settings)
    site.build()
    assert [entry.title for entry in read(site).entries] == [f"p{day}" for day in range(30, 30 - length, -1)]


def test_what_is_not_public_is_in_no_feed(site: "Site") -> None:
    """Neither drafts nor posts with a date to come, whatever their tags; nor pages."""
    site.post("posts/2021/10/public.html", tags=["t"])
    site.post("posts/2021/10/draft.html", tags=["t", "draft only"], status="draft")
    site.post("posts/2021/10/private.html", tags=["t"], status="private")
    site.post("posts/2099/10/later.html", tags=["t"], date="2099-10-14T16:36:00+02:00")
    site.post("pages/page.html", tags=["t"])
    site.build()
    feeds = sorted(path.relative_to(site.root / "output") for path in (site.root / "output").rglob("*.xml"))
    titles = {str(path): [entry.title for entry in read(site, str(path)).entries] for path in feeds}
    assert titles["rss.xml"] == ["public"]
    assert [found for path, found in titles.items() if path.startswith("categories")] == [["public"]]


def test_every_tag_has_its_feeds(site: "Site") -> None:
    """Beside the page of the tag, linked from it, whatever is in the tag's name."""
    tags = ["PC/SC", "C#", "🎉 party", "a&b <c>", "Smartcard", "smartcard", "50%", "x=y", "archive", "rss"]
    for number, tag in enumerate(tags):
        site.post(f"posts/2021/10/p{number}.html", tags=[tag])
    site.build()
    for number, tag in enumerate(tags):
        page = re.findall(r'href="(?:\.\./)*(categories/[^"]+)"', site.output(f"posts/2021/10/p{number}/index.html"))[0]
        head = html.fromstring(site.output(f"{page}index.html")).find("head")
        rss, atom, data = (f"categories/{href[3:]}" for href in head.xpath("link[@rel='alternate']/@href")[4:])
        for parsed in (read(site, rss), read(site, atom)):
            assert [(one.title, [label.term for label in one.tags]) for one in parsed.entries] == [
                (f"p{number}", [tag])
            ]
            assert parsed.feed.link == f"https://blog.apdu.fr/{page}"
        assert [item["tags"] for item in json.loads(site.output(data))["items"]] == [[tag]]


def test_others_link_feeds_by_name(site: "Site") -> None:
    """Redirects and posts need no address of a feed: link:// has all of them, also of tags."""
    kinds = ("feed", "atom_feed", "json_feed", "comment_feed", "feed_page", "feed/a%20b", "atom_feed/a%20b")
    links = " ".join(f'<a href="link://{kind}">x</a>' for kind in (*kinds, "json_feed/a%20b"))
    site.post("posts/2021/10/p.html", links, tags=["a b"])
    site.build()
    page = html.fromstring(site.output("posts/2021/10/p/index.html"))
    found = [urljoin("/posts/2021/10/p/", href) for href in page.xpath("//a[.='x']/@href")]
    assert found == [
        *("/rss.xml", "/atom.xml", "/feed.json", "/comments.xml", "/feeds/"),
        *("/categories/a-b.xml", "/categories/a-b.atom", "/categories/a-b.json"),
    ]


def test_people_find_all_feeds_on_a_page(site: "Site") -> None:
    """The page is linked from every other, works without scripts, and names each address."""
    site.post("posts/2021/10/p.html", tags=["<b> & co"])
    site.build()
    assert "../../../../feeds/" in html.fromstring(site.output("posts/2021/10/p/index.html")).xpath("//footer//a/@href")
    page = html.fromstring(site.output("feeds/index.html"))
    assert page.findtext(".//h1") == "Feeds"
    found = {urljoin("/feeds/", href) for href in page.xpath("//main//a/@href")}
    assert found == {
        *("/rss.xml", "/atom.xml", "/feed.json", "/comments.xml"),
        *("/categories/b-co.xml", "/categories/b-co.atom", "/categories/b-co.json"),
    }
    assert "<b> & co" in page.text_content()
    assert "/feeds/" in site.output("sitemap.xml")


def test_hostile_titles_and_labels_are_read_back(site: "Site") -> None:
    """What is in a title or a label comes out of the feed as it went in."""
    site.post("posts/2021/10/x.html", "<p>a\x0bb</p>", title="AT&T <3 ]]> 🎉 \x01é", tags=["R&D ]]>"])
    site.build()
    entry = read(site).entries[0]
    assert (entry.title, entry.tags[0].term) == ("AT&T <3 ]]> 🎉 é", "R&D ]]>")
    assert entry.content[0].value == "<p>ab</p>"


def outputs(site: "Site") -> dict[Path, bytes]:
    """Return all feeds."""
    output = site.root / "output"
    found = [
        *output.glob("*.xml"),
        *output.glob("*.json"),
        *output.glob("categories/*.*"),
        *output.rglob("archive/*.xml"),
    ]
    feeds = [path for path in found if path.suffix != ".html" and "sitemap" not in path.name]
    return {path: path.read_bytes() for path in feeds}


def test_two_clean_builds_write_the_same_bytes(site: "Site") -> None:
    """With one process or two, now or later: a reader that has the feed need not fetch it again."""
    for day in range(1, 9):
        site.post(f"posts/2021/10/p{day}.html", date="2021-10-14T16:36:00+02:00", tags=["a", f"t{day}"])
    site.post("posts/2021/10/without-id.md", date="2021-10-14T16:36:00+02:00")
    site.configure(LOWTECH_FEED_LENGTH=3)
    site.build()
    first = outputs(site)
    for left in ("output", "cache"):
        shutil.rmtree(site.root / left)
    for left in site.root.glob(".doit*"):
        left.unlink()
    site.nikola("build", "--strict", "-n", "2")
    assert outputs(site) == first
    assert len(first) == 3 + 9 * 3 + 3 * 2 + 1


def test_a_feed_is_written_when_an_entry_in_it_changes(site: "Site") -> None:
    """Its text, its title or its address; not for a post that is too old for it, or has other tags, or is the same."""
    site.configure(LOWTECH_FEED_LENGTH=2)
    for day in (1, 2, 3):
        site.post(
            f"posts/2021/10/p{day}.html",
            date=f"2021-10-0{day}T00:00:00+02:00",
            tags=["a" if day == 3 else "b"],
            guid=f"tag:{day}",
        )
    site.build()
    rest = {"rss-1.xml", "atom-1.xml"}  # the archive holds the posts 1 and 2
    blog, tag_a, tag_b = (
        {"rss.xml", "atom.xml", "feed.json"},
        {"a.xml", "a.atom", "a.json"},
        {"b.xml", "b.atom", "b.json"},
    )
    feeds = {path.name: path for path in outputs(site)}

    def written(body: str, day: int, **metadata: str) -> set[str]:
        date = f"2021-10-0{day}T00:00:00+02:00"
        site.post(
            f"posts/2021/10/p{day}.html",
            body,
            date=date,
            tags=["a" if day == 3 else "b"],
            guid=f"tag:{day}",
            **metadata,
        )
        before = {name: path.stat().st_mtime_ns for name, path in feeds.items()}
        site.build()
        return {name for name, path in feeds.items() if path.stat().st_mtime_ns != before[name]}

    assert written("<p>Text.</p>", 3) == set()
    assert written("<p>New text.</p>", 3) == blog | tag_a
    assert written("<p>New text.</p>", 3, title="New title") == blog | tag_a
    assert written("<p>New text.</p>", 1) == tag_b | rest
    assert written("<p>New text.</p>", 3, title="New title", slug="other") == blog | tag_a


def test_every_page_names_the_feed(site: "Site") -> None:
    """A reader that is given any page finds the feed; the blog's name is text there too."""
    site.configure(BLOG_TITLE='A "blog" & <more>')
    site.post("posts/2021/10/x.html")
    site.post("pages/about.html")
    site.build()
    for page, back in {"index": "", "posts/2021/10/x/index": "../../../../", "pages/about/index": "../../"}.items():
        links = html.fromstring(site.output(f"{page}.html")).xpath("//head/link[@rel='alternate']")
        assert [(link.get("type"), link.get("title"), link.get("href")) for link in links] == [
            ("application/rss+xml", 'A "blog" & <more>', f"{back}rss.xml"),
            ("application/atom+xml", 'A "blog" & <more> (Atom)', f"{back}atom.xml"),
            ("application/feed+json", 'A "blog" & <more> (JSON Feed)', f"{back}feed.json"),
            ("application/atom+xml", 'A "blog" & <more>: Comments', f"{back}comments.xml"),
        ]


def test_a_blog_without_posts_has_a_feed(site: "Site") -> None:
    """One may subscribe before the first post."""
    site.build()
    assert read(site).entries == read(site, "atom.xml").entries == read(site, "comments.xml").entries == []
    assert json.loads(site.output("feed.json"))["items"] == []


def test_a_hub_is_named_where_it_is_set(site: "Site") -> None:
    """Readers that speak WebSub find it in every format; without the setting there is none."""
    site.post("posts/2021/10/x.html")
    site.build()
    assert all("hub" not in site.output(path) for path in ("rss.xml", "atom.xml", "feed.json"))
    site.configure(LOWTECH_FEED_HUB="https://hub.example/")
    site.build()
    for path in ("rss.xml", "atom.xml"):
        assert [link.href for link in read(site, path).feed.links if link.rel == "hub"] == ["https://hub.example/"]
    assert json.loads(site.output("feed.json"))["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


def test_code_reads_without_the_sites_stylesheet(site: "Site") -> None:
    """Colours and marks of the page are not in feeds, the language is; nor is what runs or is to be filled in."""
    site.post("posts/2021/10/x.md", "```python\nif x: pass  # a\n```\n\n<iframe src='https://v.example/'></iframe>")
    site.build()
    assert "<span" in site.output("posts/2021/10/x/index.html")
    text = read(site, "atom.xml").entries[0].content[0].value
    assert '<pre><code class="language-python">if x: pass  # a</code></pre>' in text
    assert '<a href="https://v.example/">' in text


def test_a_feed_has_room_for_an_entry(site: "Site") -> None:
    """A length that makes no feed stops the build with a sentence."""
    site.configure(LOWTECH_FEED_LENGTH=0)
    run = site.nikola("build", "--strict", code=None)
    assert (run.returncode, "conf.py: LOWTECH_FEED_LENGTH must be 1 at least, not 0" in run.stderr) == (1, True)
