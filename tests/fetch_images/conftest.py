"""The internet as these tests need it: one loopback server, plain and TLS, that plays every host."""

import io
import re
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

HERE = Path(__file__).parent
NAMES = "*.bp.blogspot.com *.googleusercontent.com *.ggpht.com *.pictures.example drive.google.com photos1.blogger.com"


def picture(name: str, width: int = 40, kind: str = "PNG") -> bytes:
    """Return a picture that only this name has."""
    stream = io.BytesIO()
    image = Image.new("RGB", (width, 20), "white")
    for place, letter in enumerate(name.encode()[-40:]):
        image.putpixel((place % width, place // width), (letter, 0, 0))
    image.save(stream, kind)
    return stream.getvalue()


class Internet:
    """What the hosts answer, and what they were asked."""

    def __init__(self) -> None:
        """Nobody has asked yet."""
        self.asked: Counter[str] = Counter()  # "host/path"
        self.agents: set[str] = set()
        self.at_once = self.most_at_once = 0
        self.delay = 0.0
        self.padding = 0  # bytes behind each picture
        self.lock = threading.Lock()
        self.environment: dict[str, str] = {}


class Answers(BaseHTTPRequestHandler):
    """One answer; what it is, the path says."""

    internet: Internet
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer."""
        host = self.headers["Host"].partition(":")[0]
        net = self.internet
        with net.lock:
            net.asked[f"{host}{self.path}"] += 1
            net.agents.add(self.headers["User-Agent"])
            net.at_once += 1
            net.most_at_once = max(net.most_at_once, net.at_once)
        try:
            time.sleep(net.delay)
            odd = ODD.get(self.path.partition("?")[0])
            if odd:
                odd(self)
            elif "/lost/" in self.path or host == "photos1.blogger.com":
                self.give(b"<html>not here", 404, "text/html")
            elif "-h/" in self.path:
                self.give(b"<!DOCTYPE html><img src=x>", kind="text/html")
            else:
                large = re.search(r"/s0/|=s0$|^/uc\?", self.path)
                name = re.sub(r"/[swh]\d+[^/]*(?=/[^/]*$)|=[swh]\d[^=/]*$", "", self.path)
                self.give(picture(name, 80 if large else 40) + b"\0" * net.padding)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with net.lock:
                net.at_once -= 1

    def give(self, body: bytes, code: int = 200, kind: str = "image/png", **headers: str) -> None:
        """Send an answer of known length, unless the headers say otherwise."""
        self.send_response(code)
        for name, value in {"Content_Type": kind, "Content_Length": str(len(body)), **headers}.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def times(self) -> int:
        """Say how often this was asked for."""
        return sum(count for key, count in self.internet.asked.items() if key.endswith(self.path))

    def log_message(self, *_: object) -> None:
        """Be silent."""


def _chunked(answer: Answers) -> None:
    body = picture(answer.path)
    answer.give(b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), Content_Length="", Transfer_Encoding="chunked")


def _cut(answer: Answers) -> None:
    answer.give(picture(answer.path), Content_Length="9999")
    answer.close_connection = True


def _cut_without_length(answer: Answers) -> None:
    answer.give(picture(answer.path)[:60], Content_Length="", Connection="close")
    answer.close_connection = True


def _without_length(answer: Answers) -> None:
    answer.give(picture(answer.path), Content_Length="", Connection="close")
    answer.close_connection = True


def _drip(answer: Answers) -> None:
    answer.give(picture(answer.path)[:70], Content_Length="100000")
    for _ in range(300):
        answer.wfile.write(b".")
        time.sleep(0.05)


def _tired(answer: Answers) -> None:
    if answer.times() < 3:
        answer.give(b"later", 503, Retry_After="0")
    else:
        answer.give(picture(answer.path))


def _redirect(target: str) -> Callable[[Answers], None]:
    return lambda answer: answer.give(b"", 302, Location=target)


def _silent(answer: Answers) -> None:
    answer.close_connection = True


ODD: dict[str, Callable[[Answers], None]] = {
    "/odd/chunked.png": _chunked,
    "/odd/cut.png": _cut,
    "/odd/cut-without-length.png": _cut_without_length,
    "/odd/without-length.png": _without_length,
    "/odd/drip.png": _drip,
    "/odd/tired.png": _tired,
    "/odd/silent.png": _silent,
    "/odd/silent2.png": _silent,
    "/odd/page.png": lambda answer: answer.give(b"\n<html><body>Sign in</body></html>", kind="image/png"),
    "/odd/picture.html": lambda answer: answer.give(picture("/odd", kind="JPEG"), kind="text/html"),
    "/odd/drawing.png": lambda answer: answer.give(b"<svg onload='alert(1)'/>", kind="image/svg+xml"),
    "/odd/empty.png": lambda answer: answer.give(b""),
    "/odd/program.png": lambda answer: answer.give(b"\x7fELF" + b"\0" * 99),
    "/odd/packed.png": lambda answer: answer.give(b"\x1f\x8b" + b"\0" * 99, Content_Encoding="gzip"),
    "/odd/big.png": lambda answer: answer.give(picture("/odd/big") + b"\0" * (2 << 20)),
    "/odd/forbidden.png": lambda answer: answer.give(b"no", 403),
    "/odd/moved.png": _redirect("https://1.bp.blogspot.com/a/b/s0/moved.png"),
    "/odd/round.png": _redirect("/odd/round.png"),
    "/odd/home.png": _redirect("http://127.0.0.1:1/secret.png"),
    "/odd/file.png": _redirect("file:///etc/passwd"),
}


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate and its key in one file, for all the hosts played."""
    path = tmp_path_factory.mktemp("tls") / "hosts.pem"
    names = ",".join(f"DNS:{name}" for name in NAMES.split())
    asked = f"req -x509 -newkey rsa:2048 -nodes -days 9 -subj /CN=test -addext subjectAltName={names}"
    certificate = path.with_suffix(".crt")
    subprocess.run(["openssl", *asked.split(), "-keyout", path, "-out", certificate], check=True, capture_output=True)
    path.write_text(path.read_text() + certificate.read_text())
    return path


@pytest.fixture
def internet(certificate: Path) -> Iterator[Internet]:
    """Play every host; `environment` makes a process find them."""
    net = Internet()
    handler = type("Answering", (Answers,), {"internet": net})
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), handler) for _ in range(2)]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    servers[1].socket = context.wrap_socket(servers[1].socket, server_side=True, do_handshake_on_connect=False)
    for server in servers:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients that hang up are part of it
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    net.environment = {
        "PYTHONPATH": str(HERE),
        "TEST_PLAIN_PORT": str(servers[0].server_port),
        "TEST_TLS_PORT": str(servers[1].server_port),
        "SSL_CERT_FILE": str(certificate.with_suffix(".crt")),
    }
    yield net
    for server in servers:
        server.shutdown()
        server.server_close()
