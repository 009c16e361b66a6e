"""`nikola build` remembers every address, and fails when one of them no longer answers."""

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Site

MEMORY = "redirects/published.list"
POST = "posts/2021/10/a.html"
COMMENTS = """\
- id: "12"
  author: Reader
  date: "2021-10-15T10:00:00+02:00"
  guid: tag:blogger.com,1999:blog-1.post-12
  text: <p>Yes.</p>
"""


def known(site: "Site") -> list[str]:
    """Return the lines of the memory that are addresses."""
    return [line for line in (site.root / MEMORY).read_text().splitlines() if not line.startswith("#")]


def findings(site: "Site") -> list[str]:
    """Build, which must fail, and return what is said of the memory."""
    run = site.nikola("build", "--strict", code=None)
    assert run.returncode != 0, run.stdout + run.stderr
    return [line for line in run.stderr.splitlines() if line.startswith(MEMORY)]


@pytest.fixture
def blog(site: "Site") -> "Site":
    """Build a site with two posts, a comment, a linked heading, two tags, a file."""
    site.configure(LOWTECH_KEEP_ADDRESSES=True)
    site.post(POST, '<h2 id="part">Part</h2>', tags=["x", "rare"])
    site.write("posts/2021/10/a.comments.yaml", COMMENTS)
    site.post("posts/2021/10/b.html", '<p><a href="link://slug/a#part">there</a></p>', tags=["x"])
    site.post("posts/2021/10/draft.html", status="draft")
    site.write("files/pictures/a=b é.png", "not really")
    site.build()
    return site


def test_all_that_is_published_is_remembered(blog: "Site") -> None:
    """Pages, lists, feeds, files, comments and linked headings; no draft, no stub, no style sheet."""
    promised = {
        *("/", "/2021/", "/2021/10/", "/archive.html", "/categories/", "/rss.xml", "/robots.txt", "/sitemap.xml"),
        *("/categories/rare.xml", "/categories/rare/", "/categories/x.xml", "/categories/x/"),
        *("/pictures/a%3Db%20%C3%A9.png", "/posts/2021/10/a/", "/posts/2021/10/a/#c12", "/posts/2021/10/a/#part"),
        "/posts/2021/10/b/",
    }
    assert promised <= set(known(blog))
    assert {line for line in known(blog) if line.startswith(("/2021", "/p"))} <= promised
    assert [line for line in known(blog) if "draft" in line or "/assets/" in line] == []
    assert known(blog) == sorted(known(blog))


def test_the_memory_only_grows(blog: "Site") -> None:
    """What is new is added in its place; a build that adds nothing does not touch the file, and runs nothing."""
    path = blog.root / MEMORY
    before, when = known(blog), path.stat().st_mtime_ns
    again = blog.build()
    assert "published" not in again.stdout
    assert path.stat().st_mtime_ns == when
    blog.post("posts/2021/11/c.html", tags=["x"], date="2021-11-02T10:00:00+01:00")
    blog.nikola("build", "--strict", "-n", "2")
    assert set(known(blog)) - set(before) == {"/2021/11/", "/posts/2021/11/c/"}
    assert known(blog) == sorted(known(blog))


def test_a_fresh_clone_keeps_the_promises(blog: "Site") -> None:
    """The memory comes with the sources: a first build without output/ compares too, and changes nothing."""
    text = (blog.root / MEMORY).read_bytes()
    for name in ("output", "cache"):
        shutil.rmtree(blog.root / name)
    for database in blog.root.glob(".doit.db*"):
        database.unlink()
    blog.build()
    assert (blog.root / MEMORY).read_bytes() == text


def test_a_renamed_slug_is_caught_and_the_command_mends_it(blog: "Site") -> None:
    """The finding names the line and the command; after it a stub stands there, and the comment is still found."""
    blog.post(POST, '<h2 id="part">Part</h2>', tags=["x", "rare"], slug="new")
    blog.post("posts/2021/10/b.html", '<p><a href="link://slug/new#part">there</a></p>', tags=["x"])
    line = next(n for n, text in enumerate((blog.root / MEMORY).read_text().splitlines(), 1) if text.endswith("/a/"))
    command = "nikola legacy --moved /posts/2021/10/a/ /posts/2021/10/new/"
    assert findings(blog) == [
        f"{MEMORY}:{line}: /posts/2021/10/a/ no longer answers; say where it leads now: {command}"
    ]
    assert "/posts/2021/10/new/" not in known(blog)
    blog.nikola(*command.split()[1:])
    blog.build()
    assert {"/posts/2021/10/a/", "/posts/2021/10/new/", "/posts/2021/10/a/#c12"} <= set(known(blog))
    assert 'href="https://blog.apdu.fr/posts/2021/10/new/"' in blog.output("posts/2021/10/a/index.html")
    assert "published" not in blog.build().stdout


