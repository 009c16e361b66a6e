"""Links between sources arrive at the address their target really has."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Site


def test_the_final_slash_and_the_fragment_stay(site: "Site") -> None:
    """A click needs no redirect: the link is the target's own address."""
    site.post("posts/2021/10/to é.html", slug="to")
    site.post("posts/2021/11/from.html", '<p><a href="link://filename/posts/2021/10/to%20%C3%A9.html#c7">to</a></p>')
    site.build()
    page = site.output("posts/2021/11/from/index.html")
    assert re.search(r'<a href="\.\./\.\./10/to/#c7">to</a>', page)


def test_without_pretty_urls_there_is_no_slash(site: "Site") -> None:
    """The handler asks the post, whatever its address looks like."""
    site.configure(PRETTY_URLS=False)
    site.post("posts/2021/10/to.html")
    site.post("posts/2021/11/from.html", '<p><a href="link://filename/posts/2021/10/to.html">to</a></p>')
    site.build()
    assert '<a href="../10/to.html">to</a>' in site.output("posts/2021/11/from.html")


def test_a_link_to_a_draft_stops_the_build(site: "Site") -> None:
    """A draft has no address; the sentence names the file."""
    site.post("posts/2021/10/to.html", status="draft")
    site.post("posts/2021/11/from.html", '<p><a href="link://filename/posts/2021/10/to.html">to</a></p>')
    run = site.nikola("build", "--strict", code=None)
    assert run.returncode != 0
    assert "posts/2021/10/to.html" in run.stderr


def test_the_extension_does_not_matter(site: "Site") -> None:
    """Without one, or with that of another kind of source: the file that is there is meant; an exact name wins."""
    site.post("posts/2021/10/to.v2.md", "Text.", slug="to")
    site.post("posts/2021/10/to.v2.html.html", slug="other")
    names = ("to.v2", "to.v2.md", "to.v2.html.html", "to.v2.html.md")
    links = "".join(f'<a href="link://filename/posts/2021/10/{name}#c1">to</a>' for name in names)
    site.post("posts/2021/11/from.html", f"<p>{links}</p>")
    site.build()
    page = site.output("posts/2021/11/from/index.html")
    assert re.findall(r'<a href="([^"]+)#c1">to</a>', page) == [
        "../../10/to/",
        "../../10/to/",
        "../../10/other/",
        "../../10/other/",
    ]
