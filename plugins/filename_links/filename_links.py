"""The path handler behind link://filename/…: a source file's name in, its address in parts out."""

from typing import Any

from nikola import utils
from nikola.plugin_categories import SignalHandler

LOGGER = utils.get_logger("filename_links")


class FilenameLinks(SignalHandler):
    """Replaces the handler of the core, which loses the final slash and searches all posts each time."""

    name = "filename_links"

    def set_site(self, site: Any) -> None:
        """Take the core's place."""
        super().set_site(site)
        site.path_handlers["filename"] = self.find

    def find(self, name: str, lang: str) -> list[str] | None:
        """Return the address of the post or page made from a file, in parts; None, and a warning, without one."""
        post = self.site.post_per_input_file.get(name)
        if post is None:
            LOGGER.warning("link://filename/%s: no public post or page is made from this file", name)
            return None
        address = post.permalink(lang)
        # Nikola strips the index file again, and only then keeps the slash before it.
        return [*address.strip("/").split("/"), *([self.site.config["INDEX_FILE"]] if address.endswith("/") else [])]
