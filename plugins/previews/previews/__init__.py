"""Shell: what stands for a page where its address is shown. In: titles, dates, pictures of all posts. Out: PNG files.

A picture that its author put into a text, or names in `previewimage`, is used as it is. Each other page has a card made
for it, at the page's own address below previews/; lists have the card of the site.
"""

import hashlib
import subprocess
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import blinker
import PIL
from nikola.plugin_categories import Task
from nikola.utils import LocaleBorg, config_changed

from . import card, files, fonts, picture, text, words

FOLDER = "previews"
PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")  # the second is not required: 20 MB of Chinese, Japanese and Korean
FONTS, FIRST = "[!.]*.[ot]t[fc]", "NotoSans["  # all, and the one to begin with: the others are for other scripts
CODE = b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))
MADE_BY = [hashlib.sha256(CODE).hexdigest(), PIL.__version__, text.RAQM]  # another version may draw another picture
LONGEST = 250  # bytes in the name of a file, without .png
MOST_ASKED = 4000  # letters that fontconfig is asked about; a command line holds no more of them


class PreviewsError(Exception):
    """There is no font."""


class Previews(Task):  # type: ignore[misc]
    """Finds or makes the picture of each page, and tells templates of it."""

    name = "previews"

    def set_site(self, site: Any) -> None:
        """Listen to the sources having been read, and to each page of a post."""
        super().set_site(site)
        self.found: dict[tuple[str, str], dict[str, Any] | None] = {}
        self.cards: dict[str, card.Card] = {}
        blinker.signal("scanned").connect(self.prepare)
        blinker.signal("render_post").connect(self.give)
        site.config["GLOBAL_CONTEXT_FILLER"].append(self.fill)

    def prepare(self, site: Any) -> None:
        """Decide for each page which picture it has."""
        config = site.config
        self.found, self.cards = {}, {}
        folders = {folder.strip("/"): place.strip("/") for folder, place in config["FILES_FOLDERS"].items()}
        tables = sorted(table for folder in folders for table in Path(folder, "images").rglob("*.txt"))
        moved = (files.moved(table.read_text(encoding="utf-8", errors="replace")) for table in tables)
        self.files = files.Files(folders, {k: v for table in moved for k, v in table.items()}, config["BASE_URL"])
        site.GLOBAL_CONTEXT["site_preview"] = {}
        for lang, place in config["TRANSLATIONS"].items():
            if config["LOWTECH_PREVIEWS"]:
                about = card.Card("", config["BLOG_TITLE"](lang), config["BLOG_DESCRIPTION"](lang))
                site.GLOBAL_CONTEXT["site_preview"][lang] = self.plan(about, Path(place, config["INDEX_FILE"]))
            for post in site.timeline:
                if lang in post.translated_to or config["SHOW_UNTRANSLATED_POSTS"]:
                    self.found[post.source_path, lang] = self.own(post, lang) or self.made(post, lang)

    def own(self, post: Any, lang: str) -> dict[str, Any] | None:
        """Return the picture that a post's author chose, else the first large one in the text, else the site's."""
        page, title = post.permalink(lang), post.title(lang)
        chosen = str(post.meta[lang]["previewimage"] or "")
        if self.files.is_elsewhere(page, chosen):
            return {"address": chosen, "alt": title}  # how large it is, nobody here knows
        if found := self.described(page, chosen, title, least=1):
            return found
        source = Path(post.translated_source_path(lang)).read_text("utf-8", "replace")
        others = (self.described(page, *shown) for shown in picture.pictures(source))
        default = self.site.config["DEFAULT_PREVIEW_IMAGE"] or ""
        return next(filter(None, others), None) or self.described(page, default, title, least=1)

    def described(self, page: str, address: str, alt: str, least: int = picture.LEAST) -> dict[str, Any] | None:
        """Return what is told of a picture that a page shows; None where it is none of ours, or not fit for that."""
        file = self.files.file(page, address) if address else None
        place = self.files.address(file) if file else None
        seen = picture.look(file) if file and place else None
        if seen is None or min(seen.width, seen.height) < least:
            return None
        return {"address": place, "alt": alt, **vars(seen)}

    def made(self, post: Any, lang: str) -> dict[str, Any] | None:
        """Plan a card for a post or page, if cards are wanted."""
        config = self.site.config
        if not config["LOWTECH_PREVIEWS"]:
            return None
        date = LocaleBorg().formatted_date(config["DATE_FORMAT"], post.date, lang) if post.is_post else ""
        about = card.Card(config["BLOG_TITLE"](lang), post.title(lang), date)
        return self.plan(about, Path(post.destination_path(lang, post.compiler.extension())))

    def plan(self, about: card.Card, page: Path) -> dict[str, Any]:
        """Note the card of a page, given by its path in output/; return what is told of the card."""
        name = page.with_suffix("").as_posix()
        short = page.parent.as_posix()
        if page.name == self.site.config["INDEX_FILE"] and short != "." and len(page.parent.name.encode()) < LONGEST:
            name = short
        while name in self.cards:  # /a.html and /a/
            name += "-"
        self.cards[name] = about
        address = quote(f"/{FOLDER}/{name}.png")
        return {"address": address, "alt": about.title, "width": card.WIDTH, "height": card.HEIGHT, "type": "image/png"}

    def give(self, page: dict[str, Any]) -> None:
        """Put a post's picture into the context of its page, which then depends on it."""
        page["context"]["preview"] = self.found.get((page["post"].source_path, page["lang"]))

    def fill(self, context: dict[str, Any], _template: str) -> None:
        """Let templates ask for the first words of a text."""
        context["beginning"] = words.beginning

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield a task for each card."""
        self.site.scan_posts()
        yield self.group_task()
        texts = {name: [fonts.plain(text) for text in vars(about).values()] for name, about in self.cards.items()}
        at_hand = self.fonts_for({char for told in texts.values() for char in fonts.needed("".join(told))})
        for name, about in self.cards.items():
            path = Path(self.site.config["OUTPUT_FOLDER"], FOLDER, f"{name}.png")
            used = fonts.used(texts[name], at_hand)
            depends = [vars(about), [(font.path.name, font.path.stat().st_size, font.index) for font in used], MADE_BY]
            yield {
                "basename": self.name,
                "name": str(path),
                "targets": [str(path)],
                "actions": [partial(write, path, about, used)],
                "uptodate": [config_changed(repr(depends), self.name)],
                "clean": True,
            }

    def fonts_for(self, needed: set[str]) -> list[fonts.Font]:
        """Return the fonts of conf.py and of the packages, and of this machine's those that know letters beyond."""
        asked = [fonts.Font(Path(name)) for name in self.site.config["LOWTECH_PREVIEW_FONTS"]]
        wrong = [str(font.path) for font in asked if not fonts.letters(font)]
        if wrong:
            raise PreviewsError(f"conf.py: LOWTECH_PREVIEW_FONTS: no font: {', '.join(wrong)}")
        found = asked + packaged()
        left = {char for char in needed if not any(char in fonts.letters(font) for font in found)}
        found += [font for font in installed(left) if left & fonts.letters(font)]
        if self.cards and not found:
            raise PreviewsError("no font to set titles in: pip install manimgx-fonts, or see LOWTECH_PREVIEW_FONTS")
        return found


