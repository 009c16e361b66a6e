"""First bytes of a published HTML file → whether it belongs in the sitemap."""

import lxml.html

ENOUGH = 65536  # the head of a page is shorter than this
MARKS = (b"robots", b"legacy_redirects")


def listed(start: bytes) -> bool:
    """Tell whether a page is for readers: a whole document, no stub at a legacy address, not marked noindex."""
    head = start.lower().partition(b"</head")[0]
    if b"<!doctype html" not in head:
        return False
    if not any(mark in head for mark in MARKS):
        return True  # nearly all pages: no need to parse them
    metas = [
        (meta.get("name", ""), meta.get("content", "")) for meta in lxml.html.document_fromstring(head).iter("meta")
    ]
    return not any(
        (name == "robots" and {"noindex", "none"} & set(content.replace(",", " ").split()))
        or (name == "generator" and content == "legacy_redirects")
        for name, content in metas
    )
