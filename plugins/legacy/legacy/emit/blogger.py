"""Rules of a Blogger host → a theme for that blog, which sends each of its pages to where it lives now.

Blogger's theme language has no string functions, so each post and page has a branch with its new address written out:
in the head a canonical link, a script that leads on and keeps query and fragment, and an instant refresh for browsers
without scripts; in the body the sentence that names the new address, above the text itself, which stays readable.
Nobody is sent away from Blogger's own preview and layout editor.

In: the old hosts, one of which is the blog, and the site. Out: XML that Blogger takes under *Theme → Edit HTML*.
What the language cannot say, such as a label with both kinds of quotes, falls to the block for other pages.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import unquote

from ..rules import Host, LegacyError, Site

BLOGGER_ID = re.compile(r"tag:blogger\.com,1999:.*\.(?:post|page)-(\d+)")
LABEL = re.compile(r"/search/label/([^/?]+)")
ARCHIVE = re.compile(r"/(\d{4}/(?:\d{2}/)?)")
# Pages that have no branch of their own: the condition and what the site calls the place that comes nearest.
OTHERS = (
    ("data:view.isHomepage", "home"),
    ("data:view.isLabelSearch", "tags"),
    ("data:view.search.query", "search"),  # the script carries the words over
    ("data:view.isArchive", "archive"),
)
SAFE = re.compile(r"[^\x00-\x1f\x7f\\\ud800-\udfff\ufffe\uffff]*")  # what may stand in a text of Blogger's language

ONE_HOST = True

# The link is the element before the script that calls this.
SCRIPT = """
function go() {
  var to = new URL(document.currentScript.previousElementSibling.href);
  if (location.search) to.search += (to.search ? "&" : "?") + location.search.slice(1);
  if (location.hash) to.hash = location.hash;
  location.replace(to.href);
}
"""

SKIN = """
body { margin: 0 auto; max-width: 45rem; padding: 0 1rem 2rem; font: 1.05rem/1.6 system-ui, sans-serif; }
img, table, pre { max-width: 100%; overflow: auto; }
.moved { margin: 1rem 0; padding: .5rem 1rem; border: 2px solid; }
"""

THEME = """\
<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE html>
<html b:css='false' b:defaultwidgetversion='2' b:js='false' b:layoutsVersion='3' b:responsive='true' \
expr:dir='data:blog.languageDirection' expr:lang='data:blog.locale' xmlns='http://www.w3.org/1999/xhtml' \
xmlns:b='http://www.google.com/2005/gml/b' xmlns:data='http://www.google.com/2005/gml/data' \
xmlns:expr='http://www.google.com/2005/gml/expr'>
<head>
<meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/>
<meta content='width=device-width, initial-scale=1' name='viewport'/>
<title><data:blog.pageTitle/></title>
<script>//<![CDATA[{script}//]]></script>
<b:if cond='data:view.isPreview or data:view.isLayoutMode'>
<meta content='noindex' name='robots'/>{departures}
</b:if>{feed}
<b:skin><![CDATA[{skin}]]></b:skin>
</head>
<body>
<p class='moved'>This blog has moved to <a href='{site}'>{site}</a></p>
<b:if cond='data:view.isError'>
<h1>There is nothing at this address</h1>
<p>What was here may be at <a href='{site}'>{site}</a>, with all articles, their comments and a way to search them.</p>\
{lists}
<b:elseif cond='data:view.isMultipleItems'/>
<p>All articles are now at <a href='{site}'>{site}</a></p>
</b:if>
<b:section class='main' id='main' maxwidgets='1' showaddelement='no'>
<b:widget id='Blog1' locked='true' title='Blog Posts' type='Blog' version='2' visible='true'>
<b:includable id='main' var='this'>
<b:loop values='data:posts' var='post'>
<article>
<h2><data:post.title/></h2>
<b:if cond='data:view.isLayoutMode'>{articles}
</b:if>
<b:if cond='data:view.isSingleItem'><data:post.body/></b:if>
</article>
</b:loop>
</b:includable>
</b:widget>
</b:section>
</body>
</html>
"""


@dataclass(frozen=True)
class Branch:
    """One branch of a chain: the condition, not yet escaped, and the absolute address it leads to."""

    condition: str
    to: str

    def departure(self) -> str:
        """Return the branch for the head."""
        to = escape(self.to)
        return (
            f"\n<b:elseif cond='{escape(self.condition)}'/>\n<link href='{to}' rel='canonical'/><script>go()</script>"
            f"<meta content='0; url={to}' http-equiv='refresh'/>"
        )

    def link(self, before: str, after: str) -> str:
        """Return the branch for the body, a link between two pieces of markup."""
        to = escape(self.to)
        return f"\n<b:elseif cond='{escape(self.condition)}'/>\n{before}<a href='{to}'>{to}</a>{after}"


def write(hosts: Iterable[Host], site: Site) -> str:
    """Return the theme for the host with most posts from Blogger. LegacyError: there is none."""
    blogs = [
        (sum(BLOGGER_ID.fullmatch(str(one.get("guid"))) is not None for one in host.entries), host) for host in hosts
    ]
    count, blog = max(blogs, key=lambda pair: pair[0], default=(0, Host("")))
    if not count:
        raise LegacyError("redirects/: no post has a legacy address and a guid of Blogger's: there is no blog to theme")
    return theme(blog.entries, site)


def theme(record: Sequence[Mapping[str, Any]], site: Site) -> str:
    """Return the theme for the record of a host."""
    entries = [entry for entry in record if entry["kind"] in ("post", "page")]
    lists = [*_lists(record, site), *_others(site)]
    departures = [*_entries(entries, site, {"post": "data:blog.postId", "page": "data:blog.pageId"}), *lists]
    articles = _entries(entries, site, {"post": "data:post.id", "page": "data:post.id"})
    return THEME.format(
        script=SCRIPT,
        skin=SKIN,
        site=escape(site.address),
        feed=_feed(site),
        departures="".join(branch.departure() for branch in departures),
        lists="".join(branch.link("<p>What is listed here is now at ", "</p>") for branch in lists),
        articles="".join(branch.link("<p>This article is now at ", "</p>") for branch in articles),
    )


def _entries(entries: Iterable[Mapping[str, Any]], site: Site, ids: Mapping[str, str]) -> Iterator[Branch]:
    """Yield a branch for each post and page; ids names the data with Blogger's id of one, by kind."""
    for entry in entries:
        match = BLOGGER_ID.fullmatch(str(entry.get("guid")))
        condition = f'{ids[entry["kind"]]} == "{match[1]}"' if match else _is_at(entry["address"])
        yield Branch(condition, site.absolute(entry["target"]))


