"""A grammar of exports, good, odd and hostile.

test_hostile.py takes a few hundred examples, and any number where FUZZ_EXAMPLES says so.
"""

from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st
from odd import NAMES, ODD_ADDRESSES, ODD_DATES, ODD_PATHS, ODD_WORDS, PIECES, STATUSES, STYLES, TAGS

# What XML can hold; the rest is for `mangled`.
CHARACTERS = st.characters(
    codec="utf-8",
    exclude_categories=("Cs",),
    exclude_characters=[chr(n) for n in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)],
)
WORDS = st.one_of(
    st.sampled_from(ODD_WORDS),
    st.text(CHARACTERS, max_size=12),
)
ADDRESSES = st.one_of(
    st.sampled_from(ODD_ADDRESSES),
    WORDS,
)
VALUES = st.one_of(
    ADDRESSES,
    st.sampled_from([*STYLES, "separator", "brush: python", "text/javascript", "math/tex", "40", "x()", "href"]),
)


@st.composite
def attribute(draw: st.DrawFn) -> str:
    """Return an attribute, quoted in some way."""
    value = draw(VALUES)
    return draw(st.sampled_from([' {}="{}"', " {}='{}'", " {}={}", ' {}="{}', "/{}={} ", " {} {}"])).format(
        draw(st.sampled_from(NAMES)), value
    )


@st.composite
def markup(draw: st.DrawFn) -> str:
    """Return HTML as no browser ever wrote it: tags open, close and cross as they like."""
    parts = []
    for _ in range(draw(st.integers(0, 12))):
        tag = draw(st.sampled_from(TAGS))
        parts.append(
            draw(st.sampled_from(PIECES)).format(
                tag=tag, text=draw(WORDS), attributes="".join(draw(st.lists(attribute(), max_size=3)))
            )
        )
    text = "".join(parts)
    return text * draw(st.sampled_from([1, 1, 1, 1, 3, 400]))


NUMBERS = st.one_of(
    st.just("1"),
    st.integers(1, 9).map(str),
    st.sampled_from(["", "x", "9" * 400, "-1", "٣", "²", "../5", "5/6"]),
)
PATHS = st.one_of(
    st.sampled_from(ODD_PATHS),
    WORDS.map(lambda word: f"/2012/05/{word}.html"),
)
DATES = st.one_of(
    st.sampled_from(ODD_DATES),
    WORDS,
)


@st.composite
def entry(draw: st.DrawFn, kind_of_feed: str, place: int) -> str:
    """Return an entry of a classic backup or of a Takeout."""
    number = str(place) if draw(st.booleans()) else draw(NUMBERS)
    kind = (
        draw(st.sampled_from(["post", "post", "page", "comment", "comment", "comment", "settings", "POST", ""]))
        if place > 1
        else "post"
    )
    path = draw(PATHS)
    parts = [
        f"<id>tag:blogger.com,1999:blog-1.post-{escape(number)}</id>",
        f"<published>{escape(draw(DATES))}</published><updated>{escape(draw(DATES))}</updated>",
        f"<title type='text'>{escape(draw(WORDS))}</title><content type='html'>{escape(draw(markup()))}</content>",
        f"<author><name>{escape(draw(WORDS))}</name><uri>{escape(draw(ADDRESSES))}</uri></author>",
    ]
    labels = draw(st.lists(WORDS, max_size=3))
    if kind_of_feed == "takeout":
        parts += [
            f"<b:type>{kind.upper()}</b:type><b:status>{draw(st.sampled_from(STATUSES))}</b:status>",
            f"<b:filename>{escape(path)}</b:filename><b:metaDescription>{escape(draw(WORDS))}</b:metaDescription>",
            f"<b:parent>tag:blogger.com,1999:blog-1.post-{escape(draw(NUMBERS))}</b:parent>",
            f"<b:inReplyTo>{escape(draw(NUMBERS))}</b:inReplyTo>",
            f"<b:location><b:name>{escape(draw(WORDS))}</b:name><b:latitude>{escape(draw(WORDS))}</b:latitude></b:location>",
            *(f"<category scheme='tag:blogger.com,1999:blog-1' term={quoteattr(label)}/>" for label in labels),
        ]
    else:
        parts += [
            f"<category scheme='http://schemas.google.com/g/2005#kind' term='kind#{kind}'/>",
            f"<link rel='alternate' href={quoteattr('http://name.blogspot.com' + path)}/>" if path else "",
            f"<link rel='related' href={quoteattr(draw(ADDRESSES))}/>",
            f"<t:in-reply-to ref='x.post-{escape(draw(NUMBERS))}'/>",
            f"<g:featurename>{escape(draw(WORDS))}</g:featurename><g:point>{escape(draw(WORDS))} 1</g:point>",
            f"<t:total>{escape(draw(NUMBERS))}</t:total>",
            *(f"<category scheme='http://www.blogger.com/atom/ns#' term={quoteattr(label)}/>" for label in labels),
        ]
    return f"<entry>{''.join(draw(st.permutations(parts)) if draw(st.booleans()) else parts)}</entry>\n"


@st.composite
def exports(draw: st.DrawFn) -> bytes:
    """Return a feed."""
    kind = draw(st.sampled_from(["classic", "takeout"]))
    entries = [draw(entry(kind, place)) for place in range(1, draw(st.integers(1, 6)) + 1)]
    title = escape(draw(WORDS))
    return (
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:b='http://schemas.google.com/blogger/2018'"
        " xmlns:t='http://purl.org/syndication/thread/1.0' xmlns:g='http://www.georss.org/georss'>"
        f"<id>tag:blogger.com,1999:blog-1.archive</id><title>{title}</title>{''.join(entries)}</feed>"
    ).encode()


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """Return a feed some of whose bytes were lost, doubled or changed."""
    data = draw(exports())
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        data = data[:start] + draw(st.one_of(st.binary(max_size=6), st.just(data[start:end] * 2))) + data[end:]
    return data
