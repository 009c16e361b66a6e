"""`nikola build` with legacy addresses: what stands where, what stops it, what it leaves alone."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Site

OLD = "https://old.example.org"
TABLE = "redirects/old.example.org.txt"


def small(site: "Site") -> None:
    """Fill a site with a post, a page, two files and a table of every kind of row."""
    labels, guid = ["PC/SC", "C#", "pcsc"], "tag:old.example.org,2021:0"
    site.post("posts/2021/10/new.html", tags=labels, legacy=f"{OLD}/2021/10/old.html", guid=guid)
    site.post("pages/about.html", legacy=f"{OLD}/p/about.html")
    site.write("files/list.txt", "ATR\n")
    site.write("files/a=b.txt", "equal\n")
    site.write(
        TABLE,
        "/search/label/PC%2FSC  link://tag/PC%2FSC\n"
        "/search/label/Node.js  link://tag/C%23\n"
        "/2021/  link://archive/2021\n"
        "/2021_10_01_archive.html  link://archive/2021/10\n"
        "/feeds/posts/default  link://feed\n"
        "/feeds/posts/default/-/pcsc  link://feed/pcsc\n"
        "/atom.xml  link://feed\n"
        "/rss.xml  link://feed\n"
        "/sitemap.xml  /sitemap.xml\n"
        "/softwares/list.txt  /list.txt\n"
        "/softwares/a=b.txt  /a%3Db.txt\n"
        "/softwares/x.tar.gz  https://o.example/x.tar.gz\n"
        "/search?q=1  /\n"
        "/byname  link://filename/posts/2021/10/new.html#c1\n"
        "/byslug  link://slug/new\n"
        "/full  https://blog.apdu.fr/\n"
        "/away  https://o.example/?a=b\n"
        "/old.rss  link://feed\n"
        "/bystem  link://filename/posts/2021/10/new\n"
        "/byother  link://filename/posts/2021/10/new.md#c1\n",
    )


def leads(site: "Site", path: str) -> str:
    """Return where the stub at path leads."""
    return re.findall(r'<a href="([^"]*)"', site.output(path))[0]


def test_every_address_leads_where_its_page_is_now(site: "Site") -> None:
    """Posts, pages, labels, archives and feeds: nobody here computed an address, Nikola was asked."""
    small(site)
    site.build()
    assert {
        path: leads(site, path)
        for path in (
            "2021/10/old.html",
            "p/about.html",
            "search/label/PC/SC/index.html",
            "search/label/Node.js/index.html",
            "2021_10_01_archive.html",
            "feeds/posts/default/index.html",
            "feeds/posts/default/-/pcsc/index.html",
            "byname/index.html",
            "bystem/index.html",
            "byother/index.html",
            "byslug/index.html",
            "full/index.html",
            "away/index.html",
        )
    } == {
        "2021/10/old.html": "/posts/2021/10/new/",
        "p/about.html": "/pages/about/",
        "search/label/PC/SC/index.html": find(site, "PC/SC"),
        "search/label/Node.js/index.html": find(site, "C#"),
        "2021_10_01_archive.html": "/2021/10/",
        "feeds/posts/default/index.html": "/rss.xml",
        "feeds/posts/default/-/pcsc/index.html": find(site, "pcsc").rstrip("/") + ".xml",
        "byname/index.html": "/posts/2021/10/new/#c1",
        "bystem/index.html": "/posts/2021/10/new/",
        "byother/index.html": "/posts/2021/10/new/#c1",
        "byslug/index.html": "/posts/2021/10/new/",
        "full/index.html": "/",
        "away/index.html": "https://o.example/?a=b",
    }


def find(site: "Site", tag: str) -> str:
    """Return the address of a tag's page, as the post's own page links it."""
    page = site.output("posts/2021/10/new/index.html")
    return re.findall(rf'href="(?:\.\./)*([^"]*)"[^>]*rel="tag"[^>]*>{re.escape(tag)}<', page)[0].join(("/", ""))


def test_programs_get_bytes_and_the_site_keeps_its_own(site: "Site") -> None:
    """Feeds and lists are copied; addresses that the site answers itself stay its own; a query has no file."""
    small(site)
    build = site.build()
    output = site.root / "output"
    assert b"<feed" in (output / "atom.xml").read_bytes()
    assert (output / "old.rss").read_bytes() == (output / "rss.xml").read_bytes()
    assert (output / "softwares/list.txt").read_text() == "ATR\n"
    assert (output / "softwares/a=b.txt").read_text() == "equal\n"
    assert "legacy_redirects" not in site.output("2021/index.html") + site.output("sitemap.xml")
    assert not (output / "softwares/x.tar.gz").exists()
    assert "13 stubs, 3 copies, 2 addresses that only a server can answer" in build.stderr


def test_a_copy_of_what_is_made_last(site: "Site") -> None:
    """The site map is not known before all else is; its old addresses get it all the same."""
    site.post("posts/2021/10/new.html")
    site.write(TABLE, "/sitemap-pages.xml  /sitemap.xml\n/robots.txt  /robots.txt\n")
    site.build()
    assert site.output("sitemap-pages.xml") == site.output("sitemap.xml")
    assert "sitemap-pages" not in site.build().stderr


def test_a_copy_follows_its_source(site: "Site") -> None:
    """A program at an old address gets tomorrow's list, not the one of the first build."""
    small(site)
    site.build()
    site.write("files/list.txt", "ATR 2\n")
    site.build()
    assert site.output("softwares/list.txt") == "ATR 2\n"


