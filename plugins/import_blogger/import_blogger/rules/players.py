"""What is behind the address of a player or embed: the page a reader can open, and a name for it."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

YOUTUBE = re.compile(r"(?:www\.|m\.)?(?:youtube(?:-nocookie|\.googleapis)?\.com|youtu\.be)", re.IGNORECASE)
VIMEO_CLIP = re.compile(r"vimeo\.com/moogaloop\.swf.*[?&]clip_id=(\d+)", re.IGNORECASE)
YOUTUBE_ID = re.compile(r"/(?:embed|v|shorts|live)/([\w-]{6,})")
# (host and path of the embed, what it is, the page it shows; \1, \2 are parts of the address)
SERVICES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind, page)
    for pattern, kind, page in (
        (r"player\.vimeo\.com/video/(\d+)", "Video on Vimeo", r"https://vimeo.com/\1"),
        (r"(?:www\.)?vimeo\.com/(\d+)", "Video on Vimeo", r"https://vimeo.com/\1"),
        (r"(?:www\.)?dailymotion\.com/(?:embed/|swf/)?(?:video/)?(\w+)", "Video on Dailymotion",
         r"https://www.dailymotion.com/video/\1"),
        (r"open\.spotify\.com/embed/(.+)", "Sound on Spotify", r"https://open.spotify.com/\1"),
        (r"codepen\.io/([^/]+)/embed/(?:preview/)?(\w+)", "Code on CodePen", r"https://codepen.io/\1/pen/\2"),
        (r"archive\.org/embed/([^/?]+)", "Item on the Internet Archive", r"https://archive.org/details/\1"),
        (r"drive\.google\.com/file/d/([\w-]+)/preview", "File on Google Drive",
         r"https://drive.google.com/file/d/\1/view"),
        (r"gist\.github\.com/((?:[\w-]+/)?\w+)(?:\.js|\.pibb)?", "Code on GitHub Gist", r"https://gist.github.com/\1"),
        (r"(?:www\.)?pastebin\.com/embed_(?:js|iframe)[./](?:php/)?(\w+)", "Code on Pastebin", r"https://pastebin.com/\1"),
        (r"asciinema\.org/a/(\w+)(?:\.js)?", "Terminal session on asciinema", r"https://asciinema.org/a/\1"),
    )
)  # fmt: skip
# Services whose embed address opens as a page by itself: only its scheme is made https.
PAGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"(?:www\.)?slideshare\.net/", "Slides on SlideShare"),
        (r"static\.slidesharecdn\.com/", "Slides on SlideShare"),
        (r"(?:maps\.google|(?:www\.)?google)\.[a-z.]+/maps", "Map on Google Maps"),
        (r"maps\.google\.[a-z.]+/", "Map on Google Maps"),
        (r"docs\.google\.com/", "Document on Google Docs"),
        (r"spreadsheets\.google\.com/", "Document on Google Docs"),
        (r"(?:www|calendar)\.google\.com/calendar/", "Calendar on Google Calendar"),
        (r"w\.soundcloud\.com/", "Sound on SoundCloud"),
        (r"jsfiddle\.net/", "Code on JSFiddle"),
        (r"(?:www\.)?openstreetmap\.org/", "Map on OpenStreetMap"),
        (r"www\.blogger\.com/video\.g", "Video on Blogger"),
        (r"(?:www\.)?scribd\.com/", "Document on Scribd"),
        (r"speakerdeck\.com/", "Slides on Speaker Deck"),
    )
)
SCRIPTS = re.compile(
    r"(?:https?:)?//(?:gist\.github\.com|(?:www\.)?pastebin\.com/embed_js|asciinema\.org/a/)", re.IGNORECASE
)


def find_page(address: str) -> tuple[str, str, str]:
    """Give what an embed is, the address of its page, and its identity there (a video's id) or an empty text."""
    address = address.strip()
    try:
        parts = urlsplit(address)
    except ValueError:  # http://[wrong
        return "Embedded page", address, ""
    if YOUTUBE.fullmatch(parts.netloc):
        return _youtube(address)
    found = _service(address, f"{parts.netloc}{parts.path}")
    if found:
        return found
    if parts.path.lower().endswith(".swf"):
        return "Flash object", address, f"{parts.netloc}{parts.path}"
    return "Embedded page", address, parts.netloc or address


def _service(address: str, place: str) -> tuple[str, str, str] | None:
    if clip := VIMEO_CLIP.search(address):
        return "Video on Vimeo", f"https://vimeo.com/{clip[1]}", clip[1]
    if "facebook.com/plugins/" in place and (shown := parse_qs(urlsplit(address).query).get("href")):
        return "Post on Facebook", shown[0], ""
    for pattern, kind, page in SERVICES:
        if match := pattern.match(place):
            file = re.search(r"[?&]file=([^&]+)", address) if "gist" in page else None
            return kind, match.expand(page), match[1] + (f" ({unquote(file[1])})" if file else "")
    for pattern, kind in PAGES:
        if pattern.match(place):
            return kind, re.sub(r"[?&]output=embed\b", "", re.sub(r"^(?:http:)?//", "https://", address)), ""
    return None


def _youtube(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    # Old embed codes write /v/ID&fs=1: the query begins at the first & there.
    path, _, more = parts.path.partition("&")
    query = parse_qs(f"{parts.query}&{more}")
    match = YOUTUBE_ID.match(path)
    found = match[1] if match else query.get("v", [""])[0] or (path[1:] if parts.netloc.lower() == "youtu.be" else "")
    if found and found != "videoseries" and re.fullmatch(r"[\w-]+", found):
        start = re.match(r"\d+", query.get("start", query.get("t", [""]))[0])
        moment = f"&t={start[0]}" if start and start[0] != "0" else ""
        return "Video on YouTube", f"https://www.youtube.com/watch?v={found}{moment}", found
    playlist = query.get("list", [""])[0] or (path.removeprefix("/p/") if path.startswith("/p/") else "")
    if playlist and re.fullmatch(r"[\w-]+", playlist):
        return "Videos on YouTube", f"https://www.youtube.com/playlist?list={playlist}", playlist
    return "Video on YouTube", re.sub(r"^(?:https?:)?//", "https://", address), ""
