"""What a built page shows of an entry and of its comments.

The HTML of a page comes in, a `Page` goes out. Pages say what is what with microformats (h-entry, h-cite), as the theme
does; each comment has the anchor it had on Blogger.
"""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .content import Content, read_element


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry or comment on a page: its text and what is told of it; `parent` is the comment it answers."""

    content: Content
    title: str
    author: str
    author_link: str
    date: str
    labels: tuple[tuple[str, str], ...]  # label, address of its page
    place: str
    bookmark: str  # the address an entry was about
    parent: str


@dataclass(frozen=True, slots=True)
class Page:
    """An entry and the comments below it, by their number."""

    entry: Shown
    comments: dict[str, Shown]


def read_page(text: str) -> Page | None:
    """Return what a page shows; None when it shows no entry."""
    document = LexborHTMLParser(text)
    article = document.css_first("article.h-entry")
    if article is None or article.css_first(".e-content") is None:
        return None
    comments: dict[str, Shown] = {}
    for comment in document.css("#comments article.h-cite[id]"):
        if comment.css_first(".e-content") is not None:
            comments.setdefault(str(comment.attributes["id"]).removeprefix("c"), _shown(comment, _answered(comment)))
    return Page(_shown(article, ""), comments)


def _shown(article: LexborNode, parent: str) -> Shown:
    """Read an article; what an author typed, which may look like anything, is in its .e-content alone."""
    content = article.css_first(".e-content")
    body = Content()
    if content is not None:
        body = read_element(content)
        content.decompose()
    author, date = article.css_first(".p-author"), article.css_first("time.dt-published")
    bookmark = article.css_first("a.u-bookmark-of")
    return Shown(
        content=body,
        title=_text(article.css_first("h1.p-name")),
        author=_text(author),
        author_link=_attribute(author, "href"),
        date=_attribute(date, "datetime"),
        labels=tuple((_text(label), _attribute(label, "href")) for label in article.css("a.p-category")),
        place=_text(article.css_first(".p-location .p-name")),
        bookmark=_attribute(bookmark, "href"),
        parent=parent,
    )


def _answered(comment: LexborNode) -> str:
    """Return the number of the comment that this one answers: it says so, or stands below it."""
    answered = comment.css_first("a.u-in-reply-to")
    if answered is not None:
        return _attribute(answered, "href").rpartition("#c")[2]
    item = comment.parent
    above = item.parent.parent if item is not None and item.parent is not None else None
    if above is None or above.tag != "li":
        return ""
    article = above.css_first("article.h-cite")
    return "" if article is None else _attribute(article, "id").removeprefix("c")


def _text(node: LexborNode | None) -> str:
    return "" if node is None else " ".join(node.text().split())


def _attribute(node: LexborNode | None, name: str) -> str:
    return "" if node is None else node.attributes.get(name) or ""
