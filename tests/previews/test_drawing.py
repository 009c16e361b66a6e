"""The cards: their words are whole, in order and without a missing glyph, and equal words give equal bytes."""

import io
import string
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageFont
from previews import card, text
from previews.card import Card, draw
from previews.direction import is_rtl, pieces
from previews.fonts import Font, clusters, font_of, letters, missing, plain, runs, shown, used
from previews.lines import ELLIPSIS, Lines, fit
from previews.text import Style, width

PLATE = Path(__file__).resolve().parents[2] / "themes/lowtech/assets/img/plate.svg"
FOLDER = Path((find_spec("manimgx_fonts") or pytest.fail("manimgx-fonts is missing")).submodule_search_locations[0])
LATIN = Font(FOLDER / "NotoSans[wght].ttf")
ARABIC = Font(FOLDER / "NotoSansArabic[wght].ttf")
EMOJI = Font(FOLDER / "NotoEmoji[wght].ttf")
FONTS = (LATIN, ARABIC, EMOJI, Font(FOLDER / "NotoSansHebrew[wght].ttf"), Font(FOLDER / "NotoSansDevanagari[wght].ttf"))
SITE = "Ludovic Rousseau's blog"
TITLES = {
    "short": "A",
    "one line": "About",
    "two lines": "What happened 20 years ago?",
    "long": "Why the reader that came with my identity card does not work on macOS, and what PC/SC has to do with it",
    "huge": "word " * 10_000,
    "one huge word": "x" * 100_000,
    "long word": "SCARD_E_NO_READERS_AVAILABLE_0x8010002E_and_org.debian.pcsc-lite.access_card",
    "accents": "Où va l’œuf ? Été, Noël, « garçon »",
    "decomposed": "E\u0301te\u0301",
    "arabic": "قارئ البطاقات PC/SC على لينكس 2021 (جديد)",
    "hebrew": "קורא כרטיסים עם Linux",
    "hindi": "स्मार्ट कार्ड रीडर",
    "emoji": "🎉 Ten years 👩‍💻🇫🇷 ❤️ 🧑🏽‍🔧",
    "combining": "Z" + "\u0301" * 3000,
    "markup": "<b>&amp;</b> ${7*7} %s {0}",
    "controls": "a\x00b\x07\u202ec\u2028d\ue000\ufeff\U000e0041",
}


def picture(data: bytes) -> Image.Image:
    """Return a PNG opened, as it must be."""
    opened = Image.open(io.BytesIO(data))
    assert (opened.format, opened.mode, opened.size) == ("PNG", "P", (1200, 630))
    return opened.convert("RGB")


def ink(data: bytes, box: tuple[int, int, int, int] = (0, 0, 1200, 630)) -> tuple[int, int, int, int] | None:
    """Return where a card is not paper, inside a box."""
    part = picture(data).crop(box)
    return part.convert("L").point([255] * 225 + [0] * 31).getbbox()


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_any_title(title: str) -> None:
    """Of any title a card is made, of few bytes, the same each time, with nothing but its own margins around it."""
    data = draw(Card(SITE, title, "2021-10-14"), FONTS)
    assert data == draw(Card(SITE, title, "2021-10-14"), FONTS)
    assert len(data) < 24_000
    left, top, right, bottom = ink(data) or (0, 0, 0, 0)
    assert left >= card.MARGIN - 8
    assert top >= 60
    assert right <= 1200 - card.MARGIN + 8
    assert bottom <= 630 - 60


@pytest.mark.parametrize("first", ["short", "accents"])
def test_no_card_depends_on_those_before(first: str) -> None:
    """The first text that is set in a font looks as all later ones do."""
    text.face.cache_clear()
    text.width.cache_clear()
    card.ground.cache_clear()
    draw(Card(SITE, TITLES[first], "2021-10-14"), (LATIN,))
    one = draw(Card(SITE, TITLES["accents"], "2021-10-14"), (LATIN,))
    assert one == draw(Card(SITE, TITLES["accents"], "2021-10-14"), (LATIN,))


def test_rows_that_were_packed_before() -> None:
    """A PNG holds the picture that it was made of, whichever of its rows are those of the ground."""
    ground = card.ground(SITE, FONTS, rtl=False)
    for box in ((0, 0, 1, 1), (1199, 629, 1200, 630), (0, 60, 1200, 70), (5, 5, 5, 5), (0, 0, 1200, 630)):
        drawn = ground.picture.copy()
        drawn.paste(card.IN_INK, box)
        assert picture(ground.png(drawn)).tobytes() == drawn.convert("RGB").tobytes()


