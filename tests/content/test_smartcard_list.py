"""files/smartcard_list.txt: the format that programs rely on, and the address where they fetch it."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Site

LIST = Path(__file__).resolve().parents[2] / "files" / "smartcard_list.txt"
BYTE = r"(?:[0-9A-F.]|\[[0-9A-F-]+\])"  # half of a byte: a digit, any digit, one of several
ATR = re.compile(rf"{BYTE}{{2}}(?: {BYTE}{{2}})+")


def entries(path: Path) -> list[tuple[str, list[str]]]:
    """Give each ATR line with its lines of text, without their tabulator."""
    found: list[tuple[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("\t"):
            found[-1][1].append(line[1:])
        elif line and not line.startswith("#"):
            found.append((line, []))
    return found


def check_byte(atr: list[int]) -> bool | None:
    """Tell whether TCK, the last byte, makes the exclusive or of all but the first zero; None if there is no TCK.

    The source is ISO 7816-3, 8.2: TCK is there unless T=0 is the only protocol.
    """
    place, present, protocols = 1, atr[1] >> 4, set()
    historical = atr[1] & 15
    while present:
        count = present.bit_count()
        more = present & 8
        place += count
        present = atr[place] >> 4 if more else 0
        protocols |= {atr[place] & 15} if more else set()
    assert len(atr) == place + 1 + historical + (protocols not in (set(), {0})), "the ATR has another length"
    if protocols in (set(), {0}):
        return None
    total = 0
    for byte in atr[1:]:
        total ^= byte
    return total == 0


def test_bytes_are_what_readers_of_the_list_expect() -> None:
    """UTF-8 without a byte order mark, LF only, no blank at the end of a line, the closing comment at the end."""
    data = LIST.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert not re.search(rb"[ \t]\n", data)
    assert data.endswith(b"\n\n# do not delete\n")
    assert data.decode("utf-8")


def test_entries_are_twenty_sorted_and_described() -> None:
    """Twenty ATR lines, upper case, sorted by byte value, none twice; each has text, then an empty line."""
    found = entries(LIST)
    atrs = [atr for atr, _ in found]
    assert len(atrs) == 20
    assert atrs == sorted(set(atrs), key=str.encode)
    assert all(ATR.fullmatch(atr) for atr in atrs)
    assert all(lines and all(line.strip() for line in lines) for _, lines in found)
    blocks = LIST.read_text(encoding="utf-8").split("\n\n")
    assert len([block for block in blocks if not block.startswith("#")]) == 20


def test_every_line_is_a_comment_a_text_or_a_pattern_that_finds_itself() -> None:
    """ATR_analysis takes each line that is no comment and no text for a pattern: none of them stops it."""
    for atr, _ in entries(LIST):
        sample = re.sub(r"\[(.)[^]]*\]", r"\1", atr).replace(".", "0")
        assert re.fullmatch(atr, sample, re.IGNORECASE)


def test_exact_atrs_are_sound() -> None:
    """An ATR without a pattern has the length it announces and, where it must have one, a right check byte."""
    exact = [atr for atr, _ in entries(LIST) if re.fullmatch(r"[0-9A-F ]+", atr)]
    assert len(exact) == 18
    verdicts = [check_byte(list(bytes.fromhex(atr))) for atr in exact]
    assert False not in verdicts
    assert True in verdicts


def test_published_byte_for_byte(site: "Site") -> None:
    """The site serves the list at /smartcard_list.txt exactly as it is here."""
    (site.root / "files" / LIST.name).write_bytes(LIST.read_bytes())
    site.build()
    assert (site.root / "output" / LIST.name).read_bytes() == LIST.read_bytes()
