"""Shell: functions of Nikola, doit and lxml that give an answer many times come in; the same with a memory go out.

Each is replaced only when its source is the one that was read and measured. In another version it stays what it is:
the build is slower then, and as right. Nothing is remembered from one build to the next.
"""

import inspect
import marshal
import os
import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial, wraps
from typing import Any

import lxml.html
import ruamel.yaml
from doit import action, dependency
from nikola import nikola, post, utils
from nikola.plugin_categories import SignalHandler

from . import arguments, digests, file_states, known, links, relative

LOGGER = utils.get_logger("speed")
COUNTED = re.compile("remaining|reading_time|paragraph_count")
COUNTS = ("_reading_time", "_remaining_reading_time", "_paragraph_count", "_remaining_paragraph_count")
PLAIN = 2  # the version of marshal's format in which equal values may differ, but different ones never are equal
TEXTS = "_texts_of_this_build"  # attribute of a post: its texts by what they depend on


class Speed(SignalHandler):  # type: ignore[misc]
    """Replaces the functions when the site is set up."""

    name = "speed"

    def set_site(self, site: Any) -> None:
        """Do so, if the site wants it."""
        super().set_site(site)
        if not site.config.get("LOWTECH_SPEED", True):  # asked before the plugin `settings` may have filled it in
            return
        changed = [f"{part[0].__name__}.{part[1]}" for part in REPLACED if not known.replace(*part)]
        if changed:
            LOGGER.info("not the known version, left as it is: %s", ", ".join(changed))


def text_once(stock: Callable[..., str]) -> Callable[..., str]:
    """Return `Post.text` that parses and writes a fragment once; headings, lists and feeds ask for it in turn."""

    @wraps(stock)
    def text(self: Any, lang: str | None = None, teaser_only: bool = False, *more: Any, **named: Any) -> str:
        lang = lang or utils.LocaleBorg().current_lang
        if more or named or self.demote_headers:
            return stock(self, lang, teaser_only, *more, **named)
        try:
            told = os.stat(self._translated_file_path(lang)[0])  # noqa: PTH116 - called often; Nikola's own way to the file
        except OSError:  # not compiled yet
            return stock(self, lang, teaser_only)
        mark = (told.st_mtime_ns, told.st_size, told.st_ino, self.permalink(lang))
        texts = vars(self).setdefault(TEXTS, {})
        if texts.get(lang, ("", ""))[0] != mark:
            texts[lang] = (mark, stock(self, lang))
        whole: str = texts[lang][1]
        if teaser_only and self.config.get("TEASER_REGEXP", post.TEASER_REGEXP).search(whole):
            return uncounted(self, lang, stock)
        return whole  # without a jump break a teaser is the whole

    return text


def uncounted(self: Any, lang: str, stock: Callable[..., str]) -> str:
    """Return the teaser of a post; words and paragraphs are counted only if its link to the rest tells their number."""
    if COUNTED.search(self.config["INDEX_READ_MORE_LINK"](lang)):
        return stock(self, lang, teaser_only=True)
    counts = [name for name in COUNTS if getattr(self, name) is None]
    vars(self).update(dict.fromkeys(counts, 0))
    try:
        return stock(self, lang, teaser_only=True)
    finally:
        vars(self).update(dict.fromkeys(counts))


def forget_texts(stock: Callable[..., None]) -> Callable[..., None]:
    """Return `Post.compile` after which no text is remembered."""

    @wraps(stock)
    def compile_(self: Any, lang: str) -> None:
        vars(self).pop(TEXTS, None)
        stock(self, lang)
        vars(self).pop(TEXTS, None)

    return compile_


def plain_links(stock: Callable[..., str]) -> Callable[..., str]:
    """Return `Nikola.url_replacer` with a short way for plain links within the site."""

    @wraps(stock)
    def url_replacer(self: Any, src: str, dst: str, lang: str | None = None, url_type: str | None = None) -> str:
        found = relative.relative(src, dst) if (url_type or self.config.get("URL_TYPE")) == "rel_path" else None
        return stock(self, src, dst, lang, url_type) if found is None else found

    return url_replacer


def sort_by_date(stock: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """Return `Nikola.sort_posts_chronologically` that compares titles only where two posts have the same date."""

    @wraps(stock)
    def sort_posts_chronologically(posts: Sequence[Any], lang: str | None = None) -> list[Any]:
        alone = len({post.date for post in posts}) == len(posts)
        return stock(posts, None if alone else lang)

    return sort_posts_chronologically


def signed(stock: Callable[..., bool]) -> Callable[..., bool]:
    """Tell doit the arguments of `config_changed`, which it would work out for every one of them; change nothing."""
    _, *arguments = inspect.signature(stock).parameters.values()
    utils.config_changed.__signature__ = inspect.Signature(arguments)
    return stock


def digest_once(stock: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return `config_changed._calc_digest` that works out the digest of equal values once."""
    done: dict[bytes, str] = {}
    of_pages = digests.Digests(utils.CustomEncoder)

    @wraps(stock)
    def calc_digest(self: Any) -> str:
        try:
            value = marshal.dumps(self.config, PLAIN)
        except ValueError:  # it holds objects of Nikola's own
            return of_pages.digest(self.config) or stock(self)
        if value not in done:
            done[value] = stock(self)
        return done[value]

    return calc_digest


def once(stock: Callable[[Any], list[str]]) -> Callable[[Any], list[str]]:
    """Return a method that looks for the same files each time, looking once."""
    found: list[list[str]] = []

    @wraps(stock)
    def answer(self: Any) -> list[str]:
        if not found:
            found.append(stock(self))
        return [*found[0]]

    return answer


REPLACED: list[tuple[Any, str, str, Callable[[Any], Any]]] = [
    # its owner, its name, the mark of its source, what makes another one of it
    (post.Post, "text", "d2f164465c01", text_once),
    (post.Post, "compile", "1ef8f569f523", forget_texts),
    (utils, "encodelink", "08a82434089f", lru_cache(maxsize=2**16)),
    (utils.config_changed, "__call__", "0f3fd167ed57", signed),
    (utils.config_changed, "_calc_digest", "e3c26dfece83", digest_once),
    (action.BaseAction, "_prepare_kwargs", "267f3e388ee6", arguments.quick),
    (nikola.Nikola, "url_replacer", "f7eacade402f", plain_links),
    (nikola.Nikola, "sort_posts_chronologically", "af1633354236", sort_by_date),
    (lxml.html.HtmlMixin, "iterlinks", "1c727e16ef5c", links.among_few),
    (ruamel.yaml.YAML, "official_plug_ins", "b88f73c3d0cf", once),
    (
        dependency.MD5Checker,
        "get_state",
        "f4c5751df2c1",
        lambda _: file_states.remembered(partial(dependency.get_file_md5)),
    ),
]
