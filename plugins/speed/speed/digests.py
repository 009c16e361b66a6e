"""The digest of what a page depends on; the settings of the site, which all pages depend on, are written once.

In: Nikola's digest of a mapping, the MD5 of its JSON, and the mapping. Out: the same digest.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

SETTINGS = "global"  # where Nikola has the settings of the site in what a page depends on
PLACE = "\0 here are the settings of the site"
WRITTEN = json.dumps(PLACE)


class Digests:
    """Digests of mappings that share the settings of the site."""

    def __init__(self, encoder: type[json.JSONEncoder]) -> None:
        """Take what Nikola writes JSON with."""
        self.encoder = encoder
        self.settings: dict[str, Any] = {}
        self.text = ""

    def digest(self, config: Mapping[str, Any]) -> str | None:
        """Return the digest; None where this is no such mapping."""
        settings = config.get(SETTINGS)
        if not isinstance(settings, dict) or not all(isinstance(name, str) for name in config):
            return None
        if not self._is_known(settings):
            self.settings, self.text = {**settings}, self._json(settings)
        data = self._json({**config, SETTINGS: PLACE})
        if data.count(WRITTEN) != 1:
            return None
        return hashlib.md5(data.replace(WRITTEN, self.text).encode(), usedforsecurity=False).hexdigest()

    def _is_known(self, settings: dict[str, Any]) -> bool:
        """Tell whether these are the settings that were written, each of them the same object."""
        known = self.settings
        return len(settings) == len(known) and all(known.get(name) is value for name, value in settings.items())

    def _json(self, value: Any) -> str:
        return json.dumps(value, cls=self.encoder, sort_keys=True)
