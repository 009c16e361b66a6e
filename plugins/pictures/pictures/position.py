"""Photos without the place they were taken at.

In: the bytes of a picture. Out: the bytes without position, the picture itself untouched, or None when there was
none. Positions stand in EXIF, which cameras write, and in XMP, which editors add.
"""

import io
import re
import struct
import zlib

import piexif  # type: ignore[import-untyped]  # it has no types
from PIL import Image

GPS = 0x8825  # the EXIF tag that points to the position
ORIENTATION = 0x0112
PNG = b"\x89PNG\r\n\x1a\n"
XMP_POSITION = re.compile(rb"GPS(?:Latitude|Longitude|Position)", re.IGNORECASE)


def without_position(data: bytes) -> bytes | None:
    """Return the picture without its position, or None when it has none or is in a format that cannot hold one.

    Raises ValueError when it holds one that cannot be taken out.
    """
    exif, xmp = _has_exif_position(data), bool(XMP_POSITION.search(data))
    if not exif and not xmp:
        return None
    if data.startswith(PNG):
        data = _png_without(data)
    elif data.startswith(b"\xff\xd8"):
        data = _jpeg_without_xmp(_with_exif(data) if exif else data)
    elif data[8:12] == b"WEBP" and exif:
        data = _with_exif(data)
    if _has_exif_position(data) or XMP_POSITION.search(data):
        raise ValueError("it holds the place it was taken at in a way that cannot be removed")
    return data


def _has_exif_position(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return bool(picture.getexif().get_ifd(GPS))
    except Exception:  # noqa: BLE001 - of broken pictures Pillow raises whatever its readers come upon
        return False


def _with_exif(data: bytes) -> bytes:
    """Return the picture with its EXIF but for the position; where that cannot be written again, with what matters."""
    stream = io.BytesIO()
    try:
        exif = piexif.load(data)
        exif["GPS"] = {}
        piexif.insert(piexif.dump(exif), data, stream)
    except Exception:  # noqa: BLE001 - piexif raises anything for values it did not expect
        with Image.open(io.BytesIO(data)) as picture:
            turned = picture.getexif().get(ORIENTATION, 1)
        stream = io.BytesIO()
        piexif.insert(piexif.dump({"0th": {ORIENTATION: turned}}), data, stream)
    return stream.getvalue()


def _jpeg_without_xmp(data: bytes) -> bytes:
    """Leave out the segments that hold a position as XMP."""
    parts, place = [data[:2]], 2
    while data[place : place + 1] == b"\xff" and data[place + 1] != 0xDA and place + 4 <= len(data):
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        segment = data[place : place + 2 + length]
        if segment[1] != 0xE1 or not XMP_POSITION.search(segment):
            parts.append(segment)
        place += 2 + length
    return b"".join([*parts, data[place:]])


def _png_without(data: bytes) -> bytes:
    """Leave out the chunks with a position; EXIF in a PNG says nothing else that a page needs."""
    parts, place = [PNG], len(PNG)
    while place + 12 <= len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        chunk = data[place : place + 12 + length]
        kind = chunk[4:8]
        text = _inflated(chunk[8:-4]) if kind in {b"zTXt", b"iTXt"} else chunk
        if not (
            kind == b"eXIf"
            or chunk[8:].startswith(b"Raw profile type exif")
            or (kind in {b"tEXt", b"zTXt", b"iTXt"} and XMP_POSITION.search(text))
        ):
            parts.append(chunk)
        place += 12 + length
    return b"".join(parts)


def _inflated(chunk: bytes) -> bytes:
    """Return a text chunk with its packed part unpacked, at most a mebibyte of it."""
    start = chunk.find(b"x\x9c")
    if start < 0:
        return chunk
    try:
        return chunk + zlib.decompressobj().decompress(chunk[start:], 2**20)
    except zlib.error:
        return chunk
