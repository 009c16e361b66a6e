"""The picture that stands for a page where its address is shown.

In: the words on it and the fonts at hand. Out: the bytes of a PNG of 1200 × 630 pixels in 13 colours. It is a card: the
contact plate at its side, the name of the site above, the title beside the plate, the date below. Equal words, fonts
and libraries give equal bytes.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from PIL import Image, ImageDraw

from .direction import is_rtl
from .fonts import Font, plain, shown
from .lines import cut, fit
from .png import Ground
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

PAPER, INK, QUIET, GOLD = (253, 252, 249), (29, 30, 32), (91, 92, 96), (122, 88, 0)  # as in colours.css
STEPS = 4  # from paper to each of the tones
# The palette goes from the quiet tone to paper and on to ink: whatever is drawn on paper in one of them, the drawing
# library mixes by number, and finds the colours between. Those to gold follow.
IN_QUIET, BLANK, IN_INK = 0, STEPS, 2 * STEPS


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
    bare = ground(site, fonts, rtl)
    picture = bare.picture.copy()
    if below:
        put_line(picture, below, BELOW_LINE, Style(fonts, 400, SMALL, IN_QUIET), rtl)
    if title:
        put_title(picture, title, Style(fonts, 650, SIZES[0][0], IN_INK), rtl)
    return bare.png(picture)


def readable(words: str, fonts: tuple[Font, ...]) -> str:
    """Return words as they can be shown here; nothing where that cannot be."""
    text = plain(words)
    return (shown(text, fonts) or "") if drawable(text) else ""


@lru_cache(16)  # one for each set of fonts
def ground(site: str, fonts: tuple[Font, ...], rtl: bool) -> Ground:
    """Return what all cards of a site have: paper, the plate and the site's name."""
    picture = Image.new("P", (WIDTH, HEIGHT), BLANK)
    picture.putpalette(palette())
    plate = contact_plate().point([2 * STEPS + step if (step := round(v * STEPS / 255)) else BLANK for v in range(256)])
    picture.paste(plate, (WIDTH - MARGIN - plate.width if rtl else MARGIN, PLATE_TOP))
    if site:
        put_line(picture, site, SITE_LINE, Style(fonts, 650, SMALL, IN_INK), rtl)
    return Ground(picture)


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


def put_line(picture: Image.Image, words: str, base: int, style: Style, rtl: bool) -> None:
    """Set a small line that stands on `base`, cut where it is too long."""
    room = (WIDTH - 2 * MARGIN) / SMALL
    if width(words, style) > room:
        words = cut(words, room, lambda text: width(text, style))
    place = (0, base - SMALL, WIDTH, base + SMALL // 2)
    part = picture.crop(place)
    write(part, words, (MARGIN, SMALL), style, rtl=rtl)
    picture.paste(part, place)


def put_title(picture: Image.Image, title: str, style: Style, rtl: bool) -> None:
    """Set the title beside the plate."""
    lines = fit(title, SIZES, WIDTH - MARGIN - TITLE_START, lambda text: width(text, style))
    overhang = MARGIN // 4  # room for letters that begin before their place
    left, right = (0, WIDTH - TITLE_START + overhang) if rtl else (TITLE_START - overhang, WIDTH)
    place = (left, TITLE_TOP, right, TITLE_BOTTOM)
    part = picture.crop(place)  # no letter gets out of it
    height = (CAPITALS + (len(lines.lines) - 1) * LEADING) * lines.size
    first = PLATE_TOP - TITLE_TOP + max(0, PLATE_HEIGHT - height) / 2 + CAPITALS * lines.size
    for number, words in enumerate(lines.lines):
        y = round(first + number * LEADING * lines.size)
        write(part, words, (overhang, y), replace(style, size=lines.size), rtl=rtl)
    picture.paste(part, place)


def palette() -> list[int]:
    """Return the colours: the red, green and blue of each."""
    ways = ((QUIET, range(STEPS, 0, -1)), (INK, range(STEPS + 1)), (GOLD, range(1, STEPS + 1)))
    mixed = (
        [round(p + (t - p) * step / STEPS) for p, t in zip(PAPER, tone, strict=True)]
        for tone, way in ways
        for step in way
    )
    return list(chain.from_iterable(mixed))
