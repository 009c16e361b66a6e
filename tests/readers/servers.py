"""Servers on the loopback that readers reach as a proxy, so that hosts keep their real names: Blogger, and nginx."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import webservers

from .blogger import Blog, Saved

CHANGED = datetime(2023, 5, 12, 12, tzinfo=UTC)  # when the old blog changed last


@contextmanager
def blogger(blog: Blog | Saved) -> Iterator[str]:
    """Be the old blog; give the address of the proxy behind which it is."""

    class Old(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            split = urlsplit(self.path)
            mine = split.netloc == urlsplit(blog.address).netloc
            body = blog.feed(split.path + (f"?{split.query}" if split.query else "")) if mine else None
            tag = f'W/"{sha256(body or b"").hexdigest()}"'
            status = 404 if body is None else 304 if self.headers["If-None-Match"] == tag else 200
            self.send_response(status)
            kind = "rss" if "alt=rss" in split.query else "atom"
            self.send_header("Content-Type", f"application/{kind}+xml; charset=UTF-8")
            self.send_header("Cache-Control", "private, max-age=0")
            self.send_header("Last-Modified", format_datetime(CHANGED, usegmt=True))
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body or b"") if status == 200 else 0))
            self.end_headers()
            if status == 200:
                self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Old) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def nginx(configuration: str, folder: Path) -> Iterator[str]:
    """Run nginx with what `nikola legacy` wrote, on the loopback alone; give the address of the proxy that it is."""
    port = webservers.free_port()
    path = folder / "legacy.nginx"
    here = re.sub(r" *listen \[::\]:80;\n", "", configuration).replace("listen 80;", f"listen 127.0.0.1:{port};")
    assert "listen 127.0.0.1" in here
    assert "listen [" not in here
    path.write_text(here, encoding="utf-8")
    with webservers.serving("nginx", path, port, folder):
        yield f"http://127.0.0.1:{port}"
