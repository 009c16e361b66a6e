"""In: what Nikola logs under --strict. Out: the same errors, each told once and without a traceback.

`--strict` raises an exception for every warning or error that is logged. Raised in a task, doit shows the whole way
to it. Raised in Nikola's own last words, which speak of an exception, both tracebacks come and the sentence is lost.
"""

import logging
from pathlib import Path
from typing import Any

from doit.exceptions import BaseFail
from nikola import log
from nikola.plugin_categories import SignalHandler

LAST_WORDS = {  # (file, function) that log an error and then end the command, or raise it again, by themselves
    ("__main__.py", "load_tasks"),
    ("__main__.py", "run"),
    ("__main__.py", "_print_exception"),
    ("scan_posts.py", "scan"),
    ("nikola.py", "scan_posts"),
}


class StrictError(log.ApplicationWarning, BaseFail):  # type: ignore[misc]
    """A warning that stops --strict; it has been printed already, so doit finds no traceback to print."""

    traceback = ""


class StrictHandler(log.StrictModeExceptionHandler):  # type: ignore[misc]
    """Raises for what only --strict makes an error."""

    def emit(self, record: logging.LogRecord) -> None:
        """Raise StrictError for a warning or an error."""
        source = (Path(record.pathname).name, record.funcName)
        if record.levelno >= logging.WARNING and source not in LAST_WORDS:
            raise StrictError(self.format(record))


class StrictErrors(SignalHandler):  # type: ignore[misc]
    """Puts StrictHandler in the place of Nikola's handler."""

    name = "strict_errors"

    def set_site(self, site: Any) -> None:
        """Do so, if this is --strict."""
        super().set_site(site)
        logging.root.handlers = [
            StrictHandler() if isinstance(handler, log.StrictModeExceptionHandler) else handler
            for handler in logging.root.handlers
        ]
