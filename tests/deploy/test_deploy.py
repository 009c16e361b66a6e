"""`nikola deploy` builds, checks and sends: to a folder, to a real ssh server, by shell lines; it spoils no folder."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Site

SSHD = "/usr/sbin/sshd"
TRIES = 100  # of a tenth of a second, for sshd to answer


@pytest.fixture(scope="module", autouse=True)
def _programs() -> None:
    """Fail, and do not skip, where a program is missing: what is not tried is not promised."""
    missing = [name for name in ("rsync", "ssh", "ssh-keygen", SSHD) if not shutil.which(name)]
    assert not missing, f"{', '.join(missing)} not found: apt-get install rsync openssh-client openssh-server"


@pytest.fixture
def blog(site: Site) -> Site:
    """Give a site with one public post and one draft, not built yet."""
    site.configure(NAVIGATION_LINKS={"en": ()})
    site.post("posts/2021/10/a.html", "<p>First text.</p>", slug="a")
    site.post("posts/2021/10/draft.html", "<p>xyzzy</p>", slug="xyzzy", status="draft")
    return site


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Give the ssh command for an sshd of our own on loopback, which knows one key and ends with the test."""
    keys = tmp_path / "ssh"
    keys.mkdir(mode=0o700)
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / name], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = keys / "sshd_config"
    config.write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {keys}/host\nAuthorizedKeysFile {keys}/user.pub\n"
        "PidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nPermitRootLogin yes\n"
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd started by root wants it
    daemon = subprocess.Popen([SSHD, "-D", "-e", "-f", config], stderr=subprocess.DEVNULL)
    try:
        for _ in range(TRIES):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield (
            f"ssh -p {port} -i {keys}/user -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o BatchMode=yes"
            f" -o UserKnownHostsFile={keys}/known -F none"
        )
    finally:
        daemon.terminate()
        daemon.wait()


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below folder by their path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_folder(blog: Site, tmp_path: Path) -> None:
    """`nikola deploy folder` builds first; the folder becomes a copy of output/, then of the next output/."""
    target = tmp_path / "srv www/it's a blog"
    target.parent.mkdir()
    blog.configure(LOWTECH_DEPLOY_FOLDER=str(target))
    blog.nikola("deploy", "folder")
    first = tree(target)
    assert first == tree(blog.root / "output")
    assert b"First text." in first["posts/2021/10/a/index.html"]
    assert not any(b"xyzzy" in data for data in first.values())
    assert (target / "index.html").stat().st_mode & 0o777 == 0o644
    blog.post("posts/2021/10/a.html", "<p>Other words</p>", slug="b")
    (target / "stale.html").write_text("old")
    blog.nikola("deploy", "folder")
    assert "posts/2021/10/a/index.html" not in tree(target)
    assert tree(target) == tree(blog.root / "output")


def test_unchanged_files_keep_their_date(blog: Site, tmp_path: Path) -> None:
    """A clean build elsewhere changes no date on the server: browsers keep what they have."""
    blog.configure(LOWTECH_DEPLOY_FOLDER=str(tmp_path / "target"))
    blog.nikola("deploy", "folder")
    page = tmp_path / "target/index.html"
    os.utime(page, (1000, 1000))
    shutil.rmtree(blog.root / "output")
    blog.nikola("deploy", "folder")
    assert page.stat().st_mtime == 1000


def test_server(blog: Site, server: str, tmp_path: Path) -> None:
    """`nikola deploy server` sends over ssh to a folder with a blank in its name, and replaces it the next time."""
    target = tmp_path / "a blog"
    blog.configure(LOWTECH_DEPLOY_SERVER=f"{getpass.getuser()}@127.0.0.1:{target}/", LOWTECH_DEPLOY_SSH=server)
    blog.nikola("deploy", "server")
    assert tree(target) == tree(blog.root / "output")
    (blog.root / "posts/2021/10/a.html").unlink()
    blog.nikola("deploy", "server")
    assert tree(target) == tree(blog.root / "output")
    assert not (target / "posts").exists()


