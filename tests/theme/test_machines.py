"""What pages weigh, and what they say to programs."""

import json
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

import brotli
import html5lib
import pytest

if TYPE_CHECKING:
    from conftest import Site

# Of each type the properties that schema.org has for it, those that search engines ask for first:
# https://schema.org/BlogPosting, https://developers.google.com/search/docs/appearance/structured-data
NEEDED, ALLOWED = 0, 1
TYPES: dict[str, tuple[set[str], set[str]]] = {
    "BlogPosting": (
        {"headline", "datePublished", "dateModified", "author", "publisher", "image", "url", "mainEntityOfPage"},
        {"description", "inLanguage", "isPartOf", "keywords", "commentCount"},
    ),
    "BreadcrumbList": ({"itemListElement"}, set()),
    "ListItem": ({"position", "name", "item"}, set()),
    "WebSite": ({"name", "url"}, {"description", "inLanguage"}),
    "Blog": ({"name", "url"}, set()),
    "Person": ({"name"}, set()),
    "ImageObject": ({"url", "width", "height"}, set()),
}
HOSTILE = [
    "</script><script>alert(1)</script> & \"quotes\" 'single' ${7*7}",
    "<!--<script>",
    "line\u2028ends\u2029here",
    "{% x %} \\u003c \\ // ]]>",
    "قارئ البطاقات 智能卡 🎉",
    "x" * 3000,
]
OTHERS = {"page": "pages/about/index.html", "home": "index.html", "older": "index-1.html", "years": "archive.html"}
LISTS = {"year": "2021/index.html", "month": "2021/10/index.html", "tags": "categories/index.html"}


def page(site: "Site", path: str) -> Element:
    """Return the tree of a page of the site."""
    tree = html5lib.parse(site.output(path), namespaceHTMLElements=False)
    assert isinstance(tree, Element)
    return tree