def test_a_build_without_changes_does_nothing(site: "Site") -> None:
    """No task runs and no file is written again; with two processes neither."""
    small(site)
    site.nikola("build", "--strict", "-n", "2")
    before = dates(site)
    told = site.build().stderr + site.nikola("build", "--strict", "-n", "2").stderr
    assert "legacy_redirects" not in told
    assert dates(site) == before


def dates(site: "Site") -> dict[Path, int]:
    """Return the time each file was written."""
    return {path: path.stat().st_mtime_ns for path in (site.root / "output").rglob("*") if path.is_file()}


def test_one_more_address_leaves_the_other_stubs_alone(site: "Site") -> None:
    """What did not change is not written again, what went away goes."""
    small(site)
    site.build()
    stub = site.root / "output/p/about.html"
    before = stub.stat().st_mtime_ns
    table = site.root / TABLE
    site.write(TABLE, table.read_text().replace("/byslug ", "/otherwise "))
    site.build()
    assert stub.stat().st_mtime_ns == before
    assert leads(site, "otherwise/index.html") == "/posts/2021/10/new/"
    assert not (site.root / "output/byslug").exists()


def test_a_moved_post_takes_its_legacy_address_along(site: "Site") -> None:
    """The stub asks the post where it lives, whatever the settings that decide it."""
    small(site)
    site.configure(PRETTY_URLS=False)
    site.build()
    assert leads(site, "2021/10/old.html") == "/posts/2021/10/new.html"


def test_a_site_in_a_folder_of_its_host(site: "Site") -> None:
    """Stubs lead below that folder, and say their canonical address with it."""
    small(site)
    site.configure(SITE_URL="https://host.example/blog/")
    site.nikola("build")  # --strict does not allow a robots.txt below a folder
    assert leads(site, "2021/10/old.html") == "/blog/posts/2021/10/new/"
    assert 'href="https://host.example/blog/posts/2021/10/new/"' in site.output("2021/10/old.html")


def test_every_finding_has_its_place(site: "Site") -> None:
    """One build tells all that is wrong, fails with 1, and writes no stub."""
    small(site)
    site.post(
        "posts/2021/10/draft.html",
        status="draft",
        legacy=f"{OLD}/2021/10/draft.html",
        guid="tag:old.example.org,2021:1",
    )
    site.post("posts/2021/10/twice.html", legacy=f"{OLD}/2021/10/old.html", guid="tag:old.example.org,2021:2")
    site.post("posts/2021/10/case.html", legacy=f"{OLD}/2021/10/OLD.html", guid="tag:old.example.org,2021:3")
    site.post("posts/2021/10/relative.html", legacy="x.html", guid="tag:old.example.org,2021:4")
    site.post("posts/2021/10/rss.html", legacy=f"{OLD}/pages/about/", guid="tag:old.example.org,2021:5")
    site.write(
        "redirects/other.example.org.txt",
        "/a  link://filename/posts/2021/10/none.html\n"
        "/b  link://tag/none\n"
        "/c  link://nothing/x\n"
        "/d  link://archive/1999\n"
        "/e  link://filename/posts/2021/10/draft.html\n"
        "/f  /nowhere/\n"
        "/g.txt  /none.txt\n"
        "/byslug  /\n"
        "/robots.txt  /robots.txt\n"
        "nonsense\n",
    )
    build = site.nikola("build", "--strict", code=1)
    found = sorted(line for line in build.stderr.splitlines() if re.match(r"(posts|redirects)/\S+: ", line))
    assert found == sorted(
        (Path(__file__).parent / "findings.out").read_text(encoding="utf-8").splitlines(),
    )
    assert not (site.root / "output/2021/10/old.html").exists()
    assert not (site.root / "output/2021/10/draft.html").exists()


def test_findings_are_told_again_until_they_are_gone(site: "Site") -> None:
    """A second build does not pass because the first has failed; two processes tell the same."""
    small(site)
    extra = site.write("redirects/other.example.org.txt", "/b  link://tag/none\n")
    finding = "redirects/other.example.org.txt:1: /b leads nowhere"
    assert finding in site.nikola("build", code=1).stderr
    assert finding in site.nikola("build", "--strict", "-n", "2", code=1).stderr
    extra.unlink()
    site.build()
    assert leads(site, "2021/10/old.html") == "/posts/2021/10/new/"


def test_a_target_that_goes_away_is_found_even_if_its_file_is_still_there(site: "Site") -> None:
    """What an earlier build has left in output/ makes no target good."""
    small(site)
    site.build()
    (site.root / "posts/2021/10/new.html").unlink()
    assert "/byslug leads nowhere" in site.nikola("build", "--strict", code=1).stderr


@pytest.mark.parametrize("content", [b"\xff\xfe/a /b", b"\xef\xbb\xbf/a  /pages/about/\r\n"])
def test_tables_from_other_editors(site: "Site", content: bytes) -> None:
    """A mark at the start and other line ends are fine; another encoding is told."""
    site.post("pages/about.html")
    (site.root / TABLE).write_bytes(content)
    (site.root / "redirects/.#lock.txt").symlink_to("nobody@nowhere.1")
    build = site.nikola("build", "--strict", code=None)
    assert (f"{TABLE}:1: is not UTF-8" in build.stderr) == (build.returncode == 1) == (content[0] == 0xFF)


def test_a_site_without_legacy_addresses(site: "Site") -> None:
    """A new blog needs none of this and pays nothing for it."""
    site.post("posts/2021/10/new.html")
    (site.root / "redirects").rmdir()
    site.build()
    assert "legacy_redirects" not in site.build().stderr
