"""Pictures inside bodies and in albums become files: readable names, the same bytes once, nothing of drafts."""

import base64
import hashlib
import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from import_blogger.albums import Albums, key_of, name_of
from import_blogger.archive import album_members
from import_blogger.pictures import Pictures, decode, month_of
from import_blogger.place import LEDGER, Placer, placing
from PIL import Image

if TYPE_CHECKING:
    from conftest import Site

MONTH = "2021/10"
BLOGSPOT = "https://1.bp.blogspot.com/-a/b/AAA/c"
SVG = "data:image/svg+xml;base64," + base64.b64encode(b"<svg onload='alert(1)'/>").decode()


def png(colour: str = "red", size: tuple[int, int] = (3, 2), kind: str = "PNG") -> bytes:
    """Return a small picture."""
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, kind)
    return stream.getvalue()


def inline(data: bytes, kind: str = "image/png") -> str:
    """Return a data: address."""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def bring(placer: Placer, text: str, slug: str = "slug") -> str:
    """Return a body with its pictures brought home; nothing may be found odd."""
    changed, findings = Pictures(placer).bring_home(text, MONTH, slug)
    assert findings == []
    return changed


@pytest.mark.parametrize(
    "text",
    [
        "<p>Text that speaks of data:image/png;base64,AAAA.</p>",
        '<img alt="data:image/png;base64,AAAA" src="https://x.example/a.png">',
        '<img src="link://filename/a" title="1 > 0, data: none">',
        f"<pre><code>&lt;img src={inline(png())}&gt;</code></pre>",
        f'<p title="{inline(png())}">Text.</p>',
    ],
)
def test_what_is_no_picture_is_not_touched(tmp_path: Path, text: str) -> None:
    """Only addresses that a browser loads are; each other byte stays."""
    assert bring(Placer(tmp_path, dry_run=False), text) == text


@pytest.mark.parametrize(
    ("address", "why"),
    [
        (SVG, "a drawing (SVG)"),
        (inline(b"<html>"), "it is no picture that browsers show"),
        ("data:image/png;base64,A", "its base64 is damaged"),
        ("data:image/png;base64", "its address has no content"),
        (inline(png()[:8] + b"\0" * (33 << 20)), "it has 33 MiB"),
    ],
    ids=["svg", "html", "base64", "empty", "huge"],
)
def test_what_cannot_be_a_file_stays_and_is_told(tmp_path: Path, address: str, why: str) -> None:
    """The body keeps the picture it had."""
    text = f'<img src="{address}">'
    assert Pictures(Placer(tmp_path, dry_run=True)).bring_home(text, MONTH, "s") == (
        text,
        [f"picture 1 stays inside the text: {why}"],
    )


def test_names_are_readable_and_equal_bytes_are_one_file(tmp_path: Path) -> None:
    """A name comes from alt, title or slug, with a number; a checksum only where another picture has the name."""
    red, blue = inline(png("red")), inline(png("blue"))
    with placing(tmp_path, dry_run=False) as placer:
        text = bring(
            placer,
            f'<img alt=\'The "Chip" > 1\' src="{red}"><img src="{red}" width="10"><a href="{blue}">x</a>'
            f'<img alt="the chip 1" src="{inline(png("green"))}"><img alt="the chip 1" src="{blue}">',
            "wär-ja-slug",
        )
        placer.commit()
    green = hashlib.sha256(png("green")).hexdigest()[:8]
    assert text == (
        '<img alt=\'The "Chip" > 1\' src="/images/2021/10/the-chip-1.png">'
        '<img src="/images/2021/10/the-chip-1.png" width="10"><a href="/images/2021/10/war-ja-slug-3.png">x</a>'
        f'<img alt="the chip 1" src="/images/2021/10/the-chip-1-{green}.png">'
        '<img alt="the chip 1" src="/images/2021/10/war-ja-slug-3.png">'
    )
    assert (tmp_path / "files/images/2021/10/war-ja-slug-3.png").read_bytes() == png("blue")


def test_extension_follows_the_bytes(tmp_path: Path) -> None:
    """Blogs declare JPEG as PNG; a name with = in it would stop Nikola."""
    text = bring(Placer(tmp_path, dry_run=True), f'<img src="{inline(png(kind="JPEG"))}">', "a=b=s1600")
    assert text == '<img src="/images/2021/10/abs1600-1.jpg">'


