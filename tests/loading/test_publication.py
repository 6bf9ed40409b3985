"""What a draft leaves behind stops publication, each thing at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.cli import main
from calculator.loading import PolicyError, Problem, load_all, load_edition
from calculator.loading.publication import DRAFT_NOTE

OPEN = "  status: open\n  checked: 2031-02-01\n"
CASE = """\
cases:
  - id: nothing  # 待核对
    title: 什么都没有
    answers: {}
    expect: {points: {choir-total: 0}}
"""


@pytest.fixture
def problems(changed: Callable[..., Path]) -> Callable[..., list[Problem]]:
    """What keeps the smallest policy with some texts replaced from being published."""

    def load(*replacements: tuple[str, str]) -> list[Problem]:
        try:
            load_all(changed(*replacements))
        except PolicyError as error:
            return list(error.problems)
        return []

    return load


type Problems = Callable[..., list[Problem]]


def said(found: list[Problem]) -> list[str]:
    return [f"{Path(one.place.file).name}:{one.place.line} {one.message}" for one in found]


def test_a_mark_holds_publication_back_in_cases_too(
    problems: Problems, changed: Callable[..., Path]
) -> None:
    folder = changed()
    (folder / "cases").mkdir()
    (folder / "cases" / "some.yml").write_text(CASE, encoding="utf-8")
    mark = ("截止日: 2031-06-30", "截止日: 2031-06-30  # 待核对")
    lines = (folder / "policy.yml").read_text(encoding="utf-8").split("\n")
    line = next(at for at, one in enumerate(lines, 1) if "截止日: 2031-06-30" in one)
    assert said(problems(mark)) == [
        "some.yml:2 这一行还标着“# 待核对”：核对以后删去标记，才能发布",
        f"policy.yml:{line} 这一行还标着“# 待核对”：核对以后删去标记，才能发布",
    ]


def test_a_draft_may_have_marks_and_is_told_how_many(
    changed: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    mark = ("截止日: 2031-06-30", "截止日: 2031-06-30  # 待核对")
    folder = changed(mark, (OPEN, f"  status: draft\n  status_note: {DRAFT_NOTE}\n"))
    assert main(["check", str(folder)]) == 0
    assert "草稿里还有 1 处“# 待核对”" in capsys.readouterr().out


def test_a_mark_does_not_keep_anybody_from_computing(changed: Callable[..., Path]) -> None:
    mark = ("截止日: 2031-06-30", "截止日: 2031-06-30  # 待核对")
    assert load_edition(changed(mark)).policy.status == "open"


def test_the_note_of_a_draft_is_not_published(problems: Problems) -> None:
    found = problems((OPEN, f"{OPEN}  status_note: {DRAFT_NOTE}\n"))
    assert [one.message for one in found] == ["status_note 还是草稿的说明，请改写或者删去"]


@pytest.mark.parametrize(
    ("checked", "message"),
    [
        ("", "还没有写 checked"),
        ("  checked: 2031-02-30\n", "写的却是“2031-02-30”"),
        ("  checked: “2031-02-01”\n", "值的两边是中文引号"),
        ("  checked: 2031 年 2 月\n", "写的却是“2031 年 2 月”"),
        ("  checked: 2030-12-31\n", "早于“choir”的发文日期 2031-01-15"),
    ],
)
def test_the_day_of_the_last_check_is_there_and_a_day(
    problems: Problems, checked: str, message: str
) -> None:
    issued = (
        "title: 《镇合唱团团员评分办法》\n",
        "title: 《镇合唱团团员评分办法》\n  issued: 2031-01-15\n",
    )
    (found,) = problems((OPEN, f"  status: open\n{checked}"), issued)
    assert message in found.message


@pytest.mark.parametrize("status", ["open", "closed"])
def test_older_editions_are_superseded(
    changed: Callable[..., Path], tmp_path: Path, status: str
) -> None:
    folder = changed((OPEN, OPEN.replace("open", status)))
    other = tmp_path / "tiny" / "2032"
    other.mkdir()
    text = (folder / "policy.yml").read_text(encoding="utf-8").replace('"2031"', '"2032"')
    (other / "policy.yml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match="2031 的 status 应当改成 superseded"):
        load_all(tmp_path)
    (other / "policy.yml").write_text(text.replace(f"status: {status}", "status: draft"), "utf-8")
    assert len(load_all(tmp_path)) == 2


def test_the_newest_edition_is_not_superseded(problems: Problems) -> None:
    (found,) = problems(("status: open", "status: superseded"))
    assert found.message.startswith("没有比 2031 更新的已发布的版本")
