"""Pagefind's files → the same index with its filters in order, so that the same pages give the same bytes.

Pagefind 1.5 writes the filters, and the values of each, in an order of chance; names of files are hashes of their
content, so these change too. Everything else it writes is stable. A file is gzip of a mark and CBOR:
a filter [name, [[value, [page, …]], …]]; the index, among others, [[name of a filter, its hash], …] as fourth of its
parts. Source: the formats as Pagefind 1.5.2 writes them; what looks otherwise is refused.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import cbor2

ENTRY = "pagefind-entry.json"
MARK = b"pagefind_dcd"
FILTERS = 3  # their place among the parts of an index


def ordered(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files by their names with the filters in order; raise ValueError for another format."""
    made = dict(files)
    about = json.loads(made[ENTRY])
    for language in about["languages"].values():
        name = f"pagefind.{language['hash']}.pf_meta"
        index = read(name, made.pop(name))
        if not isinstance(index, list) or len(index) <= FILTERS or not all(len(pair) == 2 for pair in index[FILTERS]):
            raise ValueError(f"{name}: not the format this program knows")
        prefix = language["hash"].rpartition("_")[0]
        index[FILTERS] = sorted([name, in_order(made, old, prefix)] for name, old in index[FILTERS])
        language["hash"] = f"{prefix}_{add(made, 'pagefind.{}_{}.pf_meta', prefix, index, 10)}"
    made[ENTRY] = json.dumps(about, separators=(",", ":"), sort_keys=True).encode()
    return made


def in_order(files: dict[str, bytes], old: str, prefix: str) -> str:
    """Write a filter anew with its values in order; return the hash that is its new name."""
    path = f"filter/{old}.pf_filter"
    name, values = read(path, files.pop(path))
    return f"{prefix}_{add(files, 'filter/{}_{}.pf_filter', prefix, [name, sorted(values)], 7)}"


def read(name: str, packed: bytes) -> Any:
    """Return what a file of Pagefind's holds; raise ValueError for another file."""
    data = gzip.decompress(packed)
    if not data.startswith(MARK):
        raise ValueError(f"{name}: not a file of Pagefind")
    return cbor2.loads(data.removeprefix(MARK))


def add(files: dict[str, bytes], name: str, prefix: str, value: Any, digits: int) -> str:
    """Add a file as Pagefind writes it, under a name made from prefix and a hash of the content; return the hash."""
    data = MARK + cbor2.dumps(value)
    found = hashlib.sha256(data).hexdigest()[:digits]
    files[name.format(prefix, found)] = gzip.compress(data, mtime=0)
    return found
