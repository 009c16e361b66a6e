"""The redirect table of an import: what Blogger answered that is no post and no page."""

from types import SimpleNamespace

from import_blogger.tables import write_table


def test_a_table_has_a_row_for_each_label_archive_and_feed() -> None:
    """Labels keep their case and their characters; months have both forms; a blog has its feeds, views and site map."""
    plan = SimpleNamespace(labels={"PC/SC", "pc/sc", "C++"}, months={"2021/10", "2020/01"})
    rows = dict(line.split() for line in write_table(plan, "old.example.org", ()).splitlines() if line.startswith("/"))
    assert {address: rows[address] for address in rows if "label" in address or "/-/" in address} == {
        "/search/label/C%2B%2B": "link://tag/C%2B%2B",
        "/search/label/PC%2FSC": "link://tag/PC%2FSC",
        "/search/label/pc%2Fsc": "link://tag/pc%2Fsc",
        "/feeds/posts/default/-/C%2B%2B": "link://feed/C%2B%2B",
        "/feeds/posts/default/-/PC%2FSC": "link://feed/PC%2FSC",
        "/feeds/posts/default/-/pc%2Fsc": "link://feed/pc%2Fsc",
    }
    assert rows["/2020/"] == "link://archive/2020"
    assert rows["/2021/10/"] == rows["/2021_10_01_archive.html"] == "link://archive/2021/10"
    assert rows["/feeds/posts/default"] == rows["/rss.xml"] == "link://feed"
    assert rows["/feeds/comments/default"] == "link://comment_feed"
    assert rows["/view/magazine"] == rows["/ncr"] == rows["/index.html"] == "/"
    assert rows["/sitemap-pages.xml"] == "/sitemap.xml"


def test_other_names_of_the_host_come_first() -> None:
    """A blog that had a domain of its own was known by both names."""
    plan = SimpleNamespace(labels=set(), months=set())
    lines = write_table(plan, "www.example.org", ("old.blogspot.com",)).splitlines()
    assert next(line for line in lines if line and line[0] != "#") == "alias old.blogspot.com"
