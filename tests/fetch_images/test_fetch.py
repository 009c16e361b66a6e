"""`nikola fetch_images` as its user runs it, against a server that plays every host."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

if TYPE_CHECKING:
    from conftest import Site

BP = "https://1.bp.blogspot.com/-a/b/AAA/c"
ODD = "https://odd.pictures.example/odd"


def table(site: "Site", name: str = "fetched.txt") -> dict[str, str]:
    """Return a table: the rest of the line by address."""
    path = site.root / "files/images" / name
    lines = path.read_text().splitlines() if path.exists() else []
    return {line.split()[0]: " ".join(line.split()[1:]) for line in lines if line and not line.startswith("#")}


def files(site: "Site") -> list[str]:
    """Return the pictures of the site."""
    images = site.root / "files/images"
    return sorted(str(path.relative_to(images)) for path in images.rglob("*.*") if path.suffix != ".txt")


def show(site: "Site", *addresses: str) -> None:
    """Write a post with these pictures."""
    site.post("posts/2021/10/a.html", "".join(f'<p><img src="{address}"></p>' for address in addresses))
    site.configure(LOWTECH_FETCH_TIMEOUT=2, LOWTECH_FETCH_LIMIT_MB=1)


def test_each_picture_becomes_one_file_of_the_largest_size(site: "Site", internet: Any) -> None:
    """Link and picture are one file, in HTML and Markdown; pages have it, sources keep their bytes; drafts stay out."""
    body = f'<a href="{BP}/s1600-h/chip+1.jpg"><img src="{BP}/s320/chip+1.jpg" alt="A chip"></a>'
    post = site.post("posts/2012/05/a.html", body)
    site.post(
        "posts/2021/10/b.md",
        f"![The *same*]({BP}/s72-c/chip+1.jpg) ![m](http://lh3.ggpht.com/_a/b/m.jpg?imgmax=800)\n\n"
        f"![Chart of 2021](https://blogger.googleusercontent.com/img/a/AVvX=w320-h269) [x]({BP}/s400/linked.png)",
    )
    site.post("pages/p.html", '<img src="http://plain.example/x.gif"><a href="http://plain.example/a.html">x</a>')
    site.post("posts/2021/10/draft.html", f'<img src="{BP}/s320/secret.jpg">', status="draft")
    told = site.nikola("fetch_images", **internet.environment).stdout
    assert "5 pictures in posts and pages, 5 fetched, 0 there before" in told
    assert files(site) == [
        "2012/05/chip-1.png",
        "2021/10/chart-of-2021.png",
        "2021/10/linked.png",
        "2021/10/m.png",
        "2021/10/x.png",
    ]
    rows = table(site)
    assert {rows[f"{BP}/{size}/chip+1.jpg"] for size in ("s320", "s1600-h", "s72-c")} == {
        "files/images/2012/05/chip-1.png"
    }
    widths = {name: Image.open(site.root / "files/images" / name).width for name in files(site)}
    assert set(widths.values()) == {80, 40}
    assert widths["2021/10/x.png"] == 40
    assert internet.most_at_once <= 4
    assert all("https://blog.apdu.fr/" in agent for agent in internet.agents)
    assert not any("secret" in address for address in internet.asked)
    assert not (site.root / "cache/fetch_images").exists()
    site.build()
    page = site.output("posts/2012/05/a/index.html")
    assert '<a href="../../../../images/2012/05/chip-1.png">' in page
    assert 'alt="A chip" width="80" height="20"' in page
    assert post.read_text().endswith(f"\n---\n{body}\n")
    asked = sum(internet.asked.values())
    assert "0 fetched, 5 there before" in site.nikola("fetch_images", **internet.environment).stdout
    assert sum(internet.asked.values()) == asked


def test_every_shape_of_address_comes_home(site: "Site", internet: Any) -> None:
    """Each form that Blogger wrote into posts is asked for at its largest size, and the page shows the file."""
    shapes = [
        f"{BP}/s320/one.jpg",
        f"http{BP[5:]}/s1600-h/two.jpg",
        f"{BP}/w640-h480-p-k-no-nu/three.jpg",
        "//4.bp.blogspot.com/_m/S/s72-c/four.jpg",
        "https://blogger.googleusercontent.com/img/b/R29/AVvX/s320/five.jpg",
        "https://blogger.googleusercontent.com/img/b/R29/AVvX/w400-h300/six.jpg",
        "https://blogger.googleusercontent.com/img/b/R29/AVvX/s16000-rw/seven.jpg",
        "https://blogger.googleusercontent.com/img/a/AVvXeight=w320-h269",
        "https://lh3.googleusercontent.com/-uT/A/nine.jpg?imgmax=800",
        "https://lh4.googleusercontent.com/AVvXten=w1200-h630-p-k-no-nu",
        "http://lh5.ggpht.com/_W/A/eleven.jpg?imgmax=800",
        "http://lh6.ggpht.com/_W/A/s288/twelve.jpg",
        "https://drive.google.com/uc?id=1thirteen&amp;export=view",
        "https://drive.google.com/file/d/1fourteen/view?usp=sharing",
    ]
    proxied = "https://images-blogger-opensocial.googleusercontent.com/gadgets/proxy?url=http%3A%2F%2Fx.example%2Fz.png"
    show(site, *shapes, proxied)
    assert "15 fetched, 0 there before" in site.nikola("fetch_images", **internet.environment).stdout
    rows = table(site)
    assert set(rows) == {shape.replace("&amp;", "&") for shape in (*shapes, proxied)}
    assert len(set(rows.values())) == 15
    widths = {address: Image.open(site.root / file).width for address, file in rows.items()}
    assert {address for address, width in widths.items() if width != 80} == {proxied}
    site.build()
    page = site.output("posts/2021/10/a/index.html")
    assert page.count('src="../../../../images/2021/10/') == 15
    assert not re.search("googleusercontent|ggpht|bp.blogspot|drive.google", page)


def test_what_cannot_be_had_is_listed_with_its_reason(site: "Site", internet: Any) -> None:
    """Slow, broken and lying hosts: what is no picture is none, what is lost is gone, the rest may come later."""
    reasons = {
        f"{ODD}/page.png": "gone a web page instead of a picture",
        f"{ODD}/drawing.png": "later a drawing (SVG), which may hold programs",
        f"{ODD}/empty.png": "gone what came is no picture that browsers show",
        f"{ODD}/program.png": "gone what came is no picture that browsers show",
        f"{ODD}/packed.png": "gone what came is no picture that browsers show",
        f"{ODD}/big.png": "later it has more than 1 MiB",
        f"{ODD}/forbidden.png": "gone 403 Forbidden",
        f"{ODD}/round.png": "gone it is redirected without end",
        f"{ODD}/cut.png": "later it broke off in the middle",
        f"{ODD}/cut-without-length.png": "later it broke off in the middle",
        f"{ODD}/home.png": "gone 127.0.0.1 is no address of the internet",
        f"{ODD}/file.png": "gone an address that leads nowhere",
        "http://photos1.blogger.com/blogger/4/7/400/C.jpg": "gone 404 Not Found",
        "http://127.0.0.1/x.png": "gone 127.0.0.1 is no address of the internet",
        "http://192.168.1.1/x.png": "gone 192.168.1.1 is no address of the internet",
        "http://[::ffff:10.0.0.1]/x.png": "gone ::ffff:a00:1 is no address of the internet",
        "http://loopback.example/x.png": "gone 127.0.0.1 is no address of the internet",
        "http://a.nowhere.example/x.png": "gone there is no a.nowhere.example",
        "http://a..b/x.png": "",
        "https://untrusted.example/x.png": "later untrusted.example did not answer",
    }
    show(site, *reasons, f"{ODD}/chunked.png", f"{ODD}/without-length.png", f"{ODD}/tired.png", f"{ODD}/moved.png")
    told = site.nikola("fetch_images", **internet.environment).stdout
    missing = table(site, "missing.txt")
    assert set(missing) == set(reasons)
    assert {
        address: (missing[address], why) for address, why in reasons.items() if not missing[address].startswith(why)
    } == {}
    assert all(reason.endswith(", on posts/2021/10/a.html") for reason in missing.values())
    assert files(site) == [f"2021/10/{name}.png" for name in ("chunked", "moved", "tired", "without-length")]
    assert "see files/images/missing.txt" in told


def test_the_bytes_say_what_a_picture_is(site: "Site", internet: Any) -> None:
    """A picture declared as a web page is one; its extension is its own; equal pictures are one file."""
    show(site, f"{ODD}/picture.html", f"{ODD}/picture.html?again")
    site.nikola("fetch_images", **internet.environment)
    assert set(table(site).values()) == {"files/images/2021/10/picture.jpg"}


def test_names_that_are_taken_get_a_checksum(site: "Site", internet: Any) -> None:
    """Two pictures of one name are two files, and a file of yours is never overwritten."""
    show(site, f"{BP}/s320/x.png", f"{BP}2/s320/x.png")
    mine = site.write("files/images/2021/10/X.PNG", "mine")
    site.nikola("fetch_images", **internet.environment)
    assert len(files(site)) == 3
    assert len(set(table(site).values())) == 2
    assert mine.read_text() == "mine"


def test_without_a_network_nothing_is_gone(site: "Site", internet: Any) -> None:
    """All may come later, and does."""
    show(site, "http://a.example/x.png")
    site.nikola("fetch_images", **internet.environment, TEST_NO_NETWORK="1")
    assert table(site, "missing.txt")["http://a.example/x.png"].startswith("later")
    site.nikola("fetch_images", **internet.environment)
    assert not (site.root / "files/images/missing.txt").exists()


def test_a_host_that_is_silent_is_left_alone(site: "Site", internet: Any) -> None:
    """After a few silences its other pictures are not asked for."""
    show(site, *(f"{ODD}/silent.png?{number}" for number in range(12)))
    site.nikola("fetch_images", **internet.environment)
    assert len(table(site, "missing.txt")) == 12
    assert sum(internet.asked.values()) < 36


def test_lines_and_files_of_yours_count(site: "Site", internet: Any) -> None:
    """A picture you put there is not fetched; hosts you name are left alone; a line that was cut off is mended."""
    show(site, f"{BP}/s320/mine.png", f"{BP}/s1600/mine.png", "http://badge.example/x.svg", f"{BP}/s320/other.png")
    site.configure(LOWTECH_FETCH_SKIP=["badge.example"])
    site.write("files/images/own/mine.png", "my own")
    site.write(
        "files/images/fetched.txt", f"# mine\n{BP}/s320/mine.png files/images/own/mine.png\n{BP}/s320/other.png  fi"
    )
    assert site.nikola("fetch_images", "--dry-run", **internet.environment).stdout.splitlines() == [
        "1 pictures to fetch",
        f"  {BP}/s0/other.png",
    ]
    assert not internet.asked
    site.nikola("fetch_images", **internet.environment)
    assert list(internet.asked) == ["1.bp.blogspot.com/-a/b/AAA/c/s0/other.png"]
    assert table(site) == {
        f"{BP}/s320/mine.png": "files/images/own/mine.png",
        f"{BP}/s1600/mine.png": "files/images/own/mine.png",
        f"{BP}/s320/other.png": "files/images/2021/10/other.png",
    }
    assert (site.root / "files/images/fetched.txt").read_text().startswith("# mine\n")


@pytest.mark.parametrize(("arguments", "sentence"), [(["x"], "takes no arguments, not 'x'")])
def test_mistakes_are_one_sentence(site: "Site", arguments: list[str], sentence: str) -> None:
    """And exit code 2."""
    assert sentence in site.nikola("fetch_images", *arguments, code=2).stderr


def test_a_slow_picture_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, internet: Any) -> None:
    """However steadily it drips."""
    import fetch_images  # noqa: PLC0415 - the only test that needs Nikola in its own process

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fetch_images, "SLOWEST", 1)
    Path(fetch_images.STAGE).mkdir(parents=True)
    client = fetch_images.Client(agent="test", timeout=1, limit_mb=1, local=True)
    port = internet.environment["TEST_PLAIN_PORT"]
    result = client._try(f"http://127.0.0.1:{port}/odd/drip.png")  # noqa: SLF001 - one address, without a site
    assert "took more than 1 seconds" in str(result)