def test_server_that_holds_something_else(blog: Site, server: str, tmp_path: Path) -> None:
    """A folder on the server with other files in it is left as it is."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home/precious.txt").write_text("x")
    blog.configure(LOWTECH_DEPLOY_SERVER=f"{getpass.getuser()}@127.0.0.1:{tmp_path}/home", LOWTECH_DEPLOY_SSH=server)
    assert "holds files but no sitemap.xml" in blog.nikola("deploy", "server", code=1).stderr
    assert tree(tmp_path / "home") == {"precious.txt": b"x"}


def test_server_that_does_not_answer(blog: Site) -> None:
    """What ssh says is shown, in one sentence with the target."""
    blog.configure(LOWTECH_DEPLOY_SERVER="me@127.0.0.1:/srv/x", LOWTECH_DEPLOY_SSH="ssh -p 1 -o BatchMode=yes -F none")
    assert (
        "deploy: me@127.0.0.1:/srv/x cannot be read: ssh: connect to host"
        in blog.nikola("deploy", "server", code=1).stderr
    )


@pytest.mark.parametrize("folder", ["/", "~", ".", "..", "output", "output/x", "holding"])
def test_folders_that_are_not_replaced(blog: Site, folder: str) -> None:
    """The root, the home, the site itself, its output and any folder that holds something else are refused."""
    blog.write("holding/precious.txt", "x")
    blog.configure(LOWTECH_DEPLOY_FOLDER=folder)
    run = blog.nikola("deploy", "folder", code=1)
    assert run.stderr.splitlines()[-1].startswith("deploy: ")
    assert (blog.root / "holding/precious.txt").exists()
    assert (blog.root / "conf.py").exists()


@pytest.mark.parametrize(
    "target",
    [
        *("example.org", "/srv/www", "me@example.org:", "me@example.org:/", "me@:/srv", ":/srv", "a b:/srv"),
        *("host::module", "rsync://host/x", "-oProxyCommand=x:/srv", "host:~", "host:.", "host:/srv\nx"),
    ],
)
def test_servers_that_are_none(blog: Site, target: str) -> None:
    """What is not user@host:/folder is refused before anything is built; nothing slips into the command line."""
    blog.configure(LOWTECH_DEPLOY_SERVER=target)
    run = blog.nikola("deploy", "server", code=1)
    assert "must be user@host:/path/of/a/folder" in run.stderr
    assert not (blog.root / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["folder"], "deploy: LOWTECH_DEPLOY_FOLDER is not set: say where to copy the site, such as /srv/www/blog"),
        (["server"], "deploy: LOWTECH_DEPLOY_SERVER is not set: say where to send the site"),
        (["nothing"], "deploy: there is no preset nothing; there are folder, server"),
        (["mine", "nothing"], "deploy: there is no preset nothing; there are folder, server"),
    ],
)
def test_what_is_missing_is_said(blog: Site, arguments: list[str], sentence: str) -> None:
    """A missing setting or an unknown preset is one sentence; nothing is built or sent, also not by other presets."""
    blog.configure(DEPLOY_COMMANDS={"mine": ["touch sent"]})
    assert blog.nikola("deploy", *arguments, code=1).stderr.splitlines()[-1].startswith(sentence)
    assert not (blog.root / "sent").exists()
    assert not (blog.root / "output").exists()


def test_shell_lines_stay(blog: Site) -> None:
    """DEPLOY_COMMANDS are run in order in the site's folder, after the build; the first that fails ends it."""
    blog.configure(DEPLOY_COMMANDS={"default": ["ls output/index.html > sent", "exit 3", "touch never"]})
    assert "deploy: the command returned 3: exit 3" in blog.nikola("deploy", code=1).stderr
    assert (blog.root / "sent").read_text() == "output/index.html\n"
    assert not (blog.root / "never").exists()


@pytest.mark.parametrize("fault", ["build", "check_site"])
def test_nothing_is_sent_after_a_failure(blog: Site, fault: str) -> None:
    """When the build or the check fails, nothing is sent: a stale or broken output/ never leaves this machine."""
    blog.configure(DEPLOY_COMMANDS={"default": ["touch sent"]})
    address = {"build": "link://slug/nowhere", "check_site": "/nowhere/"}[fault]
    blog.post("posts/2021/10/bad.html", f'<a href="{address}">x</a>')
    assert f"nothing was sent, because `nikola {fault}" in blog.nikola("deploy", code=1).stderr
    assert not (blog.root / "sent").exists()


def test_status_knows_the_date(blog: Site) -> None:
    """`nikola status` reads the date that deploy has stored; nothing invites to tell others of it."""
    blog.configure(DEPLOY_COMMANDS={"default": ["true"]})
    run = blog.nikola("deploy")
    assert "users.getnikola" not in run.stdout + run.stderr
    assert "Last deployment" in blog.nikola("status").stdout
    blog.nikola("deploy")
