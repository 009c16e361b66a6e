"""The redirect table of the old blog: its addresses that have no page of their own.

In: the plan of an import and the old host. Out: the text of `redirects/HOST.txt`: labels, archives and feeds, each with
where it leads in Nikola's own terms. Posts and pages are not in it, for their `legacy` metadata says it; but the
addresses are that they had in earlier exports.
"""

from collections.abc import Mapping
from urllib.parse import quote

from .plan import Plan

HEADER = """\
# Addresses of {host} that are no post and no page, and where they lead now.
# Written by `nikola import_blogger`; redirects/README.md explains the format.
# What follows from these (days, other formats of a feed, searches, labels in a query) `nikola legacy` adds itself.
"""
VIEWS = ("classic", "flipcard", "magazine", "mosaic", "sidebar", "snapshot", "timeslide")


def write_table(plan: Plan, host: str, aliases: tuple[str, ...], moved: Mapping[str, str] = {}) -> str:
    """Return the table: `ADDRESS  TARGET`, grouped and sorted, the same for the same export.

    `moved` are the paths that entries had in earlier exports, and their files.
    """
    blocks = [[f"alias {alias}" for alias in aliases]]
    blocks.append([_row(quote(path), f"link://filename/{quote(file)}") for path, file in sorted(moved.items())])
    blocks.append(
        [
            _row("/feeds/posts/default", "link://feed"),
            _row("/feeds/posts/full", "link://feed"),
            _row("/feeds/posts/summary", "link://feed"),
            _row("/atom.xml", "link://atom_feed"),
            _row("/rss.xml", "link://feed"),
            _row("/feeds/comments/default", "link://comment_feed"),
        ]
    )
    blocks.append(
        [
            _row("/index.html", "/"),
            _row("/ncr", "/"),
            *(_row(f"/view/{view}", "/") for view in VIEWS),
            _row("/sitemap-pages.xml", "/sitemap.xml"),
        ]
    )
    labels = sorted(plan.labels)
    blocks.append([_row(f"/search/label/{_quote(label)}", f"link://tag/{quote(label, safe='')}") for label in labels])
    blocks.append(
        [_row(f"/feeds/posts/default/-/{_quote(label)}", f"link://feed/{quote(label, safe='')}") for label in labels]
    )
    months = sorted(plan.months)
    years = sorted({month[:4] for month in months})
    blocks.append([_row(f"/{year}/", f"link://archive/{year}") for year in years])
    blocks.append([_row(f"/{month}/", f"link://archive/{month}") for month in months])
    blocks.append([_row(f"/{month.replace('/', '_')}_01_archive.html", f"link://archive/{month}") for month in months])
    return HEADER.format(host=host) + "".join("\n" + "\n".join(block) + "\n" for block in blocks if block)


def _quote(label: str) -> str:
    return quote(label, safe="")


def _row(address: str, target: str) -> str:
    return f"{address}  {target}"
