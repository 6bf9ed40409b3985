"""A made-up policy with an edition and the next one, both below tmp_path."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.editions.begin import Begun, begin
from calculator.loading import Edition, load_edition

CASES = """\
cases:
  - id: three-concerts
    title: 三场演出
    answers: {concerts: 3}
    expect:
      points: {choir-concerts: 7.5, choir-total: 7.5}
  - id: a-song
    title: 一首歌，评委认可
    answers: {songs: [{rank: 2, judged: true}]}
    expect: {points: {choir-songs: 4.5}}
  - id: nothing
    title: 什么都没有
    answers: {}
    expect: {points: {choir-total: 0}}
"""


@pytest.fixture
def choir(root: Path, tmp_path: Path) -> Path:
    """The folder of a policy whose one edition, 2031, is sound and has cases."""
    folder = tmp_path / "policy" / "tiny"
    shutil.copytree(root / "tests" / "policies" / "tiny", folder)
    cases = folder / "2031" / "cases"
    cases.mkdir()
    (cases / "some.yml").write_text(CASES, encoding="utf-8")
    return folder


@pytest.fixture
def orchestra_folder(root: Path, tmp_path: Path) -> Path:
    """A copy of the invented orchestra's policy."""
    folder = tmp_path / "policy" / "harbour-orchestra"
    shutil.copytree(root / "tests" / "policies" / "harbour-orchestra", folder)
    return folder


@pytest.fixture(scope="session")
def begun(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """The orchestra's 2031, begun from 2030: to be read only."""
    folder = tmp_path_factory.mktemp("begun") / "harbour-orchestra"
    shutil.copytree(root / "tests" / "policies" / "harbour-orchestra", folder)
    return begin(folder / "2030", "2031")


@pytest.fixture(scope="session")
def next_orchestra(begun: Begun) -> Edition:
    return load_edition(begun.folder)


type Edit = Callable[..., Edition]


@pytest.fixture
def edited(choir: Path) -> Edit:
    """The same edition with some text of it replaced, loaded from beside it."""

    def make(*replacements: tuple[str, str], name: str = "2032") -> Edition:
        folder = choir / name
        shutil.copytree(choir / "2031", folder)
        path = folder / "policy.yml"
        text = path.read_text(encoding="utf-8").replace('edition: "2031"', f'edition: "{name}"')
        for old, new in replacements:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return load_edition(folder)

    return make
