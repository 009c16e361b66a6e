"""For tests: a process started with this folder on PYTHONPATH finds every host of the internet on loopback.

Names resolve to an address of the internet, connections to it end at the test's server, and sockets say what they would
say outside. Loopback and private addresses are what they are. `*.nowhere.example` does not exist.
"""

import ipaddress
import os
import socket

OUTSIDE = "8.8.8.8"
PORTS = {443: int(os.environ.get("TEST_TLS_PORT", "0")), 80: int(os.environ.get("TEST_PLAIN_PORT", "0"))}


def _resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
    name = host.decode() if isinstance(host, bytes) else host
    if name.endswith("nowhere.example") or os.environ.get("TEST_NO_NETWORK"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    try:
        ip = str(ipaddress.ip_address(name))
    except ValueError:
        ip = "127.0.0.1" if name == "loopback.example" else OUTSIDE
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]


class _Socket(socket.socket):
    outside: tuple[str, int] | None = None

    def connect(self, address: tuple[str, int]) -> None:
        if address[0] == OUTSIDE:
            self.outside = address
            address = ("127.0.0.1", PORTS[address[1]])
        super().connect(address)

    def getpeername(self) -> tuple[str, int]:
        return self.outside or super().getpeername()


if os.environ.get("TEST_TLS_PORT"):
    socket.getaddrinfo = _resolve  # type: ignore[assignment]
    socket.socket = _Socket  # type: ignore[misc]
