"""The promises of the theme lowtech: valid pages that ask nobody for anything and say what the metadata say."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import html5lib
import pytest

if TYPE_CHECKING:
    from conftest import Site

THEME = Path(__file__).resolve().parents[2] / "themes" / "lowtech"
LEGACY = "https://example.blogspot.com/2021/10/a.html"
HOSTILE = [
    "<script>alert(1)</script> & \"quotes\" 'single' <b>",
    "x" * 300,
    "a word " * 43,
    "🎉 emoji",
    "قارئ البطاقات",
    "${7*7} % if x:\n## y",
    "</title></head>",
]


def tree(text: str) -> Element:
    """Return the tree a browser makes of a page, which must be valid."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text)
    assert parser.errors == []
    return root


def text_of(element: Element) -> str:
    """Return an element's text with single blanks, as it is shown."""
    return " ".join("".join(element.itertext()).split())


def pages(site: "Site") -> Iterator[tuple[str, Element]]:
    """Yield path and tree of every page of a site."""
    for path in sorted((site.root / "output").rglob("*.html")):
        yield str(path.relative_to(site.root / "output")), tree(path.read_text("utf-8"))


def fill(site: "Site") -> None:
    """Write posts and pages with all metadata there are, some hostile."""
    site.configure(ENABLE_AUTHOR_PAGES=False)  # their addresses are Nikola's, which clash and are too long here
    for number, title in enumerate(HOSTILE):
        site.post(
            f"posts/2021/10/p{number}.html",
            f"<p>Text {number}.</p><!-- TEASER_END --><h2>More</h2><table><tr><td>a</td></tr></table>",
            title=title,
            author=title,
            description=title,
            tags=[title, "all"],
            place=title,
            latitude='1"<',
            longitude="2",
            link="javascript:alert(1)" if number else 'https://example.org/?a="<b>&c=1',
            date=f"2021-10-{number + 1:02}T12:00:00+02:00",
        )
    site.post("pages/about.html", title=HOSTILE[0], description=HOSTILE[0])
    for number in range(12):
        site.post(f"posts/2020/01/q{number}.html", tags=["all"], date=f"2020-01-{number + 1:02}T12:00:00+02:00")
    comment = '- id: "1"\n  author: A\n  date: "2021-10-14T16:36:00+02:00"\n  text: <b>x</b>\n'
    site.write("posts/2021/10/p1.comments.yaml", comment + comment.replace('"1"', '"2"\n  parent: "1"'))


def test_every_page_is_valid(site: "Site") -> None:
    """Every kind of page is valid HTML with one h1, headings in order, a language, a title and its own address."""
    fill(site)
    site.build()
    seen = 0
    for path, page in pages(site):
        levels = [int(e.tag[1]) for e in page.iter() if re.fullmatch("h[1-6]", str(e.tag))]
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False)), (
            path,
            levels,
        )
        assert page.get("lang") == "en"
        assert page.get("dir") is None
        canonical = page.find(".//link[@rel='canonical']")
        assert canonical is not None
        assert canonical.get("href") == f"https://blog.apdu.fr/{path.removesuffix('index.html')}"
        ids = [e.get("id") for e in page.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), path
        skip = page.find(".//body/a")
        assert skip is not None
        assert skip.get("href") == "#content"
        seen += 1
    assert seen > 30


def test_nothing_from_elsewhere_and_no_scripts(site: "Site") -> None:
    """A page loads one style sheet and an icon of this site; those that search, scripts. None is left over."""
    fill(site)
    special = {
        "search/index.html": ["search.js"],
        "404.html": ["not_found.js", "search.js"],
    }
    site.build()
    loaded = set()
    for path, page in pages(site):
        assert not [e.tag for e in page.iter() if e.tag in {"iframe", "object", "base", "noscript"}], path
        assert not [name for e in page.iter() for name in e.attrib if name.startswith("on")], path
        scripts = [e for e in page.iter("script") if e.get("src")]
        assets = [e.get("src") for e in scripts]
        assert [str(address).rpartition("/")[2] for address in assets] == special.get(path, []), path
        for element in page.iter("link"):
            if element.get("rel") in {"stylesheet", "icon"}:
                assets.append(element.get("href"))
            else:
                assert element.get("rel") in {"canonical", "alternate", "prev", "next"}, path
        assert len(assets) == 2 + len(scripts), path
        folder = (site.root / "output" / path).parent  # addresses in 404.html begin at the root, which it lies in
        loaded |= {folder.joinpath(str(address).removeprefix("/")).resolve() for address in assets}
    found = [path.resolve() for path in (site.root / "output" / "assets").rglob("*") if path.is_file()]
    assert sorted(found) == sorted(loaded)
    for source in (THEME / "assets" / "css").iterdir():
        text = source.read_text("utf-8")
        assert not re.search(r"@import|url\(|@font-face|animation|transition: (?!none)|box-shadow: (?!none)", text)


def test_metadata_are_text(site: "Site") -> None:
    """Titles, authors, tags, places and descriptions are shown as they were typed, markup and all."""
    fill(site)
    site.build()
    for number, title in enumerate(HOSTILE):
        shown = " ".join(title.split())
        page = tree(site.output(f"posts/2021/10/p{number}/index.html"))
        body = page.find("body")
        assert body is not None
        assert [text_of(h) for h in body.iter("h1")] == [shown]
        for name in ("p-author", "p-name", "p-category"):
            assert shown in [text_of(e) for e in body.iter() if name in str(e.get("class")).split()], (
                name,
                shown,
            )
        assert shown in {" ".join(str(meta.get("content")).split()) for meta in page.iter("meta")}
        assert sorted(e.get("type", "") for e in page.iter("script")) == ["", "application/ld+json"]  # the theme's own
    assert any(a.get("href") == 'https://example.org/?a="<b>&c=1' for _, page in pages(site) for a in page.iter("a"))
    assert not any(str(a.get("href")).startswith("javascript") for _, page in pages(site) for a in page.iter("a"))


