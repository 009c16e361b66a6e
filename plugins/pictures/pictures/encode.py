"""Narrower versions of a picture, made by Pillow.

In: a file and the widths wanted. Out: WebP files, upright, in sRGB, transparent where the picture is; the same bytes
each time. They hold no EXIF and no XMP, so they tell nothing of place or camera.
"""

import io
import warnings
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageCms, ImageFile, ImageOps

QUALITY = 80
TIGHTER = (65, 50)  # for what is not smaller than the picture itself
PHOTO = 3  # a PNG that loses so much weight by losing detail is a photo
DETAILED = 0.2  # bytes for each pixel above which it is one for sure
SRGB = ImageCms.createProfile("sRGB")


def make(source: Path, targets: Mapping[int, Path]) -> str:
    """Write the version of each width to its target; return what is wrong with the picture, or nothing.

    Of a picture that ends too early the versions show what there is. One that nobody can read is copied as it is:
    readers see of it what they would have seen.
    """
    finding = ""
    try:
        picture = _opened(source)
    except Exception:  # noqa: BLE001 - of broken pictures Pillow raises whatever its readers come upon
        try:
            picture = _opened(source, whole=False)
            finding = "it ends too early"
        except Exception:  # noqa: BLE001 - the same
            for target in targets.values():
                _write(target, source.read_bytes())
            return "it is broken, so that pages show it as it is"
    with Image.open(source) as head:
        photo = head.format != "PNG"
    for width, target in targets.items():
        size = (width, max(1, round(picture.height * width / picture.width)))
        scaled = picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        _write(target, _coded(scaled, source.stat().st_size, photo=photo, exact=scaled is picture))
    return finding


def _opened(source: Path, *, whole: bool = True) -> Image.Image:
    """Return a picture upright and in sRGB; without `whole` also one that ends too early."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        ImageFile.LOAD_TRUNCATED_IMAGES = not whole
        with warnings.catch_warnings(action="ignore"), Image.open(source) as picture:
            return _in_srgb(ImageOps.exif_transpose(picture))
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _in_srgb(picture: Image.Image) -> Image.Image:
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # 16 bits
        picture = picture.convert("I").point(lambda value: value / 257).convert("L")
    elif picture.mode not in {"L", "CMYK", "LAB"} or mode == "RGBA":
        picture = picture.convert(mode)
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, own, SRGB, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):  # a profile for other colours than the picture has
            converted = None
        if converted:
            return converted
    return picture.convert(mode)


def _coded(picture: Image.Image, limit: int, *, photo: bool, exact: bool) -> bytes:
    """Return a picture as WebP, below `limit` bytes if that can be; letters in a drawing stay sharp where it is cheap.

    `exact` says that it has its own size, not a scaled one whose letters are soft anyway.
    """
    data = _webp(picture, quality=QUALITY)
    if not photo and len(data) < DETAILED * picture.width * picture.height:
        sharp = _webp(picture, lossless=True)
        if len(sharp) < len(data) * (PHOTO if exact else 1):
            data = sharp
    for quality in TIGHTER:
        if len(data) < limit:
            break
        data = _webp(picture, quality=quality)
    return data


def _webp(picture: Image.Image, **how: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "WEBP", method=4, exif=b"", xmp=b"", icc_profile=b"", **how)
    return stream.getvalue()


def _write(target: Path, data: bytes) -> None:
    part = target.with_name(f"{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(data)
    part.replace(target)
