"""Comments are cleaned, and no word of them is lost, joined to another or torn apart."""

import pytest
from import_blogger.comments import clean_text


@pytest.mark.parametrize(
    ("source", "raw", "text"),
    [
        ("One<br />two <b>three</b> <i>four</i>", False, "One<br>two <b>three</b> <i>four</i>"),
        ("a\nb", True, "a<br>\nb"),
        ("a\nb", False, "a\nb"),
        ("<pre>a\n b</pre>c\nd", True, "<pre>a\n b</pre>c<br>\nd"),
        ("one<p>two</p>three", False, "one<p>two</p>three"),
        ("<blockquote>said</blockquote>I say <u>so</u>", False, "<blockquote>said</blockquote>I say <u>so</u>"),
        ("one<div>two</div><div>three</div>four", False, "one<br>two<br>three<br>four"),
        ("<ul><li>one<li>two</ul>three", False, "one<br>two<br>three"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", False, "a<br>b"),
        ("one<hr>two<h2>three</h2>", False, "one<br>two<br>three"),
        ("<span>in</span>side <image>x", False, "inside x"),
        ("a<script>b()</script>c", False, "ac"),
        ("<br><div></div>", False, ""),
    ],
)
def test_words_stay_apart(source: str, raw: bool, text: str) -> None:
    """Paragraphs, quotations and code stay; other blocks leave a line break where they began and ended."""
    assert clean_text(source, str, raw_newlines=raw) == text
