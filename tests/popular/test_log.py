"""Lines of access logs: what is a request, of whom, and what is none."""

import pytest
from popular.log import Request, read

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
ENTRY = f'[14/Oct/2026:16:36:00 +0200] "GET /posts/a/?utm=1 HTTP/1.1" 200 512 "-" "{FIREFOX}"'
WANTED = Request("14/Oct/2026", "192.0.2.1", FIREFOX, "GET", "/posts/a/", 200)
CADDY = (
    '{"ts":1790000000.5,"request":{"client_ip":"192.0.2.1","remote_ip":"192.0.2.9","method":"GET","uri":"/posts/%C3%A4/?q",'
    '"headers":{"User-Agent":["x"]}},"status":304}'
)


@pytest.mark.parametrize(
    "before", ["192.0.2.1 - -", "192.0.2.1 - ann", "192.0.2.1 - ann b c", "blog.example:443 192.0.2.1 - -"]
)
def test_combined(before: str) -> None:
    """Nginx and Apache, with a user and with a virtual host in front, tell the same."""
    assert read(f"{before} {ENTRY}\n".encode()) == WANTED
    assert read(f"{before} {ENTRY} 0.003 extra\r\n".encode()) == WANTED


def test_odd_requests() -> None:
    """Quotes in quotes, whole addresses, percent signs and other protocols are read as servers write them."""
    line = r'2001:db8::1 - - [01/Jan/2026:00:00:00 +0000] "GET https://x.example/%c3%a4?b HTTP/2.0" 200 - "a\"b" "c\"d"'
    assert read(line.encode()) == Request("01/Jan/2026", "2001:db8::1", r"c\"d", "GET", "/ä", 200)


def test_caddy() -> None:
    """Caddy's lines of JSON are read, with the client's address and whichever form of time."""
    assert read(CADDY.encode()) == Request("20717", "192.0.2.1", "x", "GET", "/posts/ä/", 304)
    request = read(CADDY.replace("1790000000.5", '"2026-09-21T14:13:20Z"').encode())
    assert request is not None
    assert request.day == "2026-09-21"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"nonsense",
        b"\xff\xfe\x00",
        b'192.0.2.1 - - [14/Oct/2026:16:36:00 +0200] "GET / HTTP/1.1" 200 512',
        b'192.0.2.1 - - [14/Oct/2026:16:36:00 +0200] "\\x16\\x03\\x01" 400 0 "-" "-"',
        b'192.0.2.1 - - [14/Oct/2026:16:36:00 +0200] "GET http://[/ HTTP/1.1" 200 0 "-" "-"',
        b'[14/Oct/2026:16:36:00 +0200] "GET / HTTP/1.1" 200 0 "-" "-"',
        b"{}",
        b"[]",
        b'{"ts":"x"',
        b'{"level":"info","ts":1,"msg":"started"}',
        b'{"ts":null,"request":{"remote_ip":"a","method":"GET","uri":"/","headers":{}},"status":200}',
        b'{"ts":1e400,"request":{"remote_ip":"a","method":"GET","uri":"/","headers":{}},"status":200}',
        b'{"ts":1,"request":{"remote_ip":"a","method":"GET","uri":7,"headers":[]},"status":"x"}',
        b"{" * 60_000,
        b'{"a":' * 12_000,
        b'a - - [b:c] "' + b"\\" * 60_000,
    ],
)
def test_no_request(line: bytes) -> None:
    """A line that tells of no request is none, whatever is in it."""
    assert read(line) is None
