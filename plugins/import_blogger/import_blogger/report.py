"""What an import tells at its end: what came, what was left out and why, what needs a look.

In: counts, the plan, the changes to files and the findings. Out: lines of text.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .formats import Formats
from .place import Changes
from .plan import Plan


@dataclass(slots=True)
class Report:
    """Gathers what the import has to say; `findings` are (file, message)."""

    findings: list[tuple[str, str]] = field(default_factory=list)

    def note(self, where: str, messages: Iterable[str]) -> None:
        """Add findings about one file."""
        self.findings.extend((where, message) for message in messages)


def count(number: int, noun: str) -> str:
    """Return `1 post` or `2 posts`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def tell(  # noqa: PLR0913 - a report is about many things
    report: Report, plan: Plan, changes: Changes, formats: Formats, *, blog: str, dry_run: bool, verbose: bool = False
) -> list[str]:
    """Return the report's lines; the `verbose` ones too."""
    lines = [
        blog,
        f"  came: {', '.join(_came(plan))}",
        f"  files: {', '.join(_files(changes, dry_run=dry_run))}",
        *(f"  {line}" for line in formats.tell()),
    ]
    if verbose:
        lines += [f"    {file}: {cause}" for file, cause in sorted(formats.stay.items())]
    lines += [f"  left out: {_left_out(reason, number)}" for reason, number in sorted(plan.left_out.items())]
    for title, paths in (
        ("kept as you corrected them", changes.kept),
        ("merged: your corrections, and what the export changed elsewhere", changes.merged),
        (
            "you and the export changed the same place; yours stays, compare it with the .export beside it",
            changes.conflicts,
        ),
        ("not written, since you deleted them", changes.deleted),
        ("no longer in the export; nothing was deleted", changes.gone),
        ("not written, since another file is there", changes.foreign),
    ):
        if paths:
            lines += [f"  {title}:", *(f"    {path}" for path in paths)]
    findings = [*plan.remarks, *report.findings]
    if findings:
        lines.append(f"  needs a look ({len(findings)}):")
        lines += [f"    {formats.files.get(where, where)}: {message}" for where, message in findings]
    return lines


def _came(plan: Plan) -> list[str]:
    kinds: Counter[str] = Counter()
    for target in plan.targets.values():
        kinds["draft" if target.status else "page" if target.file.startswith("pages/") else "post"] += 1
    shown = [parent for parent in plan.parents.values() if not plan.targets[parent].status]
    came = [count(kinds[kind], kind) for kind in ("post", "page", "draft") if kinds[kind] or kind == "post"]
    came.append(count(len(shown), "comment") + (f" on {count(len(set(shown)), 'post')}" if shown else ""))
    if len(plan.parents) > len(shown):
        came.append(f"{count(len(plan.parents) - len(shown), 'comment')} on drafts, not public")
    return [*came, count(len(plan.labels), "label")]


def _files(changes: Changes, *, dry_run: bool) -> list[str]:
    words = {
        "added": "new",
        "updated": "updated",
        "unchanged": "unchanged",
        "kept": "kept as corrected by hand",
        "merged": "merged with corrections",
        "conflicts": "in conflict",
    }
    files = [f"{len(getattr(changes, name))} {word}" for name, word in words.items() if getattr(changes, name)]
    for old, new, extension in (("HTML", "Markdown", ".md"), ("Markdown", "HTML", ".html")):
        if turned := sum(path.endswith(extension) for path in changes.turned):
            files.append(f"{turned} turned from {old} to {new}")
    return [*(files or ["none"]), *(["nothing written: a dry run"] if dry_run else [])]


def _left_out(reason: str, number: int) -> str:
    kind, _, why = reason.partition(": ")
    return f"{count(number, kind)}: {why}"
