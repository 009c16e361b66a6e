"""The parts of `speed` that know no Nikola, each beside what it stands for."""

from __future__ import annotations

import os
from functools import partial, wraps
from typing import TYPE_CHECKING

import pytest
from doit.action import BaseAction
from doit.dependency import MD5Checker, get_file_md5
from doit.task import Task
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from nikola.nikola import Nikola
from nikola.utils import CustomEncoder, TranslatableSetting, config_changed
from speed import arguments, digests, file_states, known, links
from speed.relative import relative

if TYPE_CHECKING:
    from pathlib import Path

ADDRESSES = st.lists(st.sampled_from(["a", "b", "index.html", "a.b", "-", "_"]), max_size=5).flatmap(
    lambda parts: st.sampled_from(["", "/"]).map(lambda end: "/" + "/".join(parts) + (end if parts else ""))
)
LINKED = """<html><head><style>p { background: url(a.png) } @import "b.css";</style>
<meta http-equiv="refresh" content="0; url=c"><link href="d"></head><body background="e">
<p class="x" style="background: url('f')"><a href=" g ">g</a><img src="h" srcset="i 2x" usemap="#j" longdesc="k">
<object codebase="l/" data="m" classid="n" archive="o p"><param valuetype="ref" value="q"></object>
<svg><use xlink:href="#r"></use><style>z { fill: url(s) }</style></svg><style></style>
<form action="t"><button formaction="u">v</button></form><blockquote cite="w"><q cite="x">y</q></blockquote>
<!-- <a href="no"> --><code><span class="k">href="no"</span></code></body></html>"""


@given(ADDRESSES, ADDRESSES)
def test_plain_links_are_those_of_nikola(here: str, there: str) -> None:
    """Where the short way has an answer, it is Nikola's."""
    found = relative(here, there)
    assert found is None or found == Nikola.url_replacer(None, here, there, "en", "rel_path")


@pytest.mark.parametrize(
    "there",
    ["", "x", "#x", "/a#x", "/a?x", "//host/", "https://a/", "link://slug/a", "/a//b", "/a/../b", "/.", "/a;b", "/é"],
)
def test_other_links_are_left_to_nikola(there: str) -> None:
    """What is not a plain path of the site has no short way."""
    assert relative("/posts/a/index.html", there) is None


@pytest.mark.parametrize("source", [LINKED, "<p>no link</p>", "<a href=x>y</a>", "<html xmlns='x'><a href=''>"])
def test_links_are_those_of_lxml(source: str) -> None:
    """The same links of the same elements in the same order, in a document and in a part of one."""
    stock = html.HtmlMixin.iterlinks
    quick = links.among_few(stock)
    document = html.document_fromstring(source)
    for root in (document, document.body):
        assert list(quick(root)) == list(stock(root))
    assert len(list(stock(html.document_fromstring(LINKED)))) == 22


def test_states_of_files_are_those_of_doit(tmp_path: Path) -> None:
    """A file's state follows it when it changes, and is none when nothing has."""
    get_state = file_states.remembered(get_file_md5)
    checker, path = MD5Checker(), str(tmp_path / "a")
    for text in ("a", "b", "longer"):
        (tmp_path / "a").write_text(text)
        os.utime(path, ns=(1, len(text) + ord(text[0])))
        for _ in range(2):
            state = get_state(checker, path, None)
            assert state == MD5Checker.get_state(checker, path, None)
            assert get_state(checker, path, state) is None
    (tmp_path / "a").unlink()
    with pytest.raises(FileNotFoundError):
        get_state(checker, path, None)


def test_digests_of_pages_are_those_of_nikola() -> None:
    """With the settings of the site written once, and again when one of them is another object."""
    quick = digests.Digests(CustomEncoder)
    settings = {"title": TranslatableSetting("T", {"en": "é"}, {"en": ""}), "f": len, "set": {2, 1}, "list": ["a"]}
    for page in ({"title": "a"}, {"title": "é", "z": {"b": {3}}}, {"A": None, "link": print}):
        for value in (1, 1, "two", [3]):
            settings["list"] = value
            config = {**page, "global": settings}
            assert quick.digest(config) == config_changed(config)._calc_digest()  # noqa: SLF001 - what is replaced
    settings.pop("f")
    assert quick.digest({"global": settings}) == config_changed({"global": settings})._calc_digest()  # noqa: SLF001 - as above
    for other in ({}, {"global": 1}, {"global": {}, 1: 2}, {"global": {}, "a": digests.PLACE}):
        assert quick.digest(other) is None


def test_arguments_are_those_of_doit() -> None:
    """Whatever a function asks for, it is given the same."""

    def asks(a: int, targets: list[str]) -> None: ...
    def some(a: int, *rest: int, dependencies: list[str], **more: int) -> None: ...
    def rest(a: int, *targets: int, b: int = 2, **more: int) -> None: ...
    def plain(a: int, b: int = 2) -> None: ...
    @wraps(asks)
    def wrapped(*more: int, **named: int) -> None: ...

    class Callable:
        def __call__(self, a: int, task: Task) -> None: ...
        def method(self, a: int, changed: list[str]) -> None: ...
        def other(self, a: int) -> None: ...

    stock = BaseAction._prepare_kwargs  # noqa: SLF001 - what is replaced
    quick = arguments.quick(stock)
    task = Task("a", None, targets=["t"], file_dep=["d"])
    task.init_options()
    task.dep_changed = ["d"]
    made = Callable()
    for func in (asks, some, rest, plain, wrapped, made, made.method, made.other, partial(plain, 1), print):
        assert quick(task, func, [1], {"b": 3}) == stock(task, func, [1], {"b": 3})
    assert [arguments.is_plain(func) for func in (plain, made.other, asks, made, print)] == [True, True, *[False] * 3]


def test_another_function_stays() -> None:
    """A function whose source is not the known one is left alone; a static one stays static."""

    class Other:
        @staticmethod
        def static(value: int) -> int:
            return value

    assert not known.replace(Other, "static", "0123456789ab", lambda _: None)
    assert Other.static(1) == 1
    mark = known.digest(Other.static)
    assert known.replace(Other, "static", mark, lambda stock: lambda value: stock(value) + 1)
    assert Other().static(1) == 2
    assert not known.replace(Other, "gone", mark, lambda _: None)
    assert known.digest(len) == ""
