"""Pictures as pages show them: the file instead of the old address, with its size; photos without their position."""

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import blinker
from nikola import utils
from nikola.plugin_categories import SignalHandler

from .fragment import Pictures
from .measure import measure
from .position import without_position
from .table import Tables

LOGGER = utils.get_logger("pictures")
VERSION = "pictures 1"  # fragments made by another version are made again
PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff")


class PublishPictures(SignalHandler):
    """Changes the fragment of each post and page when Nikola has compiled it, and photos when it has copied them."""

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
        tables, state = Tables(), hashlib.sha256(VERSION.encode())
        for file in sorted(file for folder in self.folders for file in Path(folder, "images").rglob("*")):
            if file.is_file():
                told = file.stat()
                state.update(f"{file} {told.st_size} {told.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
                if file.suffix == ".txt":
                    tables.read(str(file), file.read_text(encoding="utf-8", errors="replace"))
        moved = {address: self.address_of(file) for address, file in tables.files.items()}
        self.findings = tables.findings
        self.pictures = Pictures(
            moved={address: new for address, new in moved.items() if new},
            gone=tables.gone,
            missing=site.config["LOWTECH_PICTURE_MISSING"],
            size=cache(self.size_of),
        )
        for compiler in site.compilers.values():
            compiler.config_dependencies = [*compiler.config_dependencies, state.hexdigest()]
        if not site.config["LOWTECH_PICTURE_POSITION"]:
            add_filter(site.config["FILTERS"])

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
                return quote("/" + f"{place}/{name}".lstrip("/"))
        return ""

    def size_of(self, address: str) -> tuple[int, int] | None:
        """Return the size of the picture at an address of this site, None for any other."""
        if not address.startswith("/") or address.startswith("//"):
            return None
        path = unquote(urlsplit(address).path).lstrip("/")
        for folder, place in self.folders.items():
            name = path.removeprefix(f"{place}/") if place else path
            file = Path(folder, name)
            if (name != path or not place) and ".." not in file.parts and file.is_file():
                return measure(file)
        return None


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
