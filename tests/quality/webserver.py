"""Debian's nginx in the foreground with the configuration that `nikola legacy` writes, compressing as Debian's can."""

import contextlib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from webservers import PATIENCE, PROGRAMS, answers, free_port

from tests.conftest import Site

FRAME = """\
load_module /usr/lib/nginx/modules/ngx_http_brotli_filter_module.so;
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    include /etc/nginx/mime.types;
    types {{ application/javascript mjs; application/wasm wasm; }}
    gzip on;
    gzip_types {types};
    brotli on;
    brotli_types {types};
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/legacy.conf;
}}
"""
COMPRESSED = "text/css application/javascript application/json image/svg+xml text/xml text/plain"


@contextlib.contextmanager
def serving(site: Site, folder: Path) -> Iterator[str]:
    """Serve a built site of this house as long as the block, on a free port; give its address, without / at the end."""
    port = free_port()
    site.nikola(
        *("legacy", "--format=nginx", f"--port={port}", f"--root={site.root / 'output'}", "-o", folder / "legacy.conf")
    )
    with nginx(folder, port) as address:
        yield address


@contextlib.contextmanager
def nginx(folder: Path, port: int) -> Iterator[str]:
    """Run nginx with folder/legacy.conf, which listens on the port, as long as the block; give the address."""
    (folder / "nginx.conf").write_text(FRAME.format(folder=folder, types=COMPRESSED))
    log = folder / "nginx.log"
    with log.open("wb") as told:
        command = [PROGRAMS["nginx"], "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
        process = subprocess.Popen(command, stdout=told, stderr=told)
    try:
        end = time.monotonic() + PATIENCE
        while not answers(port):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"nginx does not answer on port {port}: {log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.02)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(10)
