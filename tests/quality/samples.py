"""What is put on a site so that every kind of page is on it: the sources in samples/, a hundred comments, a picture."""

import re
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.conftest import HOUSE, Site

SOURCES = Path(__file__).parent / "samples"
CONTENT = ("posts", "pages", "files", "redirects")

POST = "/posts/2022/06/a-long-post-with-code/"
COMMENTED = "/posts/2022/05/a-post-with-a-hundred-comments/"
KINDS = {  # kind of page → one of them, in a site with samples
    "home": "/",
    "page 2": "/index-1.html",
    "post": POST,
    "comments": COMMENTED,
    "editor": "/posts/2022/03/all-that-an-editor-makes/",
    "right to left": "/posts/2022/04/right-to-left/",
    "bare": "/posts/2022/02/bare/",
    "page": "/pages/sample/",
    "project": "/projects/sample-tools/",
    "archive": "/archive.html",
    "year": "/2022/",
    "month": "/2022/03/",
    "tags": "/categories/",
    "tag": "/categories/faq/",
    "search": "/search/",
    "results": "/search/?q=reader",
    "no results": "/search/?q=zzzz",
    "feeds": "/feeds/",
    "not found": "/no/such/page.html",
}


def add(site: Site) -> None:
    """Add the samples to a site."""
    shutil.copytree(SOURCES, site.root, dirs_exist_ok=True)
    site.write("posts/2022/05/a-post-with-a-hundred-comments.comments.yaml", "".join(map(comment, range(100))))
    for month in range(1, 9):
        text = f"<p>Post number {month}.</p><!-- TEASER_END --><p>More about a reader.</p>"
        site.post(
            f"posts/2021/0{month}/short-{month}.html", text, tags=["FAQ"], date=f"2021-0{month}-10T10:00:00+01:00"
        )
    picture = Image.linear_gradient("L").resize((640, 240)).convert("P")
    target = site.root / "files" / "images" / "sample.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    picture.save(target, optimize=True)


def comment(number: int) -> str:
    """Return the lines of one of the hundred: every third begins a thread, the others answer the one before."""
    text = f"<p>Comment {number}, <b>bold</b>, <code>code</code>, <a href='https://example.org/'>a link</a>.</p>"
    lines = [
        f'- id: "{1000 + number}"',
        f'  date: "2022-05-{10 + number // 10}T{10 + number % 10}:00:00+02:00"',
        f'  text: "{text * (1 + number % 3)}"',
    ]
    if number % 7:
        lines.append(f"  author: Reader {number % 11}")
    if number % 5 == 0:
        lines.append(f"  link: https://example.org/{number}")
    if number % 12:
        lines.append(f'  parent: "{999 + number}"')
    return "\n".join(lines) + "\n"


def put_content(site: Site) -> None:
    """Put the content of this house on a site."""
    for name in CONTENT:
        shutil.copytree(HOUSE / name, site.root / name, dirs_exist_ok=True)


def settle(page: Page) -> None:
    """Wait until a page shows what it will show: the search page is filled by its script."""
    if "?q=" in page.url:
        page.get_by_role("status").filter(has_text=re.compile("Results|Nothing")).wait_for()
    elif page.locator("#search").count():
        page.wait_for_load_state("networkidle")
