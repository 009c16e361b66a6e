"""Debian's nginx with the configuration that `nikola legacy` writes, for a built site."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import webservers

from tests.conftest import Site


@contextlib.contextmanager
def serving(site: Site, folder: Path) -> Iterator[str]:
    """Serve a built site of this house as long as the block, on a free port; give its address, without / at the end."""
    port, configuration = webservers.free_port(), folder / "legacy.conf"
    site.nikola("legacy", "--format=nginx", f"--port={port}", f"--root={site.root / 'output'}", "-o", configuration)
    with webservers.serving("nginx", configuration, port, folder):
        yield f"http://localhost:{port}"
