"""What pages say about their picture, and the files it is said of."""

from pathlib import Path
from typing import TYPE_CHECKING

import html5lib
import pytest
from PIL import Image

if TYPE_CHECKING:
    from conftest import Site

BLOG = "https://blog.apdu.fr/"
CARD = ("image/png", "1200", "630")


def paint(site: "Site", path: str, size: tuple[int, int] = (400, 300), **options: object) -> Path:
    """Put a picture into the site."""
    file = site.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, "teal").save(file, **options)
    return file


def told(site: "Site", page: str) -> dict[str, str]:
    """Return what a page says of its picture: the rest of each property's name, and its value."""
    tree = html5lib.parse(site.output(page), namespaceHTMLElements=False)
    found = {str(meta.get("property")): str(meta.get("content")) for meta in tree.iter("meta")}
    return {
        name.removeprefix("og:image").lstrip(":"): text for name, text in found.items() if name.startswith("og:image")
    }


def cards(site: "Site") -> dict[str, bytes]:
    """Return the cards in output/ by their path."""
    folder = site.root / "output/previews"
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def is_card(site: "Site", page: str, place: str, alt: str) -> bool:
    """Tell whether a page names the card at a place, whose file is there."""
    assert cards(site)[place].startswith(b"\x89PNG")
    kind, width, height = CARD
    address = f"{BLOG}previews/{place}"
    return told(site, page) == {"": address, "type": kind, "width": width, "height": height, "alt": alt}


def test_each_page_has_a_picture(site: "Site") -> None:
    """Posts and pages without a picture have cards at their own address, lists the card of the site."""
    site.post("posts/2021/10/a.html", title="What happened?", tags=["x"])
    site.post("pages/about.html", title="About")
    site.build()
    assert is_card(site, "posts/2021/10/a/index.html", "posts/2021/10/a.png", "What happened?")
    assert is_card(site, "pages/about/index.html", "pages/about.png", "About")
    for page in (
        "index.html",
        "archive.html",
        "2021/10/index.html",
        "categories/x/index.html",
        "categories/index.html",
    ):
        assert is_card(site, page, "index.png", "Ludovic Rousseau's blog")
    assert told(site, "404.html") == {}
    assert sorted(cards(site)) == ["index.png", "pages/about.png", "posts/2021/10/a.png"]


def test_a_picture_of_ones_own(site: "Site") -> None:
    """The first picture of files/ in a text that services can show is told of, upright, and no card is made."""
    paint(site, "files/images/a b.jpg")
    paint(site, "files/images/smiley.png", (64, 64))
    paint(site, "files/images/narrow.png", (900, 199))
    paint(site, "files/images/moved.png", (300, 500))
    exif = Image.Exif()
    exif[0x0112] = 6
    paint(site, "files/images/lying.jpg", exif=exif)
    site.write("files/images/drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='500' height='500'/>")
    site.write("files/images/broken.png", "no picture")
    site.write("files/images/t.txt", "# a table\nhttps://1.bp.blogspot.com/-a/x.png  files/images/moved.png\n")
    unfit = "".join(f'<img src="/images/{name}">' for name in ("smiley.png", "narrow.png", "drawing.svg", "broken.png"))
    site.post("posts/2021/10/a.html", f'{unfit}<img alt="A &amp; &quot;b&quot;" src="/images/a%20b.jpg">', title="A")
    site.post("posts/2021/10/b.md", "Text\n\n![In Markdown](/images/lying.jpg)\n")
    site.post("posts/2021/10/c.html", "<a href=\"/\"><IMG SRC='https://1.bp.blogspot.com/-a/x.png'></a>")
    site.post("posts/2021/10/d.html", f'{unfit}<img src="https://example.org/x.png">', title="D")
    site.post("posts/2021/10/e.html", f'<img src="{BLOG}images/moved.png" alt="whole">', title="E")
    site.nikola("build")
    jpeg = {"type": "image/jpeg", "width": "400", "height": "300"}
    assert told(site, "posts/2021/10/a/index.html") == {"": f"{BLOG}images/a%20b.jpg", **jpeg, "alt": 'A & "b"'}
    upright = {"": f"{BLOG}images/lying.jpg", "type": "image/jpeg", "width": "300", "height": "400"}
    assert told(site, "posts/2021/10/b/index.html") == {**upright, "alt": "In Markdown"}
    png = {"": f"{BLOG}images/moved.png", "type": "image/png", "width": "300", "height": "500"}
    assert told(site, "posts/2021/10/c/index.html") == png
    assert is_card(site, "posts/2021/10/d/index.html", "posts/2021/10/d.png", "D")
    assert told(site, "posts/2021/10/e/index.html") == {**png, "alt": "whole"}
    assert sorted(cards(site)) == ["index.png", "posts/2021/10/d.png"]