def test_percent_encoding_and_line_breaks_are_read() -> None:
    """Both ways to write a data: address, with whatever blanks an editor put in."""
    body = base64.b64encode(png()).decode()
    assert decode(f"data:image/png;BASE64,{body[:20]}\n {body[20:]}") == (png(), "")
    assert decode("data:image/gif," + "".join(f"%{byte:02x}" for byte in b"GIF89a")) == (b"GIF89a", "")


def test_a_later_import_keeps_the_place_of_a_picture(tmp_path: Path) -> None:
    """Another post that holds the same bytes uses the file there is; a name an earlier picture has stays its own."""
    for month, slug, colours in (("2021/10", "first", ["red"]), ("2022/01", "new", ["blue", "red"])):
        with placing(tmp_path, dry_run=False) as placer:
            pictures = Pictures(placer)
            body = "".join(f'<img src="{inline(png(colour))}">' for colour in colours)
            text, _ = pictures.bring_home(body, month, slug)
            placer.commit()
    assert text == '<img src="/images/2022/01/new-1.png"><img src="/images/2021/10/first-1.png">'


def test_a_file_of_yours_is_never_taken_for_the_picture(tmp_path: Path) -> None:
    """Where another file has the name, the picture gets one with a checksum."""
    mine = tmp_path / "files/images/2021/10/slug-1.png"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    with placing(tmp_path, dry_run=False) as placer:
        text = bring(placer, f'<img src="{inline(png())}">')
        placer.commit()
    digest = hashlib.sha256(png()).hexdigest()[:8]
    assert text == f'<img src="/images/2021/10/slug-1-{digest}.png">'
    assert mine.read_bytes() == b"mine"


def test_months_never_leave_their_folder() -> None:
    """Whatever an export gives for a date."""
    assert month_of("posts/2012/05/a.html", "2013-01-01") == "2012/05"
    assert month_of("pages/a.html", "2013-01-01T00:00:00") == "2013/01"
    assert month_of("pages/a.html", "../../../x") == "undated"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        (f"{BLOGSPOT}/s320/x.jpg", "/-a/b/AAA/c/x.jpg"),
        (f"{BLOGSPOT}/s1600-h/x.jpg", "/-a/b/AAA/c/x.jpg"),
        (f"{BLOGSPOT}/w640-h480-p-k-no-nu/x.jpg", "/-a/b/AAA/c/x.jpg"),
        (f"{BLOGSPOT}/x.jpg", "/-a/b/AAA/c/x.jpg"),
        ("https://blogger.googleusercontent.com/img/a/AVvX_=w320-h269", "/img/a/AVvX_"),
        ("https://lh3.googleusercontent.com/AVvX=s16000-rw", "/AVvX"),
    ],
)
def test_sizes_are_no_part_of_a_picture(address: str, key: str) -> None:
    """All addresses of one picture have one key."""
    assert key_of(address) == key


def test_names_are_decoded_as_often_as_google_encodes_them() -> None:
    """Up to twice, with + for a blank."""
    assert name_of("a/My%2BPhoto%2B%25281%2529.JPG") == "my+photo+(1).jpg"
    assert name_of("a/My+Photo+%281%29.JPG") == "my photo (1).jpg"


ALBUM = {
    "Takeout/Blogger/Albums/A/chip (1).jpg": png(kind="JPEG"),
    "Takeout/Blogger/Albums/A/IMG_1.JPG": png("blue", kind="JPEG"),
    "Takeout/Blogger/Albums/B/IMG_1.JPG": png("green", kind="JPEG"),
    "Takeout/Blogger/Albums/A/other.png": png("black"),
    "Takeout/Blogger/Albums/A/nameless.png": png("white"),
    "Takeout/Blogger/Albums/A/nameless.png.json": json.dumps(
        {"title": "nameless.png", "url": "https://blogger.googleusercontent.com/img/a/AVvX=s0"}
    ).encode(),
    "Takeout/Blogger/Albums/A/shortened.png": png("yellow"),
    "Takeout/Blogger/Albums/A/shortened.png.supplemental-me.json": json.dumps({"title": "shortened-name.png"}).encode(),
    "Takeout/Blogger/Albums/A/liar.png": b"<html>no picture</html>",
    "Takeout/Blogger/Albums/A/liar.png.json": b"[1, {",
    "Takeout/Blogger/Albums/A/only.jpg.json": b"[]",
    "Takeout/Blogger/Albums/../../../evil.png": png("pink"),
    "Takeout/Blogger/Blogs/A/elsewhere.png": png("pink"),
}
BODY = f"""<a href="{BLOGSPOT}/s1600-h/chip+%281%29.jpg"><img src="{BLOGSPOT}/s320/chip+%281%29.jpg"></a>
<img src="{BLOGSPOT}/s320/IMG_1.JPG"> <img src="https://blogger.googleusercontent.com/img/a/AVvX=w320-h269">
<img src="{BLOGSPOT}1/s320/other.png"> <img src="{BLOGSPOT}2/s320/other.png"> <img src="{BLOGSPOT}/s1/liar.png">
<img src="{BLOGSPOT}/s72-c/shortened-name.png"> <img src="{BLOGSPOT}/s1/evil.png">
<img src="{BLOGSPOT}/s/elsewhere.png">
"""


