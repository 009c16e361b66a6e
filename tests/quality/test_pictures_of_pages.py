"""What pages look like, beside the pictures in references/; `make pictures` renews these."""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser

from tests.quality.pictures import LOOKS, MOST, Look, beside, differs, small, take
from tests.quality.samples import KINDS

REFERENCES = Path(__file__).parent / "references"
SHOWN = ("home", "post", "comments", "editor", "right to left", "page", "archive", "tags", "results", "not found")
LOOK = [Look(768, "light")]


@pytest.mark.parametrize("kind", SHOWN)
def test_a_page_looks_as_it_did(browser: Browser, sample_address: str, kind: str, tmp_path: Path) -> None:
    """At three widths, light and dark."""
    faults = []
    pictures = take(browser, sample_address + KINDS[kind], LOOKS)
    for look, picture in zip(LOOKS, pictures, strict=True):
        name = f"{kind.replace(' ', '-')}-{look.width}-{look.scheme}.png"
        if os.environ.get("RENEW_PICTURES"):
            REFERENCES.mkdir(exist_ok=True)
            small(picture).save(REFERENCES / name, optimize=True)
        assert (REFERENCES / name).exists(), f"{name}: there is no picture to compare with: make pictures"
        with Image.open(REFERENCES / name) as reference:
            share = differs(reference, picture)
            if share > MOST:
                beside(reference, picture).save(tmp_path / name)
                faults.append(f"{tmp_path / name}: {share:.1%} of it looks different (was, is, difference)")
    assert faults == [], "\n".join([*faults, "If it is meant to: make pictures"])


@pytest.mark.parametrize(
    ("kind", "script"),
    [
        ("post", "document.querySelector('[rel=stylesheet]').remove()"),
        ("post", "document.body.style.marginInlineStart = '24px'"),
        ("post", "document.documentElement.style.setProperty('--gold', '#0645ad')"),
        ("post", "document.documentElement.style.setProperty('--plate', 'transparent')"),
        ("post", "document.body.style.fontSize = '0.95rem'"),
        ("archive", "document.querySelector('.site-footer').remove()"),
    ],
)
def test_a_fault_is_seen(browser: Browser, sample_address: str, kind: str, script: str) -> None:
    """A lost style sheet, a shifted column, another colour, smaller letters, a lost ground or part: each is seen."""
    (right,) = take(browser, sample_address + KINDS[kind], LOOK)
    (wrong,) = take(browser, sample_address + KINDS[kind], LOOK, script)
    assert differs(small(right), wrong) > MOST


def test_other_edges_of_letters_are_no_fault(browser: Browser, sample_address: str) -> None:
    """What another version of Chromium may do to the edges of letters is no difference."""
    (picture,) = take(browser, sample_address + KINDS["post"], LOOK)
    softer = picture.filter(ImageFilter.GaussianBlur(0.7))
    third = (1, 0, 1 / 3, 0, 1, 1 / 3)  # of a pixel, down and aside
    moved = picture.transform(picture.size, Image.Transform.AFFINE, third, Image.Resampling.BILINEAR)
    for other in (picture, softer, moved):
        assert differs(small(picture), other) <= MOST
