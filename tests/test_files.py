"""Our own files and names are outside input too: what the system says, odd names, whole writes."""

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from calculator import files
from calculator.cases.accept import accept
from calculator.cli import main
from calculator.loading.place import Place

LATIN_ONLY = frozenset(map(chr, range(ord("A"), ord("z") + 1)))
needs_posix = pytest.mark.skipif(os.name == "nt", reason="links, limits and modes of POSIX")


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_the_systems_words_are_never_english(number: int) -> None:
    words = files.why(OSError(number, os.strerror(number)))
    assert words
    assert os.strerror(number) not in words
    assert not LATIN_ONLY & set(words.replace("Excel", ""))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a/结果.json".encode(), "a/结果.json"),
        ("张三.json".encode("gbk"), "张三.json"),  # out of an archive made on Chinese Windows
        (b"\xff\xff.json", "\\xff\\xff.json"),
    ],
)
@needs_posix
def test_a_name_in_any_encoding_is_shown(name: bytes, shown: str) -> None:
    assert files.name_of(os.fsdecode(name)) == shown


@pytest.mark.parametrize("size", [8, 9])
def test_no_more_is_read_than_may_be(tmp_path: Path, size: int) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"x" * size)
    if size == 8:
        assert files.read_within(path, 8) == b"x" * 8
        return
    with pytest.raises(files.TooLargeError):
        files.read_within(path, 8)


@needs_posix
def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(files.TooLargeError):
        files.read_within(Path("/dev/zero"), 1000)


# -- Whole or not at all


def refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("stop", [refuse, interrupt])
@pytest.mark.parametrize("replace", [True, False])
def test_what_stops_a_write_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: Callable[..., None], replace: bool
) -> None:
    path = tmp_path / "f"
    if replace:
        path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises((OSError, KeyboardInterrupt)):
        files.write_whole(path, b"new", replace=replace)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == (
        {"f": b"old"} if replace else {}
    )


def test_what_took_the_name_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "f"
    writing = files.whole(path)
    writing.__enter__().write_bytes(b"new")
    path.write_bytes(b"of somebody else")
    with pytest.raises(FileExistsError):
        writing.__exit__(None, None, None)
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"of somebody else"]


@needs_posix
def test_a_file_that_is_replaced_keeps_its_link_and_its_mode(tmp_path: Path) -> None:
    path, link = tmp_path / "f", tmp_path / "link"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    files.write_whole(link, b"new", replace=True)
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


