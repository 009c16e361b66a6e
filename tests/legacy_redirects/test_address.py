"""Addresses: one form for all spellings, and never a file outside output/."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from legacy_redirects.address import AddressError, normalise, of_legacy, of_path, site_file, stub_file


@pytest.mark.parametrize(
    "address",
    ["/", "/2021/10/x.html", "/search/label/A+B", "/search?q=a%26b&c=d", "/p/caf%C3%A9.html", "/a%2Fb", "/it's(1)~x"],
)
def test_a_normal_address_stays_as_it_is(address: str) -> None:
    """What is normal already is not touched."""
    assert of_path(address) == address


@pytest.mark.parametrize(
    ("spelling", "normal"),
    [
        ("/%7Eme/%41.html", "/~me/A.html"),
        ("/a%2fb", "/a%2Fb"),
        ("/café", "/caf%C3%A9"),
        ('/"<>', "/%22%3C%3E"),
        ("/%e2%82%ac", "/%E2%82%AC"),
    ],
)
def test_all_spellings_have_one_form(spelling: str, normal: str) -> None:
    """Two spellings of an address cannot hide that they are one."""
    assert normalise(spelling) == normal


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/2021/10/x.html", "2021/10/x.html"),
        ("/2021/10/tw%20o.html", "2021/10/tw o.html"),
        ("/2021/10/caf%C3%A9.html", "2021/10/café.html"),
        ("/2021/", "2021/index.html"),
        ("/2021", "2021/index.html"),
        ("/search/label/Node.js", "search/label/Node.js/index.html"),
        ("/search/label/PC%2FSC", "search/label/PC/SC/index.html"),
        ("/atom.xml", "atom.xml"),
        ("/a/list.txt", "a/list.txt"),
        ("/x.HTML", "x.HTML"),
    ],
)
def test_the_file_of_an_address_is_the_one_a_plain_host_serves(address: str, file: str) -> None:
    """A page's own name when it has one, otherwise the index of a folder."""
    assert stub_file(address) == file


@pytest.mark.parametrize(
    "address",
    [
        "/../x.html",
        "/a/%2e%2E/x",
        "/a//x",
        "//x",
        "/a/./x",
        "/%00",
        "/a%0Ab",
        "/a%5Cb",
        "/%FF",
        "/a/..",
        "/" + "a" * 256,
        "/" + "%C3%A9" * 128 + ".html",
        "/a" * 600,
    ],
)
def test_what_no_file_can_be_called_is_refused(address: str) -> None:
    """Nothing is ever written outside output/, nor under a name that another system refuses."""
    with pytest.raises(AddressError):
        stub_file(of_path(address))


@given(st.text().map(lambda text: "/" + text))
def test_no_address_leaves_output(address: str) -> None:
    """Whatever the address, its file lies below output/; and its normal form is normal."""
    try:
        normal = of_path(address)
        file = stub_file(normal)
    except AddressError:
        return
    assert of_path(normal) == normal
    assert not {"", ".", ".."} & set(file.split("/"))


@pytest.mark.parametrize("address", ["/%", "/%zz", "x.html", "/x#c1", "", "/\ud800"])
def test_what_is_no_address_is_refused(address: str) -> None:
    """A mistake in an address is told, not corrected."""
    with pytest.raises(AddressError):
        of_path(address)


@pytest.mark.parametrize(
    ("legacy", "path"),
    [
        ("https://b.example/2021/10/x.html", "/2021/10/x.html"),
        ("/2021/10/x.html", "/2021/10/x.html"),  # an export that tells no host
        ("HTTP://b.example:80/tw%20o.html", "/tw%20o.html"),
        ("http://b.example", "/"),
        ("https://b.example/café.html", "/caf%C3%A9.html"),
    ],
)
def test_legacy_metadata_gives_a_path(legacy: str, path: str) -> None:
    """The path of a post's legacy address is what is kept."""
    assert of_legacy(legacy) == path


@pytest.mark.parametrize(
    "legacy",
    [
        "x.html",
        "ftp://b.example/x",
        "b.example/x",
        12,
        ["https://b.example/"],
        "https:///x",
        "https://b/a b",
        "https://b.example/?p=12",
        "https://b.example/x#c1",
        "https://b.example/list.txt",
    ],
)
def test_legacy_metadata_that_no_stub_can_answer_is_refused(legacy: object) -> None:
    """A relative address, one with a query or a fragment, or one that programs fetch."""
    with pytest.raises(AddressError):
        of_legacy(legacy)


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("/", "index.html"),
        ("/a/", "a/index.html"),
        ("/a/?page=2#c1", "a/index.html"),
        ("/caf%C3%A9/", "café/index.html"),
        ("/rss.xml", "rss.xml"),
        ("https://other.example/a/", None),
    ],
)
def test_the_file_behind_a_target(target: str, file: str | None) -> None:
    """A target within the site is one file; one elsewhere is none."""
    assert site_file(target) == file
