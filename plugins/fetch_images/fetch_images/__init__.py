"""`nikola fetch_images`: the pictures that posts and pages show come home, from the hosts that still have them."""

import errno
import itertools
import logging
import re
import shutil
import socket
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import urllib3
from nikola.plugin_categories import Command
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, MaxRetryError, NameResolutionError, ProtocolError

from .asked import Asked, Wish
from .errors import FetchError
from .outcome import check_public, explain, is_cut, require_picture, settle, tell
from .pace import AT_ONCE, fetch_all, locked, progress
from .store import HEAD_BYTES, Store

READINGS = 2  # of a picture that breaks off in its middle
PATIENCE = 3  # silences of a host before it is left alone
SLOWEST = 20  # times LOWTECH_FETCH_TIMEOUT: how long one picture may take
CHUNK = 65_536
STAGE = "cache/fetch_images"
PASSING = {408, 425, 429}  # refusals that pass, as all from 500 on do


class CommandFetchImages(Command):
    """Bring the pictures of posts and pages home."""

    name = "fetch_images"
    doc_purpose = "bring the pictures of posts and pages home from the hosts that still have them"
    cmd_options = (
        {
            "name": "dry_run",
            "long": "dry-run",
            "type": bool,
            "default": False,
            "help": "list what would be fetched and write nothing",
        },
    )

    def _execute(self, options: dict[str, Any], args: list[str]) -> int:
        """Fetch; return 0, 2 with one sentence when that is not possible here, 130 when stopped by the user."""
        try:
            if args:
                raise FetchError(f"fetch_images: takes no arguments, not {args[0]!r}")
            self.site.scan_posts()
            wishes = self._wishes()
            with locked(Path.cwd()):
                self._fetch(wishes, dry_run=options["dry_run"])
        except FetchError as error:
            print(f"ERROR: {error}", file=sys.stderr)
            return 2
        except OSError as error:
            why = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or error
            print(f"ERROR: {error.filename or Path.cwd()}: {why}; what was fetched is kept", file=sys.stderr)
            return 2
        except KeyboardInterrupt:
            print("Stopped; what was fetched is kept, and the next run goes on from here.", file=sys.stderr)
            return 130
        return 0

    def _wishes(self) -> list[Wish]:
        """Return what the public posts and pages ask for."""
        asked = Asked({host.lower() for host in self.site.config["LOWTECH_FETCH_SKIP"]})
        for post in self.site.timeline:
            for lang in post.translated_to:
                page = post.translated_source_path(lang)
                text, *_ = post.compiler.compile_string(
                    Path(page).read_text(encoding="utf-8-sig"), page, post.is_two_file, post, lang
                )
                month = re.search(r"\d{4}/\d\d(?=/)", page)
                asked.read(text, page, month[0] if month else post.date.strftime("%Y/%m"))
        return list(asked.wishes.values())

    def _fetch(self, wishes: list[Wish], *, dry_run: bool) -> None:
        config = self.site.config
        folder = next((folder for folder, place in config["FILES_FOLDERS"].items() if not place), None)
        if folder is None:
            raise FetchError("conf.py: FILES_FOLDERS has no folder that is published at the root")
        store = Store(Path.cwd(), folder)
        wanted = [wish for wish in wishes if not store.find(wish.addresses)]
        if dry_run:
            print("\n".join([f"{len(wanted)} pictures to fetch", *(f"  {wish.candidates[0]}" for wish in wanted)]))
            return
        if wishes:
            store.prepare()
        for wish in wishes:
            if found := store.find(wish.addresses):
                store.note(wish.addresses, found)
        shutil.rmtree(STAGE, ignore_errors=True)
        Path(STAGE).mkdir(parents=True)
        client = Client(
            agent=f"Mozilla/5.0 (compatible; fetch_images; +{config['SITE_URL']})",
            timeout=config["LOWTECH_FETCH_TIMEOUT"],
            limit_mb=config["LOWTECH_FETCH_LIMIT_MB"],
            local=config["LOWTECH_FETCH_LOCAL"],
        )
        failed: list[tuple[Wish, list[FetchError]]] = []
        with progress(len(wanted)) as step:
            for wish, result in fetch_all(client.fetch, wanted, client.stopped):
                if isinstance(result, Path):
                    store.add(result, wish.month, wish.stem, wish.addresses)
                else:
                    failed.append((wish, result))
                step()
        rows = settle(failed, answered=client.answered)
        store.write_missing(rows)
        shutil.rmtree(STAGE, ignore_errors=True)
        print("\n".join(tell(len(wishes), len(wanted), failed, rows, str(store.missing.relative_to(Path.cwd())))))


