"""Pages that list posts: what they show, and when they are written again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import html5lib

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from conftest import Site


SVG = "{http://www.w3.org/2000/svg}"


def tree(site: Site, path: str) -> Element:
    """Return the tree a browser makes of a page, which must be valid."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(site.output(path))
    assert parser.errors == []
    return root


def text_of(element: Element | None) -> str:
    """Return an element's text with single blanks."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def rows(page: Element) -> list[list[str]]:
    """Return the cells of the tables in a page."""
    return [[text_of(cell) for cell in row if cell.tag in {"td", "th"}] for row in page.iter("tr")]


def times(site: Site) -> dict[Path, int]:
    """Return when each page was written."""
    return {
        path.relative_to(site.root / "output"): path.stat().st_mtime_ns for path in site.root.rglob("output/**/*.html")
    }


def fill(site: Site) -> None:
    """Write 25 posts: 23 in 2021, one in 2019, one in 2022."""
    for number in range(23):
        month, tags = 1 + number % 3, ["all", "odd"] if number % 2 else ["all"]
        site.post(f"posts/2021/p{number}.html", date=f"2021-0{month}-{number + 1:02}T12:00:00+01:00", tags=tags)
    site.post("posts/2019/old.html", title="<old> & 0x1", date="2019-12-31T23:30:00-05:00", tags=["0x80100009"])
    site.post("posts/2022/new.html", title="new", date="2022-05-01T12:00:00+01:00", tags=["all"])


def test_archive(site: Site) -> None:
    """The archive is a table of years and months with counts and links, and a chart that is for eyes alone."""
    fill(site)
    site.build()
    page = tree(site, "archive.html")
    assert rows(page) == [
        ["Year", "Posts", "Months"],
        ["2022", "1", "May 1"],
        ["2021", "23", "March 7 February 8 January 8"],
        ["2019", "1", "December 1"],
    ]
    links = [a.get("href") for row in page.iter("tbody") for a in row.iter("a")]
    assert links[:3] == ["2022/", "2022/05/", "2021/"]
    assert all((site.root / "output" / str(link) / "index.html").is_file() for link in links)
    chart = page.find(f".//{SVG}svg")
    assert chart is not None
    assert chart.get("aria-hidden") == "true"
    assert not list(chart.iter(f"{SVG}a"))
    assert [text_of(title) for title in chart.iter(f"{SVG}title")] == ["2019: 1", "2020: 0", "2021: 23", "2022: 1"]


def test_year(site: Site) -> None:
    """A year lists its months, and below each its posts."""
    fill(site)
    site.build()
    page = tree(site, "2021/index.html")
    assert [text_of(h) for h in page.iter("h2")] == ["March 7", "February 8", "January 8"]
    assert len([e for e in page.iter("li") if e.get("class") == "h-entry"]) == 23
    assert "2019-12-31 <old> & 0x1" in text_of(tree(site, "2019/index.html"))


def test_other_archives(site: Site) -> None:
    """Without monthly archives a year lists its posts and the table has no months; a single archive lists all posts."""
    fill(site)
    site.configure(CREATE_MONTHLY_ARCHIVE=False)
    site.build()
    assert rows(tree(site, "archive.html"))[:2] == [["Year", "Posts"], ["2022", "1"]]
    assert len([e for e in tree(site, "2021/index.html").iter("li") if e.get("class") == "h-entry"]) == 23
    site.configure(CREATE_SINGLE_ARCHIVE=True)
    site.build()
    assert [text_of(h) for h in tree(site, "archive.html").iter("h2")] == ["2022 1", "2021 23", "2019 1"]


def test_no_posts(site: Site) -> None:
    """A blog without posts has a home page and an archive that say so."""
    site.build()
    assert "No posts found." in text_of(tree(site, "archive.html"))
    assert "No posts found." in text_of(tree(site, "index.html"))


def test_tags(site: Site) -> None:
    """Many tags stand by letter with a way to each; a tag's page has its number of posts and groups them by year."""
    fill(site)
    site.post("posts/2022/many.html", date="2022-05-02T12:00:00+01:00", tags=[f"m{n}" for n in range(60)])
    site.build()
    page = tree(site, "categories/index.html")
    assert [text_of(h) for h in page.iter("h2")] == ["0–9", "A", "M", "O"]
    ids = {e.get("id") for e in page.iter()}
    ways = [str(a.get("href")) for a in page.iter("a") if str(a.get("href")).startswith("#letter")]
    assert len(ways) == 4
    assert all(way[1:] in ids for way in ways)
    assert "m2 1 m3 1" in text_of(page)
    tag = tree(site, "categories/all/index.html")
    assert [text_of(h) for h in tag.iter("h2")] == ["2022 1", "2021 23"]
    assert "Posts 24" in text_of(tag)


def test_home_shows_the_blog(site: Site) -> None:
    """The newest page of the home shows years, the tags used most and what is read most; older pages do not."""
    fill(site)
    site.write("posts/popular.txt", "# by hand\n9 posts/2019/old.html\n8 posts/gone.html\n1 posts/2022/new.md\n")
    site.configure(LOWTECH_OVERVIEW_TAGS=2)
    site.build()
    for path in ("index.html", "archive.html"):
        aside = tree(site, path).find(".//aside")
        assert aside is not None
        assert [text_of(h) for h in aside.iter("h2")] == [
            "Popular posts",
            *(["Archive"] * (path == "index.html")),
            "Tags",
        ]
        assert "<old> & 0x1 new" in text_of(aside)
        assert "all 24 odd 11 All tags" in text_of(aside)
    assert tree(site, "index-1.html").find(".//aside") is None


def test_faults_in_popular(site: Site) -> None:
    """A line of popular.txt that is none stops the build with its place; without the file nothing is popular."""
    fill(site)
    site.write("posts/popular.txt", "nonsense\n1 posts/2022/new.html\n2\n")
    told = site.nikola("build", "--strict", code=1)
    assert "posts/popular.txt:1: " in told.stderr
    assert "posts/popular.txt:3: " in told.stderr
    (site.root / "posts/popular.txt").unlink()
    site.configure(LOWTECH_OVERVIEW_TAGS=0)
    site.build()
    assert "Popular" not in site.output("index.html")
    assert [text_of(h) for aside in tree(site, "index.html").iter("aside") for h in aside.iter("h2")] == ["Archive"]


def test_only_what_changed_is_written_again(site: Site) -> None:
    """A tag on an old post changes the newest page of the home and the archive, not the older pages of the home."""
    fill(site)
    site.build()
    first = times(site)
    site.build()
    assert times(site) == first
    site.post("posts/2021/p0.html", date="2021-01-01T12:00:00+01:00", tags=["all", "odd"])
    site.build()
    changed = {str(path) for path, time in times(site).items() if time != first.get(path)}
    assert {"index.html", "archive.html", "categories/index.html", "categories/odd/index.html"} <= changed
    assert "index-2.html" not in changed
    assert "odd 12" in text_of(tree(site, "index.html").find(".//aside"))
