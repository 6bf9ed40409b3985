"""Which browser the tests take, and how one is got."""

import os
import shutil
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

import dev
from tests.browser import chromium


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "我的 browser"
    path.touch()
    return path


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where browsers stand on this machine; those called `broken` do not start."""
    found: list[Path] = []
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setattr(chromium, "_places", lambda **_: iter(found))
    monkeypatch.setattr(
        dev, "answer_of", lambda path, _: None if "broken" in str(path) else "Chromium 1"
    )
    return found


def test_the_variable_comes_first(
    program: Path, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    places.append(Path(os.devnull))
    monkeypatch.setenv(chromium.VARIABLE, str(program))
    assert chromium.installed() == program


def test_a_wrong_variable_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chromium.VARIABLE, str(tmp_path / "none"))
    with pytest.raises(SystemExit, match=f"{chromium.VARIABLE} is .*none, which does not run"):
        chromium.installed()


@pytest.mark.skipif(os.name == "nt", reason="browsers are not started there to see if they run")
def test_a_browser_that_does_not_start_is_passed_over(program: Path, places: list[Path]) -> None:
    broken = program.with_name("broken")
    broken.touch()
    places[:] = [program.with_name("none"), broken, program]
    assert chromium.installed() == program


def test_tests_take_one_without_windows_first_and_visitors_have_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tmp_path / "chromium-9/chrome-mac/Chrome.app/Contents/MacOS/Chrome"
    shell = tmp_path / "chromium_headless_shell-9/mac/chrome-headless-shell"
    older = tmp_path / "chromium_headless_shell-8/mac/chrome-headless-shell"
    for program in (whole, shell, older):
        program.parent.mkdir(parents=True)
        program.touch()
    own = SimpleNamespace(chromium=SimpleNamespace(executable_path=str(whole)))
    monkeypatch.setattr(chromium, "sync_playwright", lambda: nullcontext(own))
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setattr(chromium, "runs", lambda path: path.name != "chrome-headless-shell")
    assert chromium.installed() == Path("/bin/chromium-headless-shell")
    monkeypatch.setattr(chromium, "runs", Path.is_file)
    assert chromium.installed() == shell
    assert chromium.installed(whole=True) == whole


def test_playwright_is_asked_before_debian(
    program: Path, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(dev, "status_of", lambda *words: asked.append(" ".join(words[1:])))
    monkeypatch.setattr(dev, "is_root_on_debian", lambda: True)

    def apt_install(package: str) -> None:
        asked.append(f"apt {package}")
        places.append(program)

    monkeypatch.setattr(dev, "apt_install", apt_install)
    assert chromium.main() == 0
    assert asked == ["-m playwright install chromium", "apt chromium-headless-shell"]
    assert chromium.main() == 0
    assert len(asked) == 2


def test_where_none_can_be_installed_the_message_says_what_to_do(
    places: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "status_of", lambda *_: 1)
    monkeypatch.setattr(dev, "is_root_on_debian", lambda: False)
    assert chromium.main() == 1
    assert chromium.ADVICE in capsys.readouterr().out