class _Checked:
    """A connection that speaks to the internet only: checked before it is made, and again with whom it was made."""

    def _new_conn(self: Any) -> Any:
        try:
            for *_, address in socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM):
                check_public(str(address[0]))
        except (socket.gaierror, UnicodeError) as error:  # the second of a host with two dots
            raise NameResolutionError(self.host, self, error) from error  # type: ignore[arg-type]
        connection = super()._new_conn()  # type: ignore[misc]  # the next class has it
        try:
            check_public(connection.getpeername()[0])
        except FetchError:
            connection.close()
            raise
        return connection


class _PlainConnection(_Checked, HTTPConnection):
    pass


class _SafeConnection(_Checked, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _SafePool(HTTPSConnectionPool):
    ConnectionCls = _SafeConnection


class Client:
    """Downloads pictures, politely."""

    def __init__(self, *, agent: str, timeout: int, limit_mb: int, local: bool) -> None:
        """Nothing is sent yet. `local` allows addresses that are not on the internet."""
        retries = urllib3.Retry(
            total=None,
            connect=2,
            read=2,
            status=3,
            other=1,
            redirect=5,
            status_forcelist=[*PASSING, 500, 502, 503, 504],
            backoff_factor=0.5,
            retry_after_max=60,
            raise_on_status=False,
        )
        logging.getLogger("urllib3").setLevel(logging.ERROR)  # its retries; what comes of them is told at the end
        headers = {"User-Agent": agent, "Accept": "image/*, */*;q=0.5", "Accept-Encoding": "identity"}
        self.pool = urllib3.PoolManager(maxsize=AT_ONCE, retries=retries, timeout=timeout, headers=headers)
        if not local:
            self.pool.pool_classes_by_scheme = {"http": _PlainPool, "https": _SafePool}
        self.limit_mb, self.longest = limit_mb, timeout * SLOWEST
        self.silences: Counter[str] = Counter()
        self.numbers = itertools.count()
        self.answered = False  # whether anybody did: if not, the fault is on this side
        self.stopped = threading.Event()

    def fetch(self, wish: Wish) -> Path | list[FetchError]:
        """Return the downloaded file, or why each of the addresses failed."""
        failures = []
        for address in wish.candidates:
            result = self._try(address)
            if isinstance(result, Path):
                return result
            failures.append(result)
        return failures

    def _try(self, address: str) -> Path | FetchError:
        host = urlsplit(address).hostname or ""
        failure = FetchError(f"{host} did not answer")
        for _ in range(READINGS):
            if self.silences[host] >= PATIENCE:
                break
            try:
                return self._download(address)
            except FetchError as error:
                return error
            except HTTPError as error:
                failure = explain(error, host)
                if failure.gone or failure.unknown_host:
                    break
                self.silences[host] += isinstance(error, MaxRetryError)
        return failure

    def _download(self, address: str) -> Path:
        """Write one answer to a file. Raises FetchError for what is no picture, HTTPError when the network failed."""
        response = self.pool.request("GET", address, preload_content=False)
        self.answered = True
        part = Path(STAGE, f"{next(self.numbers)}.part")
        try:
            if response.status != 200:
                passing = response.status in PASSING or response.status >= 500
                raise FetchError(f"{response.status} {response.reason or ''}".strip(), gone=not passing)
            self._read(response, part)
            if not response.headers.get("Content-Length") and not response.chunked and is_cut(part):
                raise ProtocolError(address)
        except BaseException:
            response.close()
            part.unlink(missing_ok=True)
            raise
        response.release_conn()
        return part

    def _read(self, response: Any, part: Path) -> None:
        head, size, end = b"", 0, time.monotonic() + self.longest
        with part.open("wb") as file:
            while chunk := response.read1(CHUNK, decode_content=False):
                if self.stopped.is_set() or time.monotonic() > end:
                    raise FetchError(f"it took more than {self.longest} seconds")
                size += file.write(chunk)
                if size > self.limit_mb << 20:
                    raise FetchError(f"it has more than {self.limit_mb} MiB")
                if len(head) < HEAD_BYTES:
                    head += chunk
                    if len(head) >= HEAD_BYTES:
                        require_picture(head)
        require_picture(head)
