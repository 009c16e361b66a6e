"""`nikola move_blog EXPORT`: a new site of one's own, beside this one, out of any Blogger export."""

import json
import re
import subprocess
import sys
import zoneinfo
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nikola import utils
from nikola.nikola import LEGAL_VALUES
from nikola.plugin_categories import Command

from . import conf_text
from .choices import Choices, decide
from .errors import MoveError
from .folder import Unfinished, lay_out, refuse, unfinished
from .menu import menu

SITE = "../my-site"
# Settings that hold something of the bundled site, and what they are in a new one.
HOUSE_ONLY = {
    "LOWTECH_LEGACY_HOSTS": "[]",
    "LOWTECH_FEED_ADDRESS_IDS_FROM": '""',
    "LOWTECH_FEED_HUB": '""',
    "LOWTECH_DEPLOY_FOLDER": '""',
    "LOWTECH_DEPLOY_SERVER": '""',
    "DEPLOY_COMMANDS": "{}",
}


def _option(name: str, text: str, default: str = "") -> dict[str, object]:
    return {"name": name, "long": name, "type": str, "default": default, "help": text}


class CommandMoveBlog(Command):
    """Make a site out of a Blogger export: lay it out, import, build, check, compare."""

    name = "move_blog"
    doc_usage = "[options] EXPORT…"
    doc_purpose = "make a new site, beside this one, out of a Blogger export (file, Takeout archive or folder)"
    cmd_options = (
        _option("site", f"folder of the new site (default {SITE}); must not be there yet", SITE),
        _option("old", "address of the old blog, such as https://name.blogspot.com; inferred otherwise"),
        _option("new", "address of the new site, such as https://example.org"),
        _option("blog", "which blog, when the archive holds several: its title"),
        _option("title", "title of the blog; the export's otherwise"),
        _option("author", "author of the blog; the export's otherwise"),
        _option("language", "language of the blog, such as fr; the export's otherwise"),
        _option("timezone", "time zone of the blog, such as Europe/Paris; the export's otherwise"),
    )

    def _execute(self, options: dict[str, Any], args: list[str]) -> int:
        """Move; return 0, or another code after one sentence on why not."""
        house, there = Path.cwd(), Path(self.site.original_cwd or ".")
        site = Path(options["site"] or SITE).expanduser()
        try:
            # doit takes an argument with a = in it for a variable of its own, even a file's name.
            args = [*args, *(arg for arg in sys.argv[2:] if "=" in arg and not arg.startswith("-"))]
            if not args:
                raise MoveError("move_blog: name an export: make move EXPORT=blog.xml")
            exports = [str(Path(there, Path(arg).expanduser()).resolve()) for arg in args]
            self._move(house, Path(there, site), exports, options)
        except MoveError as error:
            if str(error):
                print(f"ERROR: {error}", file=sys.stderr)
            return error.code
        except KeyboardInterrupt:
            print(f"ERROR: {site}: the move was stopped; the site was not made", file=sys.stderr)
            return 130
        return 0

    def _move(self, house: Path, site: Path, exports: list[str], asked: dict[str, str]) -> None:
        site = site.parent.resolve() / site.name
        if site.is_relative_to(house.resolve()):
            raise MoveError(f"{site}: lies in this project's folder; give a SITE outside of it")
        refuse(site)
        blog = [f"--blog={asked['blog']}"] if asked["blog"] else []
        old = [f"--old={asked['old']}"] if asked["old"] else []
        facts = _facts(house, [*blog, *old, *exports])
        languages = {names if isinstance(names, str) else names[0] for names in LEGAL_VALUES["TRANSLATIONS"]}
        choices, notes = decide(facts, asked, languages, zoneinfo.available_timezones().__contains__)
        with unfinished(site) as place:
            _say(f"1/5 laying out {site.name}")
            lay_out(house, place.path, choices.title)
            _write_conf(house, place.path, choices, [])
            _say("2/5 importing")
            report = _nikola(place, "import_blogger", *blog, *old, *exports, stdout=subprocess.PIPE)
            _write_conf(house, place.path, choices, menu(place.path, _words(choices.language)))
            _say("3/5 building")
            _nikola(place, "build", "--strict", stderr=subprocess.PIPE)
            _say("4/5 checking")
            checked = _nikola(place, "check_site", "--summary", stdout=subprocess.PIPE)
            _say("5/5 comparing with the export")
            receipt = _run(place.path, ["receipt", *exports], pass_fds=[place.lock], stdout=subprocess.PIPE)
            elsewhere = _pictures_elsewhere(place)
        _say(report + checked + receipt.stdout.rstrip())
        if notes:
            _say("to settle:\n" + "\n".join(f"  {note}" for note in notes))
        if receipt.returncode:  # the site is whole, and its author has to know
            raise MoveError(f"{site}: is the new site, but not all came along: see the receipt", code=1)
        _say(f"{site}: is the new site; look at it with `make serve` in that folder")
        if elsewhere:
            _say(
                f"Pictures of its posts that still lie on other hosts: {elsewhere}. Bring them home with"
                " `nikola fetch_images` in that folder, then run `nikola build`."
            )


