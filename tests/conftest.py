"""What tests of all kinds share: the repository, and the sites, built once for all workers."""

import os
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from calculator.loading import Edition, load_all
from tests.policies.site import ROUND, build_invented, build_round, build_small, build_tiny

# How long an example takes depends on the machine: no wall-clock limits.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def made_once(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str, Callable[[Path], object]], Path]:
    """Gives a folder by its name; who asks first fills it, for the other workers too.

    It is filled under another name: one that is there is whole.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, fill: Callable[[Path], object]) -> Path:
        folder = shared / "made" / name
        folder.parent.mkdir(exist_ok=True)
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                part = tmp_path_factory.mktemp(name)
                fill(part)
                part.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def built(made_once: Callable[..., Path]) -> Callable[..., Path]:
    """Gives the site of a project by its name, strictly built by who asks first."""

    def site(name: str, build: Callable[[Path], subprocess.CompletedProcess[str]]) -> Path:
        def fill(folder: Path) -> None:
            done = build(folder)
            if done.returncode:
                pytest.fail(f"the site {name} does not build:\n{done.stdout}", pytrace=False)

        return made_once(name, fill) / "site"

    return site


@pytest.fixture(scope="session")
def built_site(root: Path, built: Callable[..., Path]) -> Path:
    """The folder of the real site, built strictly by the command line, with one round alone."""
    return built("real", partial(build_round, root))


@pytest.fixture(scope="session")
def the_round(built_site: Path) -> Path:
    """The edition's folder from which that site was built."""
    return built_site.parent / ROUND


@pytest.fixture(scope="session")
def invented_site(root: Path, built: Callable[..., Path]) -> Path:
    """The folder of a site that holds the invented policy alone."""
    return built("invented", partial(build_invented, root))


@pytest.fixture(scope="session")
def small_site(root: Path, built: Callable[..., Path]) -> Path:
    """The folder of one site with several small policies."""
    return built("small", partial(build_small, root))


@pytest.fixture(scope="session")
def tiny_site(root: Path, built: Callable[..., Path]) -> Path:
    """The folder of the smallest policy's site, beside the project that it was built from."""
    return built("tiny", partial(build_tiny, root))


@pytest.fixture(scope="session")
def tiny_sites(root: Path, built: Callable[..., Path], tiny_site: Path) -> tuple[Path, Path]:
    """That site and another build of it: a concert gives 2.5 points, then 3."""
    change = {"old": "each: 2.5,", "new": "each: 3,"}
    return tiny_site, built("tiny-3", partial(build_tiny, root, **change))


@pytest.fixture(scope="session")
def published(root: Path) -> list[Edition]:
    """Every edition that the site publishes, loaded once, never changed; a draft is work that tests
    do not hold up.
    """
    editions = [one for one in load_all(root / "policy") if one.policy.status != "draft"]
    assert editions, "policy/ holds no edition"
    return editions


@pytest.fixture(scope="session")
def editions(root: Path, published: list[Edition]) -> list[Edition]:
    """The same, and those that are only for tests."""
    return [*published, *load_all(root / "tests" / "policies")]


@pytest.fixture(scope="session")
def orchestra(editions: list[Edition]) -> Edition:
    """The invented policy of another shape, which uses every mechanism."""
    return next(one for one in editions if one.policy.id == "harbour-orchestra")
