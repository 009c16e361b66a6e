"""The theme that sends the old blog's visitors on, rendered as Blogger would."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from blogger_page import page
from legacy.emit import blogger
from legacy.rules import Host, LegacyError, Site
from lxml import etree, html

PLACES = {"home": "/", "archive": "/archive.html", "tags": "/categories/", "search": "/search/", "feed": "/rss.xml"}
SITE = Site("https://new.example/", PLACES)
BLOG = "tag:blogger.com,1999:blog-1"
HOMEPAGE = {"blog.canonicalHomepageUrl": "https://old.blogspot.com/"}


def entry(kind: str, address: str, target: str, guid: str | None = None) -> dict[str, Any]:
    """Return a line of the record."""
    return {"kind": kind, "address": address, "target": target, "guid": guid}


RECORD = [
    entry("post", "/2021/10/a.html", "/posts/2021/10/a/", f"{BLOG}.post-11"),
    entry("post", "/2021/10/b.html", "/posts/2021/10/b/", f"{BLOG}.post-12"),
    entry("page", "/p/about.html", "/pages/about/", f"{BLOG}.page-13"),
    entry("page", "/p/own.html", "/pages/own/", "tag:new.example,2024:own"),
    entry("row", "/search/label/A%26B%20%3Ci%3E", "/categories/ab/"),
    entry("row", "/search/label/say%20%22it%27s%22", "/categories/say/"),
    entry("row", "/search/label/it%27s", "/categories/its/"),
    entry("row", "/2021/", "/2021/"),
    entry("row", "/2021/10/", "/2021/10/"),
    entry("row", "/feeds/posts/default", "/rss.xml"),
]
THEME = blogger.write([Host("old.blogspot.com", (), RECORD)], SITE)
POST = {"id": "11", "title": "A & B", "body": "<p>The first <b>words</b>.</p>"}


def seen(data: Mapping[str, Any], theme: str = THEME) -> tuple[list[str], list[str], str, etree._Element]:
    """Return of a page for data its canonical addresses, its refreshes, its text, its tree."""
    tree = html.document_fromstring(page(theme, {**HOMEPAGE, **data}))
    text = " ".join(" ".join(tree.find("body").itertext()).split())
    return tree.xpath("//link[@rel='canonical']/@href"), tree.xpath("//meta[@http-equiv]/@content")[1:], text, tree


def test_it_is_what_blogger_takes() -> None:
    """Well-formed, with Blogger's namespaces, one skin, one section, one Blog widget whose main part is there."""
    root = etree.fromstring(THEME.encode())
    names = {"b": "http://www.google.com/2005/gml/b"}
    assert {"b", "data", "expr"} <= set(root.nsmap)
    assert root.tag == "{http://www.w3.org/1999/xhtml}html"
    for path in (
        "//b:skin",
        "//b:section[@id]",
        "//b:section/b:widget[@type='Blog'][@id='Blog1']",
        "//b:includable[@id='main']",
    ):
        assert len(root.xpath(path, namespaces=names)) == 1, path
    assert root.xpath("//b:elseif[*] | //b:else[*]", namespaces=names) == []


def test_it_uses_only_tags_that_real_themes_use(exports: Path) -> None:
    """Each b: tag, and each page type asked for, occurs in a theme that a real blog uses."""
    real = "".join(path.read_text("utf-8", "replace") for path in (exports / "theme").glob("*.xml"))
    for name in set(re.findall(r"<(b:\w+)", THEME)) | set(re.findall(r"data:view\.is\w+", THEME)):
        assert name in real, name


@pytest.mark.parametrize(
    ("data", "target"),
    [
        ({"blog.postId": "11", "posts": [POST]}, "posts/2021/10/a/"),
        ({"blog.postId": "12", "posts": [{**POST, "id": "12"}]}, "posts/2021/10/b/"),
        ({"blog.pageId": "13", "posts": [{**POST, "id": "13"}]}, "pages/about/"),
        ({"blog.canonicalUrl": "https://old.blogspot.com/p/own.html", "posts": [{**POST, "id": "14"}]}, "pages/own/"),
    ],
)
def test_each_post_and_page_leads_to_its_own(data: dict[str, Any], target: str) -> None:
    """Canonical, refresh, the sentence with the address, the banner, and the text itself."""
    new = f"https://new.example/{target}"
    canonical, refresh, text, tree = seen({**data, "view.isSingleItem": True})
    assert canonical == [new]
    assert refresh == [f"0; url={new}"]
    assert f"This article is now at {new}" in text
    assert "This blog has moved to https://new.example/" in text
    assert "A & B" in text
    assert "The first words ." in text
    assert tree.xpath("//article//a/@href") == [new]


