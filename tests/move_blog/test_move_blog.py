"""`nikola move_blog`: any export becomes a site of its own, beside this one."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

HOST = "https://cats.blogspot.com"
KIND = (
    "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{}'/>"
)
CLASSIC = f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#'>
<id>tag:blogger.com,1999:blog-7.archive</id><title type='text'>Cats &amp; "dogs" 🐈</title>
<link rel='alternate' href='{HOST}/'/><author><name>Anna</name></author>
<entry><id>tag:blogger.com,1999:blog-7.settings.BLOG_TIME_ZONE</id>{KIND.format("settings")}
<content type='text'>Asia/Tokyo</content></entry>
<entry><id>tag:blogger.com,1999:blog-7.settings.BLOG_LOCALE</id>{KIND.format("settings")}
<content type='text'>fr_CA</content></entry>
<entry><id>tag:blogger.com,1999:blog-7.post-1</id>{KIND.format("post")}
<category scheme='http://www.blogger.com/atom/ns#' term='fur'/>
<published>2012-05-06T07:08:09+09:00</published><updated>2012-05-06T07:08:09+09:00</updated>
<title type='text'>First</title><content type='html'>&lt;p&gt;A cat.&lt;/p&gt;</content>
<link rel='alternate' href='{HOST}/2012/05/first.html'/><author><name>Anna</name></author></entry>
<entry><id>tag:blogger.com,1999:blog-7.page-2</id>{KIND.format("page")}
<published>2012-05-06T07:08:09+09:00</published><updated>2012-05-06T07:08:09+09:00</updated>
<title type='text'>Who</title><content type='html'>Me.</content>
<link rel='alternate' href='{HOST}/p/who.html'/></entry>
<entry><id>tag:blogger.com,1999:blog-7.post-3</id>{KIND.format("post")}<app:control><app:draft>yes</app:draft></app:control>
<published>2012-05-06T07:08:09+09:00</published><updated>2012-05-06T07:08:09+09:00</updated>
<title type='text'>Secret</title><content type='html'>Unsaid.</content></entry>
</feed>"""
TAKEOUT = """<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
<id>tag:blogger.com,1999:blog-7</id>
<entry><id>tag:blogger.com,1999:blog-7.post-1</id><blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>
<title>First</title><content type='html'>A cat.</content><published>2012-05-06T07:08:09Z</published></entry></feed>"""


@pytest.fixture
def house(site: Any) -> Any:
    """Give a house with content of its own, and an export beside it."""
    site.post("posts/2021/10/bundled.html", "<p>Of the house.</p>", tags=["pcsc"])
    site.write("redirects/README.md", "How tables are written.\n")
    site.write("redirects/house.example.txt", "/x /y\n")
    site.write("files/list.txt", "x")
    site.write("../cats.xml", CLASSIC)
    site.write("../plain.atom", TAKEOUT)
    return site


def settings(site: Path) -> dict[str, Any]:
    """Return what conf.py of a site says."""
    values: dict[str, Any] = {}
    exec(compile((site / "conf.py").read_text(encoding="utf-8"), "conf.py", "exec"), values)  # noqa: S102 - as Nikola does
    return values


def test_pictures_on_other_hosts_are_counted_at_the_end(house: Any) -> None:
    """A picture in two sizes is one; the last sentence says how it comes home; without any there is none."""
    shown = "".join(f"&lt;img src='https://1.bp.blogspot.com/-a/{size}/cat.jpg'&gt;" for size in ("s320", "s1600"))
    more = f"{shown}&lt;img src='https://pictures.example/x.png'&gt;"
    house.write("../shown.xml", CLASSIC.replace("A cat.", f"A cat.{more}"))
    told = house.nikola("move_blog", "--site", "../shown", "../shown.xml").stdout.rstrip()
    assert told.endswith(
        "Pictures of its posts that still lie on other hosts: 2. Bring them home with `nikola fetch_images` in that"
        " folder, then run `nikola build`."
    )
    assert "still lie" not in house.nikola("move_blog", "--site", "../plain", "../cats.xml").stdout


def test_export_becomes_a_site_of_its_own(house: Any) -> None:
    """Title, author, language, zone and menu are the blog's; nothing of the bundled site comes along."""
    run = house.nikola("move_blog", "--site", "../cats", "--new", "https://cats.example.net", "../cats.xml")
    site = house.root.parent / "cats"
    conf = settings(site)
    assert conf["BLOG_TITLE"] == 'Cats & "dogs" 🐈'
    assert conf["BLOG_AUTHOR"] == "Anna"
    assert conf["SITE_URL"] == "https://cats.example.net/"
    assert (conf["DEFAULT_LANG"], conf["TIMEZONE"]) == ("fr", "Asia/Tokyo")
    assert conf["NAVIGATION_LINKS"] == {
        "fr": (
            ("link://archive", "Archives"),
            ("link://tag_index", "Étiquettes"),
            ("link://filename/pages/who.md", "Who"),
        )
    }
    home = (site / "output/index.html").read_text(encoding="utf-8")
    assert "link://" not in home
    for address in ("archive.html", "categories/", "pages/who"):
        assert f'<li><a href="{address}' in home
    page = (site / "output/posts/2012/05/first/index.html").read_text(encoding="utf-8")
    assert "A cat." in page
    assert (site / "output/2012/05/first.html").is_file(), "the old address"
    assert not any("Secret" in path.read_text() for path in (site / "output").rglob("*.html"))
    text = "".join(
        path.read_text(errors="replace") for path in site.rglob("*") if path.suffix in (".py", ".txt", ".md")
    )
    assert "Rousseau" not in (site / "conf.py").read_text() + (site / "README.md").read_text() + page
    assert "house.example" not in text
    assert "apdu" not in (site / "conf.py").read_text() + page
    assert not list(site.rglob("bundled*"))
    assert not list(site.glob(".moving"))
    assert "to settle" not in run.stdout
    assert run.stdout.splitlines()[-1].startswith(f"{site}: is the new site")
    build = [sys.executable, "-m", "nikola", "build", "--strict"]
    again = subprocess.run(build, cwd=site, capture_output=True, text=True, check=True)
    assert "render_pages:output/posts" not in again.stdout + again.stderr, "nothing is built twice"