def test_only_few_colours() -> None:
    """A card has the colours of the theme and the steps between them and paper."""
    colours = picture(draw(Card(SITE, TITLES["two lines"], "2021-10-14"), FONTS)).getcolors(256) or []
    assert {card.PAPER, card.INK, card.QUIET, card.GOLD} <= {colour for _, colour in colours}
    assert len(colours) <= 13


def test_the_plate_is_that_of_the_theme() -> None:
    """The plate has the geometry of plate.svg: its corners, its middle and the lines between the contacts."""
    svg = PLATE.read_text("utf-8")
    for part in (
        'x="2" y="5" width="28" height="22" rx="5"',
        'x="12" y="6" width="8" height="20"',
        "M2 12.5h10M2 19.5h10",
    ):
        assert part in svg
    plate = card.contact_plate()
    unit = card.UNIT

    def at(x: float, y: float) -> int:
        return int(plate.getpixel((round((x - 1) * unit), round((y - 4) * unit))))  # type: ignore[arg-type]

    filled = [(1.5, 16), (16, 16), (16, 4.5), (7, 12.5), (25, 19.5), (12.5, 10), (30.5, 9.5)]
    empty = [(1.1, 4.1), (7, 9), (7, 16), (7, 23), (25, 9), (25, 16), (25, 23)]
    assert [at(*point) for point in filled] == [255] * len(filled)
    assert [at(*point) for point in empty] == [0] * len(empty)


def test_words_change_the_picture() -> None:
    """Title, site and the line below each show; a card without words is the plate."""
    cards = [Card(SITE, "A", "b"), Card(SITE, "A"), Card(SITE, ""), Card("", "A"), Card("", "")]
    assert len({draw(one, FONTS) for one in cards}) == len(cards)
    assert ink(draw(Card("", ""), FONTS)) == (72, 186, 282, 354)


def test_rtl_is_mirrored() -> None:
    """A title from right to left has the plate and all lines at the right side."""
    data = draw(Card(SITE, TITLES["arabic"], "2021-10-14"), FONTS)
    assert (ink(data, (900, 186, 1200, 354)) or (0, 0, 0, 0))[2] == 1128 - 900
    assert ink(data, (0, 500, 600, 630)) is None


def test_no_glyph_is_missing() -> None:
    """A title with a letter no font has is left out, a sign no font has is left out of its title."""
    without = draw(Card(SITE, "", "2021-10-14"), FONTS)
    for title in ("智能卡", "Linux 智能卡", "ภาษา"):
        assert missing(plain(title), FONTS)
        assert draw(Card(SITE, title, "2021-10-14"), FONTS) == without
    only_latin = (LATIN,)
    assert shown("🎉 Ten years 🎉", only_latin) == "Ten years"
    assert shown("🎉", only_latin) is None
    assert draw(Card(SITE, "🎉 Ten", ""), only_latin) == draw(Card(SITE, "Ten", ""), only_latin)


