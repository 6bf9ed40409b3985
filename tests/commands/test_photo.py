"""`photo`: a file held against a policy's demands, and the same report as the worker gives."""

from __future__ import annotations

import base64
import json
import struct
from pathlib import Path

import pytest

from calculator.core.entry import Calculator, load
from calculator.core.values.canonical import dumps
from calculator.loading import Edition
from tests.commands.conftest import Run
from tests.core.test_photo import exif, jpeg

INVENTED = Path(__file__).parents[1] / "policies" / "harbour-orchestra" / "2030"


def png(width: int, size: int) -> bytes:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, 10)
    return head + bytes(size - len(head))


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A PNG that is one pixel too narrow: the handbook wants 600."""
    path = tmp_path / "picture.png"
    path.write_bytes(png(599, 1000))
    return path


def test_each_demand_has_its_line_and_what_fails_says_what_helps(run: Run, picture: Path) -> None:
    code, text, _ = run("photo", picture, "--policy", INVENTED)
    assert code == 1
    assert "照片：PNG，1000 字节，宽 599、高 10 像素" in text
    assert "  不满足　定妆照的宽度：599 像素；要求不少于 600 像素\n    怎样改：" in text
    assert "  满足　定妆照的文件大小：1000 字节；要求不超过 500000 字节" in text


@pytest.mark.parametrize("name", ["me.jpg", "me.jfif"])
def test_a_photo_that_fits_but_breaks_off_does_not_fit(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(jpeg(700, 900))
    code, text, _ = run("photo", path, "--policy", INVENTED)
    assert (code, "不完整" in text) == (0, False)
    assert ("后缀要改成“.jpg”" in text) is (name == "me.jfif")
    path.write_bytes(jpeg(700, 900)[:-2])
    code, text, _ = run("photo", path, "--policy", INVENTED)
    assert code == 1
    assert "宽 700、高 900 像素，文件不完整" in text


def test_a_turned_photo_says_both_sizes(run: Run, tmp_path: Path) -> None:
    """599 wide as stored, 900 as shown: which one the handbook means, nobody knows."""
    path = tmp_path / "me.jpg"
    path.write_bytes(jpeg(599, 900, exif(6, ">", "I")))
    code, text, _ = run("photo", path, "--policy", INVENTED)
    assert code == 1
    assert "宽 599、高 900 像素，显示时转成宽 900、高 599 像素\n　　有的网站按存的尺寸算" in text
    assert "  不能确定　定妆照的宽度：599 或 900 像素" in text


def test_a_wrong_format_is_not_mended_by_another_name(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "me.jpg"
    path.write_bytes(b"GIF89a" + bytes(20))
    code, text, _ = run("photo", path, "--policy", INVENTED)
    assert code == 1
    assert "只改文件名的后缀没有用" in text
    assert "后缀要改成" not in text


@pytest.fixture(scope="module")
def calculator(orchestra: Edition) -> Calculator:
    return load(dumps(orchestra.rules))


def test_json_is_what_the_worker_answers(run: Run, picture: Path, calculator: Calculator) -> None:
    _, text, _ = run("photo", picture, "--policy", INVENTED, "--json")
    head = base64.b64encode(picture.read_bytes()).decode()
    asked = {"photo": head, "size": 1000, "name": "picture.png", "question": "portrait"}
    response = calculator.run(json.dumps(asked))
    assert response == f'{{"ok":true,"result":{text}}}'


def test_a_file_that_is_not_there_is_told_kindly(run: Run, tmp_path: Path) -> None:
    code, _, complaint = run("photo", tmp_path / "none.jpg", "--policy", INVENTED)
    assert code == 1
    assert "照片不能读取" in complaint


@pytest.mark.parametrize(
    "asked",
    [
        {"photo": "not base64!"}, {"photo": None}, {"photo": []}, {"photo": "AAAA", "size": -1},
        {"photo": "AAAA", "size": "many"}, {"photo": "AAAA", "question": "nothing"},
        {"photo": "AAAA", "question": ["portrait"]}, {"text": None}, {"text": 5},
        {"text": "abc", "question": {}},
    ],
    ids=repr,
)  # fmt: skip
def test_the_worker_never_breaks_on_what_it_is_given(
    asked: dict[str, object], calculator: Calculator
) -> None:
    response = json.loads(calculator.run(json.dumps(asked)))
    assert response["ok"] is True
    assert response["result"].keys() >= {"question", "answer", "conditions"}


def test_the_worker_counts_every_character(calculator: Calculator) -> None:
    # Eight code points: two letters, a comma, a space, a line end, a rare sign, a joined pair.
    response = json.loads(calculator.run(json.dumps({"text": "自述， \n𠮷e\u0301"})))
    assert response["result"]["answer"] == 8
    assert response["result"]["question"] == "motto-length"
    assert response["result"]["conditions"]["handbook-motto"]["verdict"] == "met"


def test_a_question_that_is_not_there_is_told(run: Run, picture: Path, policies: Path) -> None:
    code, _, complaint = run("photo", picture, "--policy", INVENTED, "--question", "nope")
    assert (code, "没有照片题“nope”" in complaint) == (1, True)
    tiny = policies / "tiny"
    code, _, complaint = run("photo", picture, "--policy", tiny, "--question", "nope")
    assert (code, "这份政策没有照片要求" in complaint) == (1, True)
    assert run("photo", picture, "--policy", tiny)[0] == 0