def _lists(record: Iterable[Mapping[str, Any]], site: Site) -> Iterator[Branch]:
    """Yield a branch for each label and each archive."""
    for entry in record:
        to = site.absolute(entry["target"])
        if label := LABEL.fullmatch(entry["address"]):
            quoted = _text(unquote(label[1]))
            if quoted:
                yield Branch(f"data:blog.searchLabel == {quoted}", to)
        elif ARCHIVE.fullmatch(entry["address"]):
            yield Branch(_is_at(entry["address"]), to)


def _others(site: Site) -> Iterator[Branch]:
    """Yield a branch for each kind of page that has a place on the site."""
    for condition, name in OTHERS:
        if name in site.places:
            yield Branch(condition, site.absolute(site.places[name]))


def _feed(site: Site) -> str:
    """Return links to the new feeds, by which readers find them."""
    return "".join(
        f"\n<link href='{escape(site.absolute(site.places[name]))}' rel='alternate' type='application/{kind}+xml'/>"
        for name, kind in (("feed", "rss"), ("atom", "atom"))
        if name in site.places
    )


def _is_at(address: str) -> str:
    """Return the condition that a page has this address on its host, whatever the host is called."""
    return f'data:blog.canonicalUrl == data:blog.canonicalHomepageUrl + "{address[1:]}"'


def _text(value: str) -> str | None:
    """Return a text as Blogger's language writes it, None if it cannot."""
    if not SAFE.fullmatch(value):
        return None
    return next((f"{quote}{value}{quote}" for quote in "\"'" if quote not in value), None)
