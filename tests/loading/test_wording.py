"""Prose: figures typed by hand are found, names and articles are not."""

from __future__ import annotations

import pytest

from calculator.loading.prose import Link, Placeholder, joined_lines, pieces
from calculator.loading.wording import typed_figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("从事满 3 年", ["3 年"]),
        ("从事满三年", ["三年"]),
        ("不少于90学时，公需不少于 30 学时", ["90学时", "30 学时"]),
        ("超过 50%", ["50%"]),
        ("超过百分之五十", ["百分之五十"]),
        ("满一年的", ["一年"]),
        ("有两项", ["两项"]),
        ("前三名", ["三名"]),
        ("最近两年", ["两年"]),
        ("5 个工作日", ["5 个"]),
        ("新增产值 1000 万元", ["1000 万元"]),
        ("到 2025 年 12 月 31 日", ["2025 年", "12 月", "31 日"]),
        ("到 2025-12-31", ["2025-12-31"]),
        ("宽高比 0.65", ["0.65"]),
        ("大于 215 像素", ["215 像素"]),
        ("十二月三十一日前", ["十二月", "三十一日"]),
        ("最高二十分，三十分", ["二十分", "三十分"]),
    ],
)
def test_a_typed_figure_is_found(text: str, found: list[str]) -> None:
    assert typed_figures(text, []) == found


@pytest.mark.parametrize(
    "text",
    [
        "从事满【年限】，得【最高分】",
        "见《关于 2025 年度评审的通知》（台人〔2025〕15 号）",
        "第三条、第 2 项、第一发明人、第二完成人",
        "满足其中任一项；两者之一；同一年；每一次；前一年；哪一天",
        "添加一件专利，一项一项地填，一名专家，一次机会",
        "GB/T 19001 标准，SCI 收录，ISO9001 项",
        "网址 <https://example.org/2025年/3项>",
        "见[第七条](#criteria-7-1-1)",
        "十分重要；万元为单位；各项；数年",
        "每满一年计分，不满一年的按月折算",
    ],
)
def test_names_and_words_are_left_alone(text: str) -> None:
    assert typed_figures(text, []) == []


def test_names_of_the_policy_are_left_alone() -> None:
    assert typed_figures("近四年每年度，“500 精英”人才", ["近四年", "500 精英"]) == []
    assert typed_figures("近四年的四年", ["近四年"]) == ["四年"]


def test_lines_of_a_paragraph_are_joined_and_lists_are_kept() -> None:
    text = "从事\n技术，\n满 3\n年。\n\n\n第二段：\n\n- 甲\n  乙\n- 丙\n"
    assert joined_lines(text) == "从事技术，满 3 年。\n\n第二段：\n\n- 甲乙\n- 丙"


def test_prose_is_cut_into_text_figures_and_links() -> None:
    assert list(pieces("满【 年限 】，见[第七条](#c-7)。")) == [
        "满", Placeholder("年限"), "，见", Link("第七条", "#c-7"), "。",
    ]  # fmt: skip
