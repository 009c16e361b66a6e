"""Embeds become links that load nothing until clicked: iframes, objects, players of Flash, scripts of gists.

With the setting `keep` an iframe stays, without what lets it play by itself; the others cannot stay.
"""

import re

from .job import Job
from .players import SCRIPTS, find_page
from .tree import Element, classes, lift, make, names, remove, unwrap

NO_ADDRESS = "(video: no address in the export)"
EMPTY_TITLES = {"youtube video player", "youtube-video-player", "vimeo video player", "video player", "iframe"}
OBJECT_PARAMETERS = ("movie", "src", "url", "filename", "data")
IMAGE = re.compile(r"\.(?:svg|png|gif|jpe?g|webp)$", re.IGNORECASE)
KEPT = names("src width height title class id style allowfullscreen loading frameborder")


def link_embeds(body: Element, job: Job) -> None:
    """Put a link where each embed is."""
    # Backwards, so that lifting one out of a paragraph moves no other.
    for element in reversed(list(body.iter("iframe", "object", "embed", "applet", "script", "div", "amp-youtube"))):
        if element.tag == "iframe":
            _iframe(element, job)
        elif element.tag in {"object", "applet", "embed"}:
            if next(element.iterancestors("object", "applet"), None) is None:
                _object(element, job)
        elif element.tag == "script" and SCRIPTS.match(element.get("src") or ""):
            job.note(f"script of an embed became a link: {element.get('src')}")
            _link(element, element.get("src"), "", job)
            remove(element)
        elif element.tag == "amp-youtube" or "lazyyt" in [name.lower() for name in classes(element)]:
            found = element.get("data-youtube-id") or element.get("data-videoid")
            if found:
                _link(element, f"https://www.youtube.com/embed/{found}", element.get("title", ""), job)
                unwrap(element)


def _iframe(iframe: Element, job: Job) -> None:
    address = (iframe.get("src") or iframe.get("data-src") or "").strip()
    iframe.text = None  # shown by no browser since 1996
    for child in list(iframe):
        iframe.remove(child)
    if not address or address.lower().startswith(("about:", "javascript:", "data:", "vbscript:")):
        if "BLOG_video_class" in classes(iframe):
            _say_lost(iframe, job)
        else:
            job.note("iframe without an address removed")
        remove(iframe)
    elif job.embeds == "keep":
        _keep(iframe, address)
    else:
        _link(iframe, address, iframe.get("title", ""), job)
        remove(iframe)


def _keep(iframe: Element, address: str) -> None:
    kept = {name: value for name, value in iframe.attrib.items() if name in KEPT}
    iframe.attrib.clear()
    address = re.sub(r"([?&])autoplay=\w*&?", r"\1", address).rstrip("?&")
    secure = find_page(address)[0] not in {"Embedded page", "Flash object"}
    kept["src"] = re.sub(r"^(?:http:)?//", "https://", address) if secure else address
    for name, value in kept.items():
        iframe.set(name, value)


def _object(element: Element, job: Job) -> None:
    """Put a link before the object; what it holds for those without the player stays, for it may hold anything."""
    parts = [element, *element.iterdescendants("object", "embed", "applet")]
    seen: set[str] = set()
    for part in parts:
        address = _own_address(part)
        if "BLOG_video_class" in classes(part) or (not address and "contentid" in part.attrib):
            _say_lost(part, job)
            seen.add("")
            break
        page = find_page(address)[1]
        if address and page not in seen:
            seen.add(page)
            _link_object(part, address, job)
    if not seen:
        job.note(f"{element.tag} without an address removed: {element.get('code') or ''}")
    for part in [*element.iterdescendants("param"), *reversed(parts)]:
        unwrap(part)


def _link_object(part: Element, address: str, job: Job) -> None:
    if IMAGE.search(address.partition("?")[0]):
        part.addprevious(make("img", src=address, alt=part.get("title") or ""))
    else:
        _link(part, address, part.get("title") or part.get("name") or "", job)


def _own_address(part: Element) -> str:
    """Give the address an object, a parameter of its or an embed has itself."""
    found = [part.get("data"), part.get("src")]
    found += [p.get("value") for p in part.iterchildren("param") if (p.get("name") or "").lower() in OBJECT_PARAMETERS]
    wanted = (address.strip() for address in found if address and address.strip())
    return next((a for a in wanted if not a.lower().startswith(("javascript:", "vbscript:", "data:", "about:"))), "")


def _link(element: Element, address: str, title: str, job: Job) -> None:
    """Put the link before the element, as a paragraph of its own."""
    kind, page, found = find_page(address)
    title = " ".join(title.split())
    shown = title if title and title.lower() not in EMPTY_TITLES else found
    paragraph = make("p", class_="embed")
    link = make("a", f"{kind}: {shown}" if shown else kind, href=job.absolute(page), rel="noopener")
    paragraph.append(link)
    if kind == "Video on Blogger":
        job.note(f"video kept by Blogger alone, save it: {page}")
    _insert(element, paragraph)


def _say_lost(element: Element, job: Job) -> None:
    found = element.get("contentid") or element.get("id") or ""
    job.note(f"video without an address in the export: {found}")
    _insert(element, make("p", NO_ADDRESS, class_="embed"))


def _insert(element: Element, paragraph: Element) -> None:
    element.addprevious(paragraph)
    lift(paragraph)
