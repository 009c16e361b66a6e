"""`make bench`: times and memory beside stock Nikola and blogger2hugo, as ratios, in one run.

Usage: bench.py [POSTS [RUNS [LARGE_MB]]]. The two sides of a pair run in turn, A B A B, and a row gives the medians:
what else the machine does meets both. Memory is the greatest resident size the kernel saw (wait4).
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus import write_export

HOUSE = Path(__file__).resolve().parents[2]
NIKOLA = [sys.executable, "-m", "nikola"]
MOST_MB = 150  # what an import of LARGE_MB may take beyond an empty run
# As on a machine in use: compiled modules are kept, and no plugins of the user's are loaded.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
# Plugins without which a site still builds, so that their cost can be told; `speed` changes no byte of it.
PARTS = ("search", "previews", "headings", "highlight", "comments", "related", "teasers", "speed")
STOCK_CONF = """
POSTS = (("posts/*.md", "posts", "post.tmpl"), ("posts/*.html", "posts", "post.tmpl"))
PAGES = ()
THEME = "bootstrap4"
"""


@dataclass(frozen=True)
class Cost:
    """What a program took: seconds on the clock, seconds of processor, peak MiB."""

    seconds: float
    processor: float
    mib: float


def run(folder: Path, *command: str | Path) -> Cost:
    """Run a program to its end, quietly; raises SystemExit with what it said when it fails."""
    with tempfile.TemporaryFile() as told:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=told, stderr=told, env=ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            raise SystemExit(f"{' '.join(map(str, command))}: failed\n{told.read().decode(errors='replace')[-3000:]}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def make_house(folder: Path) -> Path:
    """Make a site with this project's conf.py, plugins and theme, and no content."""
    folder.mkdir()
    shutil.copy(HOUSE / "conf.py", folder)
    for name in ("plugins", "themes"):
        shutil.copytree(HOUSE / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    empty(folder)
    return folder


def empty(folder: Path, *, content: bool = True) -> None:
    """Remove what builds have made, and what an import has made unless `content` is false."""
    for name in ("output", "cache", *(("posts", "pages", "files", "redirects", ".import") if content else ())):
        shutil.rmtree(folder / name, ignore_errors=True)
    for file in folder.glob(".doit.db*"):
        file.unlink()
    for name in ("posts", "pages", "files", "redirects"):
        (folder / name).mkdir(exist_ok=True)


def make_stock(folder: Path, posts: Path) -> Path:
    """Make a site as `nikola init` makes it, with bootstrap4 and the same posts."""
    run(folder.parent, *NIKOLA, "init", "--quiet", folder.name)
    with (folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(STOCK_CONF)
    shutil.copytree(posts, folder / "posts", dirs_exist_ok=True)
    return folder


def pairs(runs: int, here: Callable[[], Cost], beside: Callable[[], Cost]) -> tuple[list[Cost], list[Cost]]:
    """Run both sides in turn."""
    costs = [(here(), beside()) for _ in range(runs)]
    return [cost for cost, _ in costs], [cost for _, cost in costs]


def row(name: str, here: list[Cost], beside: list[Cost]) -> None:
    """Print a line of the table: medians of seconds, processor seconds and MiB, and of the ratios of the pairs."""
    cells = []
    for field, unit in (("seconds", "s"), ("processor", "s"), ("mib", "MiB")):
        mine, other = ([getattr(cost, field) for cost in side] for side in (here, beside))
        digits = 0 if unit == "MiB" else 2
        cells += [f"{statistics.median(side):8.{digits}f} {unit:3}" for side in (mine, other)]
        cells.append(f"{statistics.median(one / two for one, two in zip(mine, other, strict=True)):7.2f}")
    print(f"{name:28}{''.join(cells)}", flush=True)


def bench_import(work: Path, export: Path, runs: int) -> Path:
    """Time imports; return the last site."""
    house = make_house(work / "house")

    def here() -> Cost:
        empty(house)
        return run(house, *NIKOLA, "import_blogger", export)

    def beside() -> Cost:
        shutil.rmtree(work / "hugo", ignore_errors=True)
        return run(
            work, sys.executable, "-m", "blogger2hugo.cli", export, "--out", "hugo/posts", "--pages-out", "hugo/p"
        )

    row("import", *pairs(runs, here, beside))
    return house


def cold(site: Path) -> Cost:
    """Build from nothing; what this site has published before is no promise here."""
    empty(site, content=False)
    (site / "redirects" / "published.list").unlink(missing_ok=True)
    return run(site, *NIKOLA, "build")


def changed(site: Path) -> Cost:
    """Build after one post has got a paragraph."""
    posts = sorted(path for path in (site / "posts").rglob("*") if path.suffix in {".md", ".html"})
    with posts[len(posts) // 2].open("a", encoding="utf-8") as post:
        post.write("\nMore.\n")
    return run(site, *NIKOLA, "build")


def bench_build(work: Path, house: Path, runs: int) -> None:
    """Time builds: from nothing, whole and without one part after the other; with nothing changed, with one post."""
    stock = make_stock(work / "stock", house / "posts")
    conf = (house / "conf.py").read_text(encoding="utf-8")
    cold(house), cold(stock)  # compiled modules are there from now on
    row("build, cold", *pairs(runs, lambda: cold(house), lambda: cold(stock)))
    parts = [part for part in PARTS if (house / "plugins" / part).is_dir()]
    for gone in [*((part,) for part in parts), tuple(part for part in parts if part != "speed")]:
        (house / "conf.py").write_text(f"{conf}\nDISABLED_PLUGINS = {list(gone)!r}\n", encoding="utf-8")
        name = gone[0] if len(gone) == 1 else "all but the last"
        row(f"  without {name}", *pairs(runs, lambda: cold(house), lambda: cold(stock)))
    (house / "conf.py").write_text(conf, encoding="utf-8")
    cold(house)
    unchanged = pairs(runs, lambda: run(house, *NIKOLA, "build"), lambda: run(stock, *NIKOLA, "build"))
    row("build, nothing changed", *unchanged)
    row("build, one post changed", *pairs(runs, lambda: changed(house), lambda: changed(stock)))


def bench_large(work: Path, mib: int) -> bool:
    """Print the memory that the import of a large export takes beyond an empty run; return whether that is little."""
    sample = write_export(work / "sample.xml", 200) / 200
    size = write_export(work / "large.xml", int(mib * 2**20 / sample))
    house = make_house(work / "large")
    idle = run(house, *NIKOLA, "version")
    cost = run(house, *NIKOLA, "import_blogger", work / "large.xml")
    more = cost.mib - idle.mib
    print(
        f"import of {size / 2**20:.0f} MiB: {cost.seconds:.0f} s, {cost.mib:.0f} MiB at most, {more:.0f} MiB beyond an"
        f" empty run of Nikola ({idle.mib:.0f} MiB); the limit is {MOST_MB}"
    )
    return more <= MOST_MB


def main(posts: int = 1000, runs: int = 3, large_mb: int = 200) -> int:
    """Print the table; return 1 when the large import takes too much memory."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        ENVIRONMENT["HOME"] = folder
        size = write_export(work / "blog.xml", posts)
        print(f"{posts:,} posts, an export of {size / 2**20:.1f} MiB; medians of {runs} runs in turn")
        print("import beside blogger2hugo 0.1.0; build beside Nikola 8.3.3 with bootstrap4, same posts")
        columns = "".join(f"{'here':>10}  {'beside':>10}  {'ratio':>7}" for _ in range(3))
        print(f"{'':28}{'by the clock':31}{'processor':31}memory\n{'':28}{columns}")
        house = bench_import(work, work / "blog.xml", runs)
        bench_build(work, house, runs)
        return 0 if not large_mb or bench_large(work, large_mb) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
