"""Links to the old blog: one table of what they become."""

import pytest
from import_blogger.links import Links, name_host
from import_blogger.plan import Plan, Target

POST = "link://filename/posts/2012/05/a"


@pytest.fixture
def links() -> Links:
    """Give a blog of a post with a comment, a page, a draft and some labels."""
    plan = Plan(
        targets={
            "1": Target("posts/2012/05/a", "a", "", "/2012/05/a.html"),
            "2": Target("pages/b", "b", "", "/p/b.html"),
            "3": Target("posts/2012/05/d", "d", "draft", "/2012/05/d.html"),
            "4": Target("posts/2012/06/é 1", "é 1", "", "/2012/06/é 1.html"),
        },
        parents={"77": "1"},
        by_path={"/2012/05/a.html": "1", "/p/b.html": "2", "/2012/06/é 1.html": "4"},
        months={"2012/05", "2012/06"},
    )
    plan.labels.update(["C++", "c#", "a/b", "two words", "Linux"])
    return Links(plan, ("name.blogspot.com", "example.org"), "https://name.blogspot.com", "/2012/05/a.html")


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/2012/05/a.html",
        "http://other.blogspot.com/2012/05/a.html",
        "https://www.blogger.com/null",
        "mailto:someone@example.org",
        "file:///C:/x",
        "#note",
        "http://[broken",
        "",
    ],
)
def test_foreign_links_stay(links: Links, address: str) -> None:
    """What is not the old blog's is not touched and not told."""
    assert links.rewrite(address) == address
    assert links.take_lost() == []


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://name.blogspot.com/2012/05/a.html", POST),
        ("http://name.blogspot.com/2012/05/a.html", POST),
        ("http://www.name.blogspot.com/2012/05/a.html", POST),
        ("http://name.blogspot.fr/2012/05/a.html?m=1", POST),
        ("http://name.blogspot.co.uk/2012/05/a.html", POST),
        ("http://name.blogspot.com.br/2012/05/a.html", POST),
        ("https://EXAMPLE.org:443/2012/05/a.html", POST),
        ("//name.blogspot.com/2012/05/a.html", POST),
        ("/2012/05/a.html", POST),
        ("/2012/05/A.html", POST),
        (" /2012/05/a.html\n", POST),
        ("/ncr/2012/05/a.html", POST),
        ("/view/classic#!/2012/05/a.html", POST),
        ("a.html", POST),
        ("../../p/b.html", "link://filename/pages/b"),
        ("?m=1", POST),
        ("/2012/05/a.html#more", POST),
        ("/2012/05/a.html#section-2", f"{POST}#section-2"),
        ("/2012/05/a.html#comments", f"{POST}#comments"),
        ("/2012/05/a.html?showComment=1336#c77", f"{POST}#c77"),
        ("/2012/05/a.html#comment-77", f"{POST}#c77"),
        ("/2012/05/a.html?showComment=1336", f"{POST}#comments"),
        ("/p/b.html#c77", f"{POST}#c77"),
        ("/p/b.html", "link://filename/pages/b"),
        ("/p/b.html#comments", "link://filename/pages/b"),
        ("/2012/06/%C3%A9%201.html", "link://filename/posts/2012/06/%C3%A9%201"),
        ("/", "link://root"),
        ("https://name.blogspot.com", "link://root"),
        ("/index.html?m=0", "link://root"),
        ("/2012/", "link://archive/2012"),
        ("/2012", "link://archive/2012"),
        ("/2012/05", "link://archive/2012/05"),
        ("/2012/05/20/", "link://archive/2012/05"),
        ("/2012_05_01_archive.html", "link://archive/2012/05"),
        ("/search/label/C%2B%2B", "link://tag/C%2B%2B"),
        ("/search/label/C++", "link://tag/C%2B%2B"),
        ("/search/label/two+words", "link://tag/two%20words"),
        ("/search/label/two%20words?max-results=20", "link://tag/two%20words"),
        ("/search/label/a%2Fb", "link://tag/a%2Fb"),
        ("/search/label/linux", "link://tag/Linux"),
        ("/search/label/Linux+c%23", "link://tag/Linux"),
        ("/search?label=Linux", "link://tag/Linux"),
        ("/feeds/posts/default", "link://feed"),
        ("/feeds/posts/default?alt=rss", "link://feed"),
        ("/feeds/posts/summary/-/Linux", "link://feed/Linux"),
        ("/rss.xml", "link://feed"),
        ("/feeds/1/comments/default", f"{POST}#comments"),
    ],
)
def test_own_links_lead_to_nikola(links: Links, address: str, target: str) -> None:
    """Posts, pages, labels, archives, comments and feeds, under every form of host, lead to where Nikola puts them."""
    assert links.rewrite(address) == target
    assert links.take_lost() == []


@pytest.mark.parametrize(
    "address",
    [
        "https://name.blogspot.com/2012/05/gone.html",
        "https://name.blogspot.com/2012/05/d.html",
        "https://name.blogspot.com/2013/",
        "https://name.blogspot.com/2012/07/",
        "https://name.blogspot.com/search/label/none",
        "https://name.blogspot.com/search?q=words",
    ],
)
def test_own_links_to_nothing_are_told(links: Links, address: str) -> None:
    """A link to what the export does not hold, or to a draft, stays as it is and is told."""
    assert links.rewrite(address) == address
    assert links.take_lost() == [address]


def test_nobody_else_speaks_to_nikola(links: Links) -> None:
    """A link:// address in somebody's text is dropped."""
    assert links.rewrite("link://filename/posts/secret.html") == ""


@pytest.mark.parametrize(
    ("address", "complete"),
    [
        ("https://x.example/a.png", "https://x.example/a.png"),
        ("//x.example/a.png", "https://x.example/a.png"),
        ("/a.png", "https://name.blogspot.com/a.png"),
        ("a.png", "https://name.blogspot.com/2012/05/a.png"),
        ("data:image/png;base64,AA==", "data:image/png;base64,AA=="),
    ],
)
def test_addresses_stand_on_their_own(links: Links, address: str, complete: str) -> None:
    """Pictures keep their address once the page lives elsewhere."""
    assert links.complete(address) == complete


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("name.blogspot.com", "name.blogspot.com"),
        ("www.name.blogspot.de", "name.blogspot.com"),
        ("name.blogspot.com.au", "name.blogspot.com"),
        ("NAME.blogspot.co.uk:80", "name.blogspot.com"),
        ("www.example.org", "example.org"),
        ("blogspot.com", "blogspot.com"),
    ],
)
def test_hosts_have_one_name(host: str, name: str) -> None:
    """All country forms and www. are one host."""
    assert name_host(host) == name
