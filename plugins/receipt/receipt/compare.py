"""What an entry or comment had and what its page shows: each word, block of code, picture, link and embed.

In: two `Content`s and the addresses. Out: numbers and differences in an `Account`.
"""

import re
from dataclasses import dataclass

from .account import Account
from .addresses import Addresses
from .code import SPACES, differ, judge, typed
from .content import CODE, Content, Link
from .pictures import account_pictures
from .words import Lost, follows, lost

OF_BLOGGER = {"", "comments", "comment-form", "links", "more"}  # fragments that its own templates had
FENCE = re.compile(r"(?:```[\w#+.-]*)+")
TOKEN = re.compile(r"[\w-]{5,}")
COMMON = {"embed", "video", "videos", "watch", "player", "plugins", "youtube", "www-youtube"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where both texts are: `address` for people, `before` and `now` complete what is relative.

    `of_reader` says that it is a comment, which holds text and links to the web alone.
    """

    account: Account
    addresses: Addresses
    address: str
    before: str
    now: str
    of_reader: bool = False


def compare(at: Comparison, old: Content, new: Content) -> None:
    """Account for everything in `old`."""
    for kind, why, what in old.left_out:
        at.account.leave_out(kind, at.address, why, what)
    _words(at, old, new)
    _codes(at, old.codes, new.codes)
    _typed(at, old.typed, new.codes)
    account_pictures(at, old, new)
    _links(at, old.links, new.links)
    _embeds(at, old.embeds, new.embeds)


def _words(at: Comparison, old: Content, new: Content) -> None:
    one, other = old.words, new.words
    if not follows(one, other):  # text that became code, or code that is not marked as such any more
        one, other = _with_code(old), _with_code(new)
    number = sum(word != CODE for word in one)
    gone = lost(one, other)
    for run in gone:
        number -= _run(at, run)
    at.account.show("word", number)
    if not gone:
        for run in lost(other, one):
            if text := " ".join(word for word in run.words if word != CODE):
                at.account.note("word", at.address, "the page shows words that browsers hid", text[:300])


def _run(at: Comparison, run: Lost) -> int:
    """Account for words that are not there as they were; return how many of them are on no page."""
    words = [word for word in run.words if word != CODE]
    text, instead = " ".join(words), " ".join(run.instead)
    if not words:
        return 0
    if FENCE.fullmatch("".join(words)):
        why = "marks of a Markdown fence, whose code is marked as code now"
        at.account.leave_out("word", at.address, why, text, number=len(words))
        return len(words)
    if typed(text, instead):
        at.account.note(
            "word", at.address, "the page shows tags that were typed to be read; browsers hid them", instead
        )
        return 0
    after = f"after “{' '.join(run.after).replace(CODE, '[code]')}”: " if run.after else ""
    if "".join(words) == "".join(run.instead):
        why, after = "blanks between words differ", f"{after}{text!r} is {instead!r}"
    else:
        why, after = "is not on the page", f"{after}{text[:300]}"
    at.account.miss("word", at.address, why, after, number=len(words))
    return len(words)


def _with_code(content: Content) -> list[str]:
    blocks = iter(content.codes)
    return [part for word in content.words for part in (next(blocks).split() if word == CODE else [word])]


def _codes(at: Comparison, old: list[str], new: list[str]) -> None:
    rest = list(new)
    for code in old:
        first = " ".join(code.split())[:60]
        found = _block(code, rest) or _parts(code, rest)
        if found is None:
            what = differ(code, rest[0]) if rest else first
            at.account.miss("code block", at.address, "is not on the page as it was", what)
            continue
        end, why = found
        del rest[:end]  # their order is the old one, too
        at.account.show("code block")
        if why:
            at.account.note("code block", at.address, why, first)


def _block(code: str, rest: list[str]) -> tuple[int, str] | None:
    """Return the end of the block that is this code, and how it differs; one that does not differ comes first."""
    found = None
    for end, other in enumerate(rest, 1):
        why = judge(code, other)
        if why == "":
            return end, why
        if why and not found:
            found = end, why
    return found


def _parts(code: str, rest: list[str]) -> tuple[int, str] | None:
    """Return the end of the blocks that together are this code, as when the jump break was in it."""
    code = code.translate(SPACES)
    for start in range(len(rest)):
        at = 0
        for end in range(start, len(rest)):
            part = rest[end].translate(SPACES).strip("\n")
            found = code.find(part, at)
            if found < 0 or code[at:found].strip():
                break
            at = found + len(part)
            if not code[at:].strip() and end > start:
                return end + 1, "is in several blocks"
    return None


def _typed(at: Comparison, names: list[str], codes: list[str]) -> None:
    """Check that tags an author typed in code are there to be read, now that no highlighter shows the source."""
    shown = "\n".join(codes).lower()
    for name in dict.fromkeys(names):
        if f"<{name}" not in shown:
            at.account.miss("code block", at.address, "a tag that was typed in code is not shown", f"<{name}>")


def _links(at: Comparison, old: list[Link], new: list[Link]) -> None:
    pool = [(at.addresses.normal(link.address, at.now), link.text) for link in new]
    waiting = []
    for link in old:
        wanted = at.addresses.normal(link.address, at.before)
        found = next((other for other in pool if _leads_there(at, wanted, other[0])), None)
        if found:
            pool.remove(found)
            at.account.show("link")
        else:
            answered = at.addresses.own(wanted) and at.addresses.lead(wanted)
            waiting.append((link, bool(answered) or wanted in at.addresses.home.files))
    for link, known in waiting:
        # What no stub answers is found by its words, or for the lack of them around a picture.
        same = (other for other in pool if other[1] == link.text and _local_file(at, other[0]))
        found = None if known else next(same, None)
        if found:
            pool.remove(found)
            at.account.show("link")
        elif at.of_reader and not re.match(r"(?:https?:)?//|mailto:", link.address, re.IGNORECASE):
            at.account.leave_out("link", at.address, "comments link to the web alone", link.address[:200])
        elif link.in_code:
            at.account.leave_out("link", at.address, "in a block of code, which is text now", link.address)
        else:
            what = f"{link.address[:200]} on “{link.text[:80]}”"
            at.account.miss(
                "link", at.address, "leads elsewhere or is not there" if known else "is not on the page", what
            )


def _leads_there(at: Comparison, wanted: str, found: str) -> bool:
    if wanted == found:
        return True
    local = at.addresses.local(found)
    if local and at.addresses.home.files.get(wanted) == local:
        return at.addresses.file(local) is not None
    if not local or not at.addresses.own(wanted):
        return False
    fragment = wanted.partition("#")[2]
    lead = at.addresses.lead(wanted)
    comment = re.fullmatch(r"c(?:omment-)?(\d+)", fragment)
    if comment:
        anchor = f"c{comment[1]}"
        # A comment is where it is shown; one that nobody has any more leads to its post.
        return found.endswith(f"#{anchor}") or (lead == local and not at.addresses.has(lead, anchor))
    kept = fragment in OF_BLOGGER or fragment.startswith("!") or found.endswith(f"#{fragment}")
    return kept and lead == local


def _local_file(at: Comparison, address: str) -> bool:
    path = at.addresses.local(address)
    return bool(path and at.addresses.file(path))


def _embeds(at: Comparison, old: list[str], new: list[str]) -> None:
    pool = list(new)
    for address in old:
        marks = set(TOKEN.findall(address.partition("//")[2].partition("/")[2])) - COMMON
        plain = re.sub(r"^(?:https?:)?//", "", address)
        found = next((other for other in pool if plain in other or marks & set(TOKEN.findall(other))), None)
        if found is None and at.of_reader:
            at.account.leave_out("embed", at.address, "comments hold no players", address[:200])
        elif found is None:
            at.account.miss("embed", at.address, "neither it nor a link to it is on the page", address[:200])
        else:
            pool.remove(found)
            at.account.show("embed")
