"""`nikola feed_moved`: the last entry of the old blog. In: this site's addresses. Out: a title and HTML."""

from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import builder as html
from nikola.plugin_categories import Command

FEEDS = {"feed": "RSS", "atom_feed": "Atom", "json_feed": "JSON Feed"}  # path handlers of the plugin feeds
WORDS = {
    "en": {
        "title": "{blog} has moved to {host}",
        "moved": "This blog goes on at ",
        "reader": "If you read this in a feed reader, please give it one of the new addresses: it may not follow the"
        " blog by itself.",
    },
    "fr": {
        "title": "{blog} a déménagé : {host}",
        "moved": "Ce blog continue à l’adresse ",
        "reader": "Si vous lisez ceci dans un lecteur de flux, donnez-lui l’une des nouvelles adresses : il ne suivra"
        " peut-être pas le blog de lui-même.",
    },
}


class FeedMoved(Command):  # type: ignore[misc]
    """Prints what to publish on the old blog before its feed is redirected."""

    name = "feed_moved"
    doc_purpose = "print a last entry for the old blog, for feed readers that follow no redirect"
    doc_description = "Publish it there as a new post, in the HTML view, some days before the old feed is redirected."

    def _execute(self, _options: dict[str, Any], _args: list[str]) -> int:
        """Print a title and, after a blank line, the HTML."""
        language = self.site.default_lang
        words = WORDS.get(language, WORDS["en"])
        home = self.address("root")
        blog = self.site.config["BLOG_TITLE"](language)
        print(words["title"].format(blog=blog, host=urlsplit(home).netloc), end="\n\n")
        links = [html.LI(f"{name}: ", link(self.address(kind))) for kind, name in FEEDS.items()]
        for element in (html.P(words["moved"], link(home), "."), html.P(words["reader"]), html.UL(*links)):
            print(etree.tostring(element, encoding="unicode", method="html"))
        return 0

    def address(self, kind: str) -> str:
        """Return the absolute address that a path handler has for the whole blog."""
        return str(self.site.config["BASE_URL"]).rstrip("/") + str(self.site.link(kind, None, self.site.default_lang))


def link(address: str) -> Any:
    """Return a link that shows where it leads."""
    return html.A(address, href=address)
