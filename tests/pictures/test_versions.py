"""Which versions a picture gets, and what pages say of them."""

import pytest
from pictures.measure import Head
from pictures.versions import as_address, attributes, plan, refusal

WIDTHS = [480, 720, 960, 1440]
MIB = 2**20


@pytest.mark.parametrize(
    "head",
    [
        Head(2000, 1000, "GIF", moves=True, weight=MIB),
        Head(2000, 1000, "WEBP", moves=False, weight=MIB),
        Head(2000, 1000, "PNG", moves=True, weight=MIB),
        Head(20_000, 20_000, "JPEG", moves=False, weight=MIB),
        Head(2000, 1000, "PNG", moves=False, weight=9_000),
        Head(400, 300, "JPEG", moves=False, weight=12_000),
        Head(0, 0, "PNG", moves=False, weight=MIB),
    ],
    ids=str,
)
def test_what_gains_nothing_stays_as_it_is(head: Head) -> None:
    """What moves, other formats, what has too many pixels, what is light or small already."""
    assert plan(head, WIDTHS) == []
    assert attributes({}, head, "/x", [], 1440) == {}


@pytest.mark.parametrize(
    ("size", "kind", "weight", "made"),
    [
        ((4000, 3000), "JPEG", 4 * MIB, [480, 720, 960, 1440]),
        ((1600, 1200), "JPEG", MIB, [480, 720, 960, 1440]),
        ((1440, 1080), "JPEG", MIB, [480, 720, 960, 1440]),
        ((1000, 800), "JPEG", MIB, [480, 720, 1000]),  # 960 is hardly narrower
        ((1000, 800), "JPEG", 80_000, [480, 720]),  # the JPEG is as small as WebP would be
        ((320, 240), "JPEG", 20_000, [320]),
        ((1000, 800), "PNG", 20_000, [480, 720, 1000]),
        ((500, 20_000), "PNG", MIB, []),  # WebP is 16,383 pixels long at most
        ((600, 17_000), "PNG", MIB, [480]),
    ],
)
def test_versions_are_narrower_than_the_picture(size: tuple[int, int], kind: str, weight: int, made: list[int]) -> None:
    """Or have its own width, where WebP is smaller; never more pixels than the picture, nor than a page can show."""
    assert plan(Head(*size, kind, moves=False, weight=weight), WIDTHS) == made


def test_widths_are_those_asked_for() -> None:
    """In any order; none of them is none."""
    head = Head(1000, 800, "JPEG", moves=False, weight=MIB)
    assert plan(head, [600, 300, 600]) == [300, 600]
    assert plan(head, []) == []


def test_what_is_left_alone_is_told() -> None:
    """One sentence for what moves or is too large, none for what is merely small or no photo."""
    assert "it moves" in refusal(Head(9, 9, "PNG", moves=True, weight=1))
    assert "it has 400 million pixels" in refusal(Head(20_000, 20_000, "JPEG", moves=False, weight=1))
    assert refusal(Head(9, 9, "GIF", moves=True, weight=1)) == refusal(Head(9, 9, "PNG", moves=False, weight=1)) == ""


@pytest.mark.parametrize(
    ("given", "slot"),
    [
        ({}, 600),
        ({"width": "1000"}, 600),
        ({"width": "320"}, 320),
        ({"width": "50%"}, 600),
        ({"width": "0"}, 600),
        ({"width": "²"}, 600),
        ({"width": "9" * 5000}, 600),
    ],
    ids=str,
)
def test_browsers_are_told_how_wide_a_picture_is_shown(given: dict[str, str], slot: int) -> None:
    """As wide as its author said, as itself, and as the column at most, whichever is least."""
    head = Head(1000, 800, "JPEG", moves=False, weight=80_000)
    told = attributes(given, head, "/a.jpg", [480, 720], 1440)
    assert told["sizes"] == f"(max-width: {slot}px) 100vw, {slot}px"
    assert told["srcset"] == "/a.jpg.480.webp 480w, /a.jpg.720.webp 720w, /a.jpg 1000w"


def test_a_large_original_is_no_candidate() -> None:
    """Five megabytes for what 1440 pixels show as well; an author's own candidates stay."""
    head = Head(4000, 3000, "JPEG", moves=False, weight=5 * MIB)
    assert attributes({}, head, "/a.jpg", [480, 1440], 1440)["srcset"] == "/a.jpg.480.webp 480w, /a.jpg.1440.webp 1440w"
    assert attributes({"srcset": "/mine.jpg 2x"}, head, "/a.jpg", [480, 1440], 1440) == {}


def test_addresses_of_candidates_hold_nothing_that_parts_them() -> None:
    """Nikola and browsers part candidates at commas and blanks."""
    assert as_address("images/a b,c%.jpg") == "/images/a%20b%2Cc%25.jpg"
