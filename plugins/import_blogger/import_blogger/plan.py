"""Decide which file each entry becomes, before anything is written.

In: what the first reading of the feed learned (`Known` values, one per entry, without the texts). Out: a `Plan`: the
file of every post and page, the post of every comment, and what is left out and why. Files follow legacy addresses:
`/2012/05/slug.html` becomes `posts/2012/05/slug`, `/p/slug.html` becomes `pages/slug`, both with an extension to come.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from .slugs import make_safe, make_slug

ARCHIVE_INDEX = re.compile(r"/(?:\d{4}/(?:\d\d/)?)?index\.html")
# A file of another kind, a folder that would have to be a page, a name that no file can have.
NO_PAGE = re.compile(r"\.(?!html?\Z)[a-z0-9]{2,4}\Z|\.html?/|/\.{0,2}(?=/)|[\x00-\x1f\x7f\\]", re.IGNORECASE)
UNSAFE = re.compile(r"[\x00-\x20\x7f]")
LONGEST = 255  # bytes of a file's name
MONTH = re.compile(r"/(\d{4}/\d\d)/[^/]+")
SHOWN = {"live": "", "draft": "draft", "scheduled": "draft"}  # status on Blogger -> status in Nikola


@dataclass(frozen=True, slots=True)
class Known:
    """What the first reading keeps of an entry; `date` is local ISO 8601 text."""

    kind: str
    number: str
    status: str
    title: str
    date: str
    address: str
    labels: tuple[str, ...] = ()
    parent: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """The file an entry becomes. `path` is its legacy address without the host, '' when it never had one.

    `file` has no extension: whether the text comes as Markdown or as HTML is decided when it is read.
    """

    file: str
    slug: str
    status: str
    path: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """Where an earlier import put an entry: its file, without extension, and its legacy path then, '' for none."""

    file: str
    path: str = ""
    guessed: bool = False


@dataclass(slots=True)
class Plan:
    """All that is decided: files by entry number, posts of comments, and what stays out."""

    targets: dict[str, Target] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)  # comment -> the post or page it is shown on
    by_path: dict[str, str] = field(default_factory=dict)  # legacy path -> number, live entries only
    once: dict[str, str] = field(default_factory=dict)  # path a draft may have had while it was public -> number
    moved: dict[str, str] = field(default_factory=dict)  # legacy path of an earlier import -> number, live entries only
    labels: Counter[str] = field(default_factory=Counter)  # of live posts
    months: set[str] = field(default_factory=set)  # "2012/05", with a live post in it
    left_out: Counter[str] = field(default_factory=Counter)  # "3 comments: spam"
    remarks: list[tuple[str, str]] = field(default_factory=list)  # (where, what), for the report


def decide(entries: Iterable[Known], homes: Mapping[str, Home] = {}) -> Plan:
    """Give each entry its file. A live entry without an address, as all are in Takeout v1, gets a guessed one.

    `homes` says where earlier imports put entries, by number: there they stay.
    """
    plan = Plan()
    known = list(entries)
    taken = {homes[entry.number].file.casefold() for entry in known if entry.number in homes}
    placed: dict[str, Known] = {}
    hidden: dict[str, str] = {}  # number -> status of the posts and pages that stay out
    # Addresses are facts, guesses give way to them; live entries come before drafts.
    for entry in sorted((e for e in known if e.kind != "comment"), key=lambda e: (not e.address, e.status != "live")):
        if entry.number in plan.targets:
            _leave_out_twin(plan, entry, placed[entry.number])
        elif entry.status not in SHOWN:
            plan.left_out[f"{entry.kind}: {entry.status}"] += 1
            hidden[entry.number] = entry.status
        else:
            target = _keep_address(plan, entry, _give_file(entry, taken, homes.get(entry.number)))
            plan.targets[entry.number], placed[entry.number] = target, entry
            if entry.status == "live":
                _learn_live(plan, entry, target)
            elif not entry.address:
                plan.once.update(dict.fromkeys(_old_paths(entry), entry.number))
    # A comment may be there twice, once without its post: the one that names its post comes first.
    for entry in sorted((e for e in known if e.kind == "comment"), key=lambda e: e.parent not in plan.targets):
        _place_comment(plan, entry, hidden)
    for number, home in homes.items():
        now = plan.targets.get(number)
        if now and not now.status and _has_moved(home.path, now.path) and home.path not in plan.by_path:
            plan.moved[home.path] = number
            plan.remarks.append(
                (home.file, f"has another address than in the last export: {home.path} leads to it still")
            )
    return plan


def _leave_out_twin(plan: Plan, entry: Known, other: Known) -> None:
    """Count an entry whose number another has; where it is no copy of that, say which, since its text stays out."""
    if (entry.address, entry.date, entry.status) == (other.address, other.date, other.status):
        plan.left_out[f"{entry.kind}: the same entry twice in the export"] += 1
        return
    plan.left_out[f"{entry.kind}: another entry has its id"] += 1
    what = f'"{entry.title}"' if entry.title else entry.address
    why = f"line {entry.line} of the export, {what}, has the same id and stays out; give it an id of its own there"
    plan.remarks.append((plan.targets[entry.number].file, why))


def _has_moved(once: str, now: str) -> bool:
    """Compare two legacy paths, but for what is written otherwise into metadata than it is read from an export."""
    return once != "" and UNSAFE.sub("", unquote(once)) != UNSAFE.sub("", unquote(now))


def _keep_address(plan: Plan, entry: Known, target: Target) -> Target:
    """Return the target; without its legacy path where a page can never stand at that, which is told."""
    if entry.status != "live" or not target.path:
        return target
    if ARCHIVE_INDEX.fullmatch(target.path):
        why = "an archive of this site has it"
    elif NO_PAGE.search(target.path) or any(len(name.encode()) > LONGEST for name in target.path.split("/")):
        why = "no page can stand there"
    elif target.path in plan.by_path:
        why = f"{plan.targets[plan.by_path[target.path]].file} had the same"
    else:
        return target
    plan.remarks.append((target.file, f"nothing leads on from its old address {target.path}: {why}"))
    return replace(target, path="")


def _learn_live(plan: Plan, entry: Known, target: Target) -> None:
    if target.path:
        plan.by_path.setdefault(target.path, entry.number)
    if entry.kind == "post":
        plan.labels.update(entry.labels)
        plan.months.add(entry.date[:7].replace("-", "/"))
    if target.guessed:
        plan.remarks.append((target.file, f"the export has no address for it; guessed {target.path}"))
    if target.path and make_safe(target.slug) != target.slug:
        plan.remarks.append((target.file, f"its name had to change to be a file name on every disk: {target.path}"))


def _give_file(entry: Known, taken: set[str], home: Home | None) -> Target:
    """Return the entry's file, never one that is taken, not even but for case. At home it stays."""
    path = unquote(urlsplit(entry.address).path)
    known = bool(path)
    guessed = not path and entry.status == "live"
    if home and home.path and not path:  # an earlier export knew it
        path, known, guessed = home.path, not home.guessed, home.guessed
    if not path:
        path = _guess_path(entry, taken)
    elif not path.startswith("/"):
        path = f"/{path}"
    slug = re.sub(r"\.html?$", "", path.rstrip("/").rpartition("/")[2])
    month = MONTH.fullmatch(path)
    # The month of the address wins: dates are edited, addresses are not.
    folder = "pages" if entry.kind == "page" else f"posts/{month[1] if month else entry.date[:7].replace('-', '/')}"
    name = make_safe(slug)
    number = 2
    while f"{folder}/{name}".casefold() in taken:
        name, number = f"{make_safe(slug)}-{number}", number + 1
    keep = path if known or guessed else ""
    if home:
        return Target(home.file, home.file.rpartition("/")[2], SHOWN[entry.status], keep, guessed)
    taken.add(f"{folder}/{name}".casefold())
    return Target(f"{folder}/{name}", name, SHOWN[entry.status], keep, guessed)


