"""Posts come as Markdown where that is proven lossless: a table for each part, dangerous texts, and any text at all.

A table, markdown/NN-name.txt, holds cases: `=== what it is`, `--- html`, and `--- markdown` or `--- stays` (why).
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from import_blogger.body import clean, parse
from import_blogger.markdown import Result, to_markdown
from import_blogger.markdown.compare import blocks
from shape import compiler, publish, shape
from test_rules import bodies, soup

TABLES = Path(__file__).parent / "markdown"
DANGEROUS = r"""
*args and **kwargs
a * b * c
_x_ and __init__ and snake_case_name
1986. A year
- a dash
+ a plus
# no heading
## no heading ##
> no quote
    four blanks
===
---
***
- - -
~~~
```
`code` and ``more``
\*already\* and \\ and C:\new\_x\
[ref]: https://example.org/
[^1]: a note
See [^1] and [1] and [a](b) and [a][b] and ![a](b)
[ ] to do
<notatag> and </notatag> and <!-- no --> and <?no?>
&copy; &amp;amp; &#42; & &nosuch
https://example.org/a_b_c*d* and me@example.org
<https://example.org/>
a {: .class } b {#id}
{: .class }
: definition
| a | b |
a | b
--- | ---
*[HTML]: Hypertext
link://filename/x and [x](link://slug/x)
$a_1 * b_2$ and \(x\) and \[y\]
{{% shortcode %}} and {{ x }} and {% y %}
~~struck~~ ~one~ ^sup^ ==mark==
"quotes" 'single' -- --- ... (c) (tm)
"""
FRAMES = [
    "<p>{}</p>",
    "<p>a <b>{}</b> c</p>",
    "<ul><li>{}</li></ul>",
    "<h2>{}</h2>",
    "<blockquote><p>{}</p></blockquote>",
    "<p>a<br>{}</p>",
    '<p><a href="u">{}</a>{}</p>',
    "<pre><code>{}</code></pre>",
    "<p><code>{}</code>{}</p>",
]


def convert(html: str, **options: Any) -> Result:
    """Return the Markdown of a cleaned body by the site's own compiler."""
    return to_markdown(parse(html), compiler(), parse, **options)


def read_tables() -> Iterator[Any]:
    """Give each case: HTML, the part it ends with, its text."""
    for table in sorted(TABLES.glob("*.txt")):
        _, *cases = re.split(r"^=== ", table.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for case in cases:
            title, _, rest = case.partition("\n")
            _, _, html, kind, text = re.split(r"^--- (html|markdown|stays)\n", rest, flags=re.MULTILINE)
            yield pytest.param(html.strip("\n"), kind, text.strip("\n"), id=f"{table.stem}: {title}")


@pytest.mark.parametrize(("html", "kind", "text"), read_tables())
def test_case(html: str, kind: str, text: str) -> None:
    """A body becomes the Markdown that the table says, which is equal to it, or stays HTML for the reason it says."""
    result = convert(html)
    assert (result.text, result.cause) == ((text, "") if kind == "markdown" else ("", text))
    if kind == "markdown":
        assert shape(compiler()(text)) == shape(html)


def lines() -> list[str]:
    """Return the dangerous texts: each line, and lines that stand together."""
    found = DANGEROUS.strip("\n").split("\n")
    return [*found, *(f"{one}\n{other}" for one, other in pairwise(found))]


@pytest.mark.parametrize("frame", FRAMES)
def test_text_that_looks_like_markdown(frame: str) -> None:
    """Text stays text wherever it stands; no post stays HTML for its words."""
    for line in lines():
        escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace("{{%", "&#123;{%")
        html = frame.replace("{}", escaped)
        result = convert(html)
        assert result.cause == "", html
        assert shape(compiler()(result.text)) == shape(html), html


def test_pleasant_signs_stay() -> None:
    """What is no markup is not escaped: sources read like texts."""
    for text in (
        "snake_case_name",
        "a * b",
        "C:\\new",
        "[1] and [ ] x",
        "AT&T",
        "a < b > c",
        "1.5 - 2 + 3",
        "it's #1!",
    ):
        html = f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>"
        assert convert(html).text == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a</p>", "<p>a b</p>"),
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p>a<b>b</b></p>", "<p>ab</p>"),
        ('<p><b class="x">a</b></p>', "<p><strong>a</strong></p>"),
        ("<p><s>a</s></p>", "<p><del>a</del></p>"),
        ('<p><img src="a"></p>', '<p><img src="a" alt=""></p>'),
        ('<p><a href="a">b </a>c</p>', '<p><a href="a">b</a> c</p>'),
        ("<p>a\xa0b</p>", "<p>a b</p>"),
        ("<p>a</p><p>b</p>", "<p>a<br>b</p>"),
        ("<p>a</p>", "<div>a</div>"),
        ("<p>a<!-- x --></p>", "<p>a</p>"),
        ("<pre><code>a\n\n</code></pre>", "<pre><code>a</code></pre>"),
        ("<pre><code>a\tb</code></pre>", "<pre><code>a    b</code></pre>"),
        ('<pre><code class="language-c">a</code></pre>', "<pre><code>a</code></pre>"),
        ("<p><code>a  b</code></p>", "<p><code>a b</code></p>"),
        ("<ul><li>a</li></ul>", "<ul><li><p>a</p></li></ul>"),
        ("<table><thead><tr><th>a</th></tr></thead></table>", "<table><tbody><tr><th>a</th></tr></tbody></table>"),
    ],
)
def test_nothing_else_is_forgiven(one: str, other: str) -> None:
    """Bodies that differ are never taken for equal."""
    assert blocks(parse(one)) != blocks(parse(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p> a  b\n</p>\n", "<p>a b</p>"),
        ("<p>a <b>b</b> </p>", "<p>a <strong>b</strong></p>"),
        ("<p>a <br> b</p>", "<p>a<br>b</p>"),
        ("<p>a <b> b</b></p>", "<p>a <b>b</b></p>"),
        ("<p>a<i> b </i>c</p>", "<p>a <em>b</em> c</p>"),
        ("<p>a<b><br></b>c</p>", "<p>a<br>c</p>"),
        ("<pre><code>a\n</code></pre>", "<pre><code>a</code></pre>"),
        ("<table><tr><td>a</td></tr></table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ('<p><a title="t" href="a">b</a></p>', '<p><a href="a" title="t">b</a></p>'),
    ],
)
def test_what_is_forgiven(one: str, other: str) -> None:
    """Each of the differences that compare.py lists, and browsers do not show."""
    assert blocks(parse(one)) == blocks(parse(other))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(soup("pieces.soup"), st.booleans())
def test_any_soup(source: str, everything: bool) -> None:
    """Whatever the tags: the Markdown is equal as another parser reads it, or the HTML stays and a cause is told."""
    html = clean(source, rewrite=str, absolute=str).html
    result = convert(html.strip(), everything=everything)
    if result.cause:
        assert result.text == ""
    else:
        assert shape(publish(compiler()(result.text))) == shape(publish(html)), result.text


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from([*"*_`~#>|[](){}<>&\\!:-+=.1a \n", "&amp;", "\xa0", "\u3000", "é", "<b>", "</b>"]), max_size=30
    )
)
def test_any_text(pieces: list[str]) -> None:
    """Any signs of Markdown in any order are text."""
    html = clean(f"<p>{''.join(pieces)}</p>", rewrite=str, absolute=str).html
    result = convert(html.strip())
    assert result.cause or shape(compiler()(result.text)) == shape(html), result.text


@pytest.mark.exports
def test_real_bodies(exports: Path) -> None:
    """In real exports all that becomes Markdown is equal, by another parser, and most of it does."""
    came = total = 0
    for source in bodies(exports):
        html = clean(source, rewrite=str, absolute=str).html.strip()
        for everything in (False, True):
            result = convert(html, everything=everything)
            assert result.cause or shape(compiler()(result.text)) == shape(html), html
        total += 1
        came += not convert(html).cause
    assert came >= 0.6 * total, (came, total)
