"""Four feed readers as their users run them, without a screen.

Each has one subscription and a home of its own, and finds the network through the proxy it is given, so that hosts
keep their real names. In: the address to subscribe to. Out: the titles that a reader shows as new.
"""

import json
import mailbox
import os
import shlex
import sqlite3
import subprocess
from email.header import decode_header, make_header
from pathlib import Path
from typing import Protocol

import pytest
from reader import make_reader

TIMEOUT = 120  # seconds; a reader that hangs fails the test instead of stopping it


class Program(Protocol):
    """What the tests ask of a reader."""

    def __init__(self, home: Path, address: str) -> None:
        """Subscribe to an address, in an empty home."""

    def catch_up(self, proxy: str) -> int:
        """Fetch and mark everything read; return how many entries there were."""

    def news(self, proxy: str) -> list[str]:
        """Fetch again; return the titles of the entries shown as new."""


def run(home: Path, proxy: str, *command: str) -> str:
    """Run a reader and return what it prints; it must succeed."""
    quiet = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment = {**quiet, "HOME": str(home), "http_proxy": proxy, "LC_ALL": "C.UTF-8"}
    told = subprocess.run(
        command, cwd=home, env=environment, capture_output=True, text=True, check=False, timeout=TIMEOUT
    )
    assert told.returncode == 0, f"{shlex.join(command)}: {told.stdout}{told.stderr}"
    return told.stdout


class Newsboat:
    """newsboat: told to reload, and its cache read for titles."""

    def __init__(self, home: Path, address: str) -> None:
        """Write the list of subscriptions."""
        self.home = home
        (home / "config").write_text("download-retries 1\n", encoding="utf-8")
        (home / "urls").write_text(f"{address}\n", encoding="utf-8")

    def catch_up(self, proxy: str) -> int:
        """Fetch, then mark all read in the cache: there is no command for it without a screen."""
        self._reload(proxy)
        with sqlite3.connect(self.home / "cache") as cache:
            return cache.execute("UPDATE rss_item SET unread = 0").rowcount

    def news(self, proxy: str) -> list[str]:
        """Fetch; what newsboat counts as unread must be what is unread in its cache."""
        told = self._reload(proxy, "print-unread")
        with sqlite3.connect(self.home / "cache") as cache:
            titles = [row[0] for row in cache.execute("SELECT title FROM rss_item WHERE unread = 1")]
        assert int(told.split()[0]) == len(titles), told
        return titles

    def _reload(self, proxy: str, *commands: str) -> str:
        return run(
            self.home,
            proxy,
            "newsboat",
            "-u",
            "urls",
            "-c",
            "cache",
            "-C",
            "config",
            "-x",
            "reload",
            *commands,
        )


class Rss2email:
    """rss2email: sends each new entry as a mail, here into a Maildir."""

    def __init__(self, home: Path, address: str) -> None:
        """Write what `r2e new` and `r2e add` write, as far as it differs from the defaults."""
        self.home = home
        mail = f"to = me@example.org\nemail-protocol = maildir\nmaildir-path = {home}\nmaildir-mailbox = mail\n"
        (home / "config").write_text(f"[DEFAULT]\n{mail}[feed.old]\nurl = {address}\n", encoding="utf-8")

    def catch_up(self, proxy: str) -> int:
        """Fetch without sending, as the manual says to do with a new feed."""
        self._run(proxy, "--no-send")
        return len(json.loads((self.home / "data.json").read_text(encoding="utf-8"))["feeds"][0]["seen"])

    def news(self, proxy: str) -> list[str]:
        """Fetch and read the mails."""
        self._run(proxy)
        return [str(make_header(decode_header(mail["Subject"]))) for mail in mailbox.Maildir(self.home / "mail")]

    def _run(self, proxy: str, *options: str) -> None:
        run(self.home, proxy, "r2e", "-c", "config", "-d", "data.json", "run", *options)


class Feed2exec:
    """feed2exec: runs a command for each new entry, here one that says its title."""

    def __init__(self, home: Path, address: str) -> None:
        """Write what `feed2exec add` writes."""
        self.home = home
        output = "output = feed2exec.plugins.echo\nargs = {item.title}\n"
        (home / "config").write_text(f"[old]\nurl = {address}\n{output}", encoding="utf-8")

    def catch_up(self, proxy: str) -> int:
        """Fetch and run nothing."""
        return len(self._fetch(proxy, "--catchup"))

    def news(self, proxy: str) -> list[str]:
        """Fetch and run the command for what is new."""
        return self._fetch(proxy)

    def _fetch(self, proxy: str, *options: str) -> list[str]:
        told = run(self.home, proxy, "feed2exec", "--config", "config", "--database", "db", "fetch", *options)
        return [" ".join(shlex.split(line)) for line in told.splitlines()]


class Reader:
    """The library reader, on which readers with a screen are built."""

    def __init__(self, home: Path, address: str) -> None:
        """Subscribe."""
        self.reader = make_reader(str(home / "db"))
        self.reader.add_feed(address)

    def catch_up(self, proxy: str) -> int:
        """Fetch and mark all read."""
        self._update(proxy)
        entries = list(self.reader.get_entries())
        for entry in entries:
            self.reader.mark_entry_as_read(entry)
        return len(entries)

    def news(self, proxy: str) -> list[str]:
        """Fetch and list the unread."""
        self._update(proxy)
        return [str(entry.title) for entry in self.reader.get_entries(read=False)]

    def _update(self, proxy: str) -> None:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("http_proxy", proxy)
            for result in self.reader.update_feeds_iter(scheduled=False):  # now, not when it is due
                assert not isinstance(result.value, Exception), f"{result.url}: {result.value}"


PROGRAMS: dict[str, type[Program]] = {
    "newsboat": Newsboat,
    "rss2email": Rss2email,
    "feed2exec": Feed2exec,
    "reader": Reader,
}
