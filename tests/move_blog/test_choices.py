"""What a new site is called: facts of the export, options, and what is said where neither helps."""

import ast
from typing import Any

import pytest
from move_blog import conf_text
from move_blog.choices import Choices, decide
from move_blog.errors import MoveError

LANGUAGES = {"en", "fr", "pt", "pt_br", "zh_cn", "zh_tw", "he", "id", "nb", "ja"}
FACTS = {
    "title": "Blog",
    "author": "Anna",
    "description": "Of\n cats",
    "language": "fr",
    "timezone": "Europe/Paris",
    "host": "https://a.blogspot.com",
}


def settle(facts: dict[str, Any], **asked: str) -> tuple[Choices, list[str]]:
    """Decide with two time zones known."""
    return decide(facts, asked, LANGUAGES, {"Europe/Paris", "Asia/Tokyo"}.__contains__)


def test_facts_are_taken_as_they_are() -> None:
    """What the export says needs no note; only the new address is not in it."""
    choices, notes = settle(FACTS, new="https://blog.example.net")
    assert choices == Choices("Blog", "Of cats", "Anna", "fr", "Europe/Paris", "https://blog.example.net/")
    assert notes == []


def test_options_come_before_facts() -> None:
    """Whoever gives an option knows better than the export."""
    asked = {
        "title": "T",
        "author": "B",
        "language": "ja",
        "timezone": "Asia/Tokyo",
        "new": "http://x.org/a/",
    }
    assert settle(FACTS, **asked)[0] == Choices("T", "Of cats", "B", "ja", "Asia/Tokyo", "http://x.org/a/")


def test_what_nobody_knows_is_noted() -> None:
    """Each guess is one note that says how to put it right; nothing is asked."""
    choices, notes = settle(dict.fromkeys(FACTS))
    assert choices == Choices("My blog", "", "", "en", "UTC", "https://example.org/")
    assert [note.partition(":")[0] for note in notes] == [
        "title",
        "author",
        "language",
        "time zone",
        "new address",
        "old address",
    ]
    assert all("=" in note for note in notes)


@pytest.mark.parametrize(
    ("blogger", "nikola"),
    [
        ("fr", "fr"),
        ("en_GB", "en"),
        ("en-US", "en"),
        ("pt_BR", "pt_br"),
        ("pt_PT", "pt"),
        ("zh_TW", "zh_tw"),
        ("zh_HK", "zh_tw"),
        ("zh", "zh_cn"),
        ("iw", "he"),
        ("in", "id"),
        ("in_ID", "id"),
        ("no", "nb"),
        ("nn_NO", "nb"),
    ],
)
def test_locales_of_blogger_are_languages_of_nikola(blogger: str, nikola: str) -> None:
    """Regions, old codes and both separators are understood."""
    choices, notes = settle({**FACTS, "language": blogger}, new="https://x.org")
    assert (choices.language, notes) == (nikola, [])


def test_unknown_fact_is_noted_and_unknown_option_refused() -> None:
    """An export with an odd locale or zone still moves; an option that cannot be is the user's slip."""
    choices, notes = settle({**FACTS, "language": "tlh", "timezone": "GMT-08:00"}, new="https://x.org")
    assert (choices.language, choices.timezone) == ("en", "UTC")
    assert "'tlh'" in notes[0]
    assert "'GMT-08:00'" in notes[1]
    for asked in (
        {"language": "tlh"},
        {"timezone": "Paris"},
        {"new": "example.org"},
        {"new": "https://x.org/?a"},
        {"new": "https://"},
        {"new": "https://[x/"},
    ):
        (name,) = asked
        with pytest.raises(MoveError, match=f"^{name.upper()}="):
            settle(FACTS, **asked)


CONF = '''"""Settings: BLOG_TITLE = "x"."""

# Wer und wö
A = "é"; BLOG_TITLE = "old \\"title\\""  # the name BLOG_TITLE of the site
if True:
    BLOG_TITLE_2 = BLOG_TITLE
NAVIGATION_LINKS = {  # the menu
    "en": (
        ("/x/", "X"),
    ),
}
LAST = 1
'''

TITLES = [
    "Plain",
    "It's",
    'He said "no"',
    "back\\slash\\",
    "café ☃ 🐈 עברית",
    "'''\"\"\"",
    "{author} %s $HOME ${x} <b>&amp;",
    "\u2028\u0085\x7f",
    "",
]


@pytest.mark.parametrize("title", TITLES)
def test_any_title_round_trips(title: str) -> None:
    """conf.py gives back the very title, and all else of it stays byte for byte."""
    text = conf_text.replace(CONF, {"BLOG_TITLE": conf_text.literal(title)}, {"ABSENT": "1"})
    values: dict[str, Any] = {}
    exec(compile(text, "conf.py", "exec"), values)  # noqa: S102 - as Nikola reads it
    assert values["BLOG_TITLE"] == title
    assert text.replace(conf_text.literal(title), '"old \\"title\\""', 1) == CONF or title == ""


def test_menu_is_replaced_whole() -> None:
    """A value of many lines is replaced; comments and settings after it stay."""
    links = [("link://archive", 'A"rchive'), ("link://filename/pages/x.html", "É")]
    text = conf_text.replace(CONF, {"NAVIGATION_LINKS": conf_text.menu(links)}, {})
    values: dict[str, Any] = {"DEFAULT_LANG": "fr"}
    exec(compile(text, "conf.py", "exec"), values)  # noqa: S102 - as Nikola reads it
    assert values["NAVIGATION_LINKS"] == {"fr": tuple(links)}
    assert text.endswith("}\nLAST = 1\n")
    ast.parse(conf_text.replace(CONF, {"NAVIGATION_LINKS": conf_text.menu([])}, {}))


def test_setting_that_is_not_there_is_told() -> None:
    """A conf.py without a setting that a move must set is not passed over."""
    with pytest.raises(MoveError, match="SITE_URL"):
        conf_text.replace(CONF, {"SITE_URL": '""'}, {})
