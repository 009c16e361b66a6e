"""Write a made-up blog as a classic backup: any number of posts, the same bytes for the same number.

The posts have what posts have: 300 to 900 words in paragraphs, code, labels, comments and answers, pictures, links to
earlier posts, jump breaks. Words mean nothing; their number and the markup are what counts.
"""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

HOST = "https://bench.blogspot.com"
BLOG = "tag:blogger.com,1999:blog-4242"
HEAD = f"""<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' \
xmlns:thr='http://purl.org/syndication/thread/1.0'><id>{BLOG}.archive</id><title type='text'>Bench</title>\
<link rel='alternate' type='text/html' href='{HOST}/'/><author><name>Bench</name></author>"""
KIND = (
    "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{}'/>"
)
LABEL = "<category scheme='http://www.blogger.com/atom/ns#' term='{}'/>"
SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "lu",
    "ma",
    "ne",
    "po",
    "ri",
    "su",
    "ta",
    "ve",
    "wo",
    "xi",
    "bra",
    "cle",
    "dri",
    "gro",
)
LABELS = [f"label {number}" for number in range(40)]
CODE = """for reader in readers:
    if reader.name == "x" and i &lt; n:
        send(b"\\x00\\xA4", length=0x10)  # select
    else:
        return [item for item in items if item &gt; 3]
"""
START = dt.datetime(2008, 1, 1, 8, tzinfo=dt.UTC)
SPAN = dt.timedelta(days=5000)


def make_words(rng: random.Random) -> list[str]:
    """Return two thousand words of one to four syllables."""
    return ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(2000)]


def write_body(rng: random.Random, words: list[str], earlier: list[str]) -> str:
    """Return the HTML of a post as Blogger's editor writes it."""
    parts = []
    left = rng.randint(300, 900)
    while left > 0:
        size = rng.randint(30, 110)
        left -= size
        text = " ".join(rng.choices(words, k=size))
        kind = rng.random()
        if kind < 0.12:
            lines = CODE * rng.randint(1, 4)
            parts.append(f'<pre class="brush: python">{lines}</pre>')
        elif kind < 0.2:
            source = f"https://1.bp.blogspot.com/-x/s320/{rng.choice(words)}.jpg"
            target = source.replace("s320", "s1600")
            parts.append(
                '<div class="separator" style="clear: both; text-align: center;">'
                f'<a href="{target}" imageanchor="1"><img border="0" src="{source}" /></a></div>'
            )
        if earlier and kind > 0.85:
            text += f' <a href="{HOST}{rng.choice(earlier)}">{rng.choice(words)}</a>'
        parts.append(f"<div>{text}.</div><div><br /></div>")
    if rng.random() < 0.3:
        parts.insert(1, "<a name='more'></a>")
    return "".join(parts)


def entries(posts: int) -> Iterator[str]:
    """Yield the entries of a blog, each post followed by its comments."""
    rng = random.Random(posts)  # noqa: S311 - the same bytes each time is the point
    words = make_words(rng)
    earlier: list[str] = []
    comment = 10**9
    for number in range(1, posts + 1):
        when = START + SPAN * number / posts
        date = when.isoformat(timespec="milliseconds")
        path = f"/{when:%Y/%m}/{'-'.join(rng.choices(words, k=3))}-{number}.html"
        labels = "".join(LABEL.format(label) for label in rng.sample(LABELS, rng.randint(1, 4)))
        yield (
            f"<entry><id>{BLOG}.post-{number}</id><published>{date}</published><updated>{date}</updated>"
            f"{KIND.format('post')}{labels}<title type='text'>{' '.join(rng.choices(words, k=6))}</title>"
            f"<content type='html'>{escape(write_body(rng, words, earlier))}</content>"
            f"<link rel='alternate' type='text/html' href='{HOST}{path}'/><author><name>Bench</name></author></entry>"
        )
        earlier = [*earlier[-50:], path]
        first = comment
        for _ in range(rng.choice((0, 0, 0, 1, 2, 3, 6))):
            comment += 1
            answer = f"{HOST}/feeds/{number}/comments/default/{first + 1}"
            related = f"<link rel='related' href='{answer}'/>" if comment > first + 1 and rng.random() < 0.3 else ""
            text = escape("<br />".join(" ".join(rng.choices(words, k=30)) for _ in range(2)))
            yield (
                f"<entry><id>{BLOG}.post-{comment}</id><published>{date}</published><updated>{date}</updated>"
                f"{KIND.format('comment')}<title type='text'>x</title><content type='html'>{text}</content>{related}"
                f"<thr:in-reply-to ref='{BLOG}.post-{number}' href='{HOST}{path}'/>"
                "<author><name>Anonymous</name></author></entry>"
            )


def write_export(path: Path, posts: int) -> int:
    """Write a blog of so many posts; return the size of the file in bytes."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(entries(posts))
        file.write("</feed>")
    return path.stat().st_size
