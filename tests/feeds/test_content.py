"""The text of a post in a feed: the same text, standing on its own."""

from urllib.parse import urljoin

import pytest
from feeds.content import for_reader

HERE = "https://b.example/posts/x/"


def resolve(address: str) -> str:
    """Resolve as the site does: an address with a host stays as it is, even without scheme."""
    return address if address.startswith("//") else urljoin(HERE, address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain text",
        "<p>a &lt; b &amp; c</p> tail",
        "before <b>bold</b> after",
        '<pre><code class="language-c">if (a &lt; b)\n\n  x();</code></pre>',
        '<a href="https://o.example/?a=1&amp;b=2">o</a>',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
        '<a href="mailto:a@b.example">m</a>',
        "<table><tr><td>1</td></tr></table>",
        '<div id="a">x</div><div>y</div>',
        '<img src="https://b.example/i.png" width="320" height="240" alt="">',
        '<p>a <span class="x">b</span></p>',
        '<pre class="mine"><span class="x">no code</span></pre>',
        '<p style="text-align: center; margin-left: 1em;">a</p>',
        "<p style=\"COLOR:rgb(1, 2, 3);font-family:'X Y', serif\">a</p>",
        "a<wbr>b",
        '<svg viewbox="0 0 9 9"><path d="M0 0"></path></svg>',
        '<main><picture><source srcset="https://b.example/a 1x"><img src="https://b.example/i"></picture></main>',
    ],
)
def test_what_needs_no_change_stays_as_it_is(text: str) -> None:
    """Not a character is lost or added."""
    assert for_reader(text, resolve) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<a href="../y/">y</a>', '<a href="https://b.example/posts/y/">y</a>'),
        ('<a href="#more">m</a>', f'<a href="{HERE}#more">m</a>'),
        ('<img src="/i.png">', '<img src="https://b.example/i.png">'),
        ('<img src="//i.example/i.png">', '<img src="https://i.example/i.png">'),
        (
            '<img srcset="a.png 1x, b,c.png 2x,d.png,  //e.example/e.png 300w">',
            f'<img srcset="{HERE}a.png 1x, {HERE}b,c.png 2x, {HERE}d.png, https://e.example/e.png 300w">',
        ),
        ('<img srcset="a.png">', f'<img srcset="{HERE}a.png">'),
        (
            '<video poster="p.png" src="v.mp4"></video>',
            f'<video poster="{HERE}p.png" src="{HERE}v.mp4"></video>',
        ),
        ("<p>a</p><!-- TEASER_END --><p>b</p>", "<p>a</p><p>b</p>"),
        ("a<script>x()</script>b<style>p {}</style>c", "abc"),
        ('<p onclick="x()" ONLOAD="y()">a</p>', "<p>a</p>"),
        ('<a href=" JavaScript:x()">a</a>', "<a>a</a>"),
        (
            'a<iframe src="//v.example/1" title="A film"></iframe>b',
            'a<a href="https://v.example/1">A film</a>b',
        ),
        ('<iframe src="/v"></iframe>', '<a href="https://b.example/v">https://b.example/v</a>'),
        ("a<iframe></iframe>b", "ab"),
        (
            '<object><param name="movie" value="//v.example/1"><embed src="//v.example/1"></object>',
            '<a href="https://v.example/1">https://v.example/1</a>',
        ),
        ('<object data="x.swf">old</object>', f'<a href="{HERE}x.swf">{HERE}x.swf</a>'),
        ("<object>only words</object>", "only words"),
        (
            '<pre class="code" data-language="C"><code><span class="k">if</span> <b>rv</b></code></pre>',
            "<pre><code>if <b>rv</b></code></pre>",
        ),
        ('<p style="position: fixed; color: red">a</p>', '<p style="color: red">a</p>'),
        ('<p style="width: expression(x()); background: url(x); content: a">a</p>', "<p>a</p>"),
        ('<p style="background-color: url(//x.example/)">a</p>', "<p>a</p>"),
        (
            '<p role="note" aria-hidden="true" data-x="1" contenteditable="" id="i" lang="fr">a</p>',
            '<p id="i" lang="fr">a</p>',
        ),
        ("see <emph>a <ip>b</ip></emph> <o:p>c</o:p>", "see a b c"),
        ('<pre tabindex="0" class="code wide"><code>x</code></pre>', '<pre class="wide"><code>x</code></pre>'),
        ('a<form action="/s"><label>b<input name="q"></label><button>c</button>d</form>e', "a<label>b</label>de"),
    ],
)
def test_what_a_reader_cannot_use_is_replaced(text: str, expected: str) -> None:
    """Addresses become absolute, what is embedded becomes a link, what runs goes."""
    assert for_reader(text, resolve) == expected
