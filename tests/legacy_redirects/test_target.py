"""What a table may call a source."""

from legacy_redirects.target import name_sources


def test_names_of_sources() -> None:
    """Its path, without its extension or with another's; a path that is there means itself, an unclear name two."""
    posts = {"posts/a.html": 1, "posts/b.html": 2, "posts/b.md": 3, "posts/c.d.md": 4}
    assert name_sources(posts, {".html", ".md"}) == {
        "posts/a": [1],
        "posts/a.html": [1],
        "posts/a.md": [1],
        "posts/b": [2, 3],
        "posts/b.html": [2],
        "posts/b.md": [3],
        "posts/c.d": [4],
        "posts/c.d.md": [4],
        "posts/c.d.html": [4],
    }