def told(tree: Element) -> dict[str, list[str]]:
    """Return the metadata of a page by their names, og: and others."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        found.setdefault(str(meta.get("property") or meta.get("name")), []).append(str(meta.get("content")))
    return found


def graph(tree: Element) -> list[dict[str, Any]]:
    """Return the things in the JSON-LD of a page, each of which has been checked."""
    scripts = [str(script.text) for script in tree.iter("script") if script.get("type") == "application/ld+json"]
    assert len(scripts) <= 1
    things: list[dict[str, Any]] = []
    for script in scripts:
        document = json.loads(script)
        assert document["@context"] == "https://schema.org"
        things = document["@graph"]
    for thing in things:
        check(thing)
    return things


def check(thing: object) -> None:
    """Fail unless a thing has the properties that its type needs, and no other, and each says something."""
    if isinstance(thing, list):
        for one in thing:
            check(one)
    if isinstance(thing, dict):
        needed, more = TYPES[thing["@type"]]
        assert needed <= set(thing) - {"@type"} <= needed | more, thing
        assert all(thing.values())
        for value in thing.values():
            check(value)


def steps(tree: Element) -> list[tuple[str, str]]:
    """Return the way to a page, as its BreadcrumbList has it."""
    (trail,) = [thing for thing in graph(tree) if thing["@type"] == "BreadcrumbList"]
    assert [step["position"] for step in trail["itemListElement"]] == [*range(1, len(trail["itemListElement"]) + 1)]
    return [(step["name"], step["item"]) for step in trail["itemListElement"]]


def test_weight(site: "Site") -> None:
    """What a text post loads is at most 25 kB with brotli, and home at most 40 kB without its pictures."""
    words = [f"{a}{b}{c}" for a in ("re", "pro", "un", "de") for b in ("tec", "sta", "vol", "mit") for c in "aeiou"]
    text = "".join(f"<h2>{words[n]}</h2><p>{' '.join(words[n:] + words[:n])}.</p>" for n in range(40))
    for number in range(12):
        site.post(f"posts/2021/10/p{number}.html", text, title=f"Title {number}", tags=["a", "b"])
    site.build()
    output = site.root / "output"
    shared = [*output.glob("assets/css/*"), *output.glob("assets/img/*")]
    assert len(shared) == 2
    for path, most in (("posts/2021/10/p1/index.html", 25_000), ("index.html", 40_000)):
        assert sum(len(brotli.compress(file.read_bytes())) for file in (*shared, output / path)) <= most, path


@pytest.mark.parametrize("root", ["https://blog.apdu.fr/", "https://example.org/blog/"])
def test_what_programs_read(site: "Site", root: str) -> None:
    """A post says to programs what it says to people, as JSON-LD and Open Graph, with whole addresses."""
    site.configure(SITE_URL=root)
    site.post("posts/2021/10/a.html", title="A", author="A <b>", tags=["x", "y"], description="About & so on")
    site.write(
        "posts/2021/10/a.comments.yaml",
        '- id: "1"\n  author: A\n  date: "2021-10-14T16:36:00+02:00"\n  text: <b>x</b>\n',
    )
    site.post("posts/2021/10/b.html", "<p>First words.</p>", updated="2021-10-16T16:36:00+02:00")
    site.build()
    tree, address = page(site, "posts/2021/10/a/index.html"), f"{root}posts/2021/10/a/"
    posting, _ = graph(tree)
    assert posting["@type"] == "BlogPosting"
    assert (posting["headline"], posting["url"], posting["description"]) == ("A", address, "About & so on")
    assert (posting["author"], posting["keywords"]) == ([{"@type": "Person", "name": "A <b>"}], ["x", "y"])
    assert (posting["datePublished"], posting["commentCount"]) == ("2021-10-14T16:36:00+02:00", 1)
    assert posting["isPartOf"]["url"] == root
    assert posting["image"]["url"] == f"{root}previews/posts/2021/10/a.png"
    assert steps(tree) == [("Ludovic Rousseau's blog", root), ("2021", f"{root}2021/"), ("A", address)]
    said = told(tree)
    assert said["description"] == said["og:description"] == ["About & so on"]
    names = ("og:title", "og:type", "og:url", "og:locale", "og:site_name", "twitter:card")
    values = ["A", "article", address, "en_US", "Ludovic Rousseau's blog", "summary_large_image"]
    assert [said[name] for name in names] == [[value] for value in values]
    assert said["article:tag"] == ["x", "y"]
    updated = told(page(site, "posts/2021/10/b/index.html"))
    assert updated["article:published_time"] == ["2021-10-14T16:36:00+02:00"]
    assert updated["article:modified_time"] == ["2021-10-16T16:36:00+02:00"]
    assert updated["description"] == ["First words."]


def test_each_kind_of_page(site: "Site") -> None:
    """Each page says what it is, where it is and how one comes to it; no two of them describe themselves alike."""
    for number in range(12):
        site.post(f"posts/2021/10/p{number}.html", f"<p>Text {number}.</p>", title=f"Title {number}", tags=["a tag"])
    site.post("pages/about.html", title="About")
    site.post("pages/projects/index.md", title="Projects", slug="index")
    site.post("pages/projects/x.md", "The project.", title="X")
    site.build()
    root, blog = "https://blog.apdu.fr/", ("Ludovic Rousseau's blog", "https://blog.apdu.fr/")
    paths = {**OTHERS, **LISTS, "tag": "categories/a-tag/index.html", "project": "projects/x/index.html"}
    trees = {name: page(site, path) for name, path in paths.items()}
    archive, years = ("Archive", f"{root}archive.html"), ("2021", f"{root}2021/")
    tags, projects = ("Tags", f"{root}categories/"), ("Projects", f"{root}projects/")
    assert {name: steps(tree)[1:] for name, tree in trees.items() if name not in {"home", "older"}} == {
        "page": [("About", f"{root}pages/about/")],
        "project": [projects, ("X", f"{root}projects/x/")],
        "years": [archive],
        "year": [archive, years],
        "month": [archive, years, ("Posts for October 2021", f"{root}2021/10/")],
        "tags": [tags],
        "tag": [tags, ("a tag", f"{root}categories/a-tag/")],
    }
    assert all(steps(tree)[0] == blog for name, tree in trees.items() if name not in {"home", "older"})
    assert [thing["@type"] for thing in graph(trees["home"])] == ["WebSite"]
    assert graph(trees["older"]) == []
    for name, tree in trees.items():
        said = told(tree)
        address = f"{root}{paths[name].removesuffix('index.html')}"
        assert (said["og:type"], said["og:url"]) == (["website"], [address])
        assert said["og:title"]
        canonical = tree.find(".//link[@rel='canonical']")
        assert canonical is not None
        assert canonical.get("href") == address
    described = {name: told(tree).get("description", [""])[0] for name, tree in trees.items()}
    assert described["home"] == "Smart cards, PC/SC and free software"
    assert described["older"] == ""
    assert described["tag"].startswith("Posts about a tag: Title ")
    assert described["project"] == "The project."
    assert len(set(described.values())) == len(described)
    assert all(len(text) <= 160 for text in described.values())


def test_nobody_links_to_what_is_not_found(site: "Site") -> None:
    """The error page says nothing to those who show links and to search engines."""
    site.post("posts/2021/10/a.html")
    site.build()
    tree = page(site, "404.html")
    assert not [name for name in told(tree) if name.startswith(("og:", "article:", "twitter:", "description"))]
    assert graph(tree) == []


def test_hostile_words(site: "Site") -> None:
    """No title, tag, author or description breaks out of what is said to programs, and each arrives as it was typed."""
    for number, title in enumerate(HOSTILE):
        site.post(f"posts/2021/10/p{number}.html", title=title, author=title, description=title, tags=[title[:50]])
    site.configure(BLOG_TITLE=HOSTILE[0], BLOG_DESCRIPTION=HOSTILE[1])
    site.build()
    for number, title in enumerate(HOSTILE):
        tree = page(site, f"posts/2021/10/p{number}/index.html")
        posting, trail = graph(tree)
        assert (posting["headline"], posting["author"][0]["name"]) == (title, title)
        assert trail["itemListElement"][0]["name"] == HOSTILE[0]
        assert told(tree)["og:title"] == told(tree)["og:description"] == [title]
        text = site.output(f"posts/2021/10/p{number}/index.html")
        (script,) = [part for part in text.split("<script ") if part.startswith('type="application/ld+json"')]
        assert not set("\u2028\u2029") & set(script.partition("</script>")[0])
    assert graph(page(site, "index.html"))[0]["name"] == HOSTILE[0]


def test_without_the_plugin(site: "Site") -> None:
    """Where the plugin previews is not loaded, pages build and say the rest."""
    site.configure(DISABLED_PLUGINS=["previews"])
    site.post("posts/2021/10/a.html", title="A", description="About")
    site.build()
    said = told(page(site, "posts/2021/10/a/index.html"))
    assert (said["og:title"], said["description"]) == (["A"], ["About"])
    assert not [name for name in said if name.startswith(("og:image", "twitter:"))]