def test_export_that_says_little_moves_all_the_same(house: Any) -> None:
    """Without title, host, language and zone the move goes through and says what to settle."""
    run = house.nikola("move_blog", "--site", "../plain", "../plain.atom")
    assert settings(house.root.parent / "plain")["BLOG_TITLE"] == "My blog"
    told = run.stdout.partition("to settle:\n")[2]
    for what in ("title", "language", "time zone", "new address", "old address"):
        assert f"  {what}: " in told


def test_options_are_taken_and_odd_ones_refused(house: Any) -> None:
    """An option wins over the export; one that cannot be is a sentence with exit code 2 before anything is made."""
    options = ("--title", 'It\'s "so"', "--author", "B", "--language", "en", "--timezone", "UTC")
    house.nikola("move_blog", "--site", "../a", *options, "../cats.xml")
    conf = settings(house.root.parent / "a")
    assert [conf[name] for name in ("BLOG_TITLE", "BLOG_AUTHOR", "DEFAULT_LANG", "TIMEZONE")] == [
        'It\'s "so"',
        "B",
        "en",
        "UTC",
    ]
    for option in (
        "--language=tlh",
        "--timezone=Paris",
        "--new=example.org",
        "--blog=dogs-only",
        "--site=inside",
    ):
        run = house.nikola("move_blog", "--site", "../b", option, "../cats.xml", code=2)
        assert run.stderr.count("ERROR: ") == 1, run.stderr
    assert not (house.root.parent / "b").exists()
    assert not (house.root / "inside").exists()
    assert not list(house.root.parent.glob(".*"))


def test_refusals_leave_nothing_behind(house: Any) -> None:
    """No export, a bad one, a site that is there: one sentence, exit code 2, no file made or changed."""
    house.write("../taken/x.txt", "mine")
    house.write("../theme.xml", "<html xmlns:b='http://www.google.com/2005/gml/b'/>")
    before = sorted(house.root.parent.rglob("*"))
    for arguments, expected in (
        ((), "name an export"),
        (("--site", "../new", "../theme.xml"), "theme.xml: this is a Blogger theme"),
        (("--site", "../new", "../missing.zip"), "missing.zip: there is no such file"),
        (("--site", "../taken", "../cats.xml"), "taken: something is there already"),
        (("--site", "../no/such", "../cats.xml"), "no: there is no such folder"),
    ):
        run = house.nikola("move_blog", *arguments, code=2)
        assert expected in run.stderr
        assert run.stderr.count("ERROR: ") == 1
    after = [
        path for path in sorted(house.root.parent.rglob("*")) if "cache" not in path.parts and path.suffix != ".pyc"
    ]
    assert set(after) - set(before) <= {house.root / "cache", house.root / "plugins"}


def test_failed_step_leaves_no_site(house: Any) -> None:
    """A build that fails makes no site; once put right, the same command does."""
    conf = (house.root / "conf.py").read_text(encoding="utf-8")
    house.configure(POSTS=[("posts/*.html", "posts", "no-such-template.tmpl")])
    run = house.nikola("move_blog", "--site", "../cats", "../cats.xml", code=None)
    assert run.returncode
    assert not (house.root.parent / "cats").exists()
    house.write("conf.py", conf)
    house.nikola("move_blog", "--site", "../cats", "../cats.xml")
    assert not list(house.root.parent.glob(".cats*"))


@pytest.mark.parametrize("step", ["posts/imported.sha256", "output"])
def test_killed_move_leaves_no_site(house: Any, step: str) -> None:
    """Killed at any moment, there is no site; the next move makes it."""
    command = [sys.executable, "-m", "nikola", "move_blog", "--site", "../cats", "../cats.xml"]
    home = {**os.environ, "HOME": str(house.home)}
    process = subprocess.Popen(
        command,
        cwd=house.root,
        env=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while not (house.root.parent / ".cats.unfinished" / step).exists() and time.monotonic() < until:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert not (house.root.parent / "cats").exists()
    assert (house.root.parent / ".cats.unfinished").is_dir()
    house.nikola("move_blog", "--site", "../cats", "../cats.xml")
    assert (house.root.parent / "cats/output/index.html").is_file()
    assert not list(house.root.parent.glob(".cats*"))


def test_full_disk_is_one_sentence(house: Any) -> None:
    """When files cannot be written the move says so and makes no site."""
    limited = f"ulimit -f 8; exec {sys.executable} -m nikola move_blog --site ../cats ../cats.xml"
    run = subprocess.run(["bash", "-c", limited], cwd=house.root, capture_output=True, text=True, check=False)
    assert run.returncode
    assert "File too large" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (house.root.parent / "cats").exists()
