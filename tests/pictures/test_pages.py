"""Pages offer versions of pictures, which the build makes; feeds do without."""

import io
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

PAGE = "posts/2021/10/a/index.html"


def noise(width: int, height: int, kind: str = "JPEG") -> bytes:
    """Return a picture with as much in it as a photo."""
    stream = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(stream, kind)
    return stream.getvalue()


def add(site: "Site", name: str, data: bytes) -> "Path":
    """Put a picture into the site."""
    file = site.root / "files/images/2021/10" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def made(site: "Site") -> list[str]:
    """Return the versions in output/."""
    folder = site.root / "output/images"
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*.webp"))


def show(site: "Site", *names: str) -> None:
    """Write a post with these pictures, the first linked to itself."""
    pictures = "".join(f'<p><img src="/images/2021/10/{name}" alt="x" width="320"></p>' for name in names)
    site.post("posts/2021/10/a.html", f'<a href="/images/2021/10/{names[0]}">large</a>{pictures}')


def test_pages_offer_versions_and_feeds_do_not(site: "Site") -> None:
    """Names, sizes, the second picture lazily, the link to the picture itself; in the feed one plain address."""
    add(site, "big.jpg", noise(1600, 1200))
    add(site, "own.png", noise(600, 300, "PNG"))
    show(site, "big.jpg", "own.png")
    site.build()
    page = site.output(PAGE)
    there = "../../../../images/2021/10"
    candidates = ", ".join(f"{there}/big.jpg.{width}.webp {width}w" for width in (480, 720, 960, 1440))
    assert (
        f'<img src="{there}/big.jpg" alt="x" width="320" height="240" srcset="{candidates}" '
        f'sizes="(max-width: 320px) 100vw, 320px">'
    ) in page
    assert f'<a href="{there}/big.jpg">' in page
    second = re.search(r"<img[^>]*own\.png[^>]*>", page)
    assert second
    assert f'srcset="{there}/own.png.480.webp 480w, {there}/own.png.600.webp 600w"' in second[0]
    assert 'loading="lazy"' in second[0]
    assert "data-picture" not in page + site.output("index.html")
    for feed in ("rss.xml", "atom.xml", "feed.json"):
        text = site.output(feed)
        assert "https://blog.apdu.fr/images/2021/10/big.jpg" in text
        assert "webp" not in text
        assert "data-picture" not in text
    assert made(site) == [
        *(f"2021/10/big.jpg.{width}.webp" for width in (1440, 480, 720, 960)),
        "2021/10/own.png.480.webp",
        "2021/10/own.png.600.webp",
    ]
    widths = {name: Image.open(site.root / "output/images" / name).width for name in made(site)}
    assert all(name.endswith(f".{width}.webp") for name, width in widths.items())
    assert "images" not in site.nikola("check_site", code=None).stdout


def test_versions_are_made_once_and_go_with_their_picture(site: "Site") -> None:
    """Another build makes nothing again; a changed picture is made again; a removed one leaves nothing behind."""
    file = add(site, "a.jpg", noise(1000, 800))
    other = add(site, "b.jpg", noise(1000, 800))
    show(site, "a.jpg", "b.jpg")
    site.build()
    times = {name: (site.root / "output/images" / name).stat().st_mtime_ns for name in made(site)}
    bytes_before = (site.root / "output/images/2021/10/a.jpg.480.webp").read_bytes()
    site.build()
    assert {name: (site.root / "output/images" / name).stat().st_mtime_ns for name in made(site)} == times
    file.write_bytes(noise(600, 400))
    other.unlink()
    show(site, "a.jpg")
    site.build()
    assert made(site) == ["2021/10/a.jpg.480.webp", "2021/10/a.jpg.600.webp"]
    assert (site.root / "output/images/2021/10/a.jpg.480.webp").read_bytes() != bytes_before
    assert "a.jpg.600.webp 600w" in site.output(PAGE)
    site.configure(LOWTECH_PICTURE_WIDTHS=[])
    site.build()
    assert made(site) == []
    assert "srcset" not in site.output(PAGE)


def test_two_builds_give_the_same_bytes_in_one_process_or_two(site: "Site") -> None:
    """Pictures and pages."""
    add(site, "a=b, c%25.jpg", noise(1000, 800))
    site.post("posts/2021/10/a.html", '<p><img src="/images/2021/10/a=b, c%2525.jpg" width="1000"></p>')
    seen = []
    for options in ((), ("-n", "2")):
        site.nikola("build", "--strict", *options)
        output = site.root / "output"
        names = ["images/2021/10/a=b, c%25.jpg.480.webp", PAGE]
        seen.append([(output / name).read_bytes() for name in names])
        for name in names:
            (output / name).unlink()
    assert seen[0] == seen[1]
    assert b"images/2021/10/a%3Db%2C%20c%2525.jpg.480.webp 480w, " in seen[0][1]


def test_what_cannot_be_narrowed_is_told_and_shown_as_it_is(site: "Site") -> None:
    """A bomb, an animation, a broken picture, a web page called a photo: the build goes on, a sentence for each."""
    moving = io.BytesIO()
    frames = [Image.effect_noise((600, 300), 90) for _ in range(2)]
    frames[0].save(moving, "PNG", save_all=True, append_images=frames[1:])
    huge = io.BytesIO()
    Image.new("1", (15_000, 14_000)).save(huge, "PNG")
    large = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(large, "PNG")
    add(site, "moving.png", moving.getvalue())
    add(site, "bomb.png", huge.getvalue())
    add(site, "large.png", large.getvalue())
    add(site, "page.jpg", b"<html>" * 9000)
    add(site, "cut.jpg", noise(900, 900)[:90_000])
    show(site, "moving.png", "bomb.png", "page.jpg", "cut.jpg", "large.png")
    told = site.build().stderr
    for name, sentence in {
        "moving.png": "it moves, so that pages show it as it is",
        "bomb.png": "it has more pixels than any photo, which would fill the memory",
        "large.png": "it has 100 million pixels, so that pages show it as it is",
        "page.jpg": "it is no picture, or a broken one",
        "cut.jpg": "it ends too early",
    }.items():
        assert f"files/images/2021/10/{name}: {sentence}" in told
    assert {name.partition(".")[0] for name in made(site)} == {"2021/10/cut"}
    assert 'large.png" alt="x" width="320" loading="lazy" height="320">' in site.output(PAGE)


def test_a_file_with_the_name_of_a_version_is_the_authors(site: "Site") -> None:
    """It is published byte for byte, and no version stands in its place."""
    add(site, "a.jpg", noise(1000, 800))
    mine = add(site, "a.jpg.480.webp", b"mine")
    show(site, "a.jpg")
    site.build()
    assert (site.root / "output/images/2021/10/a.jpg.480.webp").read_bytes() == mine.read_bytes()
    assert "480w" not in site.output(PAGE)


@pytest.mark.parametrize("width", ["480", 0, -1, 99_999, True, None])
def test_a_width_that_is_none_is_told(site: "Site", width: object) -> None:
    """With the name of the setting; the others count."""
    add(site, "a.jpg", noise(1000, 800))
    show(site, "a.jpg")
    site.configure(LOWTECH_PICTURE_WIDTHS=[500, width])
    assert f"conf.py: LOWTECH_PICTURE_WIDTHS: {width!r} is no width in pixels" in site.nikola("build").stderr
    assert made(site) == ["2021/10/a.jpg.500.webp"]