def test_a_second_move_leads_there_at_once(blog: "Site") -> None:
    """An address that moved twice is one hop from where it is now."""
    for slug, old in (("second", "a"), ("third", "second")):
        blog.post(POST, '<h2 id="part">Part</h2>', tags=["x", "rare"], slug=slug)
        blog.post("posts/2021/10/b.html", f'<p><a href="link://slug/{slug}#part">there</a></p>', tags=["x"])
        assert blog.nikola("build", "--strict", code=None).returncode != 0
        blog.nikola("legacy", "--moved", f"/posts/2021/10/{old}/", f"/posts/2021/10/{slug}/")
        blog.build()
    assert 'href="https://blog.apdu.fr/posts/2021/10/third/"' in blog.output("posts/2021/10/a/index.html")


def test_the_last_post_of_a_tag_is_caught(blog: "Site") -> None:
    """A tag's page and its feed go with its last post."""
    blog.post(POST, '<h2 id="part">Part</h2>', tags=["x"])
    told = [line.split()[1] for line in findings(blog)]
    assert {"/categories/rare.xml", "/categories/rare/"} <= set(told)
    assert all(address.startswith("/categories/rare") for address in told)
    for address in told:
        blog.nikola("legacy", "--moved", address, "link://tag/x" if address.endswith("/") else "link://feed")
    blog.build()


def test_other_addresses_for_all_are_caught(blog: "Site") -> None:
    """PRETTY_URLS changes each address: each is told, with the one it has now."""
    blog.configure(PRETTY_URLS=False)
    told = "\n".join(findings(blog))
    assert "--moved /posts/2021/10/a/ /posts/2021/10/a.html" in told
    assert "--moved /posts/2021/10/b/ /posts/2021/10/b.html" in told
    assert "#" not in told


@pytest.mark.parametrize("name", ["post", "picture", "draft"])
def test_what_is_withdrawn_is_caught_and_may_be_meant(blog: "Site", name: str) -> None:
    """A post deleted or made a draft, a file removed: it is a finding until somebody removes its line."""
    if name == "picture":
        (blog.root / "files/pictures/a=b é.png").unlink()
        place = "/pictures/a%3Db%20%C3%A9.png"
    else:
        place = "/posts/2021/10/b/"
        (blog.root / "posts/2021/10/b.html").unlink()
        if name == "draft":
            blog.post("posts/2021/10/b.html", tags=["x"], status="draft")
    assert [line.split()[1] for line in findings(blog)] == [place]
    text = (blog.root / MEMORY).read_text()
    blog.write(MEMORY, text.replace(f"{place}\n", ""))
    blog.build()
    assert place not in known(blog)


def test_a_lost_anchor_is_caught(blog: "Site") -> None:
    """A comment that is removed, a heading whose id changes: people hold links to them."""
    (blog.root / "posts/2021/10/a.comments.yaml").unlink()
    blog.post(POST, '<h2 id="other">Part</h2>', tags=["x", "rare"])
    told = findings(blog)
    assert [line.split()[1] for line in told] == ["/posts/2021/10/a/#c12", "/posts/2021/10/a/#part"]
    assert 'put id="c12" back into /posts/2021/10/a/' in told[0]


def test_a_row_that_only_a_server_follows_is_an_answer(blog: "Site") -> None:
    """No page may stand at a picture's address, but a server can send its visitors on."""
    (blog.root / "files/pictures/a=b é.png").unlink()
    blog.nikola("legacy", "--moved", "/pictures/a%3Db é.png", "https://elsewhere.example/a.png")
    blog.build()
    assert (
        (blog.root / "redirects/blog.apdu.fr.txt")
        .read_text()
        .endswith("\n/pictures/a%3Db%20%C3%A9.png  https://elsewhere.example/a.png\n")
    )


def test_a_spoilt_memory_is_told_and_kept(blog: "Site") -> None:
    """What a merge has left, or another encoding: the build fails and writes nothing over it."""
    path = blog.root / MEMORY
    for spoilt in (path.read_bytes() + b"<<<<<<< mine\n", "é".encode("latin-1")):
        path.write_bytes(spoilt)
        assert findings(blog)
        assert path.read_bytes() == spoilt


def test_lists_and_chosen_addresses_are_left_out(site: "Site") -> None:
    """The second page of the home is no promise, nor is what LOWTECH_NOT_PROMISED names."""
    site.configure(
        LOWTECH_KEEP_ADDRESSES=True,
        INDEX_DISPLAY_POST_COUNT=1,
        LOWTECH_NOT_PROMISED=["/assets/*", "/sitemap*", "*.xml"],
    )
    for name in ("a", "b"):
        site.post(f"posts/2021/10/{name}.html")
    site.build()
    assert (site.root / "output/index-1.html").exists()
    assert not [line for line in known(site) if "index-" in line or line.endswith(".xml")]


def test_a_site_may_do_without(site: "Site") -> None:
    """Where LOWTECH_KEEP_ADDRESSES is False, nothing is remembered and nothing is asked for."""
    site.configure(LOWTECH_KEEP_ADDRESSES=False)
    site.post(POST)
    site.build()
    assert not (site.root / MEMORY).exists()
