"""What is pinned, for the site and for its tests."""

from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt", "tests/tools/package-lock.json"])
def test_a_lock_file_names_no_address(name: str) -> None:
    """What is pinned is known by its hash, wherever it is fetched from."""
    text = (HOUSE / name).read_text("utf-8")
    assert "sha256:" in text or "sha512-" in text
    assert "://" not in text
