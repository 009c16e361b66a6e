"""`nikola popular`: readers of posts, counted in access logs."""

from __future__ import annotations

import gzip
import json
import resource
from typing import TYPE_CHECKING

import pytest
from popular import count

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
ROBOTS = ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.5.0", "-", ""]


def line(
    path: str, *, visitor: str = "192.0.2.1", day: int = 1, status: int = 200, agent: str = FIREFOX, method: str = "GET"
) -> str:
    """Return a line of a log."""
    return f'{visitor} - - [{day:02}/Oct/2026:16:36:00 +0200] "{method} {path} HTTP/1.1" {status} 512 "-" "{agent}"\n'


def posts(site: Site) -> None:
    """Write posts a, b and c."""
    for name in "abc":
        site.post(f"posts/2021/10/{name}.html", legacy=f"https://x.blogspot.com/2021/10/{name}.html")


def counted(site: Site) -> list[str]:
    """Return the lines of posts/popular.txt but the head."""
    head, *rest = (site.root / "posts/popular.txt").read_text("utf-8").splitlines()
    assert head.startswith("# ")
    return [" ".join(text.split()) for text in rest]


def test_what_counts(site: Site) -> None:
    """A reader counts once a day for a post; robots, errors, redirects, other methods and other pages do not count."""
    posts(site)
    a, b = "/posts/2021/10/a/", "/posts/2021/10/b/"
    lines = [
        line(a),
        line(a),
        line(f"{a}index.html?x"),
        line(a, day=2),
        line(a, visitor="192.0.2.2", status=304),
        line(a, agent=f"{FIREFOX}1"),
        line(b),
        *(line(b, agent=robot) for robot in ROBOTS),
        *(line(b, visitor="192.0.2.3", status=status) for status in (206, 301, 404, 500)),
        line(b, visitor="192.0.2.4", method="HEAD"),
        line("/2021/10/b.html", visitor="192.0.2.5", status=301),
        line("/", visitor="192.0.2.6"),
        "broken\n",
    ]
    site.write("access.log", "".join(lines))
    told = site.nikola("popular", "access.log").stdout
    assert counted(site) == ["4 posts/2021/10/a.html", "1 posts/2021/10/b.html"]
    assert "5 readers of 2 posts" in told
    assert "4 visits of robots and 1 lines" in told
    assert "192.0.2" not in (site.root / "posts/popular.txt").read_text("utf-8")


def test_formats_together(site: Site) -> None:
    """Packed and plain logs, of several servers, add up; a subfolder and another language of the site are known."""
    site.configure(
        SITE_URL="https://example.org/blog/",
        TRANSLATIONS={"en": "", "fr": "./fr"},
        NAVIGATION_LINKS={"en": (), "fr": ()},
    )
    posts(site)
    site.post("posts/2021/10/a.fr.html", title="Titre")
    (site.root / "one.gz").write_bytes(gzip.compress(line("/blog/posts/2021/10/a/").encode()) * 2)
    caddy = {
        "ts": 1790000000,
        "status": 200,
        "request": {
            "client_ip": "192.0.2.7",
            "method": "GET",
            "uri": "/blog/fr/posts/2021/10/a/",
            "headers": {"User-Agent": [FIREFOX]},
        },
    }
    site.write("two", json.dumps(caddy))
    site.nikola("popular", "one.gz", "two")
    assert counted(site) == ["2 posts/2021/10/a.html"]


def test_the_home_page_shows_it(site: Site) -> None:
    """What was counted is on the home page after the next build; counting again writes nothing."""
    posts(site)
    site.write("access.log", line("/posts/2021/10/c/"))
    site.build()
    assert "Popular posts" not in site.output("index.html")
    site.nikola("popular", "access.log")
    written = (site.root / "posts/popular.txt").stat().st_mtime_ns
    site.nikola("popular", "access.log")
    assert (site.root / "posts/popular.txt").stat().st_mtime_ns == written
    site.build()
    assert '<a href="posts/2021/10/c/" dir="auto">c</a>' in site.output("index.html").split("Popular posts")[1]


@pytest.mark.parametrize("kind", ["missing", "folder", "nonsense", "cut", "wrong"])
def test_faults(site: Site, kind: str) -> None:
    """A log that is not there, damaged or none at all is named in one sentence; what was counted before stays."""
    posts(site)
    site.write("posts/popular.txt", "7 posts/2021/10/c.html\n")
    packed = gzip.compress(line("/posts/2021/10/a/").encode() * 100)
    (site.root / "folder").mkdir()
    site.write("nonsense", "<html>\nnone\n")
    (site.root / "cut").write_bytes(packed[:-20])
    (site.root / "wrong").write_bytes(packed[:10] + b"x" * 50)
    site.write("good", line("/posts/2021/10/a/"))
    told = site.nikola("popular", "good", kind, code=2)
    assert told.stderr.strip().splitlines()[-1].startswith("ERROR: ")
    assert f"{kind}: " in told.stderr
    assert (site.root / "posts/popular.txt").read_text("utf-8") == "7 posts/2021/10/c.html\n"
    assert "access logs" in site.nikola("popular", code=2).stderr


def test_empty_log(site: Site) -> None:
    """An empty log is no fault: a day without readers."""
    posts(site)
    site.write("empty", "")
    site.nikola("popular", "empty")
    assert counted(site) == []


def test_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with a log: not with one endless line, not with days, not with readers."""
    log = tmp_path / "log"
    log.write_bytes(b"x" * 50_000_000 + b"\n" + line("/a").encode())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert list(count.lines(log)) == [b"", line("/a").encode()]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    monkeypatch.setattr(count, "REMEMBERED", 100)
    readers = count.Readers({"/a": "a"}, lambda _: False)
    for number in range(1000):
        readers.count(line("/a", visitor=f"v{number}", day=1 + number // 50).encode())
    assert readers.counts["a"] == 1000
    assert sum(map(len, readers.days.values())) == readers.remembered <= 100
    for number in range(500):
        readers.count(line("/a", visitor=f"w{number}", day=30).encode())
    assert readers.remembered <= 100
