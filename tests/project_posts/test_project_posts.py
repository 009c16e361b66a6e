"""Posts and the pages of their projects lead to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import html5lib

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from conftest import Site


def tree(site: Site, path: str) -> Element:
    """Return the tree a browser makes of a page, which must be valid."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page: Element = parser.parse(site.output(path))
    assert parser.errors == []
    return page


def labels(site: Site, name: str) -> list[tuple[str | None, str | None]]:
    """Return the projects a post shows, with their links."""
    found = tree(site, f"posts/2021/10/{name}/index.html").findall(".//span[@class='project']/a")
    return [(a.text, a.get("href")) for a in found]


def listed(site: Site, path: str) -> list[str | None]:
    """Return the titles of the posts that a project's page lists."""
    section = tree(site, path).find(".//section[@aria-labelledby='project-posts']")
    return [a.text for a in section.iter("a")] if section is not None else []


def test_by_metadata_and_by_tag(site: Site) -> None:
    """A post shows the projects its metadata or its tags name, once, in whatever case; the project lists its posts."""
    site.post("pages/projects/pcsc-tools/index.md", "Tools.", title="PC/SC <tools>", slug="index")
    site.post("pages/projects/other.md", "Other.", title="Other")
    site.post("pages/projects/index.md", "All.", title="Projects", slug="index")
    site.post("posts/2021/10/a.html", tags=["PCSC-Tools", "index", "projects"], project="pcsc-tools")
    site.post("posts/2021/10/b.html", project=["Other", "pcsc-tools"], date="2021-10-15T12:00:00+02:00")
    site.post("posts/2021/10/c.html", tags=["other things"])
    site.build()
    tools = ("PC/SC <tools>", "../../../../projects/pcsc-tools/")
    assert labels(site, "a") == [tools]
    assert labels(site, "b") == [("Other", "../../../../projects/other/"), tools]
    assert labels(site, "c") == []
    assert listed(site, "projects/pcsc-tools/index.html") == ["b", "a"]
    assert listed(site, "projects/other/index.html") == ["b"]
    assert listed(site, "projects/index.html") == []


def test_the_search_knows(site: Site) -> None:
    """Posts and the page of a project stand under its title in the filter of the search."""
    site.post("pages/projects/x.md", "X.", title="The X")
    site.post("posts/2021/10/a.html", tags=["x"])
    site.build()
    post, page = (tree(site, f"{path}/index.html") for path in ("posts/2021/10/a", "projects/x"))
    assert [e.text for e in post.iter() if e.get("data-pagefind-filter") == "project"] == ["The X"]
    assert [e.get("content") for e in page.iter() if e.get("data-pagefind-filter") == "project[content]"] == ["The X"]


def test_many_posts(site: Site) -> None:
    """A project lists its newest posts and leads to the others; with LOWTECH_PROJECT_POSTS = 0 it lists none."""
    site.post("pages/projects/x.md", "X.")
    for number in range(1, 13):
        site.post(f"posts/2021/10/p{number:02}.html", tags=["X"], date=f"2021-10-{number:02}T12:00:00+02:00")
    site.build()
    titles = listed(site, "projects/x/index.html")
    assert titles[:10] == [f"p{number:02}" for number in range(12, 2, -1)]
    assert titles[10:] == ["More posts about X"]
    site.post("posts/2021/10/p12.html", tags=["X"], title="renamed", date="2021-10-12T12:00:00+02:00")
    site.build()
    assert listed(site, "projects/x/index.html")[0] == "renamed"
    site.configure(LOWTECH_PROJECT_POSTS=0)
    site.build()
    assert listed(site, "projects/x/index.html") == []


def test_faults(site: Site) -> None:
    """A project in metadata that has no page, or only a draft, is a finding; a site without projects has none."""
    site.post("pages/projects/draft.md", "X.", status="draft")
    site.post("posts/2021/10/a.html", project=["nothing", "draft", ""])
    site.post("posts/2021/10/b.html", project=7)
    told = site.nikola("build", "--strict", code=1).stderr
    assert "posts/2021/10/a.html:1: project 'nothing': pages/projects/ holds no such page" in told
    assert "posts/2021/10/a.html:1: project 'draft'" in told
    assert "posts/2021/10/b.html:1: project '7'" in told
    site.post("posts/2021/10/a.html", tags=["x"])
    site.post("posts/2021/10/b.html")
    site.build()
    assert labels(site, "a") == []
