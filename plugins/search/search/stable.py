"""Pagefind's files → the same index with its filters in order, so that the same pages give the same bytes.

Pagefind 1.5 writes the filters, and the values of each, in an order of chance; names of files are hashes of their
content, so these change too. Everything else it writes is stable. A file is gzip of a mark and CBOR:
a filter [name, [[value, [page, …]], …]]; the index, among others, [[name of a filter, its hash], …] as fourth of its
parts. Source: the formats as Pagefind 1.5.2 writes them; what looks otherwise is refused.
"""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import cbor2

MARK = b"pagefind_dcd"
FILTERS = 3  # their place among the parts of an index


def order(folder: Path) -> None:
    """Write the filters below folder anew, in order, and what names them; raise ValueError for another format."""
    entry = folder / "pagefind-entry.json"
    about = json.loads(entry.read_text("utf-8"))
    for language in about["languages"].values():
        path = folder / f"pagefind.{language['hash']}.pf_meta"
        index = read(path)
        if not isinstance(index, list) or len(index) <= FILTERS or not all(len(pair) == 2 for pair in index[FILTERS]):
            raise ValueError(f"{path}: not the format this program knows")
        prefix = language["hash"].rpartition("_")[0]
        index[FILTERS] = sorted(
            [name, ordered(folder / "filter" / f"{old}.pf_filter", prefix)] for name, old in index[FILTERS]
        )
        path.unlink()
        language["hash"] = f"{prefix}_{write(folder, 'pagefind.{}_{}.pf_meta', prefix, index, 10)}"
    entry.write_text(json.dumps(about, separators=(",", ":"), sort_keys=True), encoding="utf-8")


def ordered(path: Path, prefix: str) -> str:
    """Write a filter anew with its values in order; return the hash that is its new name."""
    name, values = read(path)
    path.unlink()
    return f"{prefix}_{write(path.parent, '{}_{}.pf_filter', prefix, [name, sorted(values)], 7)}"


def read(path: Path) -> Any:
    """Return what a file of Pagefind's holds; raise ValueError for another file."""
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(MARK):
        raise ValueError(f"{path}: not a file of Pagefind")
    return cbor2.loads(data.removeprefix(MARK))


def write(folder: Path, name: str, prefix: str, value: Any, digits: int) -> str:
    """Write a file as Pagefind does, under a name made from prefix and a hash of the content; return the hash."""
    data = MARK + cbor2.dumps(value)
    found = hashlib.sha256(data).hexdigest()[:digits]
    (folder / name.format(prefix, found)).write_bytes(gzip.compress(data, mtime=0))
    return found
