"""`nikola receipt EXPORT…`: the export and the built site are compared, and every difference is accounted for."""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from nikola.plugin_categories import Command

from .addresses import Addresses
from .errors import ReceiptError
from .export import read_blog
from .feeds import read_feeds
from .pictures import read_tables
from .reckon import Blog, Place

LEDGER = Path("posts/imported.sha256")


class CommandReceipt(Command):
    """Compare a Blogger export with the built site."""

    name = "receipt"
    doc_usage = "[--json FILE] EXPORT…"
    doc_purpose = "compare a Blogger export with the built site, word by word, and account for every difference"
    cmd_options = (
        {
            "name": "json",
            "long": "json",
            "type": str,
            "default": "",
            "help": "write all of it into a file, too",
        },
    )

    def _execute(self, options: dict[str, Any], args: list[str]) -> int:
        """Print the receipt; return 0, 1 when something public is missing, 2 when there can be no receipt."""
        # doit takes an argument with a = in it for a variable of its own, even a file's name.
        args = [*args, *(arg for arg in sys.argv[2:] if "=" in arg and not arg.startswith("-"))]
        there = Path(self.site.original_cwd or ".")
        try:
            if not args:
                raise ReceiptError("receipt: name the export: nikola receipt blog.xml")
            return self._reckon([below(Path(there, Path(arg).expanduser())) for arg in args], options["json"])
        except ReceiptError as error:
            print(f"ERROR: {error}", file=sys.stderr)
            return 2

    def _reckon(self, paths: list[Path], json_file: str) -> int:
        self.site.scan_posts()
        self.sums = ledger()
        output, base = Path(self.site.config["OUTPUT_FOLDER"]), self.site.config["BASE_URL"]
        if not any(output.glob("*")):
            raise ReceiptError(f"{output}/: nothing is built yet; run `nikola build`")
        posts = [post for post in self.site.timeline if post.meta("guid")]
        hosts = [urlsplit(str(post.meta("legacy"))).netloc for post in posts if post.meta("legacy")]
        addresses = Addresses(output, base, [*filter(None, hosts), *old_hosts()])
        addresses.home = read_tables(self.tables(), lambda address: addresses.normal(address, base), self.published)
        label, entries = read_blog(paths, [str(post.meta("guid")) for post in posts])
        blog = Blog(
            addresses,
            {str(post.meta("guid")).rpartition("-")[2]: self.place(post, output) for post in posts},
            read_feeds(sorted(output.rglob("*.xml")), lambda link: addresses.local(addresses.normal(link, base))),
            deleted={name for name in self.sums if not Path(name).exists()},
        )
        account = blog.reckon(entries)
        print("\n".join([f"Receipt: {label} beside {output}/", *account.tell()]))
        if json_file:
            write_json(Path(self.site.original_cwd or ".", json_file), account.as_json())
        return 1 if account.missing else 0

    def tables(self) -> Iterator[str]:
        """Yield the tables of pictures."""
        for folder in self.site.config["FILES_FOLDERS"]:
            for table in sorted(Path(folder, "images").rglob("*.txt")):
                yield table.read_text(encoding="utf-8", errors="replace")

    def published(self, file: str) -> str:
        """Return the path at which a file of files/ is on the site; '' for any other."""
        for folder, place in self.site.config["FILES_FOLDERS"].items():
            if file.startswith(f"{folder}/"):
                return "/" + f"{place}/{file.removeprefix(f'{folder}/')}".lstrip("/")
        return ""

    def place(self, post: Any, output: Path) -> Place:
        """Return where a post is."""
        comments = f"{post.post_name}.comments.yaml"
        return Place(
            address=post.permalink(),
            file=output / post.destination_path(),
            guid=str(post.meta("guid")),
            corrected=self.corrected(post.source_path),
            comments_corrected=self.corrected(comments),
        )

    def corrected(self, path: str) -> bool:
        """Say whether a file is not as the import wrote it."""
        file = Path(path)
        if path not in self.sums:
            return False
        return not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != self.sums[path]


def ledger() -> dict[str, str]:
    """Return the checksums of what the import wrote, by file, as `sha256sum` lists them."""
    lines = LEDGER.read_text(encoding="utf-8").splitlines() if LEDGER.is_file() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines) if name}


def below(path: Path) -> Path:
    """Return a path as seen from the site's folder, where it is in it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def old_hosts() -> list[str]:
    """Return the hosts that the redirect tables are for."""
    hosts = []
    for table in sorted(Path("redirects").glob("*.txt")):
        lines = table.read_text(encoding="utf-8").splitlines()
        hosts += [table.stem, *(line.split()[1] for line in lines if line.startswith("alias "))]
    return hosts


def write_json(file: Path, values: dict[str, Any]) -> None:
    """Write the receipt for programs."""
    try:
        file.write_text(f"{json.dumps(values, ensure_ascii=False, indent=1)}\n", encoding="utf-8")
    except OSError as error:
        raise ReceiptError(f"{file}: {error.strerror}") from error