def test_without_raqm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Pillow cannot join letters, titles that need it are left out, and others show."""
    monkeypatch.setattr(text, "RAQM", False)
    without = draw(Card(SITE, ""), FONTS)
    for name in ("arabic", "hebrew", "hindi"):
        assert draw(Card(SITE, TITLES[name]), FONTS) == without
    assert text.drawable("Été Ελληνικά Русский 智能卡")


def test_fonts() -> None:
    """A text is in runs of one font each, whole clusters in each, and only the fonts it needs are named."""
    assert runs("PC قارئ 🎉", FONTS) == [("PC ", LATIN), ("قارئ", ARABIC), (" ", LATIN), ("🎉", EMOJI)]
    assert list(clusters("e\u0301👩‍💻🇫🇷🇩🇪❤️1\ufe0f\u20e3")) == ["e\u0301", "👩‍💻", "🇫🇷", "🇩🇪", "❤️", "1\ufe0f\u20e3"]
    assert font_of("1\ufe0f\u20e3", FONTS) == EMOJI
    assert used(["PC", "2021"], FONTS) == (LATIN,)
    assert used(["PC", "قارئ 智"], FONTS) == (LATIN, ARABIC)
    assert letters(Font(PLATE)) == letters(Font(Path("no such file"))) == frozenset()


def test_a_text_is_plain() -> None:
    """What is drawn is composed, has single blanks and no characters that only steer; a no-break blank stays."""
    assert plain(TITLES["controls"]) == "abc d"
    assert plain("  E\u0301te\u0301 \t\n x ") == "Été x"
    assert plain("va\u00a0!") == "va\u00a0!"
    assert [plain(odd) for odd in ("", " ", "\x00", "\ud800")] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("line", "rtl", "order"),
    [
        ("PC/SC 2021", False, [("PC/SC 2021", False)]),
        ("قارئ 2021", True, [("قارئ 2021", True)]),
        ("قارئ PC/SC على", True, [(" على", True), ("PC/SC", False), ("قارئ ", True)]),
        ("see قارئ 12 على here", False, [("see ", False), ("قارئ 12 على", True), (" here", False)]),
        ("2021: قارئ", True, [("2021: قارئ", True)]),
    ],
)
def test_direction(line: str, rtl: bool, order: list[tuple[str, bool]]) -> None:
    """Pieces of a line stand in the order in which they are read in its direction."""
    assert list(pieces(line, rtl=rtl)) == order


def test_the_first_letter_decides() -> None:
    """A title has the direction of its first letter that has one."""
    assert [is_rtl(title) for title in ("قارئ PC", "PC قارئ", "2021 (קורא)", "123", "")] == [
        True,
        False,
        True,
        False,
        False,
    ]


def by_letters(words: str) -> float:
    """Return a width: a unit for each character."""
    return len(words)


def lines(title: str, width: int = 10, sizes: tuple[tuple[int, int], ...] = ((2, 1), (1, 3))) -> Lines:
    """Set a title in letters of one unit."""
    return fit(title, sizes, width, by_letters)


def test_lines() -> None:
    """A title has the largest size it fits into, lines of about one length, and words are not parted without need."""
    assert lines("about") == Lines(2, ("about",))
    assert lines("what happened") == Lines(1, ("what", "happened"))
    assert lines("aaaa bb cc dddd ee f") == Lines(1, ("aaaa bb cc", "dddd ee f"))
    assert lines("aa bb cc dd ee") == Lines(1, ("aa bb cc", "dd ee"))
    assert lines("x" * 25) == Lines(1, ("x" * 10, "x" * 10, "x" * 5))
    assert lines("智能卡读卡器，读卡器。").lines[0][-1] not in "，。"
    assert lines("한국어 한국어").lines == ("한국어 한국어",)


def test_a_title_too_long_is_cut() -> None:
    """Where it does not fit at any size, the last line ends in an ellipsis, at a blank if there is one."""
    cut = lines("one two three four five six seven eight nine ten")
    assert cut.size == 1
    assert len(cut.lines) == 3
    assert cut.lines[-1].endswith(ELLIPSIS)
    assert all(len(line) <= 10 for line in cut.lines)
    assert lines("x" * 5000).lines == ("x" * 10, "x" * 10, "x" * 9 + ELLIPSIS)


def words() -> Iterator[str]:
    """Yield titles of many lengths."""
    for number in range(1, 60, 3):
        yield " ".join(string.ascii_letters[: 2 + (number * step) % 11] for step in range(number))


def test_lines_fit() -> None:
    """No line is wider than there is room, at most four of them, and all words are there unless it is cut."""
    style = Style(FONTS, 650, 88, card.IN_INK)
    room = card.WIDTH - card.MARGIN - card.TITLE_START
    for title in words():
        found = fit(title, card.SIZES, room, lambda part: width(part, style))
        assert len(found.lines) <= 4
        assert all(width(line, style) * found.size <= room * 1.01 for line in found.lines)
        assert found.lines[-1].endswith(ELLIPSIS) or " ".join(found.lines) == title


def test_weights(tmp_path: Path) -> None:
    """A font has the weight that is asked for as near as it can; one that has a single weight is used as it is."""
    assert text.value_of({"name": b"Weight", "default": 400, "minimum": 300, "maximum": 600}, 650) == 600
    assert text.value_of({"name": b"Width", "default": 100, "minimum": 60, "maximum": 100}, 650) == 100
    file = tmp_path / "one weight.ttf"
    file.write_bytes(ImageFont.load_default(40).font_bytes)
    assert draw(Card(SITE, "About"), (Font(file),)) != draw(Card(SITE, ""), (Font(file),))
