"""Reading feeds: the same values whatever the format, and nothing kept in memory."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from import_blogger.export import Entry, Head, Place, Setting, read_feed
from lxml import etree

CLASSIC = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:georss='http://www.georss.org/georss'
 xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:app='{control}'>
<id>tag:blogger.com,1999:blog-1.archive</id><title type='text'>A blog</title>
<link rel='alternate' type='text/html' href='http://name.blogspot.com/'/><author><name>Me</name></author>
<entry><id>tag:blogger.com,1999:blog-1.settings.BLOG_TIME_ZONE</id>
 <category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#settings'/>
 <content type='text'>Europe/Paris</content></entry>
<entry><id>tag:blogger.com,1999:blog-1.layout</id>
 <category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#template'/></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-2</id><published>2012-05-01T10:00:00.000+02:00</published>
 <updated>2012-05-02T10:00:00.000+02:00</updated>
 <category scheme='http://www.blogger.com/atom/ns#' term='a, b'/>
 <category scheme='http://www.blogger.com/atom/ns#' term='c'/>
 <category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/>
 <title type='text'>T &amp;quot; &lt;kbd&gt;</title><content type='html'>&lt;p&gt;x&lt;/p&gt;</content>
 <link rel='alternate' href='http://name.blogspot.com/2012/05/t.html'/><link rel='related' href='http://out.example/'/>
 <author><name>Me</name><uri>http://me.example</uri></author><georss:featurename>Paris</georss:featurename>
 <georss:point>48.8 2.3</georss:point><thr:total>1</thr:total></entry>
<entry><id>tag:blogger.com,1999:blog-1.page-3</id><published>2012-05-01T10:00:00.000+02:00</published>
 <app:control><app:draft>yes</app:draft></app:control>
 <category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#page'/>
 <title/><content/></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-4</id><published>2012-05-01T11:00:00.000+02:00</published>
 <category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#comment'/>
 <content type='html'>c</content><link rel='related' href='http://www.blogger.com/feeds/1/2/comments/default/9'/>
 <thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-3' href='http://name.blogspot.com/p/x.html'/></entry>
</feed>"""

TAKEOUT = """<?xml version='1.0' encoding='utf-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
<id>tag:blogger.com,1999:blog-1</id><title>A blog</title>
<entry><id>tag:blogger.com,1999:blog-1.post-2</id>
 <blogger:type>POST</blogger:type><blogger:status>{status}</blogger:status>
 <author><name>Me</name><uri/><blogger:type>BLOGGER</blogger:type></author>
 <title>T</title><content type='html'>x</content>
 <blogger:metaDescription>About.</blogger:metaDescription><published>2012-05-01T08:00:00Z</published>
 <blogger:location><blogger:name>Paris</blogger:name><blogger:latitude>48.8</blogger:latitude>
 <blogger:longitude>2.3</blogger:longitude><blogger:span>1,1</blogger:span></blogger:location>
 <category scheme='tag:blogger.com,1999:blog-1' term='c'/><category/>
 <blogger:filename>/2012/05/t.html</blogger:filename><link/><enclosure/><blogger:trashed/></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-4</id><blogger:parent>tag:blogger.com,1999:blog-1.post-2</blogger:parent>
 <blogger:inReplyTo>tag:blogger.com,1999:blog-1.post-9</blogger:inReplyTo><blogger:type>COMMENT</blogger:type>
 <blogger:status>SPAM_COMMENT</blogger:status><content type='html'>one
two</content><published>2012-05-01T08:00:00Z</published></entry>
</feed>"""


def read(text: str) -> list[Head | Setting | Entry]:
    """Read a feed given as text."""
    return list(read_feed(io.BytesIO(text.encode())))


