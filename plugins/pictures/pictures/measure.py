"""What the head of a picture says of it; the picture itself is not read.

In: a file. Out: a `Head`, or a ValueError that says why there is none.
"""

import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

ORIENTATION = 0x0112  # the EXIF tag; from 5 on the picture lies on its side, and browsers put it upright
LYING = 5


@dataclass(frozen=True)
class Head:
    """Width and height in pixels, upright as browsers show it; `JPEG`, `PNG` …; bytes of the file."""

    width: int
    height: int
    kind: str
    moves: bool
    weight: int


def measure(path: Path) -> Head:
    """Return the head of a picture. Raises ValueError with the reason where it has none that can be read."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path) as picture:
            width, height = picture.size
            lying = picture.getexif().get(ORIENTATION, 1)
            # Some phones put a second picture behind a photo ("MPO"), which no browser shows.
            kind = "JPEG" if picture.format == "MPO" else str(picture.format)
            moves = kind != "JPEG" and bool(getattr(picture, "is_animated", False))
    except Image.DecompressionBombError as error:
        raise ValueError("it has more pixels than any photo, which would fill the memory") from error
    except Exception as error:  # of broken pictures Pillow raises whatever its readers come upon
        raise ValueError("it is no picture, or a broken one") from error
    if isinstance(lying, int) and lying >= LYING:
        width, height = height, width
    return Head(width, height, kind, moves, path.stat().st_size)
