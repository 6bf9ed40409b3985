"""What tests of all kinds share: the repository, and the site built from it once a session."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from calculator.loading import Edition, load_all
from tests.policies.site import build_invented

# How long an example takes depends on the machine: no wall-clock limits.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def built_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site, built strictly from `mkdocs.yml` by the command line."""
    site = tmp_path_factory.mktemp("built") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        pytest.fail(f"the site does not build:\n{done.stdout}", pytrace=False)
    return site


@pytest.fixture(scope="session")
def invented_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that holds the invented policy alone."""
    folder = tmp_path_factory.mktemp("invented")
    done = build_invented(root, folder)
    if done.returncode:
        pytest.fail(f"the invented policy's site does not build:\n{done.stdout}", pytrace=False)
    return folder / "site"


@pytest.fixture(scope="session")
def editions(root: Path) -> list[Edition]:
    """Every edition of the repository, those only for tests too; loaded once, never changed."""
    return [*load_all(root / "policy"), *load_all(root / "tests" / "policies")]
