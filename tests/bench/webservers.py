"""Debian's nginx, Apache and Caddy in the foreground, on a free port of this machine, with a given configuration."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 20  # seconds until a server answers
PROGRAMS = {"nginx": "/usr/sbin/nginx", "apache": "/usr/sbin/apache2", "caddy": "/usr/bin/caddy"}

NGINX = """\
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
    brotli on;
    brotli_types text/css application/javascript application/json image/svg+xml text/xml text/plain;
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {configuration};
}}
"""
MODULES = ("mpm_event", "authz_core", "dir", "rewrite", "headers", "mime", "filter", "deflate")
APACHE = """\
ServerRoot {folder}
PidFile {folder}/apache.pid
ServerName localhost
ErrorLog {folder}/error.log
Mutex file:{folder}
TypesConfig /etc/mime.types
{modules}
User {user}
Group {group}
Listen 127.0.0.1:{port}
StartServers 1
ThreadsPerChild 25
MaxKeepAliveRequests 0
Include /etc/apache2/mods-available/deflate.conf
Include {configuration}
"""
CADDY = """\
{{
    admin off
    auto_https off
    storage file_system {folder}/storage
    log {{
        level ERROR
    }}
}}
import {configuration}
"""


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(kind: str, configuration: Path, port: int, folder: Path) -> list[str]:
    """Write the frame of a configuration and return what starts the server with it."""
    frame = folder / f"{kind}.conf"
    if kind == "nginx":
        frame.write_text(NGINX.format(folder=folder, configuration=configuration))
        return [PROGRAMS[kind], "-p", str(folder), "-e", "stderr", "-c", str(frame)]
    if kind == "apache":
        modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES)
        user, group = ("www-data", "www-data") if os.geteuid() == 0 else (f"#{os.geteuid()}", f"#{os.getegid()}")
        text = APACHE.format(
            folder=folder, configuration=configuration, port=port, modules=modules, user=user, group=group
        )
        frame.write_text(text)
        return [PROGRAMS[kind], "-X", "-d", str(folder), "-f", str(frame)]
    frame.write_text(CADDY.format(folder=folder, configuration=configuration))
    return [PROGRAMS[kind], "run", "--adapter", "caddyfile", "--config", str(frame)]


@contextlib.contextmanager
def serving(kind: str, configuration: Path, port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server as long as the block; raises RuntimeError with what it said when it does not answer."""
    log = folder / f"{kind}.log"
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with log.open("wb") as told:
        process = subprocess.Popen(
            command(kind, configuration, port, folder), stdout=told, stderr=told, cwd=folder, env=environment
        )
    try:
        end = time.monotonic() + PATIENCE
        while not answers(port):
            if process.poll() is not None or time.monotonic() > end:
                said = log.read_text(errors="replace")
                raise RuntimeError(f"{kind} does not answer on port {port}: {said[-3000:]}")
            time.sleep(0.02)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(port: int) -> bool:
    """Tell whether something listens on a port."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def is_installed(kind: str) -> bool:
    """Tell whether the program is there."""
    return shutil.which(PROGRAMS[kind]) is not None
