"""The same with a feed that Blogger itself wrote, of a blog with more posts than fit into it, and the blog's export."""

from pathlib import Path

import pytest

from .blogger import Saved
from .conftest import HOUSE, NEW, configuration, nikola, write_post
from .programs import PROGRAMS
from .servers import blogger, nginx

BLOG = "https://alsunnahalislam.blogspot.com"
SUBSCRIPTION = "http://alsunnahalislam.blogspot.com/feeds/posts/default"


@pytest.mark.exports
def test_a_real_subscription_goes_on(exports: Path, tmp_path: Path) -> None:
    """Readers that have read a saved feed of Blogger see nothing new on the moved site, then the one new post.

    The feed held the newest 25 of 39 posts: older ones must not come back.
    """
    (feed,) = exports.glob("feed/Fali17__*Atom.xml")
    (export,) = exports.glob("takeout/Fali17__*Feed.xml")
    site = tmp_path / "site"
    nikola(site, "move_blog", f"--site={site}", f"--new={NEW}", f"--old={BLOG}", str(export), cwd=HOUSE)
    readers = {}
    with blogger(Saved(feed, f"{BLOG}/")) as proxy:
        for name in PROGRAMS:
            (tmp_path / name).mkdir()
            readers[name] = PROGRAMS[name](tmp_path / name, SUBSCRIPTION)
            assert readers[name].catch_up(proxy) == 25
    with nginx(configuration(site, site / "output"), tmp_path) as proxy:
        assert [reader.news(proxy) for reader in readers.values()] == [[]] * len(PROGRAMS)
        write_post(site, "2025-09-01")
        assert [reader.news(proxy) for reader in readers.values()] == [["The first post here"]] * len(PROGRAMS)