def test_a_picture_that_was_chosen(site: "Site") -> None:
    """`previewimage` comes before pictures in the text, DEFAULT_PREVIEW_IMAGE after them; each must be there."""
    paint(site, "files/images/chosen.png", (100, 50))
    paint(site, "files/images/text.png")
    text = '<img src="/images/text.png">'
    site.configure(DEFAULT_PREVIEW_IMAGE="/images/chosen.png")
    site.post("posts/2021/10/a.html", text, previewimage="/images/chosen.png")
    site.post("posts/2021/10/b.html", text, previewimage="/images/gone.png")
    site.post("posts/2021/10/c.html")
    site.post("posts/2021/10/d.html", previewimage=5)
    site.post("posts/2021/10/e.html", previewimage="https://example.org/x.png", title="E")
    site.build()
    shown = {name: told(site, f"posts/2021/10/{name}/index.html")[""].rpartition("/")[2] for name in "abcd"}
    assert shown == {"a": "chosen.png", "b": "text.png", "c": "chosen.png", "d": "chosen.png"}
    assert told(site, "posts/2021/10/e/index.html") == {"": "https://example.org/x.png", "alt": "E"}


def test_cards_follow_their_pages(site: "Site") -> None:
    """A card goes with its post, with the slug it has now, and when the post gets a picture; drafts have none."""
    post = site.post("posts/2021/10/a.html", slug="old")
    site.post("posts/2021/10/draft.html", status="draft", title="Secret")
    site.post("posts/2999/10/later.html", date="2999-10-14T16:36:00+02:00", title="Later")
    site.build()
    assert sorted(cards(site)) == ["index.png", "posts/2021/10/old.png"]
    site.post("posts/2021/10/a.html", slug="new")
    site.build()
    assert sorted(cards(site)) == ["index.png", "posts/2021/10/new.png"]
    paint(site, "files/images/a.png")
    site.post("posts/2021/10/a.html", '<img src="/images/a.png">', slug="new")
    site.build()
    assert sorted(cards(site)) == ["index.png"]
    post.unlink()


def test_nothing_is_made_twice(site: "Site") -> None:
    """A build makes those cards again whose words have changed, and no other; from nothing it makes the same bytes."""
    site.post("posts/2021/10/a.html", title="A")
    site.post("posts/2021/10/b.html", title="B")
    site.build()
    first = cards(site)
    assert "previews:" not in site.build().stderr
    site.post("posts/2021/10/a.html", "<p>Another text.</p>", title="A")
    assert "previews:" not in site.build().stderr
    site.post("posts/2021/10/a.html", "<p>Another text.</p>", title="Another title")
    assert site.build().stderr.count("previews:output") == 1
    assert {place for place, data in cards(site).items() if data != first[place]} == {"posts/2021/10/a.png"}
    site.post("posts/2021/10/a.html", title="A")
    site.nikola("build", "--strict", "-n", "2")
    assert cards(site) == first
    site.configure(BLOG_TITLE="Another")
    site.build()
    assert not set(cards(site).values()) & set(first.values())


def test_none_wanted(site: "Site") -> None:
    """LOWTECH_PREVIEWS = False makes no card; a picture of the author's is told of all the same."""
    site.configure(LOWTECH_PREVIEWS=False)
    paint(site, "files/images/a.png")
    site.post("posts/2021/10/a.html", '<img src="/images/a.png">')
    site.post("posts/2021/10/b.html")
    site.build()
    assert cards(site) == {}
    assert told(site, "posts/2021/10/a/index.html")[""] == f"{BLOG}images/a.png"
    assert told(site, "posts/2021/10/b/index.html") == told(site, "index.html") == {}


