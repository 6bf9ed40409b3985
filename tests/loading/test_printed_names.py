"""What a clause or document has printed above it stands once: other texts say it by its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.loading import load_edition
from tests.loading.conftest import Problems

TEXT = "text: 作品须经评委认可。"
TITLE = "title: 《镇合唱团团员评分办法》"
HEAD = f"{TITLE}\n  number: 镇唱〔2031〕4 号\n  issuer: 镇合唱团\n  issued: 2031-01-15"
ANNEX = """
document:
  id: sheet
  title: 《节目单》
  part_of: choir
  clauses: [{id: sheet-1, number: 一, title: 栏目, text: 填写节目。}]
"""


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("见【choir-total.序号】。", "见第三条。"),
        ("见[](#choir-total)。", "见第三条。"),
        ("见[总分（【choir-total.序号】）](#choir-total)。", "见总分（第三条）。"),
        ("按【choir.标题】", "按《镇合唱团团员评分办法》"),
        ("按【choir.文号】", "按镇唱〔2031〕4 号"),
        ("【policy.状态】", "正在申请"),
        ("【choir.发文日期】印发", "2031 年 1 月 15 日印发"),
    ],
)
def test_a_text_says_what_is_printed_elsewhere(
    changed: Callable[..., Path], text: str, seen: str
) -> None:
    edition = load_edition(changed((TEXT, f"text: {text}"), (TITLE, HEAD)))
    said = edition.clauses["choir-judged"].text
    assert edition.plain(said, "choir-judged") == seen


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("见第三条。", "【choir-total.序号】"),
        ("见[第三条](#choir-total)。", "[](#choir-total)"),
        ("见[第三条的总分](#choir-total)。", "【choir-total.序号】"),
        ("按《镇合唱团团员评分办法》办。", "【choir.标题】"),
        ("按镇唱〔2031〕4 号办。", "【choir.文号】"),
    ],
)
def test_what_is_printed_elsewhere_is_not_typed(
    problems: Problems, text: str, instead: str
) -> None:
    (problem,) = problems((TEXT, f"text: {text}"), (TITLE, HEAD))
    assert problem.message.partition("；请写")[2].strip().startswith(instead)


def test_the_status_is_not_typed(problems: Problems) -> None:
    (problem,) = problems((TEXT, "text: 本轮申请已结束。"), ("status: open", "status: closed"))
    assert problem.message.endswith("请写【policy.状态】")


@pytest.mark.parametrize("text", ["见第九条。", "见《民法典》第三条。", "见[总分](#choir-total)。"])
def test_numbers_of_other_laws_are_left_alone(problems: Problems, text: str) -> None:
    assert problems((TEXT, f"text: {text}")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("见【choir-totl.序号】。", "是不是想写“choir-total.序号”"),
        ("见【choir.文号】。", "【choir.文号】没有对应的数值"),  # it has none
        ("见[](#choir-songs)。", "【choir-songs.序号】没有对应的数值"),
    ],
)
def test_a_name_that_nobody_has_is_told(problems: Problems, text: str, said: str) -> None:
    (problem,) = problems((TEXT, f"text: {text}"))
    assert said in problem.message


def test_a_rule_does_not_reckon_with_a_name(problems: Problems) -> None:
    (problem,) = problems(
        ("cap: 30", "cap: 【choir-total.序号】"),
        ("总分\n      text: 各项相加，最高【最高分】。", "总分\n      text: 各项相加。"),
    )
    assert problem.message.startswith("【choir-total.序号】没有对应的数值")


def test_a_part_is_issued_with_its_document(changed: Callable[..., Path]) -> None:
    listed = ("documents: [choir]", "documents: [choir, sheet]")
    part = load_edition(changed(listed, (TITLE, HEAD), annex=ANNEX)).documents[1]
    assert (part.issuer, part.issued, part.number) == (
        "镇合唱团", "2031-01-15", "镇唱〔2031〕4 号附件",
    )  # fmt: skip


def test_a_part_keeps_what_it_says_itself(changed: Callable[..., Path]) -> None:
    listed = ("documents: [choir]", "documents: [choir, sheet]")
    own = ANNEX.replace("part_of: choir", "part_of: choir\n  issued: 2031-03")
    assert load_edition(changed(listed, (TITLE, HEAD), annex=own)).documents[1].issued == "2031-03"


def test_a_part_of_a_part_and_a_date_that_is_none_are_told(problems: Problems) -> None:
    listed = ("documents: [choir]", "documents: [choir, sheet, rest]")
    rest = ANNEX.replace("sheet", "rest").replace("part_of: choir", "part_of: sheet")
    late = HEAD.replace("2031-01-15", "2031 年 1 月 15 日")
    told = [one.message for one in problems(listed, (TITLE, late), annex=ANNEX, rest=rest)]
    assert any("这里也写“choir”" in one for one in told)
    assert any(one.startswith("发文日期写成 2031-06-30") for one in told)
