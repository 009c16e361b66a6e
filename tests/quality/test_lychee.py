"""lychee on every page."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import Site


def test_lychee(whole: Site) -> None:
    """No link within the site is broken, its anchor neither; addresses with the site's own name count as such."""
    output = whole.root / "output"
    command = [
        *(Path(sys.prefix) / "bin" / "lychee", "--offline", "--include-fragments", "--no-progress"),
        *("--root-dir", output, "--index-files", "index.html", "--remap", f"^http://localhost/ file://{output}/"),
        *sorted(output.rglob("*.html")),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
