"""A target → the bytes of the page that stands at a legacy address and sends its visitor there.

The script has the same text in every stub, so that a Content-Security-Policy can allow it by one hash.
"""

from html import escape

GENERATOR = "legacy_redirects"  # the mark of a stub, for whoever lists pages

# All that the element holds; it runs before the refresh is read.
# A visitor's own fragment is nearer to what they want than the target's.
SCRIPT = """
var to = new URL(document.currentScript.dataset.to, location.href);
if (location.search) to.search += (to.search ? "&" : "?") + location.search.slice(1);
if (location.hash) to.hash = location.hash;
location.replace(to.href);
"""

PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
{head}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="{generator}">
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text} <a href="{to}">{shown}</a></p>
</main>
</body>
</html>
"""


def page(to: str, full: str) -> bytes:
    """Return a stub: `to` is the target as the stub links it, `full` the same as an absolute address."""
    link = escape(to)
    head = (
        f'<script data-to="{link}">{SCRIPT}</script>\n'
        f'<link rel="canonical" href="{escape(full.partition("#")[0])}">\n'
        f'<meta http-equiv="refresh" content="0; url={link}">'
    )
    return _fill("This page has moved", "This page has moved to", head, link, full)


def feed_page(to: str, full: str) -> bytes:
    """Return what a person sees at the address of a feed; a reader finds the feed from it.

    It sends nobody on: feed readers take no refresh, and a browser shows no feed.
    """
    link = escape(to)
    head = f'<link rel="alternate" type="application/rss+xml" title="RSS" href="{link}">'
    return _fill("This feed has moved", "This feed has moved. Its address for your feed reader is", head, link, full)


def _fill(title: str, text: str, head: str, link: str, full: str) -> bytes:
    return PAGE.format(title=title, text=text, head=head, generator=GENERATOR, to=link, shown=escape(full)).encode()