@needs_posix
@pytest.mark.parametrize(
    "arguments",
    [
        ["sheet", "answers.json", "-o", "out.xlsx"],
        ["sheet", "answers.json", "-o", "out.csv"],
        ["score", "answers.json", "--slip", "out.json"],
        ["batch", "--template", "out.xlsx"],
        ["batch", "people", "-o", "out.xlsx"],
        ["new", "2031", "--from", "2030"],
        ["new", "choir/2031"],
        ["answers", "blank.yml"],
        ["schema", "policies"],
        ["cases", "tiny", "--write"],
    ],
    ids=" ".join,
)
def test_a_write_that_fails_half_way_leaves_no_half(
    root: Path, tmp_path: Path, arguments: list[str]
) -> None:
    orchestra = "harbour-orchestra/2030"
    shutil.copytree(root / "tests/policies" / orchestra, tmp_path / "policies" / orchestra)
    shutil.copytree(root / "tests/policies/tiny", tmp_path / "tiny")
    head = {"format": 1, "policy": "harbour-orchestra", "edition": "2030", "answers": {}}
    (tmp_path / "people").mkdir()
    for file in ("answers.json", "people/1.json"):
        (tmp_path / file).write_text(json.dumps(head), encoding="utf-8")
    before = sorted(str(one) for one in tmp_path.rglob("*"))
    policy = [] if arguments[0] in {"schema", "cases"} else ["--policy", "policies"]
    done = subprocess.run(
        [sys.executable, "-m", "calculator", *arguments, *policy],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "文件超过了系统允许的大小" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(str(one) for one in tmp_path.rglob("*")) == before


def test_accepted_values_are_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cases.yml"
    path.write_text("expect: {points: 3}\n", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", refuse)
    place = Place(str(path), 1, 10)
    case = SimpleNamespace(place=place, title="", why=None)
    difference = SimpleNamespace(place=place, section="points", key="points", found="4", case=case)
    outcome: Any = SimpleNamespace(differences=[difference])
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as error:
        accept([outcome])
    assert error.value.filename == str(path)
    assert path.read_text(encoding="utf-8") == "expect: {points: 3}\n"


# -- Files and folders that are something else


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    head = {"format": 1, "policy": "harbour-orchestra", "edition": "2030", "answers": {}}
    (tmp_path / "good.json").write_text(json.dumps(head), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make_folder(path: Path) -> None:
    path.mkdir()


def make_circle(path: Path) -> None:
    path.symlink_to(path)


def make_broken_link(path: Path) -> None:
    path.symlink_to(path.with_name("gone"))


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


@needs_posix
@pytest.mark.parametrize("make", [make_folder, make_circle, make_broken_link, make_pipe])
def test_what_is_no_file_in_a_folder_of_answers_is_told(
    root: Path,
    folder: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    make: Callable[[Path], None],
) -> None:
    make(folder / "bad.json")
    assert main(["batch", ".", "--json", "--policy", str(root / "tests/policies")]) == 1
    good, rest = capfdbinary.readouterr().out.decode().splitlines()
    assert json.loads(good)["code"] == "good"
    assert json.loads(rest)["problems"] == [
        {
            "address": "bad.json",
            "code": "bad",
            "message": "不是文件（是文件夹，或者断开的链接），没有读。",
        }
    ]


@needs_posix
@pytest.mark.parametrize("form", ["--json", "-o"])
def test_names_that_are_not_utf8_end_no_batch(
    root: Path, folder: Path, capfdbinary: pytest.CaptureFixture[bytes], form: str
) -> None:
    odd = os.fsdecode("李四.json".encode("gbk"))
    shutil.copy(folder / "good.json", folder / odd)
    (folder / os.fsdecode(b"\xff.json")).write_text("{", encoding="utf-8")
    output = ["--json"] if form == "--json" else ["-o", "out.xlsx"]
    assert main(["batch", ".", *output, "--policy", str(root / "tests/policies")]) == 1
    printed = capfdbinary.readouterr()
    if form == "-o":
        assert (folder / "out.xlsx").is_file()
        assert "\\xff.json" in printed.err.decode()
        return
    lines = [json.loads(line) for line in printed.out.decode().splitlines()]
    assert {line["code"] for line in lines[:-1]} == {"good", "李四"}
    assert lines[-1]["problems"][0]["address"] == "\\xff.json"


@needs_posix
def test_a_name_that_is_not_utf8_is_told_with_json_too(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["score", os.fsdecode(b"\xff.json"), "--json"]) == 1
    assert json.loads(capfdbinary.readouterr().out)["problems"][0]["file"] == "\\xff.json"


@needs_posix
@pytest.mark.parametrize("make", [make_folder, make_circle, make_broken_link])
def test_what_is_no_file_in_a_policy_is_told(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], None]
) -> None:
    edition = tmp_path / "tiny" / "2031"
    shutil.copytree(root / "tests/policies/tiny/2031", edition)
    make(edition / "more.yml")
    assert main(["check", str(edition)]) == 1
    told = capsys.readouterr().err
    assert "more.yml:1:1 : 这不是文件（是文件夹，或者断开的链接），没有读" in told


@pytest.mark.parametrize("command", [["route"], ["photo"], ["verify"], ["batch", "--json"]])
def test_a_folder_where_a_file_should_be_is_told(
    root: Path, folder: Path, capfd: pytest.CaptureFixture[str], command: list[str]
) -> None:
    (folder / "f.json").mkdir()
    verb, *more = command
    assert main([verb, "f.json", *more, "--policy", str(root / "tests/policies")]) == 1
    told = capfd.readouterr().err
    assert "Traceback" not in told
    assert "Is a directory" not in told
