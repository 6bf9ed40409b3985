"""Set-up works on machines unlike this one: odd PATHs, consoles, folders and networks."""

import ast
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import dev
from dev import Python, Version

WANTED = Version(3, 13)

needs_sh = pytest.mark.skipif(os.name == "nt", reason="the stand-in programs are shell scripts")
Script = Callable[..., Path]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Makes a program that says `words` and ends with `status`."""

    def make(name: str, words: str = "", status: int = 0) -> Path:
        path = tmp_path / "程序 folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\ncat <<'END'\n{words}\nEND\nexit {status}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    return make


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Points dev.py at an empty project; returns the commands that it would have run."""
    for name in ("VENV", "WEB", "LOCK", "NODE_LOCK"):
        monkeypatch.setattr(dev, name, tmp_path / getattr(dev, name).name)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    for folder in (dev.VENV, dev.WEB / "node_modules"):
        folder.mkdir(parents=True)
    for file in (dev.LOCK, dev.ROOT / "pyproject.toml", dev.WEB / "package-lock.json"):
        file.write_text("1", encoding="utf-8")
    commands: list[str] = []
    monkeypatch.setattr(
        dev, "run", lambda *words, **_: commands.append(" ".join(map(str, words[1:])))
    )
    monkeypatch.setattr(dev, "npm_command", lambda: ("npm",))
    return commands


# -- Building


def test_a_build_has_packed_copies_and_serving_does_not_wait_for_them(
    project: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "setup", lambda: None)
    dev.build_pages()
    pages = ["-m calculator.loading.settings", "-m mkdocs build --strict"]
    assert project == pages
    dev.build()
    assert project[2:] == [*pages, f"-m calculator.publish.precompress {dev.SITE}"]
    monkeypatch.setattr(dev, "build", lambda: pytest.fail("the copies take a minute"))
    monkeypatch.setattr(dev.os, "execve", lambda *_: None)
    dev.serve()
    assert project[5:] == pages


# -- Finding Python


def test_this_interpreter_is_known_for_what_it_is() -> None:
    found = dev.probe(sys.executable)
    assert found is not None
    assert found.version == sys.version_info[:2]
    assert found.has_venv


@needs_sh
@pytest.mark.parametrize(
    ("words", "status"),
    [("", 127), ("('/x', (3, 13), True)", 127), ("", 0), ("Python 3.13.0", 0), ("(1, 2)", 0)],
)
def test_a_shim_that_fails_or_babbles_is_no_python(script: Script, words: str, status: int) -> None:
    assert dev.probe(script("python3.13", words, status)) is None


def test_a_program_that_is_not_there_is_no_python(tmp_path: Path) -> None:
    assert dev.probe(tmp_path / "none") is None


@needs_sh
def test_the_last_line_counts(script: Script) -> None:
    words = "a greeting of the shell\n('/编/python', (3, 13), False)"
    assert dev.probe(script("python3", words)) == Python("/编/python", WANTED, has_venv=False)


@needs_sh
def test_a_failing_shim_hides_no_python_behind_it(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shim = script("python3.13", status=127)
    good = tmp_path / "later" / "python3.13"
    good.parent.mkdir()
    script("good", "('/good', (3, 13), True)").rename(good)
    monkeypatch.setenv("PATH", os.pathsep.join([str(shim.parent), str(good.parent), "/bin"]))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "no pyenv"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    found = dev.find_python(WANTED)
    assert found is not None
    assert found.path == "/good"


@needs_sh
def test_pyenv_is_searched_whatever_its_shims_say(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pyenv" / "versions" / "3.13.0" / "bin" / "python"
    program.parent.mkdir(parents=True)
    script("good", "('/good', (3, 13), True)").rename(program)
    monkeypatch.setenv("PATH", "/bin")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    found = dev.find_python(WANTED)
    assert found is not None
    assert found.path == "/good"


@pytest.mark.parametrize(
    ("versions", "chosen"),
    [
        (["3.11", "3.14", "3.13", "3.12"], "3.13"),
        (["3.11", "3.15", "3.12"], "3.12"),
        (["3.12", "3.14"], "3.14"),
        (["3.12 without venv", "3.15"], "3.15"),
        (["3.13 without venv", "3.12"], "3.12"),
        (["3.11", "3.13 without venv"], "3.13 without venv"),
        (["3.9", "3.11"], None),
        ([], None),
    ],
)
def test_the_wanted_version_comes_first_and_then_the_nearest(
    monkeypatch: pytest.MonkeyPatch, versions: list[str], chosen: str | None
) -> None:
    def answer(name: str) -> Python:
        major, minor = name.split()[0].split(".")
        return Python(name, Version(int(major), int(minor)), "without" not in name)

    monkeypatch.setattr(dev, "candidates", lambda _: [(name,) for name in versions])
    monkeypatch.setattr(dev, "probe", answer)
    found = dev.find_python(WANTED)
    assert (found and found.path) == chosen


def test_the_environment_is_never_its_own_base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "candidates", lambda _: [(dev.PYTHON,), ("",)])
    assert dev.find_python(WANTED) is None


def test_without_python_the_message_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "candidates", lambda _: [])
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(dev.Stop, match=r"needs Python 3\.13 \(3\.12 or later.*\n.*python\.org"):
        dev.get_python(WANTED)


