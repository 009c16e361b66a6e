"""Small classic backups, written for tests."""

from pathlib import Path
from xml.sax.saxutils import escape

HEAD = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:app='http://purl.org/atom/app#'>
<id>tag:blogger.com,1999:blog-1.archive</id><title type='text'>A blog</title>
<link rel='alternate' type='text/html' href='http://name.blogspot.com/'/><author><name>Me</name></author>
"""
KIND = (
    "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{}'/>"
)


def entry(number: int, kind: str = "post", title: str = "T", content: str = "<p>Text.</p>", more: str = "") -> str:
    """Return one entry of a classic backup; posts have an address made of their number."""
    address = (
        "" if kind == "comment" else f"<link rel='alternate' href='http://name.blogspot.com/2012/05/n{number}.html'/>"
    )
    return (
        f"<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id><published>2012-05-01T10:00:00.000+02:00</published>"
        f"<updated>2012-05-02T10:00:00.000+02:00</updated>{KIND.format(kind)}<title type='text'>{escape(title)}</title>"
        f"<content type='html'>{escape(content)}</content>{address}<author><name>Me</name></author>{more}</entry>\n"
    )


def export(folder: Path, *entries: str) -> Path:
    """Write a classic backup."""
    path = folder / "blog.xml"
    path.write_text(HEAD + "".join(entries) + "</feed>\n", encoding="utf-8")
    return path
