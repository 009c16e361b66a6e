"""The metadata of a post or page, which people can read, above its body.

In: an entry, its target, its local dates and its cleaned body. Out: the text of `posts/YYYY/MM/slug.html` or `.md`.
"""

import re
from urllib.parse import quote

from .body import Body
from .export import Entry
from .plan import Target
from .yaml_text import write_list, write_scalar

NOT_IN_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f]|%(?![0-9A-Fa-f]{2})")
TITLE_LENGTH = 60  # of a title made from the text


def make_title(entry: Entry, body: Body) -> str:
    """Return the entry's title; where it has none, the first words of its text, or its date."""
    title = " ".join(entry.title.split("\n")).strip()
    if title:
        return title
    words = body.text[: TITLE_LENGTH + 1]
    if len(words) > TITLE_LENGTH:
        words = (words[:TITLE_LENGTH].rpartition(" ")[0] or words[:TITLE_LENGTH]) + "…"
    return words.strip() or entry.published[:10] or "Untitled"


def write_head(entry: Entry, target: Target, body: Body, base: str, dates: tuple[str, str]) -> str:
    """Return the metadata. `base` is the old blog's address without a path.

    `dates` are those of publication and of the last change ('' when unknown), local ISO 8601.
    """
    date, updated = dates
    place = entry.place
    lines = [
        ("title", write_scalar(make_title(entry, body))),
        ("slug", write_scalar(target.slug)),
        ("date", write_scalar(date)),
        ("updated", write_scalar(updated) if updated else ""),
        ("author", write_scalar(entry.author) if entry.author else ""),
        ("tags", write_list(entry.labels) if entry.labels else ""),
        ("description", write_scalar(entry.description) if entry.description else ""),
        ("guid", write_scalar(entry.guid)),
        ("legacy", write_scalar(legacy_address(entry, target, base)) if target.path else ""),
        ("legacy_guessed", "true" if target.guessed else ""),
        ("link", write_scalar(entry.link) if entry.link else ""),
        ("place", write_scalar(place.name) if place and place.name else ""),
        ("latitude", write_scalar(place.latitude) if place and place.latitude else ""),
        ("longitude", write_scalar(place.longitude) if place and place.longitude else ""),
        ("status", target.status),
    ]
    head = "".join(f"{name}: {value}\n" for name, value in lines if value)
    return f"---\n{head}---\n"


def legacy_address(entry: Entry, target: Target, base: str) -> str:
    """Return the address the entry had, as the export has it; Takeout knows the path alone."""
    known = entry.address if re.match(r"https?://|/(?!/)", entry.address) else target.path
    address = re.split("[?#]", known, maxsplit=1)[0]
    address = NOT_IN_ADDRESS.sub(lambda sign: quote(sign[0], safe=""), address)
    return address if address.startswith(("http://", "https://")) else base + address
