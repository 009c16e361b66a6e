"""Whatever an export holds as text, a YAML reader gives it back unchanged."""

from hypothesis import given, settings
from hypothesis import strategies as st
from import_blogger.comments import Comment, write_comments
from import_blogger.yaml_text import write_list, write_scalar
from ruamel.yaml import YAML

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60) | st.sampled_from(
    [
        "yes",
        "No",
        "null",
        "~",
        "1.10",
        "2012-05-01",
        "- a",
        "a: b",
        "a #b",
        "'",
        '"',
        "&a",
        "*a",
        "!t",
        "|",
        "%",
        "@a",
        "a,b",
    ]
)


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_scalars_round_trip(text: str) -> None:
    """Titles, labels, authors and addresses come back exactly."""
    assert YAML(typ="safe").load(f"title: {write_scalar(text)}\n") == {"title": text}


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=5))
def test_lists_round_trip(texts: list[str]) -> None:
    """Labels come back exactly, commas and brackets included."""
    assert YAML(typ="safe").load(f"tags: {write_list(tuple(texts))}\n") == {"tags": texts}


@settings(max_examples=150, deadline=None)
@given(TEXT, st.lists(TEXT, max_size=4).map("\n".join))
def test_comment_files_round_trip(author: str, text: str) -> None:
    """A comment's author and text come back exactly, whatever their lines begin with."""
    comment = Comment("7", author, "", "2012-05-01T10:00:00+02:00", "", "tag:blogger.com,1999:blog-1.post-7", text)
    (read,) = YAML(typ="safe").load(write_comments([comment]))
    assert (read.get("author", ""), read["text"], read["id"]) == (author, text, "7")
