"""Replaces Nikola's scan_posts: what is not public never enters the site, so nothing can render it.

In: posts and pages as stock Nikola finds them. Out: the public ones; the others are in site.unpublished.
"""

from typing import Any

from blinker import signal
from nikola.plugins.misc import scan_posts as core

PUBLIC = ("", "published", "featured")


def public(post: Any) -> bool:
    """Tell whether a post may be read by everybody now, in each of its languages; a status unknown is not public."""
    statuses = [post.meta[language].get("status") or "" for language in post.translated_to]
    hidden = post.is_draft or post.is_private or post.publish_later
    return not hidden and all(status in PUBLIC for status in statuses)


class ScanPosts(core.ScanPosts):  # type: ignore[misc]
    """Stock Nikola renders drafts, private and future posts and hides only the links to them."""

    name = "scan_posts"

    def set_site(self, site: Any) -> None:
        """Begin with an empty list of unpublished posts, as the site does with its own lists."""
        super().set_site(site)
        site.unpublished = []
        signal("scanned").connect(self.show_to_status)

    def scan(self) -> list[Any]:
        """Return the public posts and pages."""
        found = super().scan()
        self.site.unpublished = [post for post in found if not public(post)]
        return [post for post in found if public(post)]

    def show_to_status(self, site: Any) -> None:
        """Put unpublished posts into site.all_posts: `nikola status` counts them there, and nothing else reads it."""
        site.all_posts += [post for post in site.unpublished if post.is_post]
