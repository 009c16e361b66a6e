"""Count what an export holds, with the standard library alone: nothing here is shared with the importer."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

ATOM = "{http://www.w3.org/2005/Atom}"
BLOGGER = "{http://schemas.google.com/blogger/2018}"


@dataclass
class Count:
    """Ids of what is public, and of what is not; legacy paths of what has one."""

    posts: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)
    drafts: set[str] = field(default_factory=set)
    paths: dict[str, str] = field(default_factory=dict)  # id -> path of its legacy address


def digits(text: str | None) -> str:
    """Return the last number in an id."""
    found = re.findall(r"\d+", text or "")
    return found[-1] if found else ""


def count_export(path: Path) -> Count:
    """Return what the file holds. Raises xml.etree.ElementTree.ParseError when it is not XML."""
    count = Count()
    replies: list[tuple[str, str, str]] = []
    for entry in ET.parse(path).getroot().iter(f"{ATOM}entry"):
        number, kind = digits(entry.findtext(f"{ATOM}id")), kind_of(entry)
        alternate = next((x.get("href", "") for x in entry.iter(f"{ATOM}link") if x.get("rel") == "alternate"), "")
        if kind == "comment":
            if is_live(entry):
                replies.append((number, parent_of(entry), unquote(urlsplit(alternate).path)))
        elif kind in ("post", "page"):
            if is_live(entry):
                (count.posts if kind == "post" else count.pages).add(number)
                address = entry.findtext(f"{BLOGGER}filename") or urlsplit(alternate).path
                if address:
                    count.paths[number] = unquote(address)
            else:
                count.drafts.add(number)
    public = count.posts | count.pages
    by_path = {address: number for number, address in count.paths.items()}
    count.comments = {number for number, parent, address in replies if parent in public or address in by_path}
    return count


def kind_of(entry: ET.Element) -> str:
    """Return post, page, comment or another word of Blogger's."""
    kind = (entry.findtext(f"{BLOGGER}type") or "").lower()
    terms = [c.get("term", "") for c in entry.iter(f"{ATOM}category") if c.get("scheme", "").endswith("#kind")]
    return kind or (terms[0].split("#")[-1] if terms else "")


def is_live(entry: ET.Element) -> bool:
    """Return whether the entry was public."""
    status = entry.findtext(f"{BLOGGER}status")
    if status is not None:
        return status == "LIVE"
    return not any(x.tag.endswith("}draft") and (x.text or "").strip() == "yes" for x in entry.iter())


def parent_of(comment: ET.Element) -> str:
    """Return the number of the post a comment names."""
    for element in comment.iter():
        if element.tag.endswith("}in-reply-to"):
            return digits(element.get("ref"))
    return digits(comment.findtext(f"{BLOGGER}parent"))
