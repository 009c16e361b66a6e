"""Shell: replaces Nikola's deploy. In: presets. Out: a site that was built and checked just now, at its target."""

import os
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateutil import parser
from nikola.plugins.command import deploy as core

from . import rsync

MISSING = 23  # what rsync returns when there is nothing to list


class DeployError(Exception):
    """Why nothing, or not all, was sent; the message is a sentence for the user."""


class Deploy(core.CommandDeploy):  # type: ignore[misc]
    """Builds, checks, sends."""

    name = "deploy"
    doc_usage = "[preset [preset...]]"
    doc_purpose = "build and check the site, then send it"
    doc_description = (
        "Presets: `folder` copies to LOWTECH_DEPLOY_FOLDER, `server` sends by rsync over ssh to"
        " LOWTECH_DEPLOY_SERVER, others are shell lines in DEPLOY_COMMANDS. Without a preset: `default`."
    )

    def _execute(self, _options: dict[str, Any], args: list[str]) -> int:
        """Run the presets; return the exit code."""
        try:
            commands = [command for preset in args or ["default"] for command in self.preset(preset)]
            for step in (["build", "--strict"], ["check_site"]):
                self.nikola(*step)
            for command in commands:
                if isinstance(command, rsync.Target):
                    self.copy(command)
                else:
                    run(command)
        except (DeployError, rsync.TargetError) as error:
            print(f"deploy: {error}", file=sys.stderr)
            return 1
        self.remember()
        print("deploy: done")
        return 0

    def preset(self, name: str) -> list[str | rsync.Target]:
        """Return what a preset does: shell lines, and targets of rsync."""
        config = self.site.config
        if name in config["DEPLOY_COMMANDS"]:
            return list(config["DEPLOY_COMMANDS"][name])
        if name == "folder":
            return [rsync.folder(config["LOWTECH_DEPLOY_FOLDER"], Path.cwd(), Path(config["OUTPUT_FOLDER"]))]
        if name == "server":
            return [rsync.server(config["LOWTECH_DEPLOY_SERVER"])]
        known = ", ".join(dict.fromkeys(["folder", "server", *config["DEPLOY_COMMANDS"]]))
        raise DeployError(f"there is no preset {name}; there are {known}")

    def nikola(self, *arguments: str) -> None:
        """Run another command of this site."""
        conf = self.site.configuration_filename
        other = [] if conf == "conf.py" else [f"--conf={conf}"]
        if subprocess.run([sys.executable, "-m", "nikola", *arguments, *other], check=False).returncode:
            raise DeployError(f"nothing was sent, because `nikola {' '.join(arguments)}` failed")

    def copy(self, target: rsync.Target) -> None:
        """Make target a copy of output/, unless it holds something else."""
        ssh = self.site.config["LOWTECH_DEPLOY_SSH"]
        if not shutil.which("rsync"):
            raise DeployError("the program rsync is not installed")
        english = {**os.environ, "LC_ALL": "C"}
        look = subprocess.run(
            rsync.listing(target, ssh), env=english, capture_output=True, text=True, errors="replace", check=False
        )
        absent = look.returncode == MISSING and "No such file or directory" in look.stderr
        if look.returncode and not absent:
            raise DeployError(f"{target.address} cannot be read: {look.stderr.strip()}")
        if not rsync.replaceable(look.stdout):
            raise DeployError(f"{target.address} holds files but no {rsync.PROOF}: give an empty folder or another one")
        run(rsync.copying(Path(self.site.config["OUTPUT_FOLDER"]), target, ssh))

    def remember(self) -> None:
        """Store the time for `nikola status`, and tell plugins what is new, as Nikola does."""
        now = datetime.now(UTC).replace(tzinfo=None)
        last = self.site.state.get("last_deploy")
        self.site.scan_posts()
        self._emit_deploy_event(parser.parse(last) if last else now, now, clean=not last, undeployed=[])
        self.site.state.set("last_deploy", now.isoformat(timespec="microseconds"))


def run(command: str | list[str]) -> None:
    """Run a shell line of conf.py, or the arguments of a program; say what is run."""
    line = command if isinstance(command, str) else shlex.join(command)
    print(f"deploy: {line}", flush=True)
    code = subprocess.run(command, shell=isinstance(command, str), check=False).returncode
    if code:
        raise DeployError(f"the command returned {code}: {line}")
