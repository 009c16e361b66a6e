"""First words of a post: plain, cut between words, and only when there is more."""

import pytest
from teasers.excerpt import Excerpt, excerpt

LONG = "word " * 100


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        ("<p>One.</p><p>Two</p>three<br>four<br><br>five", "One. Two · three four · five"),
        ("<p>a<b>b</b> <i>c</i></p>", "ab c"),
        ("<h2>Title</h2><p>Text</p><pre>code</pre><table><tr><td>cell</td></tr></table>", "Text"),
        ("<pre>first\n  second</pre>", "first second"),
        ("<ul><li>one</li><li>two:</li></ul>three", "one · two: three"),
        ("<figure><img src='a'><figcaption>caption</figcaption></figure>", ""),
        ("<!-- no -->a<?no?>b<script>no()</script>c", "abc"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
        ("אחת<br><br>שתיים", "אחת · שתיים"),
    ],
)
def test_text(html: str, text: str) -> None:
    """Running text comes in one line; code and tables do only where there is nothing else; markup is gone."""
    assert excerpt(html, 300).text == text


def test_cut() -> None:
    """A cut is between words and no longer than asked for; text without blanks is cut where it is full."""
    for length in (40, 100, 320):
        text = excerpt(f"<p>{LONG}</p>", length).text
        assert len(text) <= length
        assert text.endswith("word…")
    assert excerpt("字" * 1000, 40).text == "字" * 39 + "…"
    assert excerpt(f"<p>{'a, ' * 100}</p>", 40).text.endswith("a…")


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ("<p>short</p>", True),
        ("<p>short <img src='a'></p>", True),
        ("", True),
        (f"<p>{LONG}</p>", False),
        ("<p>short <img src='a'><img src='b'></p>", False),
        ("<pre>code</pre>", False),
        ("<h2>a</h2>", False),
        ("<iframe src='https://example.org/'></iframe>", False),
        ("<table><tr><td>a</td></tr></table>", False),
    ],
)
def test_whole(html: str, whole: bool) -> None:
    """Short text with at most one picture is whole; whatever is long, or stands apart, is not."""
    assert excerpt(html, 100).whole is whole


def test_picture() -> None:
    """The first picture that is no icon, counter or smiley is the post's; what it shows is given, no more."""
    html = (
        '<img src="dot.gif" width="1" height="1"><img alt="none"><img src="smile.png" width="20" height="20">'
        '<img src="/a.jpg" srcset="/a.480.webp 480w" width="800" height="600" alt="x" onerror="alert(1)" style="x">'
        '<img src="/b.jpg">'
    )
    wanted = {"src": "/a.jpg", "srcset": "/a.480.webp 480w", "width": "800", "height": "600"}
    assert excerpt(html, 100) == Excerpt("", whole=False, picture=wanted)
    assert excerpt('<img src="c.jpg" width="100%">', 100).picture == {"src": "c.jpg", "width": "100%"}
    assert excerpt("<p>none</p>", 100).picture is None


def test_hostile() -> None:
    """Deep, huge and broken texts are answered."""
    assert excerpt("<div>" * 5000 + "x", 100).picture is None
    assert len(excerpt("<p>a</p>" * 50_000, 320).text) <= 320
    assert excerpt("<p <b>>&#0;&#x110000;\x1e</p", 100) is not None
