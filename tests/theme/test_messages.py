"""Every word of the interface is one of Nikola's or the theme's messages, in English, French and the others we have."""

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import html5lib
import nikola
import pytest

if TYPE_CHECKING:
    from conftest import Site

THEME = Path(__file__).resolve().parents[2] / "themes" / "lowtech"
BASE = Path(nikola.__file__).parent / "data" / "themes" / "base"
SAME = {"Menu", "Pages", "Source"}  # words that French shares with English
FORMATS = {"RSS", "Atom", "JSON", "Feed", "RFC"}  # and the standard that archives of feeds follow
KEY = re.compile(r"""\bmessages\((["'])(.*?)\1""")


def own(lang: str) -> dict[str, str]:
    """Return the theme's messages in a language."""
    return load(THEME / "messages" / f"messages_{lang}.py")


def load(path: Path) -> dict[str, str]:
    """Return the messages in a file."""
    found: dict[str, str] = {}
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign):
            found |= ast.literal_eval(node.value)
    return found


def asked() -> set[str]:
    """Return the keys that the templates ask for."""
    texts = [path.read_text("utf-8") for path in (THEME / "templates").glob("*.tmpl")]
    return {key for text in texts for _, key in KEY.findall(text)}


def test_every_word_is_a_message() -> None:
    """What a template asks for is there in English, and in French in words of its own."""
    english, french = ({**load(BASE / "messages" / f"messages_{lang}.py"), **own(lang)} for lang in ("en", "fr"))
    keys = asked()
    assert len(keys) > 40
    assert keys - set(english) == set()
    assert keys - set(french) == set()
    assert {key for key in keys if french[key] == english[key]} - SAME == set()


@pytest.mark.parametrize("lang", ["fr", "ar", "he", "sk"])
def test_the_languages_say_the_same(lang: str) -> None:
    """Each language has every word the theme adds, not empty, with the same places for names."""
    english, other = own("en"), own(lang)
    assert set(english) - set(other) == set()
    for key, text in other.items():
        assert text.strip(), key
        assert re.findall(r"%[sd]|\{\w+\}", text) == re.findall(r"%[sd]|\{\w+\}", english.get(key, key)), key


def test_nothing_is_said_past_the_messages(site: "Site") -> None:
    """In a blog that is all Arabic no page says or reads out a word in Latin letters, but for formats."""
    site.configure(
        DEFAULT_LANG="ar",
        TRANSLATIONS={"ar": ""},
        NAVIGATION_LINKS={"ar": (("/archive.html", "الأرشيف"),)},
        BLOG_TITLE="مدونة",
        BLOG_AUTHOR="كاتب",
        BLOG_DESCRIPTION="وصف",
        ENABLE_AUTHOR_PAGES=True,
    )
    for number in range(12):
        site.post(
            f"posts/20{number + 10}/10/p{number}.html",
            f"<p>{'نص ' * 200}</p><h2>عنوان</h2><pre><code>١</code></pre>",
            title=f"عنوان {number}",
            tags=["مشروع", f"وسم {number}"],
            author=f"كاتب {number % 2}",
            project="x",
            date=f"20{number + 10}-10-14T16:36:00+02:00",
        )
    site.post("pages/projects/x.md", "نص", title="مشروع")
    site.write("posts/popular.txt", "3 posts/2011/10/p1.html\n")
    comment = '- id: "1"\n  author: قارئ\n  date: "2021-10-14T16:36:00+02:00"\n  text: نعم\n'
    site.write("posts/2021/10/p11.comments.yaml", comment + comment.replace('"1"', '"2"\n  parent: "1"'))
    site.build()
    findings = set()
    for path in (site.root / "output").rglob("*.html"):
        page = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        body = page.find("body") if page.find(".//main") is not None else None
        for element in body.iter() if body is not None else ():
            shown = [element.tail, *(element.get(name) for name in ("aria-label", "title", "alt", "placeholder"))]
            if element.tag not in {"script", "style"}:
                shown.append(element.text)
            words = {
                word for text in shown for word in re.findall("[A-Za-z]{2,}", re.sub(r"https?:\S+", "", text or ""))
            }
            findings |= {f"{path.relative_to(site.root)}: {word}" for word in words - FORMATS}
    assert findings == set()
