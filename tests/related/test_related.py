"""Related posts: the rarest thing in common counts, and pages follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from related.score import Text, related

if TYPE_CHECKING:
    from conftest import Site


def test_the_rare_counts() -> None:
    """A tag that few have brings posts together, one that all have does not; a title's words count less than tags."""
    texts = [Text(f"n{n}", ("all",)) for n in range(20)]
    texts[3] = Text("Reader firmware", ("all", "rare"))
    texts[7] = Text("Another", ("all", "Rare"))
    texts[12] = Text("Firmware of readers", ("all",))
    found = related(texts, 3)
    assert found[3] == [7, 12]
    assert found[0] == []


def test_equals_are_near_in_time() -> None:
    """Of equally related posts those written next to it come first, and the order never depends on chance."""
    assert related([Text("", ("x",)) if n in (0, 4, 5, 9) else Text("", ()) for n in range(40)], 2)[4] == [
        5,
        0,
    ]


def test_nothing_and_much() -> None:
    """No posts, one post, none wanted and thousands of alike posts are all answered."""
    assert related([], 3) == []
    assert related([Text("a", ("b",))], 3) == [[]]
    assert related([Text("abc", ("b",))] * 2, 0) == [[], []]
    assert related([Text("New version", ("release",))] * 5000, 3) == [[]] * 5000


def test_pages_show_them_and_follow(site: Site) -> None:
    """A post's page lists related posts by their titles, escaped, and is written again when one is renamed."""
    for name in ("a", "b"):
        site.post(f"posts/2021/10/{name}.html", title=f"<{name}>", tags=["rare"])
    site.post("posts/2021/10/c.html", title="c")
    site.build()
    page = site.output("posts/2021/10/a/index.html")
    assert page.count('id="related"') == 1
    assert "&lt;b&gt;</a>" in page.split('id="related"')[1]
    assert 'id="related"' not in site.output("posts/2021/10/c/index.html")
    site.post("posts/2021/10/b.html", title="renamed", tags=["rare"])
    site.build()
    assert "renamed" in site.output("posts/2021/10/a/index.html").split('id="related"')[1]


def test_none_wanted(site: Site) -> None:
    """With LOWTECH_RELATED_POSTS = 0 there are none."""
    site.configure(LOWTECH_RELATED_POSTS=0)
    for name in ("a", "b"):
        site.post(f"posts/2021/10/{name}.html", tags=["rare"])
    site.build()
    assert 'id="related"' not in site.output("posts/2021/10/a/index.html")