@pytest.mark.parametrize(
    ("data", "target"),
    [
        ({"view.isHomepage": True}, ""),
        ({"view.isLabelSearch": True, "blog.searchLabel": "A&B <i>"}, "categories/ab/"),
        ({"view.isLabelSearch": True, "blog.searchLabel": "it's"}, "categories/its/"),
        ({"view.isLabelSearch": True, "blog.searchLabel": 'say "it\'s"'}, "categories/"),
        ({"view.isLabelSearch": True, "blog.searchLabel": "other"}, "categories/"),
        ({"view.search.query": "pcsc"}, "search/"),
        ({"view.isArchive": True, "blog.canonicalUrl": "https://old.blogspot.com/2021/"}, "2021/"),
        ({"view.isArchive": True, "blog.canonicalUrl": "https://old.blogspot.com/2021/10/"}, "2021/10/"),
        ({"view.isArchive": True, "blog.canonicalUrl": "https://old.blogspot.com/2021/10/14/"}, "archive.html"),
    ],
)
def test_each_list_leads_to_its_like(data: dict[str, Any], target: str) -> None:
    """Home, labels, searches and archives; the posts shown there link to where they are now, without their text."""
    new = f"https://new.example/{target}"
    canonical, refresh, text, tree = seen({**data, "view.isMultipleItems": True, "posts": [POST]})
    assert canonical == [new]
    assert refresh == [f"0; url={new}"]
    assert f"What is listed here is now at {new}" in text
    assert tree.xpath("//article//a/@href") == ["https://new.example/posts/2021/10/a/"]
    assert "first" not in text


def test_other_pages_and_errors_say_where_to_look() -> None:
    """Nobody is sent away from a page that has no like; the way to the new site is there."""
    canonical, refresh, text, _ = seen({"view.isError": True, "posts": []})
    assert (canonical, refresh) == ([], [])
    assert "There is nothing at this address" in text
    canonical, refresh, text, _ = seen({"view.isMultipleItems": True, "posts": []})
    assert (canonical, refresh) == ([], [])
    assert "All articles are now at https://new.example/" in text


def test_a_post_that_the_new_site_does_not_have_stays_readable() -> None:
    """A draft of then, a post written there later: its page names the new site and sends nobody away."""
    canonical, refresh, text, _ = seen(
        {"blog.postId": "99", "view.isSingleItem": True, "posts": [{**POST, "id": "99"}]}
    )
    assert (canonical, refresh) == ([], [])
    assert "This blog has moved to https://new.example/" in text
    assert "This article is now at" not in text
    assert "words" in text


@pytest.mark.parametrize("mode", ["view.isPreview", "view.isLayoutMode"])
def test_nobody_is_sent_away_while_editing(mode: str) -> None:
    """Blogger's preview and layout editor show a post without a refresh; or its owner could not undo this."""
    canonical, refresh, text, tree = seen({mode: True, "blog.postId": "11", "view.isSingleItem": True, "posts": [POST]})
    assert (canonical, refresh) == ([], [])
    assert tree.xpath("//script[contains(., 'go()') and not(contains(., 'function'))]") == []
    assert "words" in text


def test_readers_find_the_new_feed() -> None:
    """The page names the new feed, and none of the old blog's."""
    _, _, _, tree = seen({"view.isHomepage": True, "posts": []})
    assert tree.xpath("//link[@rel='alternate']/@href") == ["https://new.example/rss.xml"]


def test_hostile_addresses_stay_texts() -> None:
    """Whatever a target or an address holds, it ends no attribute and no condition, and adds no element."""
    evil = "/posts/'><script>alert(1)</script>\"&/"
    record = [
        entry("post", "/2021/10/%22or%22.html", evil, "other"),
        entry("row", "/search/label/%00%5C", "/categories/zero/"),
        entry("row", "/search/label/%22%20or%20%22", "/categories/or/"),
    ]
    theme = blogger.theme(record, SITE)
    _, _, _, tree = seen({"blog.canonicalUrl": "https://old.blogspot.com/2021/10/%22or%22.html", "posts": []}, theme)
    assert tree.xpath("//link[@rel='canonical']") != []
    assert "alert" not in " ".join(tree.xpath("//script/text()"))
    canonical, *_ = seen({"blog.searchLabel": "x", "posts": []}, theme)
    assert canonical == []


def test_of_several_hosts_the_blog_is_taken() -> None:
    """The host with posts from Blogger; without one there is a sentence, not a theme."""
    other = Host("files.example", (), [entry("row", "/x", "/y/")])
    assert blogger.write([other, Host("old.blogspot.com", (), RECORD)], SITE) == THEME
    with pytest.raises(LegacyError, match="no blog"):
        blogger.write([other], SITE)


def test_a_thousand_posts_are_half_a_megabyte() -> None:
    """How large a theme may be is not known; it grows by less than 600 bytes a post."""
    many = [
        entry("post", f"/2021/10/{n}.html", f"/posts/2021/10/{'a' * 30}-{n}/", f"{BLOG}.post-{10**18 + n}")
        for n in range(1000)
    ]
    assert len(blogger.theme(many, SITE)) < 600_000
