"""Real nginx, Apache and Caddy with what `nikola legacy` writes: every form × every post, page and label."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote, urlsplit

from blogs import Built, Client

NOISE = (
    *("", "?m=1", "?m=0", "?spref=tw", "?view=sidebar", "?zx=d41d8cd98f00b204", "?fbclid=IwAR0"),
    *("?utm_source=feedburner&utm_medium=feed", "?showComment=1634221234567", "?commentPage=2", "?alt=rss", "?q=x"),
)
LISTS = ("", "?max-results=20", "?updated-max=2013-02-03T10:00:00%2B01:00&max-results=20&start=20&by-date=false")
FEEDS = ("", "?alt=rss", "?alt=atom", "?alt=json", "?max-results=500", "?redirect=false&start-index=26")
SIZES = ("default", "full", "summary")
VIEWS = ("classic", "flipcard", "magazine", "mosaic", "sidebar", "snapshot", "timeslide")
HEADERS = {
    "Cache-Control": "public, max-age=86400",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Content-Security-Policy": "default-src 'none'",
}

Asked = Iterator[tuple[str, str]]  # a legacy address and where it must lead


def bare(address: str) -> str:
    """Return an address with each byte of its last part percent-encoded: another spelling of the same."""
    folder, _, name = address.rpartition("/")
    return folder + "/" + "".join(f"%{byte:02x}" for byte in unquote(name).encode())


def entries(rule: dict) -> Asked:
    """Yield the addresses of a post or page."""
    address, target = rule["address"], rule["target"]
    yield from ((address + noise, target) for noise in NOISE)
    yield bare(address), target
    yield f"/ncr{address}", target
    number = re.search(r"post-(\d+)$", rule.get("guid") or "")
    if number:
        yield from ((f"/feeds/posts/{size}/{number[1]}", target) for size in SIZES)
        yield f"/feeds/{number[1]}/comments/default?alt=rss", rule.get("comments", target)


def labels(rule: dict, known: set[str]) -> Asked:
    """Yield the addresses of a label."""
    label, target = unquote(rule["address"].removeprefix("/search/label/")), rule["target"]
    for spelling in {quote(label, safe=""), quote(label), bare(f"/{label}")[1:]}:
        yield from ((f"/search/label/{spelling}{query}", target) for query in LISTS)
    yield f"/search?label={quote(label, safe='')}", target
    yield f"/search?max-results=5&label={quote_plus(label)}", target
    yield f"/ncr/search/label/{quote(label, safe='')}", target
    if label.replace(" ", "+") not in known - {label}:
        yield f"/search/label/{quote_plus(label).replace('%2B', '+')}", target
    yield f"/search/label/{quote(label, safe='')}+nothing%20like%20it", target


def feeds(rule: dict) -> Asked:
    """Yield the addresses of a label's feed."""
    name, formats = rule["address"].rpartition("/-/")[2], rule["formats"]
    for query in FEEDS:
        alt = query.removeprefix("?alt=") if query.startswith("?alt=") else "atom"
        target = formats.get(alt, formats.get("atom", formats["rss"]))
        yield from ((f"/feeds/posts/{size}/-/{name}{query}", target) for size in SIZES)
    yield f"/feeds/posts/default/-/{name}/other", formats.get("atom", formats["rss"])


def archives(rule: dict) -> Asked:
    """Yield the addresses of a year or a month."""
    address, target = rule["address"], rule["target"]
    yield from ((spelling, target) for spelling in (address, address.rstrip("/"), f"{address}?m=1", f"/ncr{address}"))
    year, _, month = address.strip("/").partition("/")
    if not month:
        yield f"/search?updated-min={year}-01-01T00:00:00Z&updated-max={int(year) + 1}-01-01T00:00:00Z", target
        yield f"/search?updated-max={year}-06-01T00:00:00-07:00&max-results=7#PageNo=2".partition("#")[0], target
        return
    for day in (1, 7, 14, 28, 31):
        yield f"{address}{day:02}/", target
        yield f"{address}{day:02}", target
        yield f"/{year}_{month}_{day:02}_archive.html?m=1", target


