"""Shell: headings of posts and pages get addresses. In: a post about to be shown. Out: `text` and `contents`.

Done when the page is made, not when the text is compiled: feeds and teasers keep the text as it was written.
"""

from typing import Any

from nikola.plugin_categories import SignalHandler

from .outline import outline

OF_THE_PAGE = (
    "comments",
    "content",
    "contents",
    "project-posts",
    "q",
    "related",
    "search",
    "search-words",
)  # the theme's own ids


class Headings(SignalHandler):  # type: ignore[misc]
    """Gives the templates of posts their text with addresses in it, and the sections of long ones."""

    name = "headings"

    def set_site(self, site: Any) -> None:
        """Ask to be called before each template is rendered."""
        super().set_site(site)
        site.config["GLOBAL_CONTEXT_FILLER"].append(self.fill)

    def fill(self, context: dict[str, Any], _template: str) -> None:
        """Put the outline of the page's post, if it has one, into the context of a template."""
        if context.get("post"):
            text, sections = outline(context["post"].text(context["lang"]), OF_THE_PAGE)
            context["text_with_headings"] = text
            context["contents"] = sections if len(sections) >= self.site.config["LOWTECH_CONTENTS_FROM"] else []