def test_odd_addresses(site: "Site") -> None:
    """Pages of any slug have a card of their own, also two that differ only in how their address ends."""
    site.configure(PRETTY_URLS=False)
    long = "x" * 250
    site.post("pages/a.html", slug="a", title="One")
    site.post("pages/a/index.html", slug="index", title="Two")
    site.post("posts/2021/10/l.html", slug=long, title="Long")
    site.post("posts/2021/10/o.html", slug="é & =%", title="Odd")
    site.build()
    found = {
        page: told(site, page)[""] for page in ("pages/a.html", "pages/a/index.html", f"posts/2021/10/{long}.html")
    }
    assert len(set(found.values())) == len(found)
    assert len(cards(site)) == 5
    odd = told(site, "posts/2021/10/é & =%.html")[""]
    assert odd.isascii()
    assert " " not in odd


@pytest.mark.parametrize("root", ["https://example.org/blog/", "https://xn--bcher-kva.example/"])
def test_below_a_folder(site: "Site", root: str) -> None:
    """Addresses of pictures begin with the site's own, whatever it is."""
    site.configure(SITE_URL=root)
    paint(site, "files/images/a.png")
    site.post("posts/2021/10/a.html", '<img src="/images/a.png">')
    site.post("posts/2021/10/b.html")
    site.build()
    assert told(site, "posts/2021/10/a/index.html")[""] == f"{root}images/a.png"
    assert told(site, "posts/2021/10/b/index.html")[""] == f"{root}previews/posts/2021/10/b.png"


def test_languages(site: "Site") -> None:
    """Each language has cards of its own, at its own addresses."""
    site.configure(TRANSLATIONS={"en": "", "fr": "./fr"}, NAVIGATION_LINKS={"en": (), "fr": ()})
    site.configure(BLOG_TITLE={"en": "Blog", "fr": "Carnet"}, SHOW_UNTRANSLATED_POSTS=False)
    site.post("posts/2021/10/a.html", title="Title")
    site.post("posts/2021/10/a.fr.html", title="Titre")
    site.post("posts/2021/10/b.html", title="English")
    site.build()
    shared = {"index.png", "posts/2021/10/a.png", "posts/2021/10/b.png"}
    assert set(cards(site)) == shared | {"fr.png", "fr/posts/2021/10/a.png"}
    assert is_card(site, "fr/posts/2021/10/a/index.html", "fr/posts/2021/10/a.png", "Titre")
    assert is_card(site, "fr/index.html", "fr.png", "Carnet")


def test_fonts_of_ones_own(site: "Site") -> None:
    """LOWTECH_PREVIEW_FONTS are used before others; a name that is no font stops the build with a sentence."""
    site.post("posts/2021/10/a.html", title="A")
    site.build()
    first = cards(site)
    arabic = next(Path(file) for file in __import__("manimgx_fonts").__path__) / "NotoSansSymbols[wght].ttf"
    site.configure(LOWTECH_PREVIEW_FONTS=[str(arabic)])
    site.build()
    assert not set(cards(site).values()) & set(first.values())
    site.configure(LOWTECH_PREVIEW_FONTS=["conf.py", "gone.ttf"])
    run = site.nikola("build", code=3)
    assert "conf.py: LOWTECH_PREVIEW_FONTS: no font: conf.py, gone.ttf" in run.stderr


def test_fonts_of_the_machine(site: "Site") -> None:
    """Letters that no package has are asked of fontconfig; where it is not there, words that need them are left out."""
    site.post("posts/2021/10/a.html", title="智能卡")
    site.post("posts/2021/10/b.html", title="\U00012000\U00012001")
    site.build()
    with_fontconfig = cards(site)
    empty = site.root / "no programs"
    empty.mkdir()
    site.nikola("clean", "previews")
    site.nikola("build", PATH=str(empty))
    without = cards(site)
    assert set(without) == set(with_fontconfig)
    assert without["posts/2021/10/a.png"] == without["posts/2021/10/b.png"]
