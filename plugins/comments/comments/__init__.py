"""Comments on pages: the files beside posts come in, `comments` and `comment_count` go to the templates."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import blinker
from nikola import utils
from nikola.plugin_categories import SignalHandler

from .file import read
from .thread import thread

SUFFIX = ".comments.yaml"
LOGGER = utils.get_logger("comments")


class Comments(SignalHandler):
    """Reads all comments when Nikola has read the posts, and gives each page its own."""

    name = "comments"

    def set_site(self, site: Any) -> None:
        """Listen to the site's posts being read and rendered."""
        super().set_site(site)
        self.contexts: dict[Path, dict[str, Any]] = {}  # what a page is given, by file of comments
        blinker.signal("scanned").connect(self.read_files)
        blinker.signal("render_post").connect(self.give_comments)

    def read_files(self, site: Any) -> None:
        """Read every file of comments; end Nikola with code 1 after telling what is wrong in any of them."""
        self.contexts, findings = {}, []
        patterns = [Path(pattern) for pattern, *_ in site.config["post_pages"]]
        extensions = {pattern.suffix for pattern in patterns}
        for path in files({pattern.parent for pattern in patterns}):
            stem = path.name.removesuffix(SUFFIX)
            if not any(path.with_name(stem + extension).is_file() for extension in extensions):
                findings.append(f"{path}:1: comments without a post or page beside them")
            comments, wrong = read(path.read_bytes())
            findings += [f"{path}:{line}: {message}" for line, message in wrong]
            threads, odd = thread(comments)
            for line, message in odd:
                LOGGER.info("%s:%s: %s", path, line, message)
            if comments:
                self.contexts[path] = {"comments": threads, "comment_count": len(comments)}
        for post in site.timeline:
            path = Path(post.source_path).with_suffix(SUFFIX)
            post.comment_count = self.contexts.get(path, {}).get("comment_count", 0)
            count = utils.config_changed({"": post.comment_count}, f"comments:{path}")  # lists show the number
            post.add_dependency_uptodate(count, is_callable=False, add="page")
        if findings:
            print("\n".join(findings), file=sys.stderr)
            sys.exit(1)

    def give_comments(self, page: dict[str, Any]) -> None:
        """Put a post's comments into the context of its page; what is there is also what the page depends on."""
        given = self.contexts.get(Path(page["post"].source_path).with_suffix(SUFFIX), {})
        page["context"].update(given)
        # The core puts a word of its own under `comments` in what the page depends on.
        page["deps_dict"]["comments_of_readers"] = given.get("comments")


def files(folders: set[Path]) -> Iterator[Path]:
    """Yield the files of comments below the folders, in one order on every machine and each once."""
    found = {
        Path(root, name)
        for folder in folders
        for root, _, names in os.walk(folder, followlinks=True)
        for name in names
        if name.endswith(SUFFIX)
    }
    yield from sorted(found)