def pack(folder: Path, shape: str) -> list[Path]:
    """Write ALBUM as a zip, a tgz, or a folder, as far as that takes such names."""
    if shape == "zip":
        with zipfile.ZipFile(folder / "t.zip", "w") as archive:
            for name, data in ALBUM.items():
                archive.writestr(name, data)
        return [folder / "t.zip"]
    if shape == "tgz":
        with tarfile.open(folder / "t.tgz", "w:gz") as tar:
            for name, data in ALBUM.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        return [folder / "t.tgz"]
    for name, data in ALBUM.items():
        if ".." not in name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    return [folder / "Takeout"]


@pytest.mark.parametrize("shape", ["zip", "tgz", "folder"])
def test_albums_give_what_they_surely_have(tmp_path: Path, shape: str) -> None:
    """A name that two pictures have, on either side, proves nothing; a side-car's address does."""
    (tmp_path / "site").mkdir()
    paths = pack(tmp_path, shape)
    with placing(tmp_path / "site", dry_run=False) as placer:
        albums = Albums(Pictures(placer))
        albums.ask(BODY, MONTH)
        table = albums.answer(lambda: (member for path in paths for member in album_members(path, 50 << 20)))
        placer.commit()
    assert [line.split() for line in table.splitlines() if line.startswith("http")] == [
        [f"{BLOGSPOT}/s1600-h/chip+%281%29.jpg", "files/images/2021/10/chip-1.jpg"],
        [f"{BLOGSPOT}/s320/chip+%281%29.jpg", "files/images/2021/10/chip-1.jpg"],
        [f"{BLOGSPOT}/s72-c/shortened-name.png", "files/images/2021/10/shortened-name.png"],
        ["https://blogger.googleusercontent.com/img/a/AVvX=w320-h269", "files/images/2021/10/nameless.png"],
    ]
    pictures = sorted(path.name for path in (tmp_path / "site/files").rglob("*.*"))
    assert pictures == ["chip-1.jpg", "nameless.png", "shortened-name.png"]


def test_pictures_of_drafts_stay_in_the_draft(site: "Site", tmp_path: Path) -> None:
    """What is in files/ is published."""
    entries = "".join(
        f"<entry><id>tag:blogger.com,1999:blog-7.post-{n}</id><blogger:type>POST</blogger:type>"
        f"<blogger:status>{status}</blogger:status><title>T{n}</title><published>2021-10-14T10:00:00Z</published>"
        f"<updated>2021-10-14T10:00:00Z</updated><blogger:filename>/2021/10/t{n}.html</blogger:filename>"
        f"<content type='html'>&lt;img src='{inline(png(colour))}'&gt;"
        f"&lt;img src='{BLOGSPOT}/s320/chip.png'&gt;</content>"
        f"<author><name>Me</name></author></entry>"
        for n, status, colour in ((1, "LIVE", "red"), (2, "DRAFT", "blue"))
    )
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>"
        f"<id>tag:blogger.com,1999:blog-7</id><title>B</title>{entries}</feed>"
    )
    with zipfile.ZipFile(tmp_path / "takeout.zip", "w") as archive:
        archive.writestr("Takeout/Blogger/Blogs/B/feed.atom", feed)
        archive.writestr("Takeout/Blogger/Albums/B/chip.png", png("green"))
    told = site.nikola("import_blogger", "--old=https://b.blogspot.com", tmp_path / "takeout.zip").stdout
    files = sorted(str(path.relative_to(site.root)) for path in (site.root / "files").rglob("*.*"))
    assert files == ["files/images/2021/10/chip.png", "files/images/2021/10/t1-1.png", "files/images/albums.txt"], told
    assert 'src="/images/2021/10/t1-1.png"' in (site.root / "posts/2021/10/t1.md").read_text()
    assert 'src="data:image/png' in (site.root / "posts/2021/10/t2.md").read_text()
    assert "files/images/2021/10/t1-1.png" in (site.root / LEDGER).read_text()
    assert "unchanged" in site.nikola("import_blogger", tmp_path / "takeout.zip").stdout
