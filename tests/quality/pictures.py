"""Pictures of pages: address → picture, two pictures → how much of one looks different.

A picture is half as wide as the page. It is compared by tiles, whose mean colours hardly change when another version of
Chromium draws the edges of letters otherwise, and change much when something else is there, or elsewhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from PIL import Image, ImageChops
from playwright.sync_api import Browser

from tests.quality.samples import settle

TILE = 8  # pixels of a picture, 16 of a page
FARTHER = 12  # of 255, in one channel: a tile that differs more looks different
MOST = 0.003  # of the tiles may look different
LONGEST = 3200  # pixels of a page; what is below looks like what is above
COLOURS = 128  # of a picture that is kept


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    width: int
    scheme: Literal["light", "dark"]


LOOKS = [*(Look(width, "light") for width in (360, 768, 1280)), *(Look(width, "dark") for width in (360, 768, 1280))]
# Pictures below the window may wait until somebody looks.
SHOWN = "[...document.images].every(one => one.complete || one.getBoundingClientRect().top > innerHeight)"


def take(browser: Browser, address: str, looks: Sequence[Look], script: str = "") -> Iterator[Image.Image]:
    """Yield the pictures of a page, one for each look; the script changes it first."""
    context = browser.new_context(device_scale_factor=0.5)
    page = context.new_page()
    page.goto(address)
    settle(page)
    if script:
        page.evaluate(script)
    for look in looks:
        page.emulate_media(color_scheme=look.scheme)
        page.set_viewport_size({"width": look.width, "height": 800})
        height = min(LONGEST, page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": look.width, "height": height})
        page.wait_for_function(SHOWN)
        yield Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    context.close()


def small(picture: Image.Image) -> Image.Image:
    """Return the picture as it is kept: with few colours."""
    return picture.quantize(COLOURS, dither=Image.Dither.NONE)


def differs(one: Image.Image, other: Image.Image) -> float:
    """Return what share of the tiles looks different, from 0 to 1; what only the longer picture has does."""
    width, height = min(one.width, other.width), min(one.height, other.height)
    tiles = [picture.convert("RGB").crop((0, 0, width, height)).reduce(TILE) for picture in (one, other)]
    red, green, blue = ImageChops.difference(*tiles).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    different = sum(most.histogram()[FARTHER + 1 :])
    missing = 1 - width * height / max(one.width * one.height, other.width * other.height)
    return different / (most.width * most.height) + missing


def beside(*pictures: Image.Image) -> Image.Image:
    """Return the pictures side by side, and then what differs between the first two."""
    shown = [picture.convert("RGB") for picture in pictures]
    shown.append(ImageChops.difference(shown[0], shown[1].crop((0, 0, *shown[0].size))))
    whole = Image.new("RGB", (sum(one.width + TILE for one in shown), max(one.height for one in shown)), "red")
    left = 0
    for one in shown:
        whole.paste(one, (left, 0))
        left += one.width + TILE
    return whole
