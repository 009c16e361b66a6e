"""The path handler behind link://filename/…: a source file's name in, its address in parts out.

The name needs no extension, so that a source may become Markdown without any link to it changing.
"""

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
        post = self._find(name)
        if post is None:
            LOGGER.warning("link://filename/%s: no public post or page is made from this file", name)
            return None
        address = post.permalink(lang)
        # Nikola strips the index file again, and only then keeps the slash before it.
        return [*address.strip("/").split("/"), *([self.site.config["INDEX_FILE"]] if address.endswith("/") else [])]

    def _find(self, name: str) -> Any:
        """Return the post made from a file; its name may lack the extension, or have that of another kind of source."""
        posts = self.site.post_per_input_file
        if name in posts:
            return posts[name]
        extensions = [extension for found in self.site.config["COMPILERS"].values() for extension in found]
        stems = [name, *(name.removesuffix(extension) for extension in extensions if name.endswith(extension))]
        return next((posts[stem + end] for stem in stems for end in extensions if stem + end in posts), None)
