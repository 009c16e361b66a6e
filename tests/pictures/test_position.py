"""Photos lose the place they were taken at, and nothing else."""

import io
import zlib
from pathlib import Path
from struct import pack

import piexif
import pytest
from pictures.measure import measure
from pictures.position import without_position
from PIL import Image, PngImagePlugin

XMP = b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude="48,51N"/>'
GPS = {piexif.GPSIFD.GPSLatitudeRef: b"N", piexif.GPSIFD.GPSLatitude: ((48, 1), (51, 1), (0, 1))}


def photo(kind: str = "JPEG", *, turned: int = 1, gps: bool = True, **more: object) -> bytes:
    """Return a photo with a camera's EXIF."""
    stream = io.BytesIO()
    exif = piexif.dump({"0th": {0x010F: b"Camera", 0x0112: turned}, "GPS": GPS if gps else {}})
    Image.new("RGB", (40, 20), "green").save(stream, kind, exif=exif, **more)
    return stream.getvalue()


def opened(data: bytes) -> Image.Image:
    """Return the picture."""
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF"])
def test_photos_without_position_are_not_touched(kind: str) -> None:
    """Nor is anything that is no photo."""
    stream = io.BytesIO()
    Image.new("RGB", (4, 2)).save(stream, kind)
    assert without_position(stream.getvalue()) is None
    assert without_position(b"") is None
    assert without_position(photo("JPEG", gps=False)) is None


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_position_goes_and_the_rest_stays(kind: str) -> None:
    """Orientation, camera and every pixel as it was."""
    before = photo(kind, turned=6)
    after = without_position(before)
    assert after
    assert not opened(after).getexif().get_ifd(0x8825)
    assert opened(after).getexif()[0x0112] == 6
    assert opened(after).getexif()[0x010F] == "Camera"
    assert opened(after).tobytes() == opened(before).tobytes()
    assert without_position(after) is None


def test_positions_in_png() -> None:
    """As EXIF and as text, packed or not."""
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    text.add_text("GPSLatitude", "48")
    text.add_text("Title", "kept")
    after = without_position(photo("PNG", pnginfo=text))
    assert after
    assert b"GPS" not in after
    assert b"eXIf" not in after
    assert opened(after).text == {"Title": "kept"}  # type: ignore[attr-defined]
    assert opened(after).tobytes() == opened(photo("PNG")).tobytes()


def test_positions_in_xmp_of_a_jpeg() -> None:
    """What an editor added goes as well."""
    plain = photo(gps=False)
    data = plain[:2] + b"\xff\xe1" + pack(">H", len(XMP) + 2) + XMP + plain[2:]
    assert without_position(data) == plain


def test_exif_that_cannot_be_written_again_keeps_the_orientation() -> None:
    """Cameras write values of the wrong type."""
    data = (
        photo(turned=6)
        .replace(b"Camera\0", b"Camera\0")
        .replace(pack(">HHI", 0x010F, 2, 7), pack(">HHI", 0x010F, 99, 7))
    )
    after = without_position(data)
    assert after
    assert opened(after).getexif()[0x0112] == 6
    assert not opened(after).getexif().get_ifd(0x8825)


def test_a_format_that_cannot_lose_it_is_refused() -> None:
    """A sentence rather than a leak."""
    with pytest.raises(ValueError, match="cannot be removed"):
        without_position(photo("TIFF"))


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_damaged_photos_are_refused_or_clean(cut: int) -> None:
    """Cut anywhere, packed wrongly: never an error of another kind, never a position left."""
    for kind in ("JPEG", "PNG"):
        try:
            after = without_position(photo(kind)[:cut] + zlib.compress(b"GPSLatitude"))
        except ValueError:
            continue
        assert after is None or b"GPSLatitude" not in after


def test_sizes_are_those_browsers_show(tmp_path: Path) -> None:
    """A photo on its side is measured upright; what is no picture says so."""
    (tmp_path / "a.jpg").write_bytes(photo(turned=6))
    (tmp_path / "b.jpg").write_bytes(photo(turned=3))
    (tmp_path / "c.jpg").write_bytes(photo()[:30])
    heads = [measure(tmp_path / name) for name in ("a.jpg", "b.jpg")]
    assert [(head.width, head.height, head.kind) for head in heads] == [(20, 40, "JPEG"), (40, 20, "JPEG")]
    with pytest.raises(ValueError, match="no picture, or a broken one"):
        measure(tmp_path / "c.jpg")
