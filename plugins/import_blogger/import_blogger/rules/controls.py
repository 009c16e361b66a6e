"""Control characters go, raw and as `&#11;`: no browser shows one, no XML may hold one, lxml refuses to write one."""

import re

from .job import Job

CONTROLS = re.compile(
    r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45])|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[efEF]))(?:;|(?![0-9a-fA-F]))"
)


def drop_controls(text: str, _: Job) -> str:
    """Take them out; a form feed is space to a browser."""
    return CONTROLS.sub(lambda sign: " " if sign[0] == "\x0c" else "", text)
