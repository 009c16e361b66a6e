"""Pictures as pages show them: the file instead of the old address, with its size and narrower versions of it.

Photos are published without their position.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import blinker
from nikola import utils
from nikola.plugin_categories import Task
from PIL import __version__ as pillow
from PIL import features

from . import encode, versions
from .fragment import Pictures
from .measure import Head, measure
from .position import without_position
from .table import Tables

LOGGER = utils.get_logger("pictures")
VERSION = "pictures 2"  # fragments and pictures made by another version are made again
PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff")
NARROWED = (".jpg", ".jpeg", ".png")
MISSING = "picture missing"  # a message of the theme
# What a fragment has for a page; feeds and whatever else shows a post outside of pages do without.
FOR_PAGES = "data-picture-"


class PublishPictures(Task):
    """Changes the fragment of each post and page when Nikola has compiled it, pages, and photos when it copied them."""

    name = "pictures"

    def set_site(self, site: Any) -> None:
        """Listen to the site."""
        super().set_site(site)
        blinker.signal("configured").connect(self.prepare)
        blinker.signal("scanned").connect(self.tell)
        blinker.signal("compiled").connect(self.show)

    def prepare(self, site: Any) -> None:
        """Read the tables, and make fragments depend on them and on the pictures."""
        if not site.configured:
            return
        self.folders = {folder.strip("/"): place.strip("/") for folder, place in site.config["FILES_FOLDERS"].items()}
        self.findings: list[str] = []
        self.widths = self.asked_widths(site.config["LOWTECH_PICTURE_WIDTHS"])
        self.heads = cache(head_of)
        self.made = cache(self.plan)
        tables, state = Tables(), hashlib.sha256(f"{VERSION} {self.widths}".encode())
        for file in sorted(file for folder in self.folders for file in Path(folder, "images").rglob("*")):
            if file.is_file():
                told = file.stat()
                state.update(f"{file} {told.st_size} {told.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
                if file.suffix == ".txt":
                    tables.read(str(file), file.read_text(encoding="utf-8", errors="replace"))
        words = site.MESSAGES[site.default_lang].get(MISSING, MISSING) if tables.gone else ""
        state.update(words.encode())
        moved = {address: self.address_of(file) for address, file in tables.files.items()}
        self.findings += tables.findings
        self.pictures = Pictures(
            moved={address: new for address, new in moved.items() if new},
            gone=tables.gone,
            missing=words,
            size=self.size_of,
            versions=self.versions_of,
        )
        for compiler in site.compilers.values():
            compiler.config_dependencies = [*compiler.config_dependencies, state.hexdigest()]
        if not site.config["LOWTECH_PICTURE_POSITION"]:
            add_filter(site.config["FILTERS"])
        site.rewrite_links = finishing(site.rewrite_links)

    def asked_widths(self, given: list[Any]) -> list[int]:
        """Return the widths of a setting, those that are some."""
        wrong = [width for width in given if type(width) is not int or not 0 < width <= versions.LONGEST]
        self.findings += [f"conf.py: LOWTECH_PICTURE_WIDTHS: {width!r} is no width in pixels" for width in wrong]
        return [width for width in given if width not in wrong]

    def gen_tasks(self) -> Iterator[dict[str, Any]]:
        """Yield a task for each picture below files/images/ that gets narrower versions."""
        yield self.group_task()
        output = Path(self.site.config["OUTPUT_FOLDER"])
        code = {"code": VERSION, "pillow": pillow, "webp": features.version("webp")}
        for folder, place in self.folders.items() if self.widths else ():
            for file in sorted(Path(folder, "images").rglob("*")):
                if file.suffix.lower() not in NARROWED or not file.is_file():
                    continue
                there = output / place / file.relative_to(folder).parent
                targets = {width: there / versions.name(file.name, width) for width in self.made(file)}
                if targets:
                    yield {
                        "basename": self.name,
                        "name": str(file),
                        "file_dep": [str(file)],
                        "targets": list(map(str, targets.values())),
                        "actions": [(narrow, [file, targets])],
                        "uptodate": [utils.config_changed({**code, "widths": list(targets)}, "pictures")],
                        "clean": True,
                    }

    def plan(self, file: Path) -> list[int]:
        """Return the widths of the versions to make of a picture; say why there are none where that is odd."""
        head = self.heads(file)
        if isinstance(head, str) or (why := versions.refusal(head)):
            LOGGER.info("%s: %s", file, head if isinstance(head, str) else why)
            return []
        made = versions.plan(head, self.widths)
        # A file of the author's that happens to have the name of a version is published, and no version.
        return [width for width in made if not file.with_name(versions.name(file.name, width)).exists()]

    def tell(self, _: Any) -> None:
        """Print what is wrong in the tables, all of it; --strict ends the build at that."""
        if self.findings:
            LOGGER.warning("\n".join(self.findings))

    def show(self, compiled: dict[str, Any]) -> None:
        """Rewrite the file `dest` of the signal, if it holds pictures or links to some."""
        dest = Path(compiled["dest"])
        fragment = dest.read_bytes().decode("utf-8")
        shown = self.pictures.show(fragment)
        if shown != fragment:
            dest.write_bytes(shown.encode("utf-8"))

    def address_of(self, file: str) -> str:
        """Return where Nikola publishes a file of files/; nothing where there is none."""
        for folder, place in self.folders.items():
            name = file.removeprefix(f"{folder}/")
            if name != file and Path(file).is_file():
                return versions.as_address(f"{place}/{name}")
        return ""

    def file_at(self, address: str) -> Path | None:
        """Return the file of files/ that is published at an address of this site, None for any other address."""
        if not address.startswith("/") or address.startswith("//"):
            return None
        path = unquote(urlsplit(address).path).lstrip("/")
        for folder, place in self.folders.items():
            name = path.removeprefix(f"{place}/") if place else path
            file = Path(folder, name)
            if (name != path or not place) and ".." not in file.parts and file.is_file():
                return file
        return None

    def size_of(self, address: str) -> tuple[int, int] | None:
        """Return the size of the picture at an address of this site, None for any other."""
        file = self.file_at(address)
        head = self.heads(file) if file else ""
        return None if isinstance(head, str) else (head.width, head.height)

    def versions_of(self, address: str, given: Mapping[str, str]) -> dict[str, str]:
        """Return the attributes that offer versions of the picture at an address."""
        file = self.file_at(address)
        if not self.widths or file is None or file.suffix.lower() not in NARROWED:
            return {}
        if not any(file.is_relative_to(Path(folder, "images")) for folder in self.folders):
            return {}
        head, made = self.heads(file), self.made(file)
        if isinstance(head, str):
            return {}
        offered = versions.attributes(
            given, head, versions.as_address(unquote(urlsplit(address).path)), made, max(self.widths)
        )
        return {f"{FOR_PAGES}{name}": value for name, value in offered.items()}


def head_of(file: Path) -> Head | str:
    """Return the head of a picture, or why it has none."""
    try:
        return measure(file)
    except ValueError as error:
        return str(error)


def finishing(rewrite: Callable[..., None]) -> Callable[..., None]:
    """Return Nikola's last step before a page is written, with ours before it: offer versions, load the first at once.

    The first picture of a page is often the largest thing that its reader sees; the others wait for him to scroll.
    """

    def finish(document: Any, *where: Any, **more: Any) -> None:
        waiting = True
        for picture in document.iter("img"):
            for name in ("srcset", "sizes"):
                if value := picture.attrib.pop(f"{FOR_PAGES}{name}", ""):
                    picture.set(name, value)
            if waiting and picture.get("loading") == "lazy":
                del picture.attrib["loading"]
                waiting = False
        rewrite(document, *where, **more)

    return finish


def narrow(file: Path, targets: dict[int, Path]) -> None:
    """Make the versions of a picture; say what is wrong with it."""
    if finding := encode.make(file, targets):
        LOGGER.info("%s: %s", file, finding)


def add_filter(filters: dict[Any, list[Any]]) -> None:
    """Add to Nikola's filters, which change files of output/, the one that takes positions out of photos."""
    for suffix in PHOTOS:
        mine = [actions for kinds, actions in filters.items() if suffix == kinds or suffix in tuple(kinds)]
        if mine:
            mine[0].append(hide_position)
        else:
            filters[suffix] = [hide_position]


def hide_position(name: str) -> None:
    """Take the place it was taken at out of a photo in output/; one that would not let go of it is not published."""
    file = Path(name)
    try:
        data = without_position(file.read_bytes())
    except ValueError as error:
        file.unlink()
        LOGGER.error("%s: %s; it was not published", name, error)  # noqa: TRY400 - the sentence says it all
        return
    if data is not None:
        times = file.stat()
        part = file.with_name(f"{file.name}.part")
        part.write_bytes(data)
        os.utime(part, ns=(times.st_atime_ns, times.st_mtime_ns))
        part.replace(file)
