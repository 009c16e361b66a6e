"""A site appears whole or not at all, and nothing that was there before is touched."""

import re
import subprocess
from pathlib import Path

import pytest
from move_blog.errors import MoveError
from move_blog.folder import lay_out, unfinished


def make(site: Path) -> None:
    """Make a site of one file."""
    with unfinished(site) as place:
        (place.path / "conf.py").touch()


def test_site_appears_at_the_end(tmp_path: Path) -> None:
    """Until the work is done there is no site; an empty folder may be waiting for it."""
    site = tmp_path / "site"
    site.mkdir()
    with unfinished(site) as place:
        assert place.path == tmp_path / ".site.unfinished"
        (place.path / "conf.py").touch()
        assert not any(site.iterdir())
    assert [path.name for path in site.iterdir()] == ["conf.py"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("there", ["file", "folder", "link", "dangling link"])
def test_what_is_there_is_not_touched(tmp_path: Path, there: str) -> None:
    """A file, a folder that holds something and a link are refused before anything is written."""
    site = tmp_path / "site"
    if there == "file":
        site.touch()
    elif there == "folder":
        (site / "x").mkdir(parents=True)
    else:
        site.symlink_to(tmp_path if there == "link" else tmp_path / "nowhere")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(MoveError, match=f"^{site}: something is there already; .*nikola import_blogger"):
        make(site)
    assert sorted(tmp_path.rglob("*")) == before


def test_site_that_appeared_meanwhile_is_not_touched(tmp_path: Path) -> None:
    """Somebody makes a folder of that name during the move: it stays, the move fails."""
    site = tmp_path / "site"
    with pytest.raises(MoveError, match="something is there already"), unfinished(site):
        (site / "mine").mkdir(parents=True)
    assert (site / "mine").is_dir()


def test_failed_move_is_cleaned_up_by_the_next(tmp_path: Path) -> None:
    """What a failure left stays to be looked at, is not the site, and goes when the move is tried again."""
    site = tmp_path / "site"
    with pytest.raises(RuntimeError), unfinished(site) as place:  # noqa: PT012 - the error ends the move
        (place.path / "posts").mkdir()
        (place.path / "posts/x.html").touch()
        raise RuntimeError
    assert not site.exists()
    make(site)
    assert [path.name for path in site.iterdir()] == ["conf.py"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_folder_of_another_is_not_removed(tmp_path: Path) -> None:
    """A folder that happens to have the unfinished one's name, but not its mark, is in the way."""
    other = tmp_path / ".site.unfinished/thesis.txt"
    other.parent.mkdir()
    other.touch()
    with pytest.raises(MoveError, match="was not made by a move"):
        make(tmp_path / "site")
    assert other.exists()


def test_two_moves_to_one_place_do_not_meet(tmp_path: Path) -> None:
    """The second one is told; also while only a child of a killed first one is still at work."""
    site = tmp_path / "site"
    with pytest.raises(RuntimeError), unfinished(site) as place:  # noqa: PT012 - the error ends the first move
        with pytest.raises(MoveError, match="another move is at work"):
            make(site)
        child = subprocess.Popen(["sleep", "60"], pass_fds=[place.lock])
        raise RuntimeError
    with pytest.raises(MoveError, match="another move is at work"):
        make(site)
    child.kill()
    child.wait()
    make(site)


@pytest.mark.parametrize("site", ["/proc/site", "/nowhere/site"])
def test_place_that_cannot_be_written_is_told(site: str) -> None:
    """One sentence, whatever the file system says."""
    with pytest.raises(MoveError, match=f"^{re.escape(site.rpartition('/')[0])}") as caught:
        make(Path(site))
    assert "\n" not in str(caught.value)


def test_incomplete_house_is_told(tmp_path: Path) -> None:
    """A folder without the plugins cannot be moved from."""
    house, site = tmp_path / "house", tmp_path / "site"
    house.mkdir()
    site.mkdir()
    (house / "conf.py").touch()
    with pytest.raises(MoveError, match="plugins: is missing"):
        lay_out(house, site, "T")
