"""The other engines that visitors bring, and the site served for them."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser.misbehaving import Misbehaving
from tests.engines.drivers import ENGINES, Browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = f"{Path(__file__).parent}{os.sep}"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker("browser")


@pytest.fixture(scope="module", params=ENGINES)
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A window of one of the engines; its storage is that of the module."""
    kind, find, packages = ENGINES[request.param]
    program = find()
    if program is None:
        pytest.skip(f"{kind.name} is not installed (Debian: apt-get install {packages})")
    with ExitStack() as stack:
        yield kind(program, tmp_path_factory.mktemp(request.param), stack)


@pytest.fixture(scope="module")
def hosted() -> Iterator[Callable[[Path], Misbehaving]]:
    """Serves a site at an address of its own."""
    with ExitStack() as stack:

        def host(site: Path) -> Misbehaving:
            opened = Misbehaving(site)
            stack.callback(opened.close)
            return opened

        yield host
