"""Write strings as YAML 1.2 scalars that a YAML reader gives back unchanged.

In: any text an export may hold. Out: the scalar, plain where that is safe, quoted as JSON otherwise (every JSON string
is a YAML string), or a literal block for text of many lines. A library's emitter does the same ten times slower, and an
import writes many thousands.
"""

import json
import re

# Begins with a letter, holds nothing YAML reads as a sign, and is no word YAML takes for a value.
PLAIN = re.compile(r"[A-Za-z](?:[\w ,./()'+%~@=?&-]|:(?! |$))*(?<! )", re.ASCII)
WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"}
# What YAML does not print raw: C1 controls, DEL, line separators, the byte order mark, non-characters.
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
NOT_IN_BLOCK = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def write_scalar(text: str) -> str:
    """Return one line that reads back as `text`."""
    if PLAIN.fullmatch(text) and text.lower() not in WORDS:
        return text
    return _quote(text)


def write_list(texts: tuple[str, ...]) -> str:
    """Return a list of strings on one line. There, signs part that are harmless elsewhere."""
    return "[" + ", ".join(_quote(text) if re.search("[,:?]", text) else write_scalar(text) for text in texts) + "]"


def write_block(text: str, indent: str) -> str:
    """Return a literal block, each line behind `indent`, or a quoted line where a block cannot say it."""
    if not text or text != text.strip() or NOT_IN_BLOCK.search(text):
        return write_scalar(text)
    return "|-\n" + "\n".join(f"{indent}{line}" if line else "" for line in text.split("\n"))


def _quote(text: str) -> str:
    return UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
