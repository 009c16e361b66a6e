"""Code in Markdown is published to the character."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Site

HEAD = '---\ntitle: A\ndate: "2021-10-14T16:36:00+02:00"\n---\n'
CODE = "all:\n\tcc -o a  b.c\n   \n\n\t# `x` <y> &amp; *z* [a](b)  \n"


@pytest.mark.parametrize("fence", ["```", "~~~", "`````"])
def test_each_character_is_there(site: "Site", fence: str) -> None:
    """Tabs, lines of blanks, empty lines and blanks at ends of lines; no newline is added."""
    site.configure(DISABLED_PLUGINS=["highlight"])
    site.write(
        "posts/2021/10/a.md",
        f"{HEAD}Before\n{fence}make\n{CODE}\n{fence}\nAfter\n\n```\nb\n```\n",
    )
    site.build()
    page = site.output("posts/2021/10/a/index.html")
    escaped = CODE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f'<code class="language-make">{escaped}</code></pre>' in page
    assert "<p>Before</p>" in page
    assert "<p>After</p>" in page
    assert "<code>b</code></pre>" in page


def test_markdown_in_an_element(site: "Site") -> None:
    """<div markdown="1"> holds Markdown, fences too; the attribute is not published."""
    site.write(
        "posts/2021/10/a.md",
        HEAD + '<div lang="de" markdown="1">\n\nEin *Wort*.\n\n```\n\tx\n```\n\n</div>\n',
    )
    site.build()
    page = site.output("posts/2021/10/a/index.html")
    assert '<div lang="de">' in page
    assert "<p>Ein <em>Wort</em>.</p>" in page
    assert "<code>\tx</code></pre>" in page
    assert "markdown=" not in page


def test_what_is_no_plain_fence_is_as_before(site: "Site") -> None:
    """Fences with attributes are Python-Markdown's own, other text is read as ever, an open fence is text."""
    site.write(
        "posts/2021/10/a.md",
        HEAD + "- a\n\t- b\n\n``` { .c #x }\nint a;\n```\n\n```never closed\n",
    )
    site.build()
    page = site.output("posts/2021/10/a/index.html")
    assert "<li>b</li>" in page
    assert 'id="x"' in page
    assert "never closed" in page