@pytest.mark.parametrize("control", ["http://purl.org/atom/app#", "http://www.w3.org/2007/app"])
def test_classic(control: str) -> None:
    """Posts, pages, comments and settings of a classic backup come with every field; the template does not."""
    head, setting, post, page, comment = read(CLASSIC.replace("{control}", control))
    assert head == Head("tag:blogger.com,1999:blog-1.archive", "A blog", "http://name.blogspot.com/", "Me")
    assert setting == Setting("BLOG_TIME_ZONE", "Europe/Paris")
    assert (post.kind, post.number, post.status, post.title) == ("post", "2", "live", "T &quot; <kbd>")
    assert (post.labels, post.link, post.total) == (("a, b", "c"), "http://out.example/", 1)
    assert (post.place, post.author_link) == (Place("Paris", "48.8", "2.3"), "http://me.example")
    assert post.address == "http://name.blogspot.com/2012/05/t.html"
    assert (page.kind, page.number, page.status, page.title, page.address) == ("page", "3", "draft", "", "")
    assert (comment.kind, comment.parent, comment.reply_to, comment.link) == ("comment", "3", "9", "")


@pytest.mark.parametrize(
    ("word", "status"),
    [("LIVE", "live"), ("DRAFT", "draft"), ("SCHEDULED", "scheduled"), ("SOFT_TRASHED", "trashed"), ("NEW", "NEW")],
)
def test_takeout(word: str, status: str) -> None:
    """A Takeout feed gives the same values; empty elements are nothing, an unknown status keeps its word."""
    _, post, comment = read(TAKEOUT.replace("{status}", word))
    assert (post.kind, post.number, post.status, post.labels) == ("post", "2", status, ("c",))
    assert (post.address, post.description, post.link) == ("/2012/05/t.html", "About.", "")
    assert post.place == Place("Paris", "48.8", "2.3")
    assert (comment.status, comment.parent, comment.reply_to, comment.content) == ("spam", "2", "9", "one\ntwo")


def test_a_prefix_on_every_element_changes_nothing() -> None:
    """Some tools write ns0: before each name."""
    prefixed = (
        TAKEOUT.replace("xmlns=", "xmlns:ns0=").replace("<blogger:", "<BLOGGER:").replace("</blogger:", "</BLOGGER:")
    )
    for name in (
        "feed",
        "id",
        "title",
        "entry",
        "author",
        "name",
        "uri",
        "content",
        "published",
        "category",
        "link",
        "enclosure",
    ):
        prefixed = prefixed.replace(f"<{name}", f"<ns0:{name}").replace(f"</{name}", f"</ns0:{name}")
    prefixed = prefixed.replace("BLOGGER:", "blogger:")
    assert [type(value) for value in read(prefixed)] == [Head, Entry, Entry]
    assert read(prefixed)[1] == read(TAKEOUT)[1]


def test_truncated_feed_is_an_error() -> None:
    """A download that broke off is noticed, not taken for a short blog."""
    with pytest.raises(etree.XMLSyntaxError):
        read(TAKEOUT[:-200])


def test_no_entity_is_expanded() -> None:
    """Whatever a file declares, its entities stay unread."""
    bomb = TAKEOUT.replace("<feed", "<!DOCTYPE feed [<!ENTITY a 'boom'>]><feed").replace("<title>T<", "<title>T&a;<")
    assert "boom" not in str(read(bomb))


MEMORY = """
import io, resource, sys
from import_blogger.export import read_feed

class Feed(io.RawIOBase):
    def __init__(self, entries):
        entry = "<entry><id>tag:blogger.com,1999:blog-1.post-2</id><blogger:type>POST</blogger:type><content>"
        self.parts = iter([
            "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>",
            *[entry + "word " * 2000 + "</content></entry>"] * entries, "</feed>"])
    def read(self, size=-1):
        return next(self.parts, "").encode()

count = sum(1 for _ in read_feed(Feed(int(sys.argv[1]))))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_file() -> None:
    """A feed of 100 MB needs no more memory than one of 1 MB."""
    peaks = {}
    for entries in (100, 10_000):
        plugin = Path(__file__).parents[2] / "plugins" / "import_blogger"
        run = subprocess.run(
            [sys.executable, "-c", MEMORY, str(entries)],
            env={**os.environ, "PYTHONPATH": str(plugin)},
            capture_output=True,
            text=True,
            check=True,
        )
        count, peaks[entries] = map(int, run.stdout.split())
        assert count == entries + 1
    assert peaks[10_000] - peaks[100] < 10_000, f"KiB: {peaks}"
