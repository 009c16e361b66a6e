"""What pages weigh on their way to a reader who has never been here, all headers included."""

from typing import TYPE_CHECKING

from playwright.sync_api import Browser

from tests.quality.weight import weigh

if TYPE_CHECKING:
    from tests.conftest import Site

TEXT_BYTES, TEXT_REQUESTS, HOME_BYTES = 25_000, 3, 40_000


def test_a_text_post(browser: Browser, address: str, whole: "Site") -> None:
    """The longest posts without pictures are at most 25 kB in at most 3 requests."""
    output = whole.root / "output"
    posts = [file for file in output.glob("posts/*/*/*/index.html") if "<img" not in file.read_text("utf-8")]
    for file in sorted(posts, key=lambda file: file.stat().st_size)[-4:]:
        weight = weigh(browser, f"{address}/{file.parent.relative_to(output)}/")
        assert weight.all <= TEXT_BYTES, file
        assert len(weight.requests) <= TEXT_REQUESTS, f"{file}: {weight.requests}"


def test_home(browser: Browser, address: str) -> None:
    """The home page is at most 40 kB without its pictures."""
    weight = weigh(browser, f"{address}/")
    assert 0 < weight.all - weight.pictures <= HOME_BYTES, weight
