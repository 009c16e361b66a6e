"""What is read of HTML: the same of an export and of a page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from receipt.code import judge
from receipt.content import CODE, Content, read_html
from receipt.words import follows, lost


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", ""),
        ("a<b>b</b>c <i>d</i>", "abc d"),
        ("a<br>b<p>c<div>d</div>e", "a b c d e"),
        ("a<img src=x.png>b", "a b"),
        ("a<img src=x.gif width=1 height=1>b", "ab"),
        ("<table><tr><td>a<td>b</table>", "a b"),
        ("a&nbsp;b &amp;amp; c", "a b &amp; c"),
        ("a<script>b</script><style>c</style><!-- d -->e", "ae"),
        ("a<iframe src=x>b</iframe>c", "a c"),
        ("a<pre>b\n c</pre>d", f"a {CODE} d"),
        ("a</div></div>b", "a b"),
        ("a<span class='lnum'> 1: </span>b", "ab"),
        ("<body><title>t</title>a</body></html>b", "ab"),
        ("<p class='embed'><a href='https://youtu.be/x'>Video</a></p>a", "a"),
        ("a<unknown>b</unknown>", "ab"),
    ],
)
def test_words_are_what_a_browser_shows(source: str, words: str) -> None:
    """Blocks, breaks and pictures part words, inline elements do not; what no browser shows is no word."""
    assert " ".join(read_html(source).words) == words


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<pre>\n a\tb\n</pre>", " a\tb\n"),
        ("<pre>a<br>b<br/>c</pre>", "a\nb\nc"),
        ("<pre><div>a</div><div>b</div></pre>", "a\nb"),
        ("<pre><code class=language-c><span>a</span> &lt; b</code></pre>", "a < b"),
        ("<div class=csharpcode><pre><span class=lnum>   1:  </span>int a;</pre></div>", "int a;"),
        ("<textarea name=code>\na\n</textarea>", "a\n"),
        ("<script type=syntaxhighlighter class='brush: c'><![CDATA[a<br />b]]></script>", "a\nb"),
    ],
)
def test_code_keeps_every_character(source: str, code: str) -> None:
    """Whatever a block of code is made of, its text is the one a browser shows, blanks and all."""
    assert read_html(source).codes == [code]


def test_addresses_are_found_wherever_they_are() -> None:
    """Pictures, links and embeds come with their addresses; what can be on no page comes with the reason."""
    content = read_html(
        "<a href=x>one <img src=y></a><a name=z>no link</a><area href=w><a href='JavaScript:void(0)'>click</a>"
        "<object><param name=movie value=m><embed src=m></object><object class=BLOG_video_class contentid=9></object>"
        "<video><source src=v></video><img src='https://www.assoc-amazon.com/e/ir?x'>"
    )
    assert [(link.address, link.text) for link in content.links] == [("x", "one"), ("w", "")]
    assert content.pictures == ["y"]
    assert content.embeds == ["m", "v"]
    assert [kind for kind, _, _ in content.left_out] == ["link", "embed", "picture"]


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20000,
        "<b><p>" * 300,
        "<a class=lnum>1:" * 9 + "</a>",
        "</a></pre>",
        "<span class=lnum>",
        "<object>" * 9,
    ],
    ids=["deep", "misnested", "line numbers", "ends alone", "a number that is none", "players in players"],
)
def test_odd_markup_is_read_to_its_end(source: str) -> None:
    """No nesting is too deep, and nothing that is opened wrongly hides what follows."""
    assert read_html(source + "<p>end").words[-1] == "end"


@pytest.mark.parametrize(
    ("old", "new", "fate"),
    [
        ("a\n", "a\n", ""),
        ("a\xa0b", "a b", ""),
        ("\na\n", "a", "empty lines"),
        ("&lt;b&gt;\n", "<b>\n", "escaped twice"),
        (" x\n", "<T> x</T>\n", "typed to be read"),
        ("a", "b", None),
        ("a\tb", "a b", None),
        (" a", "a", None),
        ("a\n\nb", "a\nb", None),
        ("ab", "axb", None),
    ],
)
def test_code_is_judged_by_the_character(old: str, new: str, fate: str | None) -> None:
    """A block is the same but for no-break spaces and empty lines at its ends; a tab is no blank."""
    found = judge(old, new)
    assert found == fate if not fate else fate in (found or "")


TEXT = st.lists(st.sampled_from(["one", "two", "three", "four", "<b>", "&", "ö", "日本"]), min_size=1, max_size=40)


@settings(deadline=None)
@given(TEXT, st.data())
def test_no_word_is_lost_unseen(words: list[str], data: st.DataObject) -> None:
    """Taking any word out of a text, or changing places of two different ones, is found; putting some in is no loss."""
    place = data.draw(st.integers(0, len(words) - 1))
    assert lost(words, words[:place] + words[place + 1 :])
    assert follows(words, [*words[:place], "more", *words[place:]])
    other = data.draw(st.integers(0, len(words) - 1))
    changed = list(words)
    changed[place], changed[other] = words[other], words[place]
    assert bool(lost(words, changed)) == (changed != words)


def test_long_texts_that_differ_wholly_are_compared() -> None:
    """Two texts of 50,000 words each without a word in common are compared by their numbers."""
    found = lost([f"a{n}" for n in range(50000)], [f"b{n}" for n in range(50000)])
    assert len(found[0].words) == 50000


def test_nothing_is_content() -> None:
    """An empty text has no content at all."""
    assert read_html("") == Content()
