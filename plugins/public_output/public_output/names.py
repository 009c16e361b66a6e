"""Task → the same task under a name that doit accepts."""

from typing import Any

NAMES_OF_TASKS = ("task_dep", "calc_dep", "setup")


def safe(name: str) -> str:
    """Return name with `=` percent-encoded, which doit forbids, and `%`, so that no two names become one."""
    return name.replace("%", "%25").replace("=", "%3D")


def renamed(task: dict[str, Any]) -> dict[str, Any]:
    """Return task, its own name and those it refers to made safe; its targets and files keep their names."""
    if task.get("name"):
        task["name"] = safe(task["name"])
    for key in NAMES_OF_TASKS:
        if key in task:
            task[key] = [safe(name) for name in task[key]]
    return task
