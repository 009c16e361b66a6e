"""A function → whether it is the one that was measured and read; another one must be left alone."""

import hashlib
import inspect
from typing import Any


def digest(function: Any) -> str:
    """Return the mark of a function's source, empty for one without."""
    try:
        return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:12]
    except (OSError, TypeError):
        return ""


def replace(owner: Any, name: str, mark: str, replacement: Any) -> bool:
    """Put replacement(stock) in the place of the function called name of a class or module; tell whether that was done.

    It is not when the function's source is not the one with the mark.
    """
    given = vars(owner).get(name)
    stock = getattr(given, "__func__", given)  # a staticmethod holds its function
    if digest(stock) != mark:
        return False
    made = replacement(stock)
    setattr(owner, name, staticmethod(made) if isinstance(given, staticmethod) else made)
    return True
