"""Versions of pictures of every kind that cameras and programs write."""

import io
from pathlib import Path

import piexif
import pytest
from pictures.encode import make
from PIL import Image, ImageCms

RED, BLUE = (220, 30, 30), (20, 40, 200)


def halves(mode: str = "RGB", size: tuple[int, int] = (600, 300)) -> Image.Image:
    """Return a picture that is red on the left and blue on the right."""
    picture = Image.new("RGB", size, BLUE)
    picture.paste(RED, (0, 0, size[0] // 2, size[1]))
    return picture.convert(mode)


def version(folder: Path, picture: Image.Image, kind: str, width: int = 300, **how: object) -> Image.Image:
    """Save a picture, make one version and return it."""
    source, target = folder / "a", folder / "deep" / "a.webp"
    picture.save(source, kind, **how)
    assert make(source, {width: target}) == ""
    made = Image.open(target)
    assert (made.format, made.width) == ("WEBP", width)
    assert not {"exif", "xmp", "icc_profile"} & made.info.keys()
    assert not list(folder.rglob("*.part"))
    return made


def near(picture: Image.Image, place: tuple[float, float], colour: tuple[int, ...]) -> bool:
    """Say whether a picture has a colour at a place, given in parts of its sides."""
    found = picture.getpixel((int(picture.width * place[0]), int(picture.height * place[1])))
    assert isinstance(found, tuple)
    return all(abs(one - other) < 12 for one, other in zip(found, colour, strict=True))


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "JPEG"), ("RGB", "PNG"), ("P", "PNG"), ("RGB", "MPO")], ids=" ".join
)
def test_colours_stay(tmp_path: Path, mode: str, kind: str) -> None:
    """In true colour and from a palette; of a pair of photos in one file the first counts."""
    made = version(tmp_path, halves(mode), kind)
    assert made.size == (300, 150)
    assert made.mode == "RGB"
    assert near(made, (0.2, 0.5), RED)
    assert near(made, (0.8, 0.5), BLUE)


def test_print_colours_become_those_of_screens(tmp_path: Path) -> None:
    """A CMYK photo, with or without a profile, is red where it was red."""
    made = version(tmp_path, halves("CMYK"), "JPEG")
    assert near(made, (0.2, 0.5), RED)
    broken = version(tmp_path, halves("CMYK"), "JPEG", icc_profile=b"no profile at all")
    assert near(broken, (0.2, 0.5), RED)


def test_profiles_are_followed(tmp_path: Path) -> None:
    """A profile that says otherwise than sRGB changes the numbers, so that the colours stay; one for sRGB does not."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert near(version(tmp_path, halves(), "JPEG", icc_profile=srgb, quality=95), (0.2, 0.5), RED)
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert near(version(tmp_path, halves(), "JPEG", icc_profile=lab, quality=95), (0.2, 0.5), RED)
    swapped = _profile_with_red_and_blue_swapped(srgb)
    assert near(version(tmp_path, halves(), "JPEG", icc_profile=swapped, quality=95), (0.2, 0.5), (30, 30, 220))


def _profile_with_red_and_blue_swapped(profile: bytes) -> bytes:
    return profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")


@pytest.mark.parametrize("turned", range(1, 9))
def test_versions_are_upright(tmp_path: Path, turned: int) -> None:
    """All eight ways in which a camera may be held give the picture that browsers show."""
    exif = piexif.dump({"0th": {0x0112: turned}})
    made = version(tmp_path, halves(), "JPEG", width=150, exif=exif)
    assert made.size == ((150, 75) if turned < 5 else (150, 300))
    red = {1: (0.1, 0.5), 2: (0.9, 0.5), 3: (0.9, 0.5), 4: (0.1, 0.5), 5: (0.5, 0.1), 6: (0.5, 0.1)}
    assert near(made, red.get(turned, (0.5, 0.9)), RED)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_stays(tmp_path: Path, mode: str) -> None:
    """Of every kind that PNG has; where nothing shows, nothing shines through at the edge."""
    picture = halves("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 300, 300))
    made = version(tmp_path, picture.convert(mode), "PNG")
    assert made.mode == "RGBA"
    assert made.getpixel((20, 20))[3] == 0  # type: ignore[index]
    assert made.getpixel((280, 20))[3] == 255  # type: ignore[index]


def test_one_transparent_colour_stays_transparent(tmp_path: Path) -> None:
    """PNG may name a colour that does not show."""
    made = version(tmp_path, halves(), "PNG", transparency=RED)
    assert made.getpixel((20, 20))[3] == 0  # type: ignore[index]
    assert near(made, (0.9, 0.5), (*BLUE, 255))


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    """A grey of 16 bits is as bright as before, not white."""
    grey = Image.new("I;16", (600, 300), 32_000)
    assert near(version(tmp_path, grey, "PNG"), (0.5, 0.5), (124, 124, 124))


@pytest.mark.parametrize("mode", ["1", "L"])
def test_grey_pictures(tmp_path: Path, mode: str) -> None:
    """Black and white and grey are what they were."""
    made = version(tmp_path, Image.new("L", (600, 300), 255).convert(mode), "PNG")
    assert near(made, (0.5, 0.5), (255, 255, 255))


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    """Each time, so that two builds are equal."""
    halves().save(tmp_path / "a.jpg")
    for name in ("1", "2"):
        make(tmp_path / "a.jpg", {300: tmp_path / name, 600: tmp_path / f"{name}-own"})
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
    assert (tmp_path / "1-own").read_bytes() == (tmp_path / "2-own").read_bytes()


def test_versions_are_smaller_than_the_picture(tmp_path: Path) -> None:
    """A photo and a drawing, at half their width and at their own; a drawing of that keeps each pixel."""
    noise = Image.effect_noise((800, 600), 90).convert("RGB")
    for name, picture, how in (
        ("photo.jpg", noise, {"quality": 75}),
        ("photo.png", noise, {}),
        ("drawing.png", halves(), {}),
    ):
        source = tmp_path / name
        picture.save(source, **how)
        targets = {width: tmp_path / f"{name}.{width}" for width in (400, picture.width)}
        make(source, targets)
        if name != "drawing.png":  # of which PNG has 2 kB
            assert all(target.stat().st_size < source.stat().st_size for target in targets.values()), name
    assert Image.open(tmp_path / "drawing.png.600").tobytes() == halves().tobytes()


def test_a_picture_that_ends_too_early_shows_what_there_is(tmp_path: Path) -> None:
    """And that is told."""
    noise, target = Image.effect_noise((400, 400), 90).convert("RGB"), tmp_path / "a.webp"
    stream = io.BytesIO()
    noise.save(stream, "JPEG")
    (tmp_path / "a.jpg").write_bytes(stream.getvalue()[:20_000])
    assert make(tmp_path / "a.jpg", {200: target}) == "it ends too early"
    assert Image.open(target).size == (200, 200)


def test_a_picture_that_nobody_can_read_is_shown_as_it_is(tmp_path: Path) -> None:
    """Browsers may know more than we do: they get the very bytes, and the build goes on."""
    stream = io.BytesIO()
    halves().save(stream, "PNG")
    data = stream.getvalue()
    broken = data[:40] + bytes(reversed(data[40:]))
    (tmp_path / "a.png").write_bytes(broken)
    assert "it is broken" in make(tmp_path / "a.png", {200: tmp_path / "b"})
    assert (tmp_path / "b").read_bytes() == broken
