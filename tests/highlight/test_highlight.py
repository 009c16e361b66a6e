"""The promises of plugins/highlight: colours, and not a character changed."""

import html
from typing import TYPE_CHECKING

import highlight
import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from conftest import Site

UNTOUCHED = [  # what must stay as it is, but for the tabindex of a <pre>
    "",
    "<p>No code, <code>print(1)</code> in a line.</p>",
    '<!-- <pre><code class="language-c">int x;</code></pre> --><p>a</p>',
    '<!-- never closed <pre><code class="language-c">int x;</code></pre>',
    '<textarea><pre><code class="language-c">int x;</code></pre></textarea>',
    "<script>var x = '<pre><code class=\"language-c\">int x;</code></pre>';</script>",
    "<p title='<pre><code class=\"language-c\">int x;</code></pre>'>x</p>",
    '<pre-view><code class="language-c">int x;</code></pre-view>',
    '<p>The tag &lt;pre&gt;&lt;code class="language-c"&gt;</p>',
]
CODE = [  # pieces of HTML as they may stand in <code>
    "",
    "\n",
    "\n\n",
    "\t\tx = 1\n\n\n",
    "\nint main(void) { return 0; }",
    "if (i < n && n > 3) x = i<<2;",
    "if (i &lt; n &amp;&amp; n &gt; 3) s = &quot;&lt;b&gt;&quot;; /* &amp;lt; */",
    "&lt;/code&gt;&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    "a\r\nb\rc\n",
    "a&#13;b&#13;&#10;c",
    "a&nbsp;b\u00a0c\u2028d\u200be",
    "print('🎉', '\u05d0\u05d1', 'e\u0301')  # naïve",
    "&notanentity; &copy &#xe9; &#233 &#x1F389; & &&",
    "\ufeffx = 1",
    '\'never closed\n"""neither',
    "<?php echo 1",
    "  \n  trailing blanks  \n \n",
]


def shown(fragment: str) -> list[str]:
    """Return the text a browser shows: of each <pre>, then of it all."""
    tree = html5lib.parseFragment(fragment, treebuilder="etree", namespaceHTMLElements=False)
    return [*("".join(pre.itertext()) for pre in tree.iter("pre")), "".join(tree.itertext())]


@pytest.mark.parametrize("fragment", UNTOUCHED)
def test_untouched(fragment: str) -> None:
    """What is no code block of plain text stays byte for byte."""
    assert highlight.coloured(fragment) == fragment


def test_markup_in_code_stays() -> None:
    """Code that holds links or bold keeps them; only its <pre> can be scrolled."""
    inner = (
        '<code class="language-c">int <b>x</b> = <a href="https://example.org/?a=1&amp;b=2">y</a>;</code></pre><p>.</p>'
    )
    assert highlight.coloured(f"<pre id='a'>{inner}") == f'<pre id="a" tabindex="0">{inner}'


@pytest.mark.parametrize("language", ["", "c", "python", "bash", "php", "html", "console", "diff", "no-such", "C++"])
@pytest.mark.parametrize("code", CODE)
def test_text_is_kept(code: str, language: str) -> None:
    """A browser shows the same text with and without colours, whatever the code."""
    fragment = f'<p>a</p><pre><code class="language-{language}">{code}</code></pre>\n<p>z</p>\n'
    assert shown(highlight.coloured(fragment)) == shown(fragment)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["c", "python", "html", "make", "perl", "json", "xml", "java", "rst", "console"]),
    st.text(
        alphabet=st.sampled_from("ab01 \n\t\r<>&;\"'#/!-=\\(){}[]*$%@`é🎉\u00a0")
        | st.characters(exclude_categories=["Cc", "Cs"]),
        max_size=60,
    ),
)
def test_any_text_is_kept(language: str, text: str) -> None:
    """The same, for text that nobody thought of, escaped as importers and compilers do."""
    fragment = f'<pre><code class="language-{language}">{html.escape(text)}</code></pre>'
    assert shown(highlight.coloured(fragment)) == shown(fragment)


def test_colours_and_label() -> None:
    """Known languages get Pygments' classes and their name; attributes that were there stay."""
    assert highlight.coloured('<pre class="x" id=y><code class="language-c">return 0; /* a */</code></pre>') == (
        '<pre class="code x" id="y" tabindex="0" data-language="C"><code class="language-c">'
        '<span class="k">return</span> <span class="m">0</span>; <span class="c">/* a */</span></code></pre>'
    )
    session = '<pre><code class="language-console">()</code></pre>'  # its last token is empty
    assert shown(highlight.coloured(session)) == shown(session)
    unknown = highlight.coloured("<PRE><code class='language-a\"b'>x</code></PRE>")
    assert (
        unknown == '<pre tabindex="0" class="code" data-language="a&quot;b"><code class=\'language-a"b\'>x</code></PRE>'
    )
    for language, label in (("sh", "Shell"), ("console", "Shell session"), ("c++", "C++"), ("py", "Python")):
        made = highlight.coloured(f'<pre><code class="language-{language}">x</code></pre>')
        assert f' data-language="{label}"' in made
    assert "data-language" not in highlight.coloured('<pre><code class="language-text">x</code></pre>')
    assert highlight.coloured("<pre><code>x</code></pre>") == '<pre tabindex="0" class="code"><code>x</code></pre>'


def test_hostile_html_takes_no_time() -> None:
    """A megabyte of unclosed tags, quotes and comments is read once, not once for each of them."""
    for piece in (
        '<pre class="',
        "<pre><code>",
        "<pre><code>x</code>",
        "<a '",
        "<!-",
        "<script",
        "<",
        "<pre " + "a " * 9,
    ):
        fragment = piece * (200_000 // len(piece))
        assert len(highlight.coloured(fragment)) >= len(fragment)


def test_pages_show_the_code(site: "Site") -> None:
    """The code arrives in the page as it was written, through both kinds of source and all of Nikola's rewriting."""
    blocks = [code for code in CODE if "\r" not in code and "&#13;" not in code and "\ufeff" not in code]
    body = "\n".join(f'<pre><code class="language-c">{code}</code></pre>' for code in blocks)
    site.post("posts/2021/01/html.html", body)
    site.post("posts/2021/01/markdown.md", '```python\n\nif a < b:\n\tprint("&amp; <b>")\n\n\n```\n\n    plain  \n')
    site.build()
    page = shown(site.output("posts/2021/01/html/index.html"))
    assert page[:-1] == shown(body)[:-1]
    page = site.output("posts/2021/01/markdown/index.html")
    # Python-Markdown makes blanks of tabs, unless a plugin keeps them
    assert shown(page)[0].strip("\n").expandtabs(4) == 'if a < b:\n    print("&amp; <b>")'
    assert 'data-language="Python"' in page
    assert '<span class="k">if</span>' in page
