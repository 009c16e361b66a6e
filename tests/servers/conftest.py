"""The bundled blog, built once, and each server."""

import shutil

import pytest
from blogs import HOUSE, Built, moved, nikola, readable
from webservers import is_installed


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Give the bundled blog."""
    root = readable(tmp_path_factory.mktemp("bundled")) / "site"
    root.mkdir()
    shutil.copy(HOUSE / "conf.py", root)
    for name in ("plugins", "themes"):
        (root / name).symlink_to(HOUSE / name)
    for name in ("posts", "pages", "files", "redirects"):
        shutil.copytree(HOUSE / name, root / name)
    run = nikola(root, "build", "--strict")
    assert run.returncode == 0, run.stderr
    return Built(root)


@pytest.fixture(scope="session", params=["classic/alantsai*", "classic/danvet*"])
def stranger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Give the sites that real exports become."""
    return moved(request.param, tmp_path_factory.mktemp("moved"))


@pytest.fixture(params=["nginx", "apache", "caddy"])
def kind(request: pytest.FixtureRequest) -> str:
    """Give the name of each server."""
    assert is_installed(request.param), f"{request.param} is not installed: run tests/setup"
    return str(request.param)
