"""Decide what a new site is called and where it is: facts of the export and options in, settings and notes out."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .errors import MoveError

DEFAULT_TITLE = "My blog"
DEFAULT_ADDRESS = "https://example.org/"
# Names of languages that Blogger writes and Nikola does not: old codes, and regions.
OTHER_NAMES = {
    "iw": "he",
    "in": "id",
    "no": "nb",
    "nn": "nb",
    "zh": "zh_cn",
    "zh_hk": "zh_tw",
    "zh_sg": "zh_cn",
}


@dataclass(frozen=True)
class Choices:
    """The settings of the new site that are its own."""

    title: str
    description: str
    author: str
    language: str
    timezone: str
    address: str


def decide(
    facts: Mapping[str, Any],
    asked: Mapping[str, str],
    languages: Collection[str],
    is_zone: Callable[[str], bool],
) -> tuple[Choices, list[str]]:
    """Return the settings and, for each that is only a guess, a note.

    `facts` are the export's, None where it says nothing; `asked` are the options, empty where not given;
    `languages` are Nikola's; `is_zone` says whether a time zone is known. Raises MoveError for an option that
    cannot be.
    """
    notes: list[str] = []

    def choose(name: str, default: str, setting: str) -> str:
        value = " ".join((asked.get(name) or facts.get(name) or "").split())
        if not value:
            notes.append(f"{name}: not in the export, so {default!r}; {_how(name, setting)}")
        return value or default

    choices = Choices(
        title=choose("title", DEFAULT_TITLE, "BLOG_TITLE"),
        author=choose("author", "", "BLOG_AUTHOR"),
        description=" ".join((facts.get("description") or "").split()),
        language=_language(facts, asked, languages, notes),
        timezone=_zone(facts, asked, is_zone, notes),
        address=_address(asked.get("new", ""), notes),
    )
    if not facts.get("host") and not asked.get("old"):
        notes.append(
            "old address: in no link of the export, so links to it are as they were and old addresses lead nowhere;"
            " give OLD=https://NAME.blogspot.com to a new move"
        )
    return choices, notes


def _how(name: str, setting: str) -> str:
    return f"give {name.upper()}=… to a new move, or set {setting} in conf.py"


def _language(facts: Mapping[str, Any], asked: Mapping[str, str], languages: Collection[str], notes: list[str]) -> str:
    given = (asked.get("language") or facts.get("language") or "").strip()
    if not given:
        notes.append(f"language: not in the export, so English; {_how('language', 'DEFAULT_LANG')}")
        return "en"
    name = given.lower().replace("-", "_")
    base = name.partition("_")[0]
    for candidate in (name, OTHER_NAMES.get(name), base, OTHER_NAMES.get(base)):
        if candidate and candidate in languages:
            return candidate
    if asked.get("language"):
        raise MoveError(f"LANGUAGE={given}: Nikola does not speak it; it speaks {', '.join(sorted(languages))}")
    notes.append(f"language: Nikola does not speak {given!r}, so English; {_how('language', 'DEFAULT_LANG')}")
    return "en"


def _zone(facts: Mapping[str, Any], asked: Mapping[str, str], is_zone: Callable[[str], bool], notes: list[str]) -> str:
    given = (asked.get("timezone") or facts.get("timezone") or "").strip()
    if given and is_zone(given):
        return given
    if asked.get("timezone"):
        raise MoveError(f"TIMEZONE={given}: there is no such time zone; one is called, say, Europe/Paris")
    why = f"no zone is called {given!r}" if given else "not in the export"
    notes.append(f"time zone: {why}, so UTC; {_how('timezone', 'TIMEZONE')}")
    return "UTC"


def _address(new: str, notes: list[str]) -> str:
    if not new:
        notes.append(f"new address: not given, so {DEFAULT_ADDRESS}; {_how('new', 'SITE_URL')}")
        return DEFAULT_ADDRESS
    try:
        parts = urlsplit(new.strip())
        whole = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
    except ValueError:
        whole = False
    if not whole or re.search(r"[\s\"<>\\]", new.strip()):
        raise MoveError(f"NEW={new}: must be the address of a site, such as {DEFAULT_ADDRESS}")
    return new.strip().rstrip("/") + "/"