def test_uv_is_asked_for_what_is_not_here(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []
    old, new = (Python(f"/{n}", Version(3, n), has_venv=True) for n in (12, 13))
    monkeypatch.setattr("shutil.which", lambda *_, **__: "/bin/uv")
    monkeypatch.setattr(dev, "status_of", lambda *words: asked.append(tuple(map(str, words))))
    monkeypatch.setattr(dev, "find_python", lambda _: new if asked else old)
    assert dev.get_python(WANTED) == new
    assert asked == [("uv", "python", "install", "3.13")]


def test_a_python_without_venv_is_explained(
    monkeypatch: pytest.MonkeyPatch, project: list[str]
) -> None:
    monkeypatch.setattr(dev, "is_root_on_debian", lambda: False)
    with pytest.raises(dev.Stop, match=r"apt-get install python3\.13-venv"):
        dev.make_venv(Python("/usr/bin/python3", WANTED, has_venv=False))
    assert project == []


# -- The environment


@pytest.fixture
def interpreters(project: list[str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Version]:
    """Which Python is in .venv and which is on the system; making .venv copies the second."""
    versions = {"venv": WANTED, "system": WANTED}
    (dev.ROOT / ".python-version").write_text("3.13\n", encoding="ascii")

    def find(_: Version) -> Python:
        return Python("/system", versions["system"], has_venv=True)

    def make(python: Python) -> None:
        project.append("venv")
        versions["venv"] = python.version

    monkeypatch.setattr(dev, "probe", lambda _: Python("/venv", versions["venv"], has_venv=True))
    monkeypatch.setattr(dev, "find_python", find)
    monkeypatch.setattr(dev, "make_venv", make)
    monkeypatch.setattr(dev, "answer_of", lambda *_: "answer")
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    return versions


def test_the_environment_is_made_once(interpreters: dict[str, Version], project: list[str]) -> None:
    dev.ensure_venv()
    dev.ensure_venv()
    assert project == ["venv"]


def test_a_moved_environment_is_made_anew(
    interpreters: dict[str, Version], project: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.ensure_venv()
    monkeypatch.setattr(dev, "ROOT", dev.ROOT / "moved")
    dev.ROOT.mkdir()
    (dev.ROOT / ".python-version").write_text("3.13\n", encoding="ascii")
    dev.ensure_venv()
    assert project == ["venv", "venv"]


def test_another_python_works_with_a_warning_until_the_right_one_turns_up(
    interpreters: dict[str, Version], project: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    interpreters["system"] = Version(3, 14)
    dev.ensure_venv()
    assert "Warning: this is Python 3.14" in capsys.readouterr().out
    interpreters["system"] = WANTED
    dev.ensure_venv()
    assert project == ["venv", "venv"]
    assert capsys.readouterr().out == ""


# -- What a second run does


def test_a_second_run_installs_nothing(project: list[str]) -> None:
    dev.ensure_packages()
    dev.ensure_runtime()
    assert len(project) == 3
    dev.ensure_packages()
    dev.ensure_runtime()
    assert len(project) == 3


def test_only_what_changed_is_brought_again(project: list[str]) -> None:
    dev.ensure_packages()
    dev.ensure_runtime()
    project.clear()
    (dev.ROOT / "pyproject.toml").write_text("2", encoding="utf-8")
    dev.ensure_packages()
    dev.ensure_runtime()
    (local,) = project
    assert "--no-index" in local
    assert "--editable" in local
    project.clear()
    dev.LOCK.write_text("2", encoding="utf-8")
    dev.ensure_packages()
    dev.ensure_runtime()
    (packages,) = project
    assert "--require-hashes" in packages
    project.clear()
    (dev.WEB / "package-lock.json").write_text("2", encoding="utf-8")
    dev.ensure_packages()
    dev.ensure_runtime()
    (runtime,) = project
    assert runtime.startswith("ci --ignore-scripts")


def test_the_library_is_compiled_once_pyodide_is_there(
    project: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in ("ensure_venv", "ensure_packages"):
        monkeypatch.setattr(dev, step, lambda: None)
    dev.setup()
    assert [command.split()[:2] for command in project] == [
        ["ci", "--ignore-scripts"],
        ["-m", "calculator.publish.runtime"],
    ]


def test_a_failed_installation_is_tried_again(
    project: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = dev.run

    def fail(*words: object, **_: Any) -> None:
        recorded(*words)
        raise dev.Stop("no network")

    monkeypatch.setattr(dev, "run", fail)
    for step in (dev.ensure_packages, dev.ensure_runtime):
        for _ in range(2):
            with pytest.raises(dev.Stop):
                step()
    assert len(project) == 4


def test_a_command_that_fails_says_so_with_a_hint() -> None:
    with pytest.raises(dev.Stop, match=r"(?s)failed with status 3\.\nTry a mirror\."):
        dev.run(sys.executable, "-c", "raise SystemExit(3)", hint="Try a mirror.")


@needs_sh
def test_an_npm_that_fails_is_replaced(
    script: Script, project: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the real npm_command
    monkeypatch.setenv("PATH", str(script("npm", status=127).parent) + ":/bin")
    installed: list[Path] = []
    monkeypatch.setattr(dev, "pip_install", installed.append)
    monkeypatch.setattr(dev, "PYTHON", script("no_node", status=1))
    assert dev.npm_command()[:2] == (dev.PYTHON, "-c")
    assert installed == [dev.NODE_LOCK]
    script("npm", "11.0.0")
    assert dev.npm_command() == (str(script("npm", "11.0.0")),)


# -- Consoles


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk", "utf-8"])
def test_saying_never_fails(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    console = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    monkeypatch.setattr(sys, "stdout", console)
    dev.say("folder 编制é\U0001f600 \udcff")
    console.seek(0)
    assert console.read().startswith("folder ")


def test_messages_are_ascii() -> None:
    """Consoles in any encoding show them."""
    source = Path(dev.__file__).read_bytes()
    assert source.isascii()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1:strict"])
def test_children_do_not_fail_at_odd_characters(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    environment = dev.child_environment()
    done = subprocess.run(
        [sys.executable, "-c", r"print('\u7f16')"], env=environment, capture_output=True, check=True
    )
    assert done.stdout.strip() == rb"\u7f16"


def test_the_environment_of_children_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    environment = dev.child_environment()
    assert not {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"} & environment.keys()
    assert environment["PIP_INDEX_URL"] == "https://mirror.example/simple"


# -- The command line


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["--help"], 0), (["-h"], 0), (["bulid"], 2), (["build", "--fast"], 2)],
)
def test_usage(arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(arguments) == status
    out = capsys.readouterr().out
    assert all(f"dev.py {command}" in out for command in dev.COMMANDS)


def test_a_stop_is_a_message_and_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_: object) -> None:
        raise dev.Stop("Install Python.")

    monkeypatch.setitem(dev.COMMANDS, "build", stop)
    assert dev.main(["build"]) == 1
    assert capsys.readouterr().out == "\nInstall Python.\n"


@pytest.mark.parametrize("fails", [False, True])
def test_a_double_click_keeps_the_window_open(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fails: bool
) -> None:
    asked: list[str] = []

    def served(_: object) -> None:
        if fails:
            raise dev.Stop("Install Python.")

    monkeypatch.setattr(dev, "IS_WINDOWS", True)
    monkeypatch.setitem(dev.COMMANDS, "serve", served)
    monkeypatch.setattr("builtins.input", asked.append)
    assert dev.main([]) == int(fails)
    assert len(asked) == 1
    dev.main(["serve"])
    assert len(asked) == 1


def test_the_port_goes_to_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(dev, "IS_WINDOWS", True)
    monkeypatch.setattr(dev, "build_pages", lambda: None)
    monkeypatch.setattr(dev, "run", lambda *command: seen.extend(command))
    assert dev.main(["serve", "--port", "9000"]) == 0
    assert seen[1:] == ["-m", "calculator.publish.preview", str(dev.SITE), "--port", "9000"]


def test_arguments_go_to_pytest(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    seen: list[tuple[object, ...]] = []

    def status_of(*command: object) -> int:
        seen.append(command)
        return 5 if "pytest" in command else 0

    monkeypatch.setattr(dev, "setup", lambda: None)
    monkeypatch.setattr(dev, "status_of", status_of)
    with pytest.raises(SystemExit) as ended:
        dev.main(["test", "-k", "some thing"])
    assert ended.value.code == 5
    assert seen[-1][:3] == (dev.PYTHON, "-m", "pytest")
    # Last, so that they win over what it says itself.
    assert seen[-1][-2:] == ("-k", "some thing")


@pytest.mark.parametrize(("chosen", "workers"), [((), 5), (("-m", "not browser"), 3)])
def test_only_tests_that_wait_for_a_browser_get_more_workers_than_cores(
    monkeypatch: pytest.MonkeyPatch, chosen: tuple[str, ...], workers: int
) -> None:
    seen: list[tuple[object, ...]] = []
    monkeypatch.setattr(dev, "setup", lambda: None)
    monkeypatch.setattr(dev, "status_of", lambda *command: seen.append(command))
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    with pytest.raises(SystemExit):
        dev.main(["test", *chosen])
    assert seen[-1][seen[-1].index("--numprocesses") + 1] == workers


# -- What the files promise each other


def test_an_old_python_can_start_it() -> None:
    tree = ast.parse(Path(dev.__file__).read_text(encoding="ascii"), feature_version=(3, 8))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        + [alias.name for alias in node.names if isinstance(node, ast.Import)]
    }
    assert imported <= sys.stdlib_module_names


def test_the_python_is_the_one_of_the_browser(root: Path) -> None:
    lock = root / "calculator/web/node_modules/pyodide/pyodide-lock.json"
    runtime = json.loads(lock.read_text(encoding="utf-8"))["info"]["python"]
    assert runtime.startswith(f"{dev.wanted_version()}.")


def test_the_oldest_python_is_the_packages(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={dev.MINIMUM}"


@pytest.mark.parametrize("lock", [dev.LOCK, dev.NODE_LOCK], ids=lambda lock: lock.name)
def test_python_locks_hold_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\S)", text.strip())
    assert packages
    for package in packages:
        assert re.match(r"[\w.-]+==\S+ ", package), package
        assert "--hash=sha256:" in package, package
    assert "://" not in text
    assert "index" not in text


def test_the_lock_serves_every_system(root: Path) -> None:
    """colorama is wanted on Windows only: a lock made for one system lacks it."""
    assert re.search(r"(?m)^colorama==", dev.LOCK.read_text(encoding="utf-8"))


def test_the_npm_lock_holds_hashes_and_no_addresses(root: Path) -> None:
    text = (root / "calculator/web/package-lock.json").read_text(encoding="utf-8")
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert "node_modules/pyodide" in packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert "://" not in text


# -- Our own files are outside input too


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"\0" * 64, "摘要".encode()])
def test_a_damaged_stamp_is_written_anew(project: list[str], content: bytes) -> None:
    stamp = dev.WEB / "node_modules" / "runtime.stamp"
    stamp.write_bytes(content)
    dev.ensure_runtime()
    assert project == ["ci --ignore-scripts --no-audit --no-fund"]
    assert dev.is_current(stamp, dev.digest_of(dev.WEB / "package-lock.json"))


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"3\n", "三".encode()])
def test_a_damaged_version_is_told(
    project: list[str], capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (dev.ROOT / ".python-version").write_bytes(content)
    assert dev.main(["setup"]) == 1
    assert "git checkout" in capsys.readouterr().out


def test_a_folder_where_a_file_should_be_is_told(
    project: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "ensure_venv", lambda: None)
    (dev.VENV / "packages.stamp").mkdir()
    assert dev.main(["setup"]) == 1
    assert "packages.stamp" in capsys.readouterr().out
