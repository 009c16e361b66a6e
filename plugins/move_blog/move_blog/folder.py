"""The folder a site is made in: laid out beside the final one, which appears in one step, whole or not at all.

In: the house's folder and the path of the new site. While the work goes on, and after it failed, the folder is called
`.NAME.unfinished`; the next move to the same place removes it.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .errors import MoveError

# What a site needs of the house; its content stays there.
COPIED = (
    "conf.py",
    "plugins",
    "themes",
    "redirects/README.md",
    "Makefile",
    "requirements.in",
    "requirements.txt",
    "LICENSE",
    ".gitignore",
)
NEEDED = ("conf.py", "plugins", "themes")
EMPTY = ("posts", "pages", "files", "redirects")
JUNK = shutil.ignore_patterns("__pycache__", "*.pyc", ".*_cache")
MARK = ".moving"  # in the unfinished folder, so that no other folder of that name is ever removed

README = """# {title}

A static site, made from a Blogger export and built with Nikola.

- `conf.py` holds the settings, each explained in a line.
- `posts/` and `pages/` hold the texts, comments beside them; `files/` is published as it is.
- `redirects/` says where old addresses lead; its README explains the tables.
- `plugins/` and `themes/` hold the programs and the look; each plugin has a README.

`nikola build --strict` makes the site in `output/`, `nikola check_site` looks at it, `nikola auto` shows it while you
write, `nikola deploy` sends it to your server, and `nikola import_blogger EXPORT` takes over a newer export without
touching what you corrected. `make help` lists short cuts.
"""


@dataclass(frozen=True)
class Unfinished:
    """The folder while it is being made; the lock is held as long as `lock`, or a copy in a child, is open."""

    path: Path
    lock: int


@contextmanager
def unfinished(site: Path) -> Iterator[Unfinished]:
    """Make the unfinished folder of `site`, locked; on leaving without an error it becomes `site`.

    Raises MoveError when `site` is there and not empty, or when the folder cannot be made.
    """
    refuse(site)
    path = site.parent / f".{site.name}.unfinished"
    lock = None
    try:
        _clean(path)
        path.mkdir()
        lock = _lock(path / MARK)
        yield Unfinished(path, lock)
        refuse(site)  # minutes may have passed
        path.rename(site)
        (site / MARK).unlink()
    except shutil.Error as error:  # of a whole tree: one of the reasons is enough
        _, where, why = error.args[0][0]
        raise MoveError(f"{where}: {why}; {site} was not made", code=1) from error
    except OSError as error:
        where = error.filename or path
        raise MoveError(f"{where}: {error.strerror or error}; {site} was not made", code=1) from error
    finally:
        if lock is not None:
            os.close(lock)


def refuse(site: Path) -> None:
    """Raise MoveError unless `site` is free: absent, or an empty folder."""
    if not site.parent.is_dir():
        raise MoveError(f"{site.parent}: there is no such folder to make the site in")
    try:
        taken = site.is_symlink() or (site.exists() and (not site.is_dir() or any(site.iterdir())))
    except OSError as error:
        raise MoveError(f"{site}: {error.strerror}") from error
    if taken:
        raise MoveError(
            f"{site}: something is there already; give another SITE=…, or, for a newer export of the same blog, run"
            " `nikola import_blogger EXPORT` in it"
        )


def lay_out(house: Path, site: Path, title: str) -> None:
    """Copy into the folder `site` what a site needs of `house`, and make its empty folders and its README."""
    for name in EMPTY:
        (site / name).mkdir()
    for name in COPIED:
        source = house / name
        if source.is_dir():
            shutil.copytree(source, site / name, ignore=JUNK)
        elif source.is_file():
            shutil.copyfile(source, site / name)
        elif name in NEEDED:
            raise MoveError(f"{source}: is missing; run the move in a whole copy of this project")
    (site / "README.md").write_text(README.format(title=title), encoding="utf-8")


def _clean(path: Path) -> None:
    """Remove what an earlier move left behind; refuse what is another's, or still at work."""
    if not path.exists() and not path.is_symlink():
        return
    if path.is_symlink() or not path.is_dir() or (any(path.iterdir()) and not (path / MARK).is_file()):
        raise MoveError(f"{path}: is in the way and was not made by a move; rename it")
    lock = _lock(path / MARK)
    try:
        for child in path.iterdir():
            if child.is_dir() and not child.is_symlink():
                shutil.rmtree(child)
            elif child.name != MARK:  # the mark goes last, should this be stopped halfway
                child.unlink()
        shutil.rmtree(path)
    finally:
        os.close(lock)


def _lock(mark: Path) -> int:
    """Lock the mark, made if need be; the lock ends with the process, however it ends."""
    lock = os.open(mark, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise MoveError(f"{mark.parent}: another move is at work here; wait for it") from error
    return lock
