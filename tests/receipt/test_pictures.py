"""Pictures that came home, that are still elsewhere, and that nobody has any more, each on its line of the receipt."""

import base64
import io
import json
from typing import Any

import pytest
from PIL import Image

SMALL = "https://1.bp.blogspot.com/-x/s320/cat.jpg"
LARGE = "https://1.bp.blogspot.com/-x/s1600/cat.jpg"
FILE = "files/images/2012/05/cat.png"
PAGE = "output/posts/2012/05/first/index.html"


def png() -> bytes:
    """Return a picture."""
    stream = io.BytesIO()
    Image.new("RGB", (40, 20)).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def moved(site: Any, export: str) -> Any:
    """Give a site made of an export whose picture and its link are on another host."""
    site.write("cats.xml", export)
    site.nikola("import_blogger", "cats.xml")
    return site


def home(site: Any, name: str = "fetched.txt") -> None:
    """Bring the picture home."""
    site.write(FILE, "").write_bytes(png())
    site.write(f"files/images/{name}", f"# table\n{SMALL}  {FILE}\n{LARGE}  {FILE}\n")


def pictures(site: Any, code: int = 0) -> tuple[dict[str, int], set[tuple[str, str]], dict[str, int]]:
    """Build; return the row of pictures, what is told of them, and the row of links."""
    site.build()
    return receipt(site, code)


def receipt(site: Any, code: int = 0) -> tuple[dict[str, int], set[tuple[str, str]], dict[str, int]]:
    """Return the same of a site that is built."""
    site.nikola("receipt", "--json", "receipt.json", "cats.xml", code=code)
    found = json.loads((site.root / "receipt.json").read_text(encoding="utf-8"))
    told = {(one["verdict"], one["why"]) for one in found["differences"] if one["kind"] == "picture"}
    return found["rows"]["picture"], told - {("left out", "a pixel that counts readers")}, found["rows"]["link"]


def row(shown: int, left_out: int, missing: int) -> dict[str, int]:
    """Return a row of two pictures; one is a pixel that counts readers and is always left out."""
    return {"export": 2, "shown": shown, "left_out": left_out + 1, "missing": missing}


@pytest.mark.parametrize("table", ["albums.txt", "fetched.txt", "2012/mine.txt"])
def test_a_picture_that_came_home_is_shown(moved: Any, table: str) -> None:
    """By whichever table; the link around it leads to its file, too."""
    home(moved, table)
    shown, told, links = pictures(moved)
    assert (shown, told, links["missing"]) == (row(1, 0, 0), set(), 0)


def test_a_picture_elsewhere_is_shown_and_told(moved: Any) -> None:
    """It is on the page; that it may go any day is a note with the command that helps."""
    shown, told, _ = pictures(moved)
    assert shown == row(1, 0, 0)
    assert told == {("note", "is still on another host; `nikola fetch_images` brings it home")}


def test_what_could_not_be_fetched_is_left_out(moved: Any) -> None:
    """Linked, not had: no failure, and no picture of the site's either."""
    moved.write("files/images/missing.txt", f"{SMALL}  later  timeout, on posts/2012/05/first.html\n")
    shown, told, _ = pictures(moved)
    assert shown == row(0, 1, 0)
    assert told == {("left out", "linked, not had: it could not be fetched, see files/images/missing.txt")}


def test_what_is_lost_is_said_on_the_page(moved: Any) -> None:
    """And only then it counts as accounted for; its words are none that the author wrote."""
    moved.write("files/images/missing.txt", f"{SMALL}  gone  404, on posts/2012/05/first.html\n")
    shown, told, _ = pictures(moved)
    assert shown == row(0, 1, 0)
    assert told == {("left out", "lost: nobody has it any more, and the page says so")}
    page = moved.root / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace("missing-picture", "other"), encoding="utf-8")
    shown, told, _ = receipt(moved, code=1)
    assert shown == row(0, 0, 1)
    assert told == {("missing", "is not on the page")}


@pytest.mark.parametrize("damage", ["", "<html>not here", "absent", "other"])
def test_a_file_that_is_none_is_missing(moved: Any, damage: str) -> None:
    """Empty, a web page, not there, or another picture than the table names."""
    home(moved)
    moved.build()
    published = moved.root / "output/images/2012/05/cat.png"
    if damage == "absent":
        published.unlink()
    elif damage == "other":
        page = moved.root / PAGE
        page.write_text(page.read_text(encoding="utf-8").replace("cat.png", "dog.png"), encoding="utf-8")
        published.rename(published.with_name("dog.png"))
    else:
        published.write_text(damage)
    shown, told, links = receipt(moved, code=1)
    assert (shown["missing"], {verdict for verdict, _ in told}) == (1, {"missing"})
    assert links["missing"] == (damage in {"absent", "other"})


def test_a_picture_out_of_the_text_is_a_file(site: Any, export: str) -> None:
    """What stood in the export as data: is found by its place; its file must be a picture."""
    inside = "data:image/png;base64," + base64.b64encode(png()).decode()
    site.write("cats.xml", export.replace(SMALL, inside))
    site.nikola("import_blogger", "cats.xml")
    shown, told, _ = pictures(site)
    assert (shown, told) == (row(1, 0, 0), set())
    (file,) = (site.root / "output/images").rglob("*.png")
    file.write_text("gone")
    assert receipt(site, code=1)[0]["missing"] == 1
