"""How large a picture is shown: its own size, upright.

In: a file. Out: width and height in pixels, or None where that cannot be told. Only the head of the file is read.
"""

from pathlib import Path

from PIL import Image

ORIENTATION = 0x0112  # the EXIF tag; from 5 on the picture lies on its side, and browsers put it upright
LYING = 5


def measure(path: Path) -> tuple[int, int] | None:
    """Return (width, height) of a picture."""
    try:
        with Image.open(path) as picture:
            width, height = picture.size
            lying = picture.getexif().get(ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - of broken pictures Pillow raises whatever its readers come upon
        return None
    return (height, width) if isinstance(lying, int) and lying >= LYING else (width, height)
