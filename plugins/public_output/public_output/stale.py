"""A folder and the files that belong in it → the folder without anything else."""

import os
from collections.abc import Iterable
from pathlib import Path


def fault(folder: Path, root: Path, sources: Iterable[Path]) -> str | None:
    """Return why it would be wrong to remove files in folder, a sentence; None if it is safe.

    All paths are absolute. root is the site's own folder, sources the folders that its author writes in.
    """
    if folder == root or not folder.resolve().is_relative_to(root.resolve()) or folder.is_symlink():
        return "must be a folder of its own below this one, since a build removes from it what is not of the site"
    for source in sources:
        if folder.is_relative_to(source) or source.is_relative_to(folder):
            return f"must not share files with {source.relative_to(root)}/"
    for name in (".git", "conf.py"):
        if (folder / name).exists():
            return f"holds {name}: this is no folder to remove files from"
    return None


def clean(folder: Path, wanted: set[str]) -> None:
    """Remove each file below folder whose path is not wanted, and folders that become empty.

    wanted are paths beginning with folder as given. Links are removed, never followed.
    """
    for parent, folders, files in os.walk(folder, topdown=False):
        here = Path(parent)
        for path in (here / name for name in files):
            if str(path) not in wanted:
                path.unlink()
        for path in (here / name for name in folders):
            if path.is_symlink():
                path.unlink()
            elif not any(path.iterdir()):
                path.rmdir()


def make_way(source: Path, place: Path) -> None:
    """Remove each file below place that stands where source, to be copied there, has a folder."""
    for parent, _, _ in os.walk(source, followlinks=True):
        path = place / Path(parent).relative_to(source)
        if path.is_file() or path.is_symlink():
            path.unlink()
