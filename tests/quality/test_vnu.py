"""The HTML checker of the W3C on every page."""

import json
import subprocess
from pathlib import Path

from tests.conftest import Site


def test_vnu(tools: Path, whole: Site) -> None:
    """No page, no style sheet and no drawing has an error."""
    jar = tools / "vnu-jar" / "build" / "dist" / "vnu.jar"
    files = [file for file in sorted((whole.root / "output").rglob("*")) if file.suffix in {".html", ".css", ".svg"}]
    command = [
        "java",
        "-jar",
        jar,
        "--errors-only",
        "--also-check-css",
        "--also-check-svg",
        "--stdout",
        "--format",
        "json",
    ]
    run = subprocess.run([*command, *files], cwd=whole.root, capture_output=True, text=True, check=False)
    faults = [
        f"{fault['url'].partition('/output/')[2]}:{fault.get('lastLine')}: {fault['message']}"
        for fault in json.loads(run.stdout)["messages"]
    ]
    assert faults == [], "\n".join(faults)
