"""What became of each picture, and what is told of it.

In: first bytes of answers, errors of the network, and at the end the wishes that failed. Out: a `FetchError` for what
gave no picture, rows of `missing.txt` and the lines of the report.
"""

import ipaddress
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PIL import Image
from urllib3.exceptions import HTTPError, LocationValueError, MaxRetryError, NameResolutionError

from .asked import Wish
from .errors import FetchError
from .naming import extension


def require_picture(head: bytes) -> None:
    """Raise FetchError unless the first bytes of an answer are those of a picture."""
    if extension(head):
        return
    start = head.lstrip().lower()
    if b"<svg" in start or start.startswith(b"<?xml"):
        raise FetchError("a drawing (SVG), which may hold programs")
    if start.startswith(b"<"):
        raise FetchError("a web page instead of a picture", gone=True)
    raise FetchError("what came is no picture that browsers show", gone=True)


def check_public(address: str) -> None:
    """Raise FetchError for an IP address that is not on the internet."""
    ip: Any = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if not ip.is_global or ip.is_multicast:
        raise FetchError(f"{address} is no address of the internet", gone=True)


def is_cut(file: Path) -> bool:
    """Say whether a picture ends too early, when its server did not tell its length."""
    try:
        with Image.open(file) as picture:
            picture.load()
    except Exception:  # noqa: BLE001 - of broken pictures Pillow raises whatever its readers come upon
        return True
    return False


def explain(error: HTTPError, host: str) -> FetchError:
    """Say what an error of the network means."""
    if isinstance(error, LocationValueError):
        return FetchError("an address that leads nowhere", gone=True)
    if not isinstance(error, MaxRetryError):
        return FetchError("it broke off in the middle")
    if isinstance(error.reason, NameResolutionError):
        return FetchError(f"there is no {host}", unknown_host=True)
    if "redirect" in str(error.reason):
        return FetchError("it is redirected without end", gone=True)
    return FetchError(f"{host} did not answer")


def settle(failed: Iterable[tuple[Wish, list[FetchError]]], *, answered: bool) -> list[tuple[str, bool, str]]:
    """Return (address, gone, reason) for each address of each failed wish.

    A host without a name is gone, unless nobody `answered`: then it is this machine that has no network.
    """
    rows = []
    for wish, failures in failed:
        gone = all(failure.gone or (failure.unknown_host and answered) for failure in failures)
        reasons = "; ".join(dict.fromkeys(failure.reason for failure in failures))
        pages = " ".join(wish.pages)
        rows += [(address, gone, f"{reasons}, on {pages}") for address in wish.addresses]
    return rows


def tell(
    wished: int, wanted: int, failed: list[tuple[Wish, list[FetchError]]], rows: list[tuple[str, bool, str]], table: str
) -> list[str]:
    """Return the lines of the report."""
    gone = {address for address, is_gone, _ in rows if is_gone}
    lost = sum(1 for wish, _ in failed if wish.addresses[0] in gone)
    parts = [
        f"{wished} pictures in posts and pages",
        f"{wanted - len(failed)} fetched",
        f"{wished - wanted} there before",
    ]
    if failed:
        parts.append(f"{lost} gone, {len(failed) - lost} to try again: see {table}")
    return [", ".join(parts)]
