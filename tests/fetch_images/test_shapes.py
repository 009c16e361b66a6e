"""Addresses: to the largest size, and to readable names."""

import pytest
from fetch_images.naming import extension, make_stem
from fetch_images.shapes import candidates, is_named_picture, is_upload

BP = "https://1.bp.blogspot.com/-aB/U6/AAAA/d_U"
BLOGGER = "https://blogger.googleusercontent.com/img"
LH = "https://lh3.googleusercontent.com"


@pytest.mark.parametrize(
    "address",
    [
        "https://name.example/s320/x.jpg",
        "http://farm3.static.example/2244/235_m.jpg",
        "https://name.example:8080/a=s320",
        "https://notbp.blogspot.com/-a/s320/x.jpg",
        "https://drive.google.com/",
    ],
)
def test_addresses_of_other_hosts_stay(address: str) -> None:
    """Only where Google's forms hold is anything changed."""
    assert candidates(address) == [address]


@pytest.mark.parametrize(
    ("address", "largest"),
    [
        (f"{BP}/s320/x%20y.jpg", f"{BP}/s0/x%20y.jpg"),
        (f"{BP}/s1600-h/x.jpg", f"{BP}/s0/x.jpg"),
        (f"{BP}/w640-h480-p-k-no-nu/x.jpg", f"{BP}/s0/x.jpg"),
        (f"{BP}/s72-c/s320.jpg", f"{BP}/s0/s320.jpg"),
        (f"{BP}/x.jpg", f"{BP}/s0/x.jpg"),
        (f"{BP}/s0/x.jpg", f"{BP}/s0/x.jpg"),
        (f"http{BP[5:]}/s320/x.jpg#a", f"{BP}/s0/x.jpg"),
        (f"{BP[6:]}/s320/x.jpg", f"{BP}/s0/x.jpg"),
        ("http://4.bp.blogspot.com/_m/S/s400/I.JPG?a=1", "https://4.bp.blogspot.com/_m/S/s0/I.JPG"),
        (f"{BLOGGER}/b/R29/AVv_X-/s16000-rw/x.png", f"{BLOGGER}/b/R29/AVv_X-/s0/x.png"),
        (f"{BLOGGER}/b/R29/AVvX/w400-h300/", f"{BLOGGER}/b/R29/AVvX/s0/"),
        (f"{BLOGGER}/b/R29/AVvX/x.png", f"{BLOGGER}/b/R29/AVvX/s0/x.png"),
        (f"{BLOGGER}/a/AVvX_-=w320-h269", f"{BLOGGER}/a/AVvX_-=s0"),
        (f"{BLOGGER}/a/AVvX", f"{BLOGGER}/a/AVvX=s0"),
        (f"{BLOGGER}/proxy/AVv=s0-d", f"{BLOGGER}/proxy/AVv=s0"),
        (f"{LH}/-uT/A/image_thumb%255B4%255D?imgmax=800", f"{LH}/-uT/A/s0/image_thumb%255B4%255D"),
        (f"{LH}/AVvX=w1200-h630-p-k-no-nu", f"{LH}/AVvX=s0"),
        (f"{LH}/d/1ABC=w200", f"{LH}/d/1ABC=s0"),
        ("http://lh5.ggpht.com/_W/A/x%20%282%29.jpg?imgmax=800", "https://lh5.ggpht.com/_W/A/s0/x%20%282%29.jpg"),
        ("http://lh5.ggpht.com/_W/A/s288/x.jpg", "https://lh5.ggpht.com/_W/A/s0/x.jpg"),
        ("http://photos1.blogger.com/blogger/4/7/400/C.1.jpg", "http://photos1.blogger.com/blogger/4/7/1600/C.1.jpg"),
        ("https://drive.google.com/file/d/1a-B/view?usp=s", "https://drive.google.com/uc?export=download&id=1a-B"),
        ("https://drive.google.com/thumbnail?id=0B8&sz=w5", "https://drive.google.com/uc?export=download&id=0B8"),
        (
            "https://images-blogger-opensocial.googleusercontent.com/gadgets/proxy?url=http%3A%2F%2Fx.example%2Fz.png",
            "http://x.example/z.png",
        ),
    ],
)
def test_the_largest_size_is_asked_for_first(address: str, largest: str) -> None:
    """Every shape in which Blogger wrote addresses; the one in the post comes after it."""
    first, *others = candidates(address)
    assert first == largest
    assert len(others) <= 1


@pytest.mark.parametrize("address", ["http://[wrong", "https://images-a.googleusercontent.com/p?url=http://[wrong"])
def test_what_is_no_address_says_so(address: str) -> None:
    """A ValueError, as urllib's own."""
    with pytest.raises(ValueError, match="IPv6"):
        candidates(address)


def test_links_to_pictures_are_told_from_links() -> None:
    """By Blogger's hosts, or by how the path ends."""
    assert is_upload(f"{BP}/s1600-h/x.jpg")
    assert is_upload("//lh3.ggpht.com/x")
    assert not is_upload("https://name.blogspot.com/2012/05/x.html")
    assert is_named_picture("https://name.example/x.JPEG?a=1")
    assert not is_named_picture("https://name.example/x.html?y.png")


@pytest.mark.parametrize(
    ("address", "words", "stem"),
    [
        (f"{BP}/s0/My%2BPhoto%2B%25281%2529.JPG", "", "My-Photo-1"),
        (f"{BP}/s0/%D0%A4%D0%BE%D1%82%D0%BE.jpg", "Über den Chip", "uber-den-chip"),
        (f"{BP}/s0/%D0%A4%D0%BE%D1%82%D0%BE.jpg", "Фото", "slug"),
        (f"{BLOGGER}/a/AVvX=s0", "The chip, seen from above and from below", "the-chip-seen-from-above-and"),
        (f"{BP}/s0/a=b..%2F..%2Fc.png", "", "a-b-c"),
        (f"{BP}/s0/CON.jpg", "", "CON-picture"),
        (f"{BP}/s0/.htaccess.png", "", "htaccess"),
        (f"{BP}/s0/{'x' * 300}.png", "", "x" * 80),
    ],
)
def test_names_are_readable_and_safe(address: str, words: str, stem: str) -> None:
    """The name it was uploaded under, else the words beside it, else the slug; never one that leaves its folder."""
    assert make_stem(address, words, "slug") == stem


def test_extension_follows_the_bytes() -> None:
    """Whatever the name says."""
    assert extension(b"\xff\xd8\xff\xe0") == "jpg"
    assert extension(b"RIFF1234WEBPVP8 ") == "webp"
    assert extension(b"\0\0\0\x1cftypavif") == "avif"
    assert extension(b"RIFF1234WAVE") == extension(b"") == extension(b"<html>") == ""
