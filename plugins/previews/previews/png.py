"""A picture of few colours → its PNG; of rows that it shares with another picture, only one is packed.

In: pictures with a palette of at most 16 colours and one size. Out: the bytes of a file. Packed are runs of equal bytes
and nothing else (see Z_RLE in zlib's manual): so no part depends on the one before it, and drawings pack as well.
Source: PNG, third edition (https://www.w3.org/TR/png-3/).
"""

import struct
import zlib
from collections.abc import Iterator
from itertools import chain

from PIL import Image

ROWS = 63  # in a part
BITS, WITH_PALETTE = 4, 3  # of a pixel; PNG's number for pictures with a palette
NO_FILTER = b"\0"  # stands before each row
ZLIB_HEAD, ZLIB_END = b"\x78\x01", b"\x03\x00"  # a last block that is empty


class Ground:
    """A picture, its parts and each of them packed."""

    def __init__(self, picture: Image.Image) -> None:
        """Pack the picture."""
        self.picture = picture
        self.parts = [(part, _packed(part)) for part in _parts(picture)]

    def png(self, picture: Image.Image) -> bytes:
        """Return the file of a picture that was drawn on a copy of this one."""
        packed, check = [ZLIB_HEAD], 1
        for part, (given, ready) in zip(_parts(picture), self.parts, strict=True):
            packed.append(ready if part == given else _packed(part))
            check = zlib.adler32(part, check)
        head = struct.pack(">IIBBBBB", *picture.size, BITS, WITH_PALETTE, 0, 0, 0)
        chunks = (
            _chunk(b"IHDR", head),
            _chunk(b"PLTE", bytes(picture.getpalette() or ())),
            _chunk(b"IDAT", b"".join([*packed, ZLIB_END, check.to_bytes(4)])),
            _chunk(b"IEND", b""),
        )
        return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _parts(picture: Image.Image) -> Iterator[bytes]:
    """Yield the bytes of a few rows at a time."""
    data = picture.tobytes("raw", f"P;{BITS}")
    size = -(-picture.width * BITS // 8)
    rows = [data[start : start + size] for start in range(0, len(data), size)]
    for start in range(0, len(rows), ROWS):
        yield b"".join(chain.from_iterable((NO_FILTER, row) for row in rows[start : start + ROWS]))


def _packed(part: bytes) -> bytes:
    """Return bytes packed, ready to be followed by others."""
    packer = zlib.compressobj(zlib.Z_BEST_SPEED, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    return packer.compress(part) + packer.flush(zlib.Z_SYNC_FLUSH)


def _chunk(kind: bytes, data: bytes) -> bytes:
    """Return a piece of a PNG file."""
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
