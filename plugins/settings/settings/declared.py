"""Text of a manifest → the settings it declares, and a sentence for each line that declares none."""

import ast
import re
from dataclasses import dataclass

TYPES: dict[str, tuple[type, str]] = {
    "int": (int, "a whole number"),
    "str": (str, "a text in quotes"),
    "bool": (bool, "True or False"),
    "list": (list, "a list in [ ]"),
    "dict": (dict, "a mapping in { }"),
}
DECLARATION = re.compile(rf"(LOWTECH_[A-Z0-9_]+)\s*=\s*({'|'.join(TYPES)})\s*,\s*(.*\S)")


@dataclass(frozen=True)
class Setting:
    """A declared setting; where is `manifest:line`."""

    name: str
    kind: str
    default: object
    explanation: str
    where: str

    def accepts(self, value: object) -> bool:
        """Tell whether value has the declared type; True and False are no numbers."""
        return isinstance(value, TYPES[self.kind][0]) and (self.kind == "bool" or not isinstance(value, bool))


def read(text: str, path: str) -> tuple[list[Setting], list[str]]:
    """Return the settings in section [Settings] of a manifest, and its faults as `path:line: sentence`."""
    settings, faults, inside = [], [], False
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line.startswith("["):
            inside = line == "[Settings]"
        elif inside and line and line[0] not in "#;":
            setting = parse(line, f"{path}:{number}")
            if setting is None:
                faults.append(f"{path}:{number}: a setting is LOWTECH_NAME = type, default, explanation")
            else:
                settings.append(setting)
    return settings, faults


def parse(line: str, where: str) -> Setting | None:
    """Return the setting declared in a line, None if it declares none."""
    match = DECLARATION.fullmatch(line)
    if match is None:
        return None
    name, kind, rest = match.groups()
    for comma in (found.start() for found in re.finditer(",", rest)):  # a list's default holds commas itself
        try:
            default = ast.literal_eval(rest[:comma].strip())
        except (ValueError, SyntaxError):
            continue
        setting = Setting(name, kind, default, rest[comma + 1 :].strip(), where)
        return setting if setting.accepts(default) and setting.explanation else None
    word, _, explanation = rest.partition(",")
    setting = Setting(name, kind, word.strip(), explanation.strip(), where)
    return setting if kind == "str" and setting.explanation else None
