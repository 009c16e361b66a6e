"""Targets as written in conf.py → arguments of rsync; what rsync lists → whether the target may be replaced."""

import re
from dataclasses import dataclass
from pathlib import Path

PROOF = "sitemap.xml"  # a folder that holds it is taken for an older copy of the site
SERVER = re.compile(r"(?:[^\s@:/-][^\s@:/]*@)?(?:\[[0-9A-Fa-f:.]+\]|[^\s@:/\[-][^\s@:/]*):(?P<path>(?!:|//).+)")
LISTED = re.compile(r"\S+ +[\d,.]+\S* \S+ \S+ (.*)")  # mode, size, date, time, name


class TargetError(Exception):
    """A target in conf.py that is none; the message names the setting."""


@dataclass(frozen=True)
class Target:
    """Where rsync makes a copy of output/: an absolute path, or user@host:path."""

    address: str


def folder(text: str, root: Path, output: Path) -> Target:
    """Return the target that is a folder of this machine; root is the site's own folder, output what is copied."""
    if not text:
        raise TargetError("LOWTECH_DEPLOY_FOLDER is not set: say where to copy the site, such as /srv/www/blog")
    target = (root / Path(text).expanduser()).resolve()
    if root.resolve().is_relative_to(target) or target.is_relative_to(output.resolve()) or target == Path.home():
        raise TargetError(f"LOWTECH_DEPLOY_FOLDER ({text}) is no folder to replace by a copy of the site")
    return Target(str(target))


def server(text: str) -> Target:
    """Return the target that is reached over ssh."""
    if not text:
        raise TargetError(
            "LOWTECH_DEPLOY_SERVER is not set: say where to send the site, such as me@example.org:/srv/www/blog"
        )
    match = SERVER.fullmatch(text)
    if not match or match["path"].strip("/") in ("", ".", "~"):
        raise TargetError(f"LOWTECH_DEPLOY_SERVER ({text}) must be user@host:/path/of/a/folder")
    return Target(text.rstrip("/"))


def listing(target: Target, ssh: str) -> list[str]:
    """Return the command that lists the target."""
    return ["rsync", "--list-only", "--protect-args", f"--rsh={ssh}", f"{target.address}/"]


def replaceable(listed: str) -> bool:
    """Tell from what rsync lists whether the target is empty or holds an older copy of the site."""
    names = {match[1] for match in map(LISTED.fullmatch, listed.splitlines()) if match} - {"."}
    return not names or PROOF in names


def copying(output: Path, target: Target, ssh: str) -> list[str]:
    """Return the command that makes target a copy of output, readable by a web server; old files go last."""
    return [
        *("rsync", "--recursive", "--checksum", "--perms", "--chmod=D755,F644"),
        *("--delay-updates", "--delete-delay", "--protect-args", f"--rsh={ssh}"),
        *(f"{output}/", f"{target.address}/"),
    ]
