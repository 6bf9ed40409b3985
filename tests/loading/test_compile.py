"""Typed rules become rules.json: the same keys, each number and date a figure object."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calculator.core.rules import compile_rules
from calculator.core.values.canonical import dumps
from calculator.loading import Edition, PolicyError, edition_folders, load_edition, merge


@pytest.fixture
def rules(tiny: Path) -> dict[str, Any]:
    return load_edition(tiny).rules


def test_a_row_keeps_its_keys_and_its_numbers_become_figures(rules: dict[str, Any]) -> None:
    assert rules["clauses"]["choir-songs"] == {
        "document": "choir",
        "number": "",
        "title": "创作",
        "cited": "创作",
        "parent": "choir-total",
        "children": [],
        "points": {
            "cap": {"value": "12", "unit": "分", "figure": "choir-songs.最高分"},
            "by_rank": {
                "field": "rank",
                "first": 1,
                "start": {"value": "6", "unit": "分", "figure": "choir-songs.起始分值"},
                "step": {"value": "1.5", "unit": "分", "figure": "choir-songs.递减分值"},
            },
            "items": {"from": "songs", "require": ["choir-judged"]},
        },
    }


def test_the_head_names_the_edition_and_its_reference_day(rules: dict[str, Any]) -> None:
    policy = rules["policy"]
    assert (policy["id"], policy["edition"], policy["total"]) == ("tiny", "2031", "choir-total")
    assert policy["reference_day"] == {
        "value": "2031-06-30",
        "unit": "",
        "figure": "choir-day.截止日",
    }
    assert rules["order"][:3] == ["choir-day", "choir-judged", "choir-total"]


def test_prose_stays_out_of_the_rules(rules: dict[str, Any]) -> None:
    text = dumps(rules)
    assert "作品须经评委认可" not in text
    assert "评委没有认可" in text


@pytest.mark.parametrize(
    ("where", "compiled"),
    [
        ("{rank: 2}", {"rank": {"is": 2}}),
        ("{rank: [1, 3]}", {"rank": {"in": [1, 3]}}),
        ("{judged: false}", {"judged": {"is": False}}),
        (
            "{rank: {at_least: 2, less_than: 5}}",
            {"rank": {"at_least": 2, "less_than": 5}},
        ),
        (
            "{rank: {at_most: 【名次】}}",
            {"rank": {"at_most": {"value": "3", "unit": "名", "figure": "choir-songs.名次"}}},
        ),
        (
            "{rank: {at_most: {of: 【名次】, plus: 【加】}}}",
            {
                "rank": {
                    "at_most": {
                        "value": "5",
                        "unit": "名",
                        "figure": "choir-songs.名次",
                        "plus": "choir-songs.加",
                    }
                }
            },
        ),
        ("[{field: rank, is: 1}]", [{"field": "rank", "is": 1}]),
    ],
)
def test_where_is_always_written_with_operators(
    changed: Callable[..., Path], where: str, compiled: Any
) -> None:
    figures = "title: 创作\n          figures: {名次: 3 名, 加: 2 名}"
    text = "各项【名次】【加】，"
    folder = changed(
        ("title: 创作", figures if "【名次】" in where else "title: 创作"),
        ("经评委认可的作品，", text if "【名次】" in where else "经评委认可的作品，"),
        ("{from: songs, require", f"{{from: songs, where: {where}, require"),
    )
    if "【名次】" in where and "【加】" not in where:
        policy = folder / "policy.yml"
        text = policy.read_text(encoding="utf-8")
        policy.write_text(text.replace(", 加: 2 名", "").replace("【加】", ""), encoding="utf-8")
    rules = load_edition(folder).rules
    assert rules["clauses"]["choir-songs"]["points"]["items"]["where"] == compiled


def lose_a_figure(rule: str) -> list[tuple[str, str]]:
    return [
        (
            "title: 评委认可\n      text",
            "title: 评委认可\n      figures: {名次: {lost: 缺页}}\n      text",
        ),
        ("作品须经评委认可。", "作品须经评委认可，名次在【名次】以内。"),
        ("{field: judged, is: true}", rule),
        ("type: yesno, label: 评委是否认可", "type: text, label: 评委怎样说"),
    ]


def test_a_lost_figure_is_null(changed: Callable[..., Path]) -> None:
    edition = load_edition(changed(*lose_a_figure("{field: rank, at_most: 【名次】}")))
    assert edition.rules["clauses"]["choir-judged"]["condition"]["any"] == [
        {"field": "rank", "at_most": {"value": None, "unit": "", "figure": "choir-judged.名次"}}
    ]
    assert edition.figures["choir-judged.名次"].text == "（原文缺失）"


def test_points_cannot_be_worked_out_from_a_lost_figure(changed: Callable[..., Path]) -> None:
    spoiled = lose_a_figure("{field: rank, at_most: 【名次】}")
    folder = changed(
        *spoiled, ("each: 2.5", "each: 【choir-judged.名次】"), ("每场【每项分值】，", "")
    )
    with pytest.raises(PolicyError, match="原文缺失的数值，这里不能用来计算"):
        load_edition(folder)


def test_every_policy_compiles_the_same_way_twice(root: Path, editions: list[Edition]) -> None:
    folders = [*edition_folders(root / "policy"), *edition_folders(root / "tests" / "policies")]
    merge._understood.cache_clear()  # from the bytes on
    again = [one for one in map(load_edition, folders) if one.policy.status != "draft"]
    for first, second in zip(editions, again, strict=True):
        assert dumps(first.rules) == dumps(second.rules)
        assert compile_rules(first.rules).policy_id == first.policy.id
