"""Text of posts/popular.txt → the files of the posts that are read most, and what is wrong in it."""

import re

LINE = re.compile(r"\s*(\d+)\s+(\S.*?)\s*")


def read(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the files in the order of the lines, and findings (line, message).

    A line is a number of readers and a file; # begins a comment.
    """
    files, findings = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = LINE.fullmatch(line)
        if match:
            files.append(match[2])
        else:
            findings.append((number, "a line is a number of readers and the file of a post"))
    return files, findings