def general(places: dict) -> Asked:
    """Yield what every blog answered."""
    feed, archive = places["feed"], places["archive"]
    atom, json = places.get("atom", feed), places.get("json", places.get("atom", feed))
    yield from ((address, "/") for address in ("/", "/?m=1", "/index.html", "/index.html?m=1", "/ncr", "/ncr/?m=1"))
    yield from ((f"/view/{view}{more}", "/") for view in VIEWS for more in ("", "?m=1"))
    yield from ((address, archive) for address in ("/search", "/search/", "/search?max-results=7", "/search?q="))
    words = "smart+card%20%26%20%22b%22%C3%A9"
    found = f"{places['search']}?q={words}" if "search" in places else archive
    yield f"/search?q={words}&max-results=5", found
    yield f"/search?by-date=true&q={words}", found
    for size in SIZES:
        asked = f"/feeds/posts/{size}"
        yield from ((asked + query, atom) for query in ("", "?alt=atom", "?max-results=3", "?orderby=updated"))
        yield from ((f"{asked}?alt=rss", feed), (f"{asked}?x=y&alt=rss", feed), (f"{asked}?alt=json&callback=f", json))
        yield f"/feeds/comments/{size}?alt=rss", places.get("comments", atom)
    yield from (("/feeds/pages/default", atom), ("/rss.xml", feed), ("/atom.xml", atom))
    yield from ((address, places["sitemap"]) for address in ("/sitemap.xml?page=3", "/sitemap-pages.xml"))
    yield "/search/label/no%20such%22label'%5C", places["tags"]


def addresses(site: Built, host: dict) -> Asked:
    """Yield every address of a host and where it must lead."""
    places = {name: to for name, to in site.record["places"].items() if site.has(to)}
    blog = any(rule["address"] == "/feeds/posts/default" for rule in host["rules"])
    known = {unquote(rule["address"].removeprefix("/search/label/")) for rule in host["rules"]}
    for rule in host["rules"]:
        if rule["kind"] != "row":
            yield from entries(rule)
        elif rule["address"].startswith("/search/label/"):
            yield from labels(rule, known)
        elif "/-/" in rule["address"]:
            yield from feeds(rule)
        elif re.fullmatch(r"/\d{4}/(\d\d/)?", rule["address"]):
            yield from archives(rule)
        elif "formats" not in rule:
            yield rule["address"], rule["target"]
    if blog:
        yield from general(places)


def names(host: dict) -> list[str]:
    """Return names that the host was asked by."""
    found = [host["host"], *host["aliases"]]
    if host["host"].endswith(".blogspot.com"):
        stem = host["host"].removesuffix("com")
        found += [stem + country for country in ("fr", "de", "co.uk", "com.br", "in")]
    return [*found, *(f"www.{name}" for name in found if not name.startswith("www."))]


def ask_all(site: Built, client: Client) -> list[str]:
    """Ask for every address; return a sentence for each answer that is wrong."""
    wrong = []
    for host in site.record["hosts"]:
        hosts = names(host)
        for number, (address, target) in enumerate(addresses(site, host)):
            name = hosts[number % len(hosts)]
            expected = site.absolute(target)
            answer = client.get(name, address)
            told = {header: answer.headers[header] for header in HEADERS}
            if (answer.status, answer.location, told) != (301, expected, HEADERS):
                wrong.append(f"{name}{address}: {answer.status} {answer.location} {told}, not {expected}")
            elif expected.startswith(site.record["site"]) and client.status(expected) != 200:
                wrong.append(f"{name}{address}: {expected} answers {client.status(expected)}")
        missing = client.get(hosts[0], "/2021/99/no-such-page.html")
        if missing.status != 404:
            wrong.append(f"{hosts[0]}: {missing.status} {missing.location} for what never was")
    return wrong


def test_every_address_of_the_bundled_blog(bundled: Built, kind: str, tmp_path: Path) -> None:
    """Each leads, in one hop, where the record says: 301, exact Location, headers, and a page there."""
    with bundled.serving(kind, tmp_path) as client:
        assert ask_all(bundled, client) == []
    assert client.asked > 800


def test_every_address_of_real_blogs(stranger: Built, kind: str, tmp_path: Path) -> None:
    """The same for blogs of strangers: labels in Chinese, a domain of their own, years of archives."""
    with stranger.serving(kind, tmp_path) as client:
        assert ask_all(stranger, client) == []
    assert client.asked > 2000


def test_the_files_of_the_site(bundled: Built, kind: str, tmp_path: Path) -> None:
    """Served with the site's own page for errors, in UTF-8, packed; the style sheet never asked for twice."""
    host = urlsplit(bundled.record["site"]).netloc
    with bundled.serving(kind, tmp_path) as client:
        missing = client.get(host, "/posts/2021/10/never-was/")
        assert (missing.status, missing.body) == (404, (bundled.root / "output" / "404.html").read_bytes())
        for sheet in (bundled.root / "output" / "assets" / "css").iterdir():
            told = client.get(host, f"/assets/css/{sheet.name}").headers
            assert told["Cache-Control"] == "public, max-age=31536000, immutable"
        for address in ("/", "/robots.txt", "/rss.xml"):
            told = client.get(host, address).headers
            assert "charset=utf-8" in told["Content-Type"].lower()
            assert "immutable" not in (told["Cache-Control"] or "")
        packed = client.get(host, "/", {"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.body) == (bundled.root / "output" / "index.html").read_bytes()
