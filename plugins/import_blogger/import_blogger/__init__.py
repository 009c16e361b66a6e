"""`nikola import_blogger EXPORT…`: a Blogger export becomes posts, pages, comments and a redirect table."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from nikola import utils
from nikola.plugin_categories import Command

from .archive import album_members
from .errors import ExportError
from .importer import Import, Options, Progress, state_facts, survey
from .place import placing
from .report import tell
from .source import choose, find_sources

FORMATS = ("auto", "markdown", "html")
LOGGER = utils.get_logger("import_blogger")


def _option(name: str, kind: type, default: object, text: str) -> dict[str, object]:
    return {"name": name.replace("-", "_"), "long": name, "type": kind, "default": default, "help": text}


class CommandImportBlogger(Command):
    """Import a Blogger export into this site."""

    name = "import_blogger"
    doc_usage = "[options] EXPORT…"
    doc_purpose = "import a Blogger export (file, Takeout archive or folder) into this site"
    cmd_options = (
        _option("blog", str, "", "which blog, when the archive holds several: its title"),
        _option("old", str, "", "address of the old blog, such as https://name.blogspot.com; inferred otherwise"),
        _option("dry-run", bool, False, "say what would be done and write nothing"),
        _option("facts", bool, False, "print what the export says of the blog as JSON and write nothing"),
        _option(
            "format", str, "auto", "auto: Markdown where nothing is lost; markdown: wherever it can be; html: never"
        ),
        _option("verbose", bool, False, "say of each file why it stays HTML"),
        _option("limit-mb", int, 0, "MiB an archive may unpack to (setting LOWTECH_ARCHIVE_LIMIT_MB)"),
    )

    def _execute(self, options: dict[str, Any], args: list[str]) -> int:
        """Import; return 0, or 2 with one sentence when the export cannot be used."""
        # doit takes an argument with a = in it for a variable of its own, even a file's name.
        args = [*args, *(arg for arg in sys.argv[2:] if "=" in arg and not arg.startswith("-"))]
        try:
            if not args:
                raise ExportError("import_blogger: name an export: nikola import_blogger blog.xml")
            self._import(options, [Path(arg) for arg in args])
        except ExportError as error:
            print(f"ERROR: {error}", file=sys.stderr)
            return 2
        return 0

    def _import(self, options: dict[str, Any], paths: list[Path]) -> None:
        site = Path.cwd()
        if not self.site.configured:
            raise ExportError(f"{site}: no site is here (no conf.py); run the import in a site's folder")
        if options["format"] not in FORMATS:
            raise ExportError(f"--format {options['format']}: is none of {', '.join(FORMATS)}")
        limit = (options["limit_mb"] or self.site.config["LOWTECH_ARCHIVE_LIMIT_MB"]) * 2**20
        source = choose(find_sources(paths, limit_bytes=limit), options["blog"] or None)
        found = survey(source, self.site.tzinfo)
        if options["facts"]:
            print(json.dumps(state_facts(found, options["old"]), ensure_ascii=False))
            return
        settings = Options(
            old=options["old"],
            hosts=tuple(self.site.config["LOWTECH_LEGACY_HOSTS"]),
            zone=self.site.tzinfo,
            embeds=self.site.config["LOWTECH_EMBEDS"],
            format=options["format"],
            render=_find_compiler(self.site),
            albums=lambda: (member for path in paths for member in album_members(path, limit)),
        )
        with placing(site, dry_run=options["dry_run"]) as placer:
            work = Import(source, found, settings, placer)
            with _Bar(source.title) as bar:
                work.run(bar.show)
            placer.commit()
            changes = placer.changes
        blog = f"{source.label}: {source.title}, {' '.join([work.base, *work.links.hosts[1:]]) or 'host unknown'}"
        told = tell(
            work.report,
            work.plan,
            changes,
            work.formats,
            blog=blog,
            dry_run=options["dry_run"],
            verbose=options["verbose"],
        )
        print("\n".join(told))


def _find_compiler(site: Any) -> Callable[[str], str] | None:
    """Return the site's compiler of Markdown; None where posts or pages cannot be Markdown."""
    sources = {(pattern.partition("/")[0], pattern.endswith(".md")) for pattern, *_ in site.config["post_pages"]}
    names = [name for name, extensions in site.config["COMPILERS"].items() if ".md" in extensions]
    compiler = site.compilers.get(names[0]) if names else None
    if compiler is None or not {("posts", True), ("pages", True)} <= sources:
        return None
    return lambda text: str(compiler.compile_string(text, lang=site.default_lang)[0])


class _Bar:
    """A progress bar on a terminal, and nothing anywhere else."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.progress: Any = None
        self.show: Progress = lambda _done, _total: None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415 - only terminals pay for it
            from rich.progress import Progress as RichProgress  # noqa: PLC0415 - the same

            self.progress = RichProgress(console=Console(stderr=True), transient=True)
            self.progress.start()
            task = self.progress.add_task(self.title)
            self.show = lambda done, total: self.progress.update(task, completed=done, total=total)
        return self

    def __exit__(self, *_: object) -> None:
        if self.progress:
            self.progress.stop()