def _guess_path(entry: Known, taken: set[str]) -> str:
    """Return the address Blogger would have given: date and title, and the day of the month where that is taken."""
    slug = make_slug(entry.title)
    base = "/p/" if entry.kind == "page" else f"/{entry.date[:7].replace('-', '/')}/"
    folder = "pages/" if entry.kind == "page" else f"posts{base}"
    if f"{folder}{slug}".casefold() in taken and entry.kind == "post":
        slug = f"{slug}_{int(entry.date[8:10])}"
    return f"{base}{slug}.html"


def _old_paths(entry: Known) -> set[str]:
    """Return the addresses a post without one may have had: for years Blogger dropped what follows an apostrophe."""
    titles = (entry.title, re.sub(r"['’]\w+", "", entry.title))
    return {f"/{entry.date[:7].replace('-', '/')}/{make_slug(title)}.html" for title in titles}


def _place_comment(plan: Plan, entry: Known, hidden: dict[str, str]) -> None:
    """Find the post or page of a comment: by number, else by the address in its own permalink."""
    parent = entry.parent
    if parent not in plan.targets:
        path = unquote(urlsplit(entry.address).path)
        parent = plan.by_path.get(path) or plan.once.get(path, parent)
    if entry.number in plan.parents:
        plan.left_out["comment: the same entry twice in the export"] += 1
    elif entry.status != "live":
        plan.left_out[f"comment: {entry.status}"] += 1
    elif parent in plan.targets:
        plan.parents[entry.number] = parent
    elif parent in hidden:
        plan.left_out[f"comment: its post is {hidden[parent]}"] += 1
    else:
        plan.left_out["comment: its post is not in the export"] += 1
        remark = f"comment {entry.number} of {entry.date[:10]} belongs to a post that is not in the export"
        plan.remarks.append((f"line {entry.line}", remark))
