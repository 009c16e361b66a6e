"""What every rule gets beside its text or tree: the caller's say on addresses and embeds, and a place for findings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal


@dataclass
class Job:
    """The cleaning of one body.

    `rewrite` and `absolute` take an address and give the one to write: the first for links a reader follows, the
    second for what a page loads. `embeds` says whether iframes become links. Findings are sentences for the report.
    """

    rewrite: Callable[[str], str]
    absolute: Callable[[str], str]
    embeds: Literal["link", "keep"] = "link"
    findings: list[str] = field(default_factory=list)

    def note(self, finding: str) -> None:
        """Add a finding, cut to a line, unless it is there already."""
        line = " ".join(finding.split())
        line = line if len(line) <= 200 else f"{line[:199]}…"
        if line not in self.findings:
            self.findings.append(line)
