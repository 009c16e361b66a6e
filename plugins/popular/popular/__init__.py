"""`nikola popular LOG…`: the readers of each post, counted in access logs, to posts/popular.txt."""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import crawleruseragents  # type: ignore[import-untyped]
from nikola.plugin_categories import Command

from .count import DamagedLogError, Readers, lines

POPULAR = Path("posts/popular.txt")
HEAD = "# Readers of each post, a day's visits of one reader being one: written by `nikola popular`.\n"


class CommandPopular(Command):
    """Count the readers of posts."""

    name = "popular"
    doc_usage = "ACCESS_LOG…"
    doc_purpose = f"count the readers of each post in a server's access logs, to {POPULAR}"

    def _execute(self, _options: dict[str, Any], args: list[str]) -> int:
        """Count; return 0, or 2 after one sentence on why not: then nothing was written."""
        if not args:
            print("ERROR: popular: name access logs: nikola popular /var/log/nginx/access.log*", file=sys.stderr)
            return 2
        self.site.scan_posts()
        readers = Readers(pages(self.site), crawleruseragents.is_crawler)
        there = Path(self.site.original_cwd or ".")
        for name in args:
            before, faults = readers.lines, readers.no_requests
            try:
                for line in lines(Path(there, name)):
                    readers.count(line)
            except OSError as fault:
                return refuse(f"{name}: {fault.strerror}")
            except DamagedLogError as fault:
                return refuse(str(fault))
            if readers.lines - before == readers.no_requests - faults > 0:
                return refuse(f"{name}: no line is one of an access log (combined, or JSON of Caddy)")
        write(readers)
        return 0


def refuse(message: str) -> int:
    """Say why nothing was written; return the exit code."""
    print(f"ERROR: {message}", file=sys.stderr)
    return 2


def pages(site: Any) -> dict[str, str]:
    """Return the source file of each published post by the paths its page is asked for with."""
    found = {}
    for post in site.posts:
        for lang in site.config["TRANSLATIONS"]:
            path = unquote(urlsplit(post.permalink(lang, absolute=True)).path)
            found[path] = post.source_path
            if path.endswith("/"):
                found[path + site.config["INDEX_FILE"]] = post.source_path
    return found


def write(readers: Readers) -> None:
    """Write the counts, whole or not at all, and say what was counted."""
    ranking = sorted(readers.counts.items(), key=lambda item: (-item[1], item[0]))
    text = HEAD + "".join(f"{count:7}  {source}\n" for source, count in ranking)
    if not POPULAR.is_file() or POPULAR.read_text(encoding="utf-8") != text:
        part = POPULAR.with_name(f"{POPULAR.name}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(POPULAR)
    print(
        f"{POPULAR}: {sum(readers.counts.values())} readers of {len(ranking)} posts, in {readers.lines} lines of logs; "
        f"{readers.by_robots} visits of robots and {readers.no_requests} lines that are no requests do not count"
    )
