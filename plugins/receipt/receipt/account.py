"""The account itself: for each kind of thing how many there were, are, were left out and why, and each difference."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

KINDS = (
    "post",
    "page",
    "comment",
    "word",
    "code block",
    "picture",
    "link",
    "embed",
    "label",
    "author",
    "date",
    "place",
    "legacy address",
    "feed id",
)
MOST_TOLD = 8  # of one reason; --json has them all
BY_HAND = "corrected by hand"
Verdict = Literal["missing", "left out", "note"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is on one side only, or otherwise there; `why` is the same for all of one sort."""

    verdict: Verdict
    kind: str
    address: str
    why: str
    what: str


@dataclass(slots=True)
class Row:
    """Numbers of one kind: export = shown + left out + missing."""

    shown: int = 0
    left_out: int = 0
    missing: int = 0

    @property
    def export(self) -> int:
        """How many the export has."""
        return self.shown + self.left_out + self.missing


@dataclass
class Account:
    """Gathers the numbers and the differences."""

    rows: dict[str, Row] = field(default_factory=lambda: {kind: Row() for kind in KINDS})
    differences: list[Difference] = field(default_factory=list)

    def show(self, kind: str, number: int = 1) -> None:
        """Count what is on the site."""
        self.rows[kind].shown += number

    def leave_out(self, kind: str, address: str, why: str, what: str = "", *, number: int = 1) -> None:
        """Count what is rightly not there."""
        self.rows.setdefault(kind, Row()).left_out += number
        self.differences.append(Difference("left out", kind, address, why, what))

    def miss(self, kind: str, address: str, why: str, what: str = "", *, number: int = 1) -> None:
        """Count what should be there and is not."""
        self.rows[kind].missing += number
        self.differences.append(Difference("missing", kind, address, why, what))

    def note(self, kind: str, address: str, why: str, what: str = "") -> None:
        """Tell what is there and yet not as it was, or what the export itself gets wrong."""
        self.differences.append(Difference("note", kind, address, why, what))

    def add(self, other: "Account", *, corrected: bool) -> None:
        """Take over another account; when the entry was corrected by hand, nothing of it counts as missing."""
        for kind, row in other.rows.items():
            mine = self.rows.setdefault(kind, Row())
            mine.shown += row.shown
            mine.left_out += row.left_out + (row.missing if corrected else 0)
            mine.missing += 0 if corrected else row.missing
        for difference in other.differences:
            if corrected and difference.verdict == "missing":
                self.differences.append(replace(difference, verdict="left out", why=f"{BY_HAND}: {difference.why}"))
            else:
                self.differences.append(difference)

    @property
    def missing(self) -> int:
        """How many things are missing."""
        return sum(row.missing for row in self.rows.values())

    def as_json(self) -> dict[str, Any]:
        """Return everything, for programs."""
        rows = {
            kind: {"export": r.export, "shown": r.shown, "left_out": r.left_out, "missing": r.missing}
            for kind, r in self.rows.items()
        }
        return {"missing": self.missing, "rows": rows, "differences": list(map(asdict, self.differences))}

    def tell(self) -> Iterator[str]:
        """Yield the receipt's lines: the table, what is missing, what was left out and why, notes."""
        yield f"  {'':16}{'export':>9}{'shown':>9}{'left out':>10}{'missing':>9}"
        for kind, row in self.rows.items():
            if row.export or kind in {"post", "comment"}:
                missing = row.missing or "-"
                yield f"  {kind:16}{row.export:>9}{row.shown:>9}{row.left_out or '-':>10}{missing:>9}"
        for verdict, title in (
            ("missing", "MISSING"),
            ("left out", "left out, and why"),
            ("note", "to know"),
        ):
            found = [difference for difference in self.differences if difference.verdict == verdict]
            if found:
                yield f"  {title}:"
                yield from _grouped(found, len(found) if verdict == "missing" else MOST_TOLD)


def _grouped(differences: list[Difference], most: int) -> Iterator[str]:
    reasons = Counter((difference.kind, difference.why) for difference in differences)
    for (kind, why), number in reasons.items():
        yield f"    {number} {kind}{'' if number == 1 else 's'}: {why}"
        told = [difference for difference in differences if (difference.kind, difference.why) == (kind, why)]
        for difference in told[:most]:
            yield f"      {difference.address}{': ' if difference.what else ''}{difference.what}"
        if number > most:
            yield f"      … and {number - most} more (--json FILE has them all)"
