"""Rules → a folder for each old host that can do nothing but serve files, ready to be uploaded.

At an address of a page stands a stub, whose visitors are sent to the page's new address; at an address that programs
fetch (a text, an archive, a signature, a picture, a feed) the bytes of the file it leads to, or nothing: a page there
would break them. `/a` and `/a/` are `a/index.html`.

In: the old hosts, the site as it is built, the folder. Out: files in FOLDER/HOST/, and FOLDER/README.txt.
"""

import re
from collections.abc import Container, Iterable, Iterator
from html import escape
from pathlib import Path, PurePosixPath

from ..rules import Host, LegacyError, Rule, Site, file_of

FOLDER = True
PAGES = (".html", ".htm")
NAME_BYTES, PATH_BYTES = 255, 1024  # of a file's name on every file system in use, and of a path
FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")
FEEDS = (".xml", ".rss", ".atom", ".json")
# What programs fetch. A label like `Node.js` has a page.
DATA = (
    *FEEDS,
    *(".txt", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico"),
    *(".gz", ".bz2", ".xz", ".tar", ".tgz", ".zip", ".asc", ".sig"),
)

README, TITLE = "README.txt", "Old addresses as files, written by `nikola legacy --format=stubs`."
MARK = '<meta name="generator" content="nikola legacy">'
SCRIPT = """
var to = new URL(document.currentScript.dataset.to);
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
{mark}
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text} <a href="{to}">{to}</a></p>
</main>
</body>
</html>
"""


def write(hosts: Iterable[Host], site: Site, folder: Path) -> str:
    """Write a folder for each host into folder, and README.txt; return that text, which says what to do with them.

    Stubs of an earlier run that are no longer wanted go. LegacyError, and nothing is written: the folder holds what
    no run of this command has put there.
    """
    files: dict[str, bytes] = {}
    told = []
    for host in hosts:
        found, silent = of_host(host, site)
        files |= {f"{host.name}/{place}": content for place, content in found.items()}
        names = " and ".join([host.name, *host.aliases])
        told.append(f"Upload what is in {host.name}/ ({len(found)} files) to the host of {names}.")
        told += [f"No file is at {line}" for line in silent]
    text = "\n".join([TITLE, "Lists and feeds are copies: run it again when they change.", *told, ""])
    files[README] = text.encode()
    for place in _stale(folder, files):
        (folder / place).unlink()
    for place, content in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return text.rstrip()


def of_host(host: Host, site: Site) -> tuple[dict[str, bytes], list[str]]:
    """Return the files of a host, and `/address: why` for each address that no file can answer."""
    files: dict[str, bytes] = {}
    silent = []
    folders: set[str] = set()
    for rule in host.rules:
        if rule.kind != "exact" or rule.query or rule.spare:
            continue
        place = file_at(rule.path)
        above = {str(parent) for parent in PurePosixPath(place or "").parents}
        content = _content(rule, site)
        if place is None:
            silent.append(f"{rule.path!a}: can be no file's name")
        elif content is None:
            silent.append(f"{rule.path}: programs fetch it, and its bytes are not here: {rule.to}")
        elif place in folders or not above.isdisjoint(files):
            silent.append(f"{rule.path}: would have to be a file and a folder")
        elif place not in files:
            files[place] = content
            folders |= above
    return files, silent


def file_at(path: str) -> str | None:
    """Return the file below a host's folder that answers a decoded path; None if there can be none.

    It is always inside the folder, and made of names that every file system takes.
    """
    if not path.lower().endswith(PAGES + DATA):
        path = f"{path.removesuffix('/')}/index.html"
    names = path.split("/")[1:]
    if not {"", ".", ".."}.isdisjoint(names) or FORBIDDEN.search(path):
        return None
    if len(path.encode()) > PATH_BYTES or any(len(name.encode()) > NAME_BYTES for name in names):
        return None
    return "/".join(names)


def _content(rule: Rule, site: Site) -> bytes | None:
    """Return what stands at the address of a rule; None where only bytes may stand that the site has not got."""
    if not rule.path.lower().endswith(DATA):
        return feed_page(rule.to) if rule.to.lower().endswith(FEEDS) else page(rule.to)
    place = file_of("/" + rule.to.removeprefix(site.address)) if rule.to.startswith(site.address) else ""
    here = place in site.files and not place.endswith(PAGES)
    return (site.output / place).read_bytes() if here else None


def page(to: str) -> bytes:
    """Return a stub that leads to an absolute address."""
    link = escape(to)
    head = (
        f'<script data-to="{link}">{SCRIPT}</script>\n'
        f'<link rel="canonical" href="{escape(to.partition("#")[0])}">\n'
        f'<meta http-equiv="refresh" content="0; url={link}">'
    )
    return PAGE.format(
        title="This page has moved", text="This page has moved to", head=head, to=link, mark=MARK
    ).encode()


def feed_page(to: str) -> bytes:
    """Return the page at the address of a feed that is no file: it names the feed, and sends nobody on."""
    kind = "feed+json" if to.endswith(".json") else "atom+xml" if to.endswith("atom") else "rss+xml"
    head = f'<link rel="alternate" type="application/{kind}" href="{escape(to)}">'
    text = "This feed has moved. Its address for your feed reader is"
    return PAGE.format(title="This feed has moved", text=text, head=head, to=escape(to), mark=MARK).encode()


def _stale(folder: Path, files: Container[str]) -> list[str]:
    """Return the stubs of an earlier run that are no longer wanted.

    LegacyError: the folder holds something else. A file of bytes is ours where we would write one.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise LegacyError(f"{folder}: is no folder")
    stale = []
    for path in _below(folder):
        place = path.relative_to(folder).as_posix()
        if path.is_symlink() or not _is_ours(path, place, files):
            raise LegacyError(f"{path}: was not written by this command; name a folder of its own")
        if place not in files:
            stale.append(place)
    return stale


def _is_ours(path: Path, place: str, files: Container[str]) -> bool:
    if place == README:
        return path.read_bytes().startswith(TITLE.encode())
    return MARK.encode() in path.read_bytes() if place.endswith(PAGES) else place in files


def _below(folder: Path) -> Iterator[Path]:
    """Yield every file and link below a folder, in order; none if there is no folder."""
    yield from sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
