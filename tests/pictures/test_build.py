"""A site with pictures, built as its user builds it."""

import io
from typing import TYPE_CHECKING

import piexif
from PIL import Image

if TYPE_CHECKING:
    from conftest import Site

OLD = "https://1.bp.blogspot.com/-a/s320/x.jpg"
BIG = OLD.replace("s320", "s1600")


def photo() -> bytes:
    """Return a photo that tells where it was taken."""
    stream = io.BytesIO()
    gps = {piexif.GPSIFD.GPSLatitudeRef: b"N", piexif.GPSIFD.GPSLatitude: ((48, 1), (51, 1), (0, 1))}
    Image.new("RGB", (40, 20)).save(stream, "JPEG", exif=piexif.dump({"GPS": gps}))
    return stream.getvalue()


def add_photo(site: "Site") -> None:
    """Put a photo and its table into the site."""
    file = site.root / "files/images/2021/10/ph 1%.jpg"
    file.parent.mkdir(parents=True)
    file.write_bytes(photo())
    (site.root / "files/images/2021/10/plain.jpg").write_bytes(photo())
    site.write(
        "files/images/fetched.txt",
        f"{OLD}  files/images/2021/10/plain.jpg\n{BIG}  files/images/2021/10/plain.jpg\n"
        "https://absent.example/x.png  files/images/absent.png\n",
    )


def test_pages_show_what_came_home(site: "Site") -> None:
    """In HTML and Markdown, on the page, in the teaser and in the feed; sources are not touched."""
    body = f'<p>One <a href="{BIG}"><img src="{OLD}" alt="chip"></a> <img src="/images/2021/10/ph%201%25.jpg"></p>'
    post = site.post("posts/2021/10/a.html", body)
    site.post("posts/2021/10/b.md", f"Two ![m]({OLD})\n\n![absent](https://absent.example/x.png)")
    add_photo(site)
    site.build()
    page = site.output("posts/2021/10/a/index.html")
    assert '<a href="../../../../images/2021/10/plain.jpg">' in page
    assert 'src="../../../../images/2021/10/plain.jpg" alt="chip" width="40" height="20"' in page
    assert 'src="../../../../images/2021/10/ph%201%25.jpg" loading="lazy" width="40" height="20"' in page
    markdown = site.output("posts/2021/10/b/index.html")
    assert "images/2021/10/plain.jpg" in markdown
    assert "https://absent.example/x.png" in markdown
    assert "bp.blogspot.com" not in page + markdown + site.output("rss.xml") + site.output("index.html")
    assert post.read_text().endswith(f"\n---\n{body}\n")


def test_published_photos_do_not_tell_where_they_were_taken(site: "Site") -> None:
    """Those in files/ still do; a setting publishes them as they are; what is built twice is the same."""
    add_photo(site)
    site.post("posts/2021/10/a.html", "<p>Text.</p>")
    site.nikola("build", "--strict", "-n", "2")
    published = site.root / "output/images/2021/10/plain.jpg"
    clean = published.read_bytes()
    assert not Image.open(published).getexif().get_ifd(0x8825)
    assert (site.root / "files/images/2021/10/plain.jpg").read_bytes() == photo()
    published.unlink()
    site.build()
    assert published.read_bytes() == clean
    assert not list((site.root / "output").rglob("*.part"))
    site.configure(LOWTECH_PICTURE_POSITION=True)
    site.build()
    assert published.read_bytes() == photo()


def test_a_new_table_shows_at_the_next_build(site: "Site") -> None:
    """Pages made before the pictures came are made again; lost ones are said to be lost, in the site's language."""
    site.post("posts/2021/10/a.html", f'<p><img src="{OLD}" alt="chip"></p>')
    site.build()
    assert f'src="{OLD}"' in site.output("posts/2021/10/a/index.html")
    table = site.write("files/images/missing.txt", f"{OLD}  gone  404, on posts/2021/10/a.html\n")
    site.configure(DEFAULT_LANG="fr", TRANSLATIONS={"fr": ""})
    site.build()
    assert f"[image manquante: chip, {OLD}]" in site.output("posts/2021/10/a/index.html")
    table.unlink()
    add_photo(site)
    site.build()
    assert "images/2021/10/plain.jpg" in site.output("posts/2021/10/a/index.html")


def test_what_is_wrong_in_a_table_stops_a_strict_build(site: "Site") -> None:
    """With file and line."""
    site.post("posts/2021/10/a.html", "<p>Text.</p>")
    site.write("files/images/mine.txt", "# mine\nwhat\n")
    run = site.nikola("build", "--strict", code=None)
    assert "files/images/mine.txt:2: neither" in run.stderr
    assert run.returncode != 0
    assert site.nikola("build").returncode == 0
