"""The parts of `speed` that know no Nikola, each beside what it stands for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from doit.dependency import MD5Checker, get_file_md5
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from nikola.nikola import Nikola
from speed import file_states, known, links
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
