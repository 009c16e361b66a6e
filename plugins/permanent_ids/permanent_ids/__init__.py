"""Shell: gives each new post its id.

In: posts without `guid`, and the ledger of what the feeds have served. Out: the same posts with a `guid`, which
`nikola build` writes into their metadata. From then on it is read there, so that no other title, date, slug, file name,
domain or form of addresses changes it.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from blinker import signal
from nikola.plugin_categories import SignalHandler

from . import identity, source

LEDGER = Path("posts/served.txt")
BUILDING = {"build", "run"}  # commands that may write; others only look


class PermanentIds(SignalHandler):  # type: ignore[misc]
    """Sees all posts when Nikola has read them."""

    name = "permanent_ids"

    def set_site(self, site: Any) -> None:
        """Listen to the posts being read."""
        super().set_site(site)
        signal("scanned").connect(self.give_ids)

    def give_ids(self, site: Any) -> None:
        """Give each public post without an id its own; end Nikola with code 1 after telling where it cannot be kept.

        No task is made yet: what is made of a source depends on all of its text, and so on this line too.
        """
        first = address_ids_from(site)
        ledger = identity.read(LEDGER.read_text(encoding="utf-8")) if LEDGER.is_file() else []
        in_use = {guid(post) for post in (*site.timeline, *site.unpublished)}
        taken = in_use | {one.id for one in ledger}
        findings = []
        for post in sorted(site.posts, key=lambda post: (post.date, post.source_path)):
            if guid(post):
                continue
            new = identity.remembered(ledger, post.permalink(), post.source_path, in_use)
            if not new and first and post.date.date() >= first:
                new = post.permalink(absolute=True)
            new = new or identity.mint(site.config["BASE_URL"], post.date, post.meta("slug"), taken)
            in_use.add(new)
            taken.add(new)
            for meta in post.meta.values():
                meta["guid"] = new
            if BUILDING & set(sys.argv[1:]):
                findings += record(post, new)
        if findings:
            print(*findings, sep="\n", file=sys.stderr)
            sys.exit(1)


def record(post: Any, new: str) -> list[str]:
    """Write an id into the metadata of a post; return a finding if that cannot be."""
    path = Path(post.metadata_path if post.is_two_file else post.source_path)
    readers = {name: extractor.extract_text for name, extractor in post.metadata_extractors_by["name"].items()}
    finding = source.record(path, readers, new)
    return [finding] if finding else []


def guid(post: Any) -> str:
    """Return the id in the metadata of a post, empty for none."""
    return str(post.meta("guid") or "").strip()


def address_ids_from(site: Any) -> date | None:
    """Return the day from which on new ids are addresses, None for never; end Nikola with code 2 if it is no day."""
    given = site.config["LOWTECH_FEED_ADDRESS_IDS_FROM"]
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        print(
            f"conf.py: LOWTECH_FEED_ADDRESS_IDS_FROM must be a day such as 2023-05-21, not {given!r}", file=sys.stderr
        )
        sys.exit(2)