def packaged() -> list[fonts.Font]:
    """Return the fonts in Python packages, that for most European languages first."""
    specs = filter(None, map(find_spec, PACKAGES))
    files = [
        file for spec in specs for place in spec.submodule_search_locations or () for file in Path(place).glob(FONTS)
    ]
    return [fonts.Font(file) for file in sorted(files, key=rank)]


def rank(file: Path) -> tuple[bool, str]:
    """Order fonts of the packages."""
    return not file.name.startswith(FIRST), file.name


def installed(letters: set[str]) -> list[fonts.Font]:
    """Return the fonts of this machine for letters, best first, as fontconfig chooses; none where it is not there."""
    if not letters:
        return []
    wanted = " ".join(f"{ord(char):x}" for char in sorted(letters)[:MOST_ASKED])
    command = [
        "fc-match",
        "--sort",
        "--format",
        "%{file}\t%{index}\t%{color}\t%{scalable}\n",
        f"sans-serif:bold:charset={wanted}",
    ]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return []
    rows = [line.split("\t") for line in told.splitlines()]
    return [
        fonts.Font(Path(file), int(index) & 0xFFFF)
        for file, index, color, scalable in rows
        if color != "True" and scalable == "True"
    ]


def write(path: Path, about: card.Card, used: tuple[fonts.Font, ...]) -> None:
    """Write a card's file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(card.draw(about, used))
