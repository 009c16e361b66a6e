"""Where pictures lie.

In: the folders whose files Nikola publishes, and the tables of pictures that were brought home. Out: the file of an
address that a page names, and the address of a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit


@dataclass(frozen=True)
class Files:
    """What Nikola publishes: `folders` by their place below the root, `moved` files by the address they had."""

    folders: Mapping[str, str]
    moved: Mapping[str, Path]
    base: str  # the address of the root, ends in /

    def file(self, page: str, address: str) -> Path | None:
        """Return the file of an address as the page at address `page` has it; None for what is not of this site."""
        if address in self.moved:
            return self.moved[address]
        if address.startswith(self.base):
            address = f"/{address.removeprefix(self.base)}"
        try:
            parts = urlsplit(urljoin(page, address))
        except ValueError:  # no address at all
            return None
        path = unquote(parts.path).lstrip("/")
        for folder, place in () if parts.netloc else self.folders.items():
            name = path.removeprefix(f"{place}/") if place else path
            if name != path or not place:
                file = Path(folder, name)
                if ".." not in file.parts and "\0" not in name and file.is_file():
                    return file
        return None

    def is_elsewhere(self, page: str, address: str) -> bool:
        """Tell whether an address is a whole one, and no file of this site."""
        return address.startswith(("http://", "https://")) and self.file(page, address) is None

    def address(self, file: Path) -> str | None:
        """Return where a file is published; None for one that is not there, or that is not published."""
        for folder, place in self.folders.items():
            if file.is_relative_to(folder) and file.is_file():
                return quote("/" + Path(place, file.relative_to(folder)).as_posix())
        return None


def moved(text: str) -> dict[str, Path]:
    """Return the files by the addresses they had, from a table of lines `ADDRESS  FILE` (see plugin pictures)."""
    found = {}
    for line in text.splitlines():
        address, file, *_ = [*line.split(), "", ""]
        if "//" in address and not address.startswith("#") and file not in {"", "gone", "later"}:
            found[address] = Path(file)
    return found
