"""Redirect tables: what a line means, and the place of everything that is wrong."""

from pathlib import Path

from legacy_redirects.table import Row, read

NAME = "redirects/blog.example.org.txt"


def test_a_table_is_rows_notes_and_other_names() -> None:
    """Addresses are normalised; notes and blank lines say nothing; any white space parts the columns."""
    table = read(
        "# notes\n\nalias blog.example.fr\r\n/2021/\tlink://archive/2021\n  /a%2fb   /c/#d\n/q?x=%3d https://o.example/\n",
        NAME,
    )
    assert table.findings == []
    assert table.aliases == ["blog.example.fr"]
    assert table.rows == [
        Row(f"{NAME}:4", "/2021/", "link://archive/2021"),
        Row(f"{NAME}:5", "/a%2Fb", "/c/#d"),
        Row(f"{NAME}:6", "/q?x=%3D", "https://o.example/"),
    ]


def test_an_empty_table_is_fine() -> None:
    """A host that only has posts needs no row."""
    assert read("", NAME).findings == []


def test_one_wrong_table_gives_all_its_findings() -> None:
    """A wrong line does not hide the next; each finding has the place and says what to do."""
    wrong = (Path(__file__).parent / "wrong.in").read_text(encoding="utf-8")
    expected = (Path(__file__).parent / "wrong.out").read_text(encoding="utf-8")
    assert "\n".join(read(wrong, NAME).findings) + "\n" == expected


def test_a_table_is_called_after_its_host() -> None:
    """A note saved beside the tables is not taken for one."""
    assert read("", "redirects/todo.txt").findings == [
        "redirects/todo.txt:1: a table is called after its host, like blog.example.org.txt",
    ]
