"""What pages weigh, and what they say to programs."""

import json
from typing import TYPE_CHECKING

import brotli
import html5lib

if TYPE_CHECKING:
    from conftest import Site


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


def test_what_programs_read(site: "Site") -> None:
    """A post says to programs what it says to people, as JSON-LD and Open Graph; no title breaks out of that."""
    title = '</script><script>alert(1)</script> & "quotes" ${7*7}'
    site.post("posts/2021/10/a.html", title=title, author="A <b>", tags=["x", "y"], description="About & so on")
    site.post("pages/about.html", title="About")
    site.build()
    page = html5lib.parse(site.output("posts/2021/10/a/index.html"), namespaceHTMLElements=False)
    (script,) = page.iter("script")
    posting, trail = json.loads(str(script.text))["@graph"]
    address = "https://blog.apdu.fr/posts/2021/10/a/"
    assert posting["@type"] == "BlogPosting"
    assert (posting["headline"], posting["url"], posting["description"]) == (title, address, "About & so on")
    assert (posting["author"], posting["keywords"]) == ([{"@type": "Person", "name": "A <b>"}], ["x", "y"])
    assert posting["datePublished"] == "2021-10-14T16:36:00+02:00"
    steps = [(step["position"], step["item"]) for step in trail["itemListElement"]]
    assert steps == [(1, "https://blog.apdu.fr/"), (2, "https://blog.apdu.fr/2021/"), (3, address)]
    told = {meta.get("property"): meta.get("content") for meta in page.iter("meta") if meta.get("property")}
    assert (told["og:title"], told["og:type"], told["og:url"]) == (title, "article", address)
    about = html5lib.parse(site.output("pages/about/index.html"), namespaceHTMLElements=False)
    (script,) = about.iter("script")
    assert [thing["@type"] for thing in json.loads(str(script.text))["@graph"]] == ["BreadcrumbList"]
    assert "website" in [meta.get("content") for meta in about.iter("meta")]
