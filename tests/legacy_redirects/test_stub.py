"""The page at a legacy address, as parsers see it."""

import pytest
from legacy_redirects import stub
from lxml import html

HOSTILE = "/a'b&c=d?x=1&y=</script><script>alert(1)</script>#\"onload=1"
KINDS = [stub.page, stub.feed_page]


def test_a_stub_sends_its_visitor_on_in_four_ways() -> None:
    """Canonical for machines, a script that loses nothing, a refresh without scripts, a link for people; no noindex."""
    text = stub.page("/posts/x/#part", "https://b.example/posts/x/#part")
    page = html.fromstring(text)
    assert text.startswith(b"<!DOCTYPE html>\n<html lang=")
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://b.example/posts/x/"]
    assert page.xpath("//script/@data-to") == ["/posts/x/#part"]
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/posts/x/#part"]
    assert page.xpath("//a/@href") == ["/posts/x/#part"]
    assert page.xpath("//meta[@name='generator']/@content") == [stub.GENERATOR]
    assert b"noindex" not in text


def test_a_feed_page_sends_nobody_on() -> None:
    """A person reads where the feed is, a reader finds it, nobody is shown XML."""
    page = html.fromstring(stub.feed_page("/rss.xml", "https://b.example/rss.xml"))
    assert page.xpath("//link[@rel='alternate'][@type='application/rss+xml']/@href") == ["/rss.xml"]
    assert page.xpath("//a/@href") == ["/rss.xml"]
    assert not page.xpath("//script | //meta[@http-equiv]")


@pytest.mark.parametrize("make", KINDS)
def test_nothing_in_a_target_becomes_markup(make: object) -> None:
    """A hostile target stays a target."""
    page = html.fromstring(make(HOSTILE, "https://b.example" + HOSTILE))
    assert page.xpath("//a/@href") == [HOSTILE]
    assert page.xpath("//a/text()") == ["https://b.example" + HOSTILE]
    assert len(page.xpath("//script")) == (make is stub.page)
    assert not page.xpath("//@onload")


def test_every_stub_has_the_same_script() -> None:
    """One hash in a Content-Security-Policy allows them all."""
    scripts = {html.fromstring(stub.page(to, to)).findtext(".//script") for to in ("/a/", HOSTILE)}
    assert scripts == {stub.SCRIPT}


@pytest.mark.parametrize("make", KINDS)
def test_a_stub_asks_for_nothing_else(make: object) -> None:
    """No picture, style or script is loaded from anywhere."""
    page = html.fromstring(make("/a/", "https://b.example/a/"))
    assert not page.xpath("//@src | //link[@rel='stylesheet'] | //style | //@style")
