"""What doit passes to a function beside the arguments of its task: nothing, where the function asks for nothing.

doit works out the signature of a function each time it calls it. The code of most of ours tells sooner.
"""

from collections.abc import Callable, Mapping
from types import FunctionType, MethodType
from typing import Any

OFFERED = frozenset({"task", "targets", "dependencies", "changed"})  # names of arguments that doit has values for
Prepare = Callable[[Any, Any, Any, dict[str, Any]], dict[str, Any]]


def quick(stock: Prepare) -> Prepare:
    """Return doit's `_prepare_kwargs` that asks for the signature only of functions that may want something of doit."""

    def prepare_kwargs(task: Any, func: Any, args: Any, kwargs: dict[str, Any]) -> dict[str, Any]:
        if task and not task.options and task.pos_arg is None and is_plain(func):
            return {**kwargs}
        return stock(task, func, args, kwargs)

    return prepare_kwargs


def is_plain(func: Any) -> bool:
    """Tell whether no name in a function is one of an argument that doit would fill in."""
    function = func.__func__ if isinstance(func, MethodType) else func
    if not isinstance(function, FunctionType) or _stands_for_another(vars(function)):
        return False
    return OFFERED.isdisjoint(function.__code__.co_varnames)


def _stands_for_another(attributes: Mapping[str, Any]) -> bool:
    return "__wrapped__" in attributes or "__signature__" in attributes
