"""What swallows the rest of a body when it is never closed is taken out or closed: the rest stays.

These are comments and the elements whose content is no markup: <textarea>, <title>, <xmp>, <script>, <style>, … and
<plaintext>, which nothing closes. An <iframe> is closed at once, for it may be an embed.
"""

import re

from .job import Job

RAW = ("textarea", "title", "xmp", "style", "iframe", "noembed", "noframes", "listing")

CLOSED = re.compile(r"""[\s"']/>\Z""")
SCRIPT = re.compile(r"<script(?=[\s/>])[^<>]*>", re.IGNORECASE)
SOURCED = re.compile(r"\bsrc\s*=", re.IGNORECASE)


def close_unclosed(text: str, job: Job) -> str:
    """Close an <iframe> and drop the other openings that have no end."""
    lowered = text.lower()
    for name in RAW:
        if f"<{name}" in lowered and _count(name, lowered) > lowered.count(f"</{name}"):
            text = _mend(text, name, job)
            lowered = text.lower()
    if "<script" in lowered:
        text = _mend_scripts(text, job)
    if "<plaintext" in lowered:
        text = re.sub(r"</?plaintext\b[^>]*>", "", text, flags=re.IGNORECASE)
    return text


def close_comments(text: str, job: Job) -> str:
    """Drop the `<!--` of a comment that has no end."""
    head, end, rest = text.rpartition("-->")
    if "<!--" in rest:
        job.note("comment that never ends: its text stays")
        return head + end + rest.replace("<!--", "")
    return text


def _count(name: str, lowered: str) -> int:
    """Count the openings, but not `<script … />`, which libxml2 takes as closed."""
    return len(re.findall(rf"<{name}(?=[\s/>])(?![^<>]*[\s\"']/>)", lowered))


def _mend(text: str, name: str, job: Job) -> str:
    pieces = re.split(rf"(<{name}(?=[\s/>])[^>]*>)", text, flags=re.IGNORECASE)
    end = f"</{name}"
    for place in range(1, len(pieces), 2):
        if not CLOSED.search(pieces[place]) and end not in pieces[place + 1].lower():
            job.note(f"<{name}> that never ends: what follows it stays")
            pieces[place] = f"{pieces[place]}{end}>" if name == "iframe" else ""
    return "".join(pieces)


def _mend_scripts(text: str, job: Job) -> str:
    """Close a <script src> that another one follows, for it holds nothing; drop an opening with no end after it.

    A program may well write "<script>" itself, so openings and ends cannot be counted.
    """
    lowered = text.lower()
    pieces, place, end = [], 0, 0
    while opening := SCRIPT.search(text, place):
        if 0 <= end < opening.end():
            end = lowered.find("</script", opening.end())
        pieces.append(text[place : opening.start()])
        place = opening.end()
        closed, sourced = CLOSED.search(opening[0]), SOURCED.search(opening[0])
        if closed or (end >= 0 and not (sourced and "<script" in lowered[place:end])):
            stop = place if closed else end
            pieces.append(text[opening.start() : stop])
            place = stop
        elif sourced:
            pieces.append(f"{opening[0]}</script>")
        else:
            job.note("<script> that never ends: what follows it stays")
    return "".join([*pieces, text[place:]])
