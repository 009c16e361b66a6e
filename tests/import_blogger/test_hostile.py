"""Exports of people who mean harm, of broken disks and of chance: one sentence or a good site, and nothing else."""

import os
import zipfile
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

import fuzz
import promises
import pytest
from backup import HEAD, entry, export
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from vectors import BODIES, LINKS, TEXTS

from tests.conftest import serving

if TYPE_CHECKING:
    from tests.conftest import Site

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "250"))
FOREVER = timedelta(seconds=30)  # an export of a few kilobytes that takes this long hangs


@settings(max_examples=EXAMPLES, deadline=FOREVER, suppress_health_check=list(HealthCheck), print_blob=True)
@given(st.one_of(fuzz.exports(), fuzz.exports(), fuzz.exports(), fuzz.mangled()))
def test_any_export_at_all(data: bytes) -> None:
    """No traceback, no hang, no file outside the site, nothing that runs, nothing new at the second import."""
    with TemporaryDirectory() as folder:
        promises.attack(data, Path(folder))


def label(text: str) -> str:
    """Return a label of a classic backup."""
    return f"<category scheme='http://www.blogger.com/atom/ns#' term={quoteattr(text)}/>"


PUBLISHED = "2012-05-01T10:00:00.000+02:00"
FOUND = {  # what the grammar found, and what came of it
    "a date that is a path": entry(1).replace(PUBLISHED, "../../x").replace("2012/05/n1.html", ""),
    "a month that is no month": entry(1).replace(PUBLISHED, "{{% raw %}}"),
    "a name that ends a line": entry(1).replace("/n1.html", "/\u2028.html"),
    "a device with an ending": entry(1).replace("/n1.html", "/NUL.0.html"),
    "a label YAML reads as two": entry(1, more=label("A:0") + label("?") + label("B: c")),
    "code in 150 headings, 400 times": entry(1, content="<pre>a\n  b</pre><h1><pre>c</pre>" * 400),
    "an address that ends a line": entry(1).replace("/n1.html", "/&#13;.html"),
    "a draft, and a public post with its number": entry(1, more="<app:control><app:draft>yes</app:draft></app:control>")
    + entry(1, content="<p>Public.</p>").replace("n1.html", "n2.html"),
    "an address of no scheme anybody knows": entry(1).replace("'http://name", "'hhttp://name")
    + entry(2).replace("'http://name", "'//name"),
    "a comment that Markdown cannot hold": entry(1, content="<!--\t-->"),
    "an attribute that lxml reads and does not write": entry(1, content='<p href="javascript:x() href="{{">'),
    "an address that is none": entry(1) + entry(2, "comment", more="<link rel='related' href='http://['/>"),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_once(tmp_path: Path, name: str) -> None:
    """Exports that once left the folder, stopped the import or wrote what cannot be read."""
    (tmp_path / "x").mkdir()
    promises.attack(f"{HEAD}{FOUND[name]}</feed>".encode(), tmp_path / "x")


def reply(number: int, to: int, body: str, author: str, link: str) -> str:
    """Return a comment by somebody with a link."""
    more = f"<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-{to}'/>"
    who = f"<author><name>{escape(author)}</name><uri>{escape(link)}</uri></author>"
    return entry(number, "comment", content=body, more=more).replace("<author><name>Me</name></author>", who)


def poisoned() -> list[str]:
    """Return entries that carry each vector wherever it fits."""
    entries = [entry(n, content=f"<p>Before.</p>{body}") for n, body in enumerate(BODIES, 1)]
    for n, text in enumerate(TEXTS, 1001):
        place = f"<georss:featurename xmlns:georss='http://www.georss.org/georss'>{escape(text)}</georss:featurename>"
        related = f"<link rel='related' href={quoteattr(LINKS[n % len(LINKS)])}/>"
        name = quoteattr(f"http://name.blogspot.com/2012/05/{text.replace('/', '')}.html")
        made = entry(n, title=text, more=label(text.replace(",", "")) + place + related)
        entries.append(made.replace(f"'http://name.blogspot.com/2012/05/n{n}.html'", name))
    entries.append(entry(2000, title="Comments"))
    entries += [
        reply(3000 + n, 2000, body, TEXTS[n % len(TEXTS)], LINKS[n % len(LINKS)]) for n, body in enumerate(BODIES)
    ]
    return entries


ALARM = "window.ran = []; window.alert = (x) => { window.ran.push(String(x)); };"
# What a reader could set off, and what would run if they did.
PROVOKE = r"""() => {
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const {name, value} of element.attributes) {
      if (name.startsWith("on") || name === "srcdoc") found.push(element.outerHTML.slice(0, 200));
      const shown = /^(title|alt|content|data-.*)$/.test(name);
      if (!shown && /^[\x00-\x20]*((java|vb)script:|data:text)/i.test(value))
        found.push(element.outerHTML.slice(0, 200));
    }
    for (const event of ["mouseover", "pointerenter", "focus", "toggle", "animationstart", "begin", "error"])
      element.dispatchEvent(new Event(event));
  }
  return [...found, ...window.ran];
}"""


def test_nothing_runs_in_a_reader_s_browser(site: "Site", tmp_path: Path, browser: Browser) -> None:
    """Known tricks in bodies, comments, names, links, titles, labels, places and addresses do nothing in Chromium.

    All pages are opened, every element provoked; nothing runs, opens a dialog or asks for what it would load.
    """
    site.nikola("import_blogger", export(tmp_path, *poisoned()))
    site.configure(NAVIGATION_LINKS={"en": ()})
    site.build()
    site.nikola("check_site")
    output = site.root / "output"
    pages = sorted(path.relative_to(output).as_posix() for path in output.rglob("*.html"))
    assert len(pages) > len(BODIES) + len(TEXTS)
    site.write(
        "output/control.html",
        "<img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a><script src=/ran></script>",
    )
    ran: list[str] = []
    page = browser.new_page()
    page.on("dialog", lambda dialog: (ran.append(f"dialog on {page.url}"), dialog.dismiss()))
    page.on("popup", lambda popup: ran.append(f"popup {popup.url}"))
    page.on(
        "request",
        lambda request: ran.append(f"{page.url} asks for {request.url}") if "/ran" in request.url else None,
    )
    page.route("**/*", lambda route: route.continue_() if "//127.0.0.1" in route.request.url else route.abort())
    page.add_init_script(ALARM)
    with serving(output) as address:
        for path in pages:
            page.goto(f"{address}/{quote(path)}", wait_until="load")
            ran += [f"{path}: {what}" for what in page.evaluate(PROVOKE)]
        assert ran == []
        page.goto(f"{address}/control.html")
        assert len([*page.evaluate(PROVOKE), *ran]) >= 4, "what is to be found would not be found"


ODD_NAMES = [
    *("../../../x", "..", "%2e%2e/%2e%2e/x", "a%00b", "a\\b", "C:", "~", "-rf", "x" * 4000, "é" * 2000),
    *("CON", "nul.txt", "aux", "com1", "index", "imported", "a.base", "A", "a", "a ", "a.", ".a"),
    *("a=b", "a#b", "a?b", "a:b", "a*b", "a%2fb", "\u202efdp", "a\u2028b", "{{% x %}}"),
]


def test_odd_names_and_huge_texts_make_a_good_site(site: "Site", tmp_path: Path) -> None:
    """Names that leave the folder, that no disk takes or that differ only by case; 100,000 levels, attributes of 10 MB.

    All of it is imported, the site is built and checked, and nothing lies outside.
    """
    entries = []
    for n, name in enumerate(ODD_NAMES, 1):
        made = entry(n, title=f"Name {n}")
        entries.append(made.replace(f"/2012/05/n{n}.html", f"/2012/05/{escape(name)}.html"))
    entries += [
        entry(101, title="Deep", content="<div>" * 100_000 + "deep" + "</div>" * 100_000),
        entry(102, title="Wide", content=f"<p title='{'w' * 10_000_000}'>wide</p>"),
        entry(103, title="Quotes", content="<blockquote><b><i><a href=x>" * 20_000),
        entry(104, title="t" * 1_000_000, content="long"),
    ]
    before = set(tmp_path.rglob("*"))
    file = export(tmp_path, *entries)
    site.nikola("import_blogger", file)
    promises.check_site(site.root)
    new = {path for path in tmp_path.rglob("*") if path not in before and site.root not in path.parents}
    assert {path for path in new if site.home not in path.parents} <= {file}
    names = [str(path).casefold() for kind in ("md", "html") for path in (site.root / "posts").rglob(f"*.{kind}")]
    assert len(names) == len(set(names)) == len(entries)
    site.configure(NAVIGATION_LINKS={"en": ()})
    site.build()
    site.nikola("check_site")


def bomb_of_entities() -> bytes:
    """Return a billion laughs in an export."""
    laughs = "".join(
        f"<!ENTITY l{n} '{'&l' + str(n - 1) + ';' if n else 'ha'}{f'&l{n - 1};' * 9 if n else ''}'>" for n in range(10)
    )
    return (
        HEAD.replace("?>\n", f"?>\n<!DOCTYPE feed [{laughs}]>\n").encode()
        + entry(1, title="X").replace(">X<", ">&l9;<").encode()
        + b"</feed>"
    )


def packed(folder: Path, name: str, data: bytes) -> Path:
    """Write a zip with one member of any name."""
    path = folder / "takeout.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return path


GOOD = (HEAD + entry(1) + "</feed>").encode()
FEED = "Takeout/Blogger/Blogs/A/feed.atom"
REFUSED = {
    "entities": (None, bomb_of_entities()),
    "external entity": (
        None,
        GOOD.replace(b"?>\n", b"?>\n<!DOCTYPE feed [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n"),
    ),
    "NUL": (None, GOOD.replace(b"Text.", b"Te\0xt.")),
    "deep XML": (None, GOOD.replace(b"</feed>", b"<a>" * 300_000 + b"</feed>")),
    "zip slip": ("../../../../outside/feed.atom", GOOD),
    "absolute": ("/outside/feed.atom", GOOD),
    "zip bomb": (FEED, b"\n" * 40_000_000 + GOOD),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bombs_and_slips_are_refused_in_a_sentence(site: "Site", tmp_path: Path, name: str) -> None:
    """Exit code 2, one line, and the site as it was."""
    member, data = REFUSED[name]
    path = packed(tmp_path, member, data) if member else tmp_path / "blog.xml"
    if not member:
        path.write_bytes(data)
    (site.root / "cache").mkdir()  # Nikola makes it at every start
    before = sorted(tmp_path.rglob("*"))
    run = site.nikola("import_blogger", "--limit-mb", "30", path, code=2)
    assert run.stderr.startswith(f"ERROR: {path}"), run.stderr
    assert run.stderr.count("\n") == 1, run.stderr
    assert sorted(tmp_path.rglob("*")) == before
