"""The picture that stands for a page where its address is shown.

In: the words on it and the fonts at hand. Out: the bytes of a PNG of 1200 × 630 pixels in 13 colours. It is a card: the
contact plate at its side, the name of the site above, the title beside the plate, the date below. Equal words, fonts
and libraries give equal bytes.
"""

import io
import zlib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain

from PIL import Image, ImageDraw

from .direction import is_rtl
from .fonts import Font, plain, shown
from .lines import cut, fit
from .text import Style, drawable, width, write

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
PLATE_TOP, UNIT = 186, 7  # a unit of plate.svg is seven pixels
PLATE_HEIGHT = 24 * UNIT
TITLE_START = 328  # beside the plate
TITLE_TOP, TITLE_BOTTOM = 118, 520  # room for letters that are higher than capitals
SIZES = ((88, 2), (74, 3), (64, 4), (54, 4))  # pixels of the title's font, and how many lines it may have
CAPITALS, LEADING = 0.714, 1.2  # of the size: how high capitals are, and from one line to the next
SMALL, SITE_LINE, BELOW_LINE = 36, 98, 558  # the other lines: their size, and what they stand on

PAPER, INK, QUIET, GOLD = (253, 252, 249), (29, 30, 32), (91, 92, 96), (122, 88, 0)  # as in theme.css
STEPS = {INK: 4, QUIET: 4, GOLD: 4}  # after paper: each in equal steps from there


@dataclass(frozen=True)
class Card:
    """The words on a card, any of which may be empty: the site's name, the title, the date or a line about the page."""

    site: str
    title: str
    below: str = ""


def draw(card: Card, fonts: tuple[Font, ...]) -> bytes:
    """Return the PNG. A title or line that these fonts cannot show is left out."""
    site, title, below = (readable(words, fonts) for words in (card.site, card.title, card.below))
    rtl = is_rtl(title or site)
    picture = ground(site, fonts, rtl).copy()
    if below:
        picture.paste(line(below, Style(fonts, 400, SMALL), QUIET, rtl), (0, BELOW_LINE - SMALL))
    if title:
        put_title(picture, title, Style(fonts, 650, SIZES[0][0]), rtl)
    return png(picture)


def readable(words: str, fonts: tuple[Font, ...]) -> str:
    """Return words as they can be shown here; nothing where that cannot be."""
    text = plain(words)
    return (shown(text, fonts) or "") if drawable(text) else ""


@lru_cache(16)  # one for each set of fonts
def ground(site: str, fonts: tuple[Font, ...], rtl: bool) -> Image.Image:
    """Return what all cards of a site have: paper, the plate and the site's name."""
    picture = Image.new("P", (WIDTH, HEIGHT), 0)
    picture.putpalette(palette())
    plate = colour(contact_plate(), GOLD)
    picture.paste(plate, (WIDTH - MARGIN - plate.width if rtl else MARGIN, PLATE_TOP))
    if site:
        picture.paste(line(site, Style(fonts, 650, SMALL), INK, rtl), (0, SITE_LINE - SMALL))
    return picture


def contact_plate() -> Image.Image:
    """Return the mask of the plate of themes/lowtech/assets/img/plate.svg, without the margin around it."""
    fine = 4 * UNIT  # drawn four times as large, for smooth edges
    mask = Image.new("L", (30 * fine, 24 * fine))
    pen = ImageDraw.Draw(mask)

    def box(left: float, top: float, right: float, bottom: float) -> tuple[float, ...]:
        """Return corners given in units of the SVG, whose plate with its lines begins at 1, 4."""
        return ((left - 1) * fine, (top - 4) * fine, (right - 1) * fine - 1, (bottom - 4) * fine - 1)

    pen.rounded_rectangle(box(1, 4, 31, 28), 6 * fine, fill=255)
    pen.rounded_rectangle(box(3, 6, 29, 26), 4 * fine, fill=0)
    pen.rectangle(box(12, 6, 20, 26), fill=255)
    for y in (12.5, 19.5):
        pen.rectangle(box(2, y - 1, 30, y + 1), fill=255)
    return mask.resize((30 * UNIT, 24 * UNIT), Image.Resampling.BOX)


def line(words: str, style: Style, tone: tuple[int, int, int], rtl: bool) -> Image.Image:
    """Return a small line over the whole width, cut where it is too long."""
    room = (WIDTH - 2 * MARGIN) / SMALL
    if width(words, style) > room:
        words = cut(words, room, lambda text: width(text, style))
    mask = Image.new("L", (WIDTH, SMALL * 3 // 2))
    write(mask, words, (MARGIN, SMALL), style, rtl=rtl)
    return colour(mask, tone)


def put_title(picture: Image.Image, title: str, style: Style, rtl: bool) -> None:
    """Set the title beside the plate."""
    lines = fit(title, SIZES, WIDTH - MARGIN - TITLE_START, lambda text: width(text, style))
    left = TITLE_START - MARGIN // 4  # room for letters that begin before their place
    mask = Image.new("L", (WIDTH - left, TITLE_BOTTOM - TITLE_TOP))
    height = (CAPITALS + (len(lines.lines) - 1) * LEADING) * lines.size
    first = PLATE_TOP - TITLE_TOP + max(0, PLATE_HEIGHT - height) / 2 + CAPITALS * lines.size
    for number, words in enumerate(lines.lines):
        y = round(first + number * LEADING * lines.size)
        write(mask, words, (TITLE_START - left, y), replace(style, size=lines.size), rtl=rtl)
    picture.paste(colour(mask, INK), (0 if rtl else left, TITLE_TOP))


def colour(mask: Image.Image, tone: tuple[int, int, int]) -> Image.Image:
    """Return a mask in the colours of the palette between paper and a tone."""
    return mask.point(indexes(tone))


@cache
def indexes(tone: tuple[int, int, int]) -> list[int]:
    """Return the colour in the palette for each value of a mask."""
    before = sum(STEPS[other] for other in list(STEPS)[: list(STEPS).index(tone)])
    steps = [round(value * STEPS[tone] / 255) for value in range(256)]
    return [before + step if step else 0 for step in steps]


def palette() -> list[int]:
    """Return the colours: the red, green and blue of each."""
    tones = [(tone, step / steps) for tone, steps in STEPS.items() for step in range(1, steps + 1)]
    mixed = [[round(p + (t - p) * part) for p, t in zip(PAPER, tone, strict=True)] for tone, part in tones]
    return [*PAPER, *chain.from_iterable(mixed)]


def png(picture: Image.Image) -> bytes:
    """Return the bytes of a picture's file."""
    file = io.BytesIO()
    picture.save(file, "PNG", bits=4, compress_type=zlib.Z_RLE)  # half the time of the others, and the size of the best
    return file.getvalue()