def test_dates_and_origin(site: "Site") -> None:
    """An update is told from one day on; the address on Blogger is linked unless it was guessed."""
    site.post(
        "posts/2021/10/a.html",
        date="2021-10-14T16:36:00+02:00",
        updated="2021-10-15T16:35:00+02:00",
        legacy=LEGACY,
    )
    site.post("posts/2021/10/b.html", date="2021-10-14T16:36:00+02:00", updated="2021-10-15T16:36:00+02:00")
    site.post(
        "posts/2021/10/c.html",
        updated="2001-01-01T00:00:00+02:00",
        legacy="https://example.blogspot.com/2021/10/c.html",
        legacy_guessed=True,
    )
    site.build()
    shown = {name: tree(site.output(f"posts/2021/10/{name}/index.html")) for name in "abc"}
    assert [text_of(page).count("updated") for page in shown.values()] == [0, 1, 0]
    links = {
        name: [a.get("href") for a in page.iter("a") if a.get("class") == "u-syndication"]
        for name, page in shown.items()
    }
    assert links == {"a": [LEGACY], "b": [], "c": []}
    time = shown["a"].find(".//time")
    assert time is not None
    assert time.get("datetime") == "2021-10-14T16:36:00+02:00"


def test_lists(site: "Site") -> None:
    """Home, archives, tags and a tag's page lead to the posts, with their counts; home leads to older posts."""
    fill(site)
    site.build()
    home = tree(site.output("index.html"))
    assert len(list(home.iter("article"))) == 10
    assert "Older posts" in text_of(home)
    assert text_of(home).count("Read more") == len(HOSTILE)
    assert "all 19" in text_of(tree(site.output("categories/index.html")))
    listed = tree(site.output("categories/all/index.html"))
    assert "2021-10-01 <script>" in text_of(listed)
    for page, path, count in ((home, "", 1), (listed, "categories/all", 2)):
        feeds = [str(e.get("href")) for e in page.iter("link") if e.get("type") == "application/rss+xml"]
        assert len(feeds) == count
        assert all((site.root / "output" / path / feed).is_file() for feed in feeds)
    assert len(list(listed.iter("time"))) == len(HOSTILE) + 12
    assert len(list(tree(site.output("2021/10/index.html")).iter("time"))) == len(HOSTILE)
    about = tree(site.output("pages/about/index.html"))
    assert not list(about.iter("time"))


def test_blanks_between_words(site: "Site") -> None:
    """A blank between two elements stays, also where Nikola's parser drops it: no two words become one."""
    parts = [f"x<{tag}>a</{tag}> <b>b</b>" for tag in ("mark", "time", "bdi", "sub", "sup", "data", "i", "q", "kbd")]
    body = "".join(
        f"<p>{part}</p>"
        for part in [*parts, 'a <img src="/a.png" alt=""> <i>c</i>', "<pre>a<sup>b</sup>\n\n <b>c</b></pre>"]
    )
    site.post("posts/2021/10/a.html", body)
    site.configure(LOWTECH_TEASER_LENGTH=0)  # all of it on the home page too
    site.build()
    for path in ("posts/2021/10/a/index.html", "index.html"):
        page = tree(site.output(path))
        shown = ["".join(p.itertext()) for p in page.iter("p") if not p.get("class")]
        assert shown[: len(parts)] == ["xa b"] * len(parts)
        assert "a  c" in shown
        assert "ab\n\n c" in ["".join(pre.itertext()) for pre in page.iter("pre")]


@pytest.mark.parametrize(("lang", "words"), [("ar", "في"), ("he", "בכתובת"), ("fr", "Publié"), ("sk", "Prvýkrát")])
def test_languages(site: "Site", lang: str, words: str) -> None:
    """Sites build in other languages, in their language and direction; with Nikola's Arabic and Slovak they do not."""
    site.configure(DEFAULT_LANG=lang, TRANSLATIONS={lang: ""}, NAVIGATION_LINKS={lang: ()})
    site.post("posts/2021/10/a.html", legacy=LEGACY)
    site.build()
    page = tree(site.output("posts/2021/10/a/index.html"))
    assert (page.get("lang"), page.get("dir")) == (lang, "rtl" if lang in {"ar", "he"} else None)
    assert words in text_of(page)
    tree(site.output("2021/10/index.html"))


def test_several_authors_and_languages(site: "Site") -> None:
    """Authors have pages once there are several; translations lead to each other."""
    site.configure(
        TRANSLATIONS={"en": "", "fr": "./fr"}, NAVIGATION_LINKS={"en": (), "fr": ()}, ENABLE_AUTHOR_PAGES=True
    )
    site.post("posts/2021/10/a.html", author="A & B")
    site.post("posts/2021/10/a.fr.html", author="A & B", title="Titre")
    site.post("posts/2021/10/b.html", author="C")
    site.build()
    french = tree(site.output("fr/posts/2021/10/a/index.html"))
    assert french.get("lang") == "fr"
    assert [a for a in french.iter("a") if a.get("hreflang") == "en"]
    english = tree(site.output("posts/2021/10/a/index.html"))
    assert [e.get("hreflang") for e in english.iter("link") if e.get("hreflang")] == ["fr"]
    assert "A & B 1" in text_of(tree(site.output("authors/index.html")))
    assert all(page is not None for _, page in pages(site))
