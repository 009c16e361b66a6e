"""A `<` that opens no tag becomes text, and tags that libxml2 does not know to be empty are closed at once.

A browser takes `a<b and <i>` for one tag, up to the `>`, and shows nothing of it. A tag that holds another `<`, or that
never ends, is taken for text here.
"""

import re

from .job import Job

# What is no markup: comments, and elements that hold text alone. All quantifiers are possessive or lazy: each character
# is looked at once.
RAW = r"""<!--.*?-->
    | <(script|style|textarea|title|xmp|iframe|noembed|noframes)\b
      (?:[^>"']++|"[^"]*+"|'[^']*+')*+ (?<![\s"']/)> .*? </\1"""
# A `<` whose `>` does not come before the next `<`.
LONE = r"""<(?=[a-z/!?]) (?: [^<>=]++ | =\s*+ (?: "[^"]*+" | '[^']*+' )?+ )*+ (?=<|\Z)"""
BARE = re.compile(f"{RAW} | {LONE}", re.IGNORECASE | re.DOTALL | re.VERBOSE)
EMPTY = re.compile(r"<(wbr|source|track|embed|bgsound|keygen)\b([^<>]*+)(?<!/)>(?!\s*</\1)", re.IGNORECASE)


def escape_bare(text: str, job: Job) -> str:
    """Escape each `<` that is text."""

    def decide(match: re.Match[str]) -> str:
        if match[0].startswith("<!--") or match[1]:
            return match[0]
        job.note(f"bare < taken for text: {match[0][:60]}")
        return f"&lt;{match[0][1:]}"

    return BARE.sub(decide, text)


def close_empty(text: str, _: Job) -> str:
    """Close <wbr> and its like, or all that follows would be inside."""
    return EMPTY.sub(r"<\1\2></\1>", text)
