"""Shell: fills in defaults; a setting, manifest or plugin at fault stops the command before it starts.

In: the manifests below plugins/ and conf.py. Out: site.config with every declared setting.
"""

import copy
import sys
from pathlib import Path
from typing import Any

from nikola.plugin_categories import SignalHandler

from . import check, declared

LOADED_WHEN_NEEDED = ("PageCompiler", "CompilerExtension")


class Settings(SignalHandler):  # type: ignore[misc]
    """Checks and completes site.config."""

    name = "settings"

    def set_site(self, site: Any) -> None:
        """Do it now: all plugins are loaded, none has begun; exits with code 2 when there are faults."""
        super().set_site(site)
        settings, faults = manifests()
        faults += not_loaded(site) + check.twice(settings) + check.check(settings, *conf(site))
        if faults:
            print(*faults, sep="\n", file=sys.stderr)
            sys.exit(2)
        for setting in settings:
            site.config.setdefault(setting.name, copy.deepcopy(setting.default))


def manifests() -> tuple[list[declared.Setting], list[str]]:
    """Return what the manifests of this site's plugins declare, and their faults."""
    settings, faults = [], []
    for path in sorted(Path("plugins").rglob("*.plugin")):
        found, wrong = declared.read(path.read_text(encoding="utf-8"), str(path))
        settings += found
        faults += wrong
    return settings, faults


def not_loaded(site: Any) -> list[str]:
    """Return a sentence for each plugin of this site that should have loaded and has not."""
    here = Path("plugins").absolute()
    loaded = {plugin.name for plugin in site.plugin_manager.plugins}
    unwanted = {*loaded, *site.config["DISABLED_PLUGINS"]}
    return [
        f"{plugin.source_dir.relative_to(here.parent)}: the plugin {plugin.name} did not load, see above"
        for plugin in site.plugin_manager.candidates
        if plugin.source_dir.is_relative_to(here)
        and plugin.name not in unwanted
        and plugin.category not in LOADED_WHEN_NEEDED
    ]


def conf(site: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """Return this house's settings as conf.py has them, and the place of each."""
    values = {name: value for name, value in site.config.items() if name.startswith("LOWTECH_")}
    path = Path(site.configuration_filename)
    found = check.lines(path.read_text(encoding="utf-8")) if values and path.exists() else {}
    return values, {name: f"{path}:{found[name]}" if name in found else str(path) for name in values}
