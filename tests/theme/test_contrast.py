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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme: str) -> None:
    """Every colour of text has AA contrast (4.5) on paper and on plate, in light and in dark."""
    theme, code = ((THEME / "assets" / "css" / name).read_text("utf-8") for name in ("theme.css", "code.css"))
    query = "@media (prefers-color-scheme: dark) {"
    halves = {"light": 0, "dark": 1}
    names = dict(re.findall(r"--(\w+): (#\w+)", theme.split(query)[0]))
    if scheme == "dark":
        names |= dict(re.findall(r"--(\w+): (#\w+)", theme.split(query)[1].split("/* The page */")[0]))
    colours = {names[name] for name in ("ink", "quiet", "gold")}
    colours |= set(re.findall(r"color: (#\w+)", code.split("@media print")[0].split(query)[halves[scheme]]))
    assert len(colours) == 7
    for colour in colours:
        assert contrast(colour, names["paper"]) >= 4.5, colour
        assert contrast(colour, names["plate"]) >= 4.5, colour
