"""The tables of pictures, `files/images/*.txt`: which file has the picture of an address, and which picture is lost.

In: the text of a table. Out: files and reasons by address, and findings. A line is `ADDRESS  FILE`, the file as seen
from the site's folder, or, in `missing.txt`, `ADDRESS  gone  REASON`: nobody has it any more. Other lines of that table
(`later`) say nothing here. An address holds no blanks; `#` begins a comment.
"""

import re
from dataclasses import dataclass, field


@dataclass
class Tables:
    """What all tables say together; of two files for one address the last one counts."""

    files: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    findings: list[str] = field(default_factory=list)

    def read(self, name: str, text: str) -> None:
        """Add one table; `name` is its path, for findings."""
        for number, line in enumerate(text.splitlines(), 1):
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            if len(words) < 2 or "//" not in words[0]:
                self.findings.append(f"{name}:{number}: neither `ADDRESS  FILE` nor a comment")
            elif words[1] == "gone":
                self.gone.add(words[0])
            elif words[1] != "later":
                self.files[words[0]] = words[1]


def as_written(address: str) -> str:
    """Return an address of a page as tables have it."""
    return re.sub(r"\s", "%20", address.strip())