def _facts(house: Path, arguments: list[str]) -> dict[str, Any]:
    """Ask the importer what the export says of the blog."""
    run = _run(house, ["import_blogger", "--facts", *arguments], stdout=subprocess.PIPE)
    if run.returncode:
        raise MoveError("", max(run.returncode, 1))  # the importer has said why
    facts: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return facts


def _nikola(place: Unfinished, *arguments: str, **streams: int) -> str:
    """Run nikola in the unfinished folder, the folder's lock in its hands.

    Output goes to the terminal; what `streams` holds back is told when the step fails. Returns the standard output.
    """
    run = _run(place.path, arguments, pass_fds=[place.lock], **streams)
    if run.returncode:
        _say(f"{run.stdout or ''}{run.stderr or ''}".rstrip())
        raise MoveError(
            f"{place.path}: the step `nikola {arguments[0]}` failed; what there is stays here until the next move",
            max(run.returncode, 1),
        )
    return run.stdout or ""


def _pictures_elsewhere(place: Unfinished) -> int:
    """Return how many pictures `nikola fetch_images` would fetch; it tells without asking any host."""
    told = _nikola(place, "fetch_images", "--dry-run", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    match = re.match(r"(\d+) pictures? to fetch", told)
    return int(match[1]) if match else 0


def _run(folder: Path, arguments: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nikola", *arguments]
    return subprocess.run(command, cwd=folder, text=True, check=False, **options)


def _words(language: str) -> dict[str, str]:
    """Return Nikola's own words for the interface in a language."""
    base = utils.get_theme_path_real("base", [])
    words: dict[str, str] = utils.load_messages([base], {language: "", "en": ""}, "en", [])[language]
    return words


def _write_conf(house: Path, site: Path, choices: Choices, links: list[tuple[str, str]]) -> None:
    """Write the site's conf.py: the house's, with the settings that are the blog's own."""
    text = conf_text.replace(
        (house / "conf.py").read_text(encoding="utf-8"),
        {
            "BLOG_TITLE": conf_text.literal(choices.title),
            "BLOG_AUTHOR": conf_text.literal(choices.author),
            "BLOG_DESCRIPTION": conf_text.literal(choices.description),
            "BLOG_EMAIL": '""',
            "SITE_URL": conf_text.literal(choices.address),
            "DEFAULT_LANG": conf_text.literal(choices.language),
            "TIMEZONE": conf_text.literal(choices.timezone),
            "NAVIGATION_LINKS": conf_text.menu(links),
        },
        HOUSE_ONLY,
    )
    (site / "conf.py").write_text(text, encoding="utf-8")


def _say(text: str) -> None:
    print(text, flush=True)  # before the children's own output
