"""An export that holds one of everything, in both formats."""

import html

import pytest

HOST = "https://cats.blogspot.com"
KIND = (
    "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{}'/>"
)

FIRST = """Two <b>wo</b>rds and <a href="http://cats.blogspot.fr/2012/06/second.html#c12">an answer</a>,
<a href="/search/label/fur">fur</a>, <a href="https://example.net/?q=é%20x">far away</a>.<br /><br />
<table class="tr-caption-container"><tbody><tr><td><a href="https://1.bp.blogspot.com/-x/s1600/cat.jpg"
><img src="https://1.bp.blogspot.com/-x/s320/cat.jpg"></a></td></tr>
<tr><td class="tr-caption">A cat asleep</td></tr></tbody></table>
<img width="1" height="1" src="https://count.example.net/x.gif">
<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" width="320"></iframe>
<object class="BLOG_video_class" contentid="feed1234"></object>
<script>alert(1)</script><script src="https://gist.github.com/cat/abcdef1.js"></script>
<pre class="brush: c">int main(void) {<br />\treturn a &lt; b;<br />}</pre>
<pre>List<String> names;</pre>
Last word<div class="blogger-post-footer">Read more cats</div>"""
SECOND = '<p>Short.</p><a name="more"></a><p>Long &amp; <i>slow</i></p>'
ANSWER = "Yes,<br />see <a href='https://example.org/'>there</a>"


def entry(number: int, kind: str, content: str, *more: str, title: str = "") -> str:
    """Return an entry of a classic backup."""
    identity = f"{'page' if kind == 'page' else 'post'}-{number}"
    when = f"2012-0{1 + number % 8}-07T10:00:00+09:00"
    return (
        f"<entry><id>tag:blogger.com,1999:blog-7.{identity}</id>{KIND.format(kind)}"
        f"<published>{when}</published><updated>{when}</updated><title type='text'>{html.escape(title)}</title>"
        f"<content type='html'>{html.escape(content)}</content>{''.join(more)}</entry>"
    )


def author(name: str, link: str = "") -> str:
    """Return an author element."""
    return f"<author><name>{name}</name>{f'<uri>{link}</uri>' if link else ''}</author>"


def at(path: str) -> str:
    """Return the link that holds an entry's own address."""
    return f"<link rel='alternate' href='{HOST}{path}'/>"


def reply(parent: int, answers: int = 0) -> str:
    """Return what says that a comment belongs to an entry, and answers another."""
    related = f"<link rel='related' href='https://www.blogger.com/feeds/7/{parent}/comments/default/{answers}'/>"
    return f"<thr:in-reply-to ref='tag:blogger.com,1999:blog-7.post-{parent}'/>{related if answers else ''}"


def feed(*entries: str) -> str:
    """Return a classic backup."""
    return (
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'"
        " xmlns:app='http://purl.org/atom/app#' xmlns:thr='http://purl.org/syndication/thread/1.0'"
        " xmlns:georss='http://www.georss.org/georss'><id>tag:blogger.com,1999:blog-7.archive</id>"
        f"<title type='text'>Cats</title><link rel='alternate' href='{HOST}/'/>{''.join(entries)}</feed>"
    )


@pytest.fixture
def export() -> str:
    """Give a classic backup with one of everything."""
    fur = "<category scheme='http://www.blogger.com/atom/ns#' term='fur'/>"
    bookmark = "<link rel='related' href='https://example.com/about-cats'/>"
    place = "<georss:featurename>Kyoto, Japan</georss:featurename>"
    draft = "<app:control><app:draft>yes</app:draft></app:control>"
    return feed(
        entry(1, "post", FIRST, fur, at("/2012/05/first.html"), author("Anna"), place, bookmark, title="A “first”"),
        entry(
            2, "post", SECOND, at("/2012/06/second.html"), author("Anna"), "<thr:total>3</thr:total>", title="Second"
        ),
        entry(3, "page", "Me, <em>alone</em>.", at("/p/who.html"), author("Anna"), title="Who"),
        entry(4, "post", "Unsaid.", draft, author("Anna"), title="Secret"),
        entry(11, "comment", "A question?", reply(2), author("Ben")),
        entry(12, "comment", ANSWER, reply(2, 11), author("Anna", "https://anna.example/")),
        entry(13, "comment", "Lost.", reply(99), author("Cleo"), at("/2011/01/gone.html?showComment=1#c13")),
    )
