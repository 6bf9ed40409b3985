"""The worker's door: text in, canonical text out, never an exception."""

import json
import subprocess
import sys

import pytest

from calculator.core import entry
from calculator.core.entry import load
from calculator.core.values.canonical import dumps
from tests.core.conftest import TINY
from tests.core.test_same_answers import RELATED

CALCULATOR = load(dumps(TINY))


def test_the_same_request_gives_the_same_bytes():
    request = '{"answers":{"answers":{"trainings":"2"}}}'
    first = CALCULATOR.run(request)
    CALCULATOR.run('{"answers":{"answers":{"trainings":9}}}')
    assert CALCULATOR.run(request) == first == load(dumps(TINY)).run(request)


def test_only_the_parts_asked_for():
    result = json.loads(CALCULATOR.run('{"parts":["score"]}'))["result"]
    assert {"score"} == result.keys() - {"format", "policy", "edition", "problems", "unused"}
    assert {"bars", "routes", "conditions", "hours", "checklist"} <= json.loads(
        CALCULATOR.run("{}")
    )["result"].keys()


def test_a_condition_alone_is_as_among_all():
    calculator = load(RELATED)
    file = {"answers": {"titles": [{"kind": "a"}]}}
    whole = json.loads(calculator.run(json.dumps({"answers": file})))["result"]
    asked = {"parts": ["bars"], "conditions": ["titled"], "answers": file}
    one = json.loads(calculator.run(json.dumps(asked)))["result"]
    assert one["conditions"] == {"titled": whole["conditions"]["titled"]}
    assert one["conditions"]["titled"]["verdict"] == "met"
    assert "routes" not in one


@pytest.mark.parametrize("request_text", ["", "{", '{"parts": 5}', "[" * 100_000])
def test_a_broken_request_gets_an_answer(request_text):
    response = json.loads(CALCULATOR.run(request_text))
    assert response["ok"] is False
    assert response["error"]


@pytest.mark.parametrize(
    ("request_text", "words"),
    [
        ('{"ask": 1}', '“ask”要写成列表，例如 ["score"]，现在是 1'),
        ('{"parts": 7, "ask": {}}', "现在是 7；“ask”要写成列表"),
        ('{"parts": ["score", ["x"]]}', 'parts[1] 不认识 ["x"]；可以写的有 score、bars、routes'),
        ('{"parts": "score"}', "“parts”要写成列表"),
        ('{"parts": ["a", "b", "c", "d", "e", "f", "g"]}', "parts[4] 不认识"),
        ('{"parts": ["a", "b", "c", "d", "e", "f", "g"]}', "还有 2 处"),
        ('{"slip": false}', "“slip”只能写 true"),
        ('{"conditions": "a"}', "“conditions”要写成条款编号的列表"),
        (
            '{"conditions": ["no-such"]}',
            '“conditions”里的 "no-such" 不是这份政策里单独能判断的条件',
        ),
        ('{"prats": ["score"]}', "不认识“prats”；可以写的有 parts、ask"),
        ('{"answers": {},\n "parts": }', "第 2 行第 11 列：不是正确的 JSON"),
        ("7", "请求要写成"),
    ],
)
def test_an_odd_request_is_told_what_to_write(request_text, words):
    response = json.loads(CALCULATOR.run(request_text))
    assert response["ok"] is False
    assert words in response["error"]
    assert "Error" not in response["error"]


@pytest.mark.parametrize(
    "request_text", ["null", "[]", '{"answers": 5}', '{"answers": {"answers": {"trainings": 1.5}}}']
)
def test_odd_answers_are_answered(request_text):
    assert json.loads(CALCULATOR.run(request_text))["ok"] is True


def test_a_fault_of_the_program_shows_its_kind(monkeypatch):
    monkeypatch.setattr(entry, "report", lambda *_: 1 / 0)
    response = json.loads(CALCULATOR.run("{}"))
    assert response == {"ok": False, "error": "ZeroDivisionError: division by zero"}


def test_what_could_not_be_used_comes_back():
    result = json.loads(
        CALCULATOR.run('{"answers":{"answers":{"trainings":1.5,"spare":{"a":[1]}}}}')
    )["result"]
    assert result["unused"] == {"trainings": "1.5", "spare": {"a": [1]}}
    assert [p["path"] for p in result["problems"]] == ["trainings", "spare"]


def test_importing_the_core_stays_light():
    heavy = (
        "{'dataclasses', 'inspect', 'yaml', 'asyncio', 'logging', 'pathlib', 'typing_extensions'}"
    )
    code = f"import sys; import calculator.core.entry; print(sorted({heavy} & set(sys.modules)))"
    # Without site-packages' start-up files, which import things of their own.
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"
