"""How fetching proceeds: a few pictures at a time, one run at a time, a bar on a terminal."""

import fcntl
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from .asked import Wish
from .errors import FetchError

AT_ONCE = 4  # downloads
Result = Path | list[FetchError]  # a file, or why each address of the wish failed


def fetch_all(
    fetch: Callable[[Wish], Result], wishes: list[Wish], stopped: threading.Event
) -> Iterator[tuple[Wish, Result]]:
    """Fetch a few at a time and yield each as it is done; `stopped` tells those at work to stop."""
    waiting = iter(wishes)
    running: dict[Future[Result], Wish] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            while True:
                for wish in islice(waiting, 2 * AT_ONCE - len(running)):
                    running[pool.submit(fetch, wish)] = wish
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield running.pop(future), future.result()
        except BaseException:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def locked(site: Path) -> Iterator[None]:
    """Keep imports and other fetches away. Raises FetchError when one is at work."""
    lock = os.open(site, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise FetchError(f"{site}: an import or another fetch is at work here; wait for it to end") from None
    finally:
        os.close(lock)


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal, and nothing anywhere else."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415 - only terminals pay for it
    from rich.progress import Progress  # noqa: PLC0415 - the same

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("pictures", total=total)
        yield lambda: bar.advance(task)
