"""The menu of a new site: only what the import has made.

In: the site's folder and words in its language. Out: links of (address, text); Nikola resolves the addresses.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

MOST_PAGES = 5  # a menu is one line


def menu(site: Path, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the links, `words` being Nikola's messages: archive, tags, and pages while they are few."""
    posts = list(_public(site / "posts"))
    pages = sorted((str(data["title"]), path) for path, data in _public(site / "pages"))
    links = []
    if posts:
        links.append(("link://archive", words["Archive"]))
    if any(data.get("tags") for _, data in posts):
        links.append(("link://tag_index", words["Tags"]))
    if len(pages) <= MOST_PAGES:
        links += [(f"link://filename/{path.relative_to(site).as_posix()}", title) for title, path in pages]
    return links


def _public(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield each published source file below a folder with its metadata."""
    yaml = YAML(typ="safe")
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".md"}):
        with path.open(encoding="utf-8") as lines:
            next(lines)  # the opening ---
            head = "".join(iter(lines.readline, "---\n"))
        data = yaml.load(head)
        if not data.get("status"):
            yield path, data
