"""Two addresses of the site → how one links the other; only for the plain ones, which are nearly all."""

import re

PLAIN = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*/?")  # no dots to resolve, no query, no fragment, no host


def relative(here: str, there: str) -> str | None:
    """Return the address `there` as it is written on the page `here`; None where that takes more thought."""
    if here == there or not here or not there or not (PLAIN.fullmatch(there) and PLAIN.fullmatch(here)):
        return None
    mine, others = here.split("/")[1:], there.split("/")[1:]
    shorter = min(len(mine), len(others))
    common = next((at for at in range(shorter) if mine[at] != others[at]), shorter - 1)
    return "/".join([".."] * (len(mine) - common - 1) + others[common:]) or "."
