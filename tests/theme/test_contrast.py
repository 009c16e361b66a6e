"""Every colour of text can be read, on light and on dark."""

import re
from pathlib import Path

import pytest

THEME = Path(__file__).resolve().parents[2] / "themes" / "lowtech"


def luminance(colour: str) -> float:
    """Return the relative luminance of #rgb or #rrggbb. Source: WCAG 2.2, "relative luminance"."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def blocks() -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return the light colours, by name, and the dark ones from each place that sets them."""
    sheet = (THEME / "assets" / "css" / "colours.css").read_text("utf-8")
    light, *dark = [dict(re.findall(r"--(\w+): (#\w+)", part)) for part in sheet.split("@media screen")]
    return light, dark


def test_dark_is_one() -> None:
    """Dark is the same, whether the system or the reader wants it, and gives each light colour another."""
    light, dark = blocks()
    assert len(dark) == 2
    assert dark[0] == dark[1]
    assert dark[0].keys() == light.keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme: str) -> None:
    """Every colour of text has AA contrast (4.5) on paper and on plate, in light and in dark."""
    light, dark = blocks()
    names = light if scheme == "light" else dark[0]
    code = (THEME / "assets" / "css" / "code.css").read_text("utf-8")
    assert not re.search(r"#[0-9a-f]{3,6}\b", code)  # code uses these colours by name
    for name in names.keys() - {"paper", "plate", "hairline"}:
        assert contrast(names[name], names["paper"]) >= 4.5, name
        assert contrast(names[name], names["plate"]) >= 4.5, name
