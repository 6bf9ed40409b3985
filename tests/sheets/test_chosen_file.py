"""A file that somebody chose in the browser: read by the same reader as on the command line."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from calculator.core.tables.blank import short_workbook
from tests.core import table_people as own
from tests.sheets.conftest import RULES, read

Make = Callable[..., Path]
SMALL = [["编号", "规模"], [1, "小"]]


def chosen(content: bytes, name: str = "名单.xlsx") -> dict[str, Any]:
    asked = {"file": base64.b64encode(content).decode(), "name": name}
    response = own.calculator().run(json.dumps({"people": asked}))
    return dict(json.loads(response))


def test_a_workbook_gives_the_people_and_troubles_of_the_command_line(book: Make) -> None:
    path = book(基本情况=[*SMALL, [2, "大概"]], 别的=[["x"]])
    result = chosen(path.read_bytes())["result"]
    people, strays = read(path)
    assert [(one["code"], one["answers"]) for one in result["people"]] == [
        (one.code, one.file) for one in people
    ]
    assert [one["answers"]["answers"] for one in result["people"]] == [{"size": "s"}, {}]
    assert [one["address"] for one in result["people"][1]["troubles"]] == ["基本情况!B3"]
    assert [f"{place}：{words}" for place, _, words in result["problems"]] == strays


def test_days_are_counted_as_the_workbook_does(book: Make) -> None:
    def touch(workbook: Any) -> None:
        workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    path = book(touch, 基本情况=[["编号", "入职日期"], ["1", 43951]])
    (one,) = chosen(path.read_bytes())["result"]["people"]
    assert one["answers"]["answers"] == {"since": "2024-05-01"}


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_a_table_saved_as_text_is_read(encoding: str) -> None:
    result = chosen("编号,规模\n1,小\n".encode(encoding), "people.csv")["result"]
    assert [one["answers"]["answers"] for one in result["people"]] == [{"size": "s"}]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "文件是空的"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧格式"), (b"PK\x03\x04", "坏了")],
)
def test_what_cannot_be_read_is_told_with_its_name(content: bytes, words: str) -> None:
    response = chosen(content)
    assert not response["ok"]
    assert response["error"].startswith("名单.xlsx：")
    assert words in response["error"]


def test_the_empty_table_of_this_edition_says_nothing_and_of_another_one_that(
    tmp_path: Path,
) -> None:
    assert chosen(short_workbook(RULES))["result"]["problems"] == []
    path = tmp_path / "old.xlsx"
    path.write_bytes(short_workbook(RULES))
    workbook = openpyxl.load_workbook(path)
    workbook["填写说明"]["B2"] = "别的/2001"
    workbook.save(path)
    ((place, _, words),) = chosen(path.read_bytes())["result"]["problems"]
    assert place == "填写说明!B2"
    assert "这份表是按别的/2001做的" in words


def test_a_request_of_a_wrong_shape_is_told() -> None:
    answer = own.calculator().run('{"people": {"file": 3}}')
    assert "people.file 要写成文字" in answer
    assert "base64" in own.calculator().run('{"people": {"file": "a"}}')
