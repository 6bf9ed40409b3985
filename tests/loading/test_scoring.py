"""Whatever stands beside a points mechanism has a meaning there, or is refused at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.core.points.registry import BESIDE
from calculator.loading import load_edition
from calculator.loading.types.points import Points
from tests.loading.conftest import Problems

ROW = "points: {cap: 10, each: 2.5, count: concerts}"
PERIOD = ("at_most: 9}\n", "at_most: 9}\n      - {id: period, type: period, label: 起止时间}\n")
MATRIX = "{down: {question: mood, is: [glad, sad]}, across: {question: concerts, from: [1, 5]},"
MATRIX += " points: [[1, 2], [3, 4]]}"
KEYS = {
    "add": "sum",
    "each": "2.5",
    "every": "{number: 3, points: 2}",
    "by_rank": "{field: rank, first: 1, start: 6, step: 1.5}",
    "by_place": "{field: rank, points: 6, coefficients: [1], tail: 0}",
    "once": "2.5",
    "per_year": "2.5",
    "per_month": "2.5",
    "experts": "2.5",
    "experts_each": "2.5",
    "linear": "{question: concerts, per: 0.5}",
    "bands": "{question: concerts, steps: [{from: 3, points: 2}]}",
    "by_option": "{question: mood, points: {glad: 2, sad: 0}}",
    "matrix": MATRIX,
    "deduct": "2.5",
}
YES_NO = (
    "是是否题，这里要的是：选项题、有高低的选项题；"
    "是否题写 once（几分）加 when 或 items；是和否都得分的，写成两行"
)
# What the guide says may stand beside each; "" is nothing.
MEANT = {
    "add": {""},
    "each": {"items", "count"},
    "every": {"items", "count"},
    "by_rank": {"items"},
    "by_place": {"items"},
    "once": {"items", "when"},
    "per_year": {"years"},
    "per_month": {"years"},
    "experts": {"items", "when", ""},
    "experts_each": {"items"},
    "linear": {""},
    "bands": {""},
    "by_option": {""},
    "matrix": {""},
    "deduct": {"items", "count", "when"},
}
VALUES = {
    "": "",
    "items": ", items: {from: songs}",
    "count": ", count: concerts",
    "when": ", when: {question: concerts, at_least: 1}",
    "years": ", years: {from: songs}",
}


def test_every_mechanism_and_every_key_is_tried() -> None:
    assert set(KEYS) == set(MEANT) == set(Points.MECHANISMS)
    assert set(VALUES) == {"", *BESIDE}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("beside", VALUES)
def test_what_has_no_meaning_is_refused(key: str, beside: str, problems: Problems) -> None:
    row = f"points: {{{key}: {KEYS[key]}{VALUES[beside]}}}"
    found = [one for one in problems((ROW, row), PERIOD) if f"{key} 旁边" in one.message]
    assert bool(found) == (beside not in MEANT[key])
    if found and beside:
        assert found[0].place.path.endswith(f"points.{beside}"), found


@pytest.mark.parametrize(
    ("cap", "places", "message"),
    [
        ("9.25", "2", None),
        ("9.25", "1", "得分只保留 1 位小数，这里却写了 9.25；请核对"),
        ("10", "7", "最多保留 6 位小数"),
        ("10", "-1", "这里不能小于 0，写的却是 -1"),
    ],
)
def test_what_limits_points_has_no_more_places_than_they_keep(
    cap: str, places: str, message: str | None, problems: Problems
) -> None:
    row = f"points: {{cap: {cap}, each: 2.5, count: concerts, "
    row += f"round: {{places: {places}, how: half_up}}}}"
    assert [one.message for one in problems((ROW, row))] == ([message] if message else [])


HOURS = (
    "questions:\n",
    "questions:\n  - {id: hours, type: count, unit: 小时, label: 练唱, clause: choir-day}\n",
)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{every: {number: 50 小时, points: 2}, count: hours}", None),
        (
            "{every: {number: 50, points: 2}, count: hours}",
            "“hours”的单位是“小时”，写的却是 50 项",
        ),
        ("{linear: {question: hours, per: 2, below: 30 小时}}", None),
        (
            "{linear: {question: hours, per: 2, above: 30 天}}",
            "“hours”的单位是“小时”，写的却是 30 天",
        ),
        ("{bands: {question: hours, steps: [{from: 3 小时, points: 2}]}}", None),
        (
            "{bands: {question: hours, steps: [{from: 4小时以上, points: 2}]}}",
            "这里按“小时”算，写的却是 4 小时以上",
        ),
        ("{linear: {question: hours, per: 40 %}}", "这里的单位应当是“分”，写的却是“%”"),
    ],
)
def test_numbers_of_a_row_are_in_the_unit_of_its_question(
    row: str, message: str | None, problems: Problems
) -> None:
    shown = ("text: 每场【每项分值】，最高【最高分】。", "text: 按练唱计分。")
    found = problems((ROW, f"points: {row}"), HOURS, shown)
    said = [one.message for one in found if "没有规则、表格或别的问题" not in one.message]
    assert said == ([message] if message else [])


def test_only_one_of_them(problems: Problems) -> None:
    row = "points: {once: 2, items: {from: songs}, years: {from: songs}}"
    [one] = problems((ROW, row), PERIOD)
    assert one.message == "items、years 只能写其中一个"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{linear: {question: judge, per: 2}}", "“有评委”是是否题，这里要的是：个数、数"),
        ("{each: 2, count: judge}", "“有评委”是是否题，这里要的是：个数"),
        (
            "{bands: {question: judge, steps: [{from: 3, points: 2}]}}",
            "“有评委”是是否题，这里要的是：个数、数、出生日期",
        ),
        (
            "{by_rank: {field: judged, first: 1, start: 6, step: 1}, items: {from: songs}}",
            "“评委是否认可”是是否题，这里要的是：个数",
        ),
    ],
)
def test_a_question_of_another_type_is_refused(row: str, message: str, problems: Problems) -> None:
    line = "  - {id: judge, type: yesno, label: 有评委, clause: choir-day}\n"
    judge = ("questions:\n", f"questions:\n{line}")
    found = [one.message for one in problems((ROW, f"points: {row}"), judge)]
    assert message in found


MOODS = (
    "rank, type: count, label: 作者排名",
    """mood, type: choice, label: 心情, options: [{id: glad, label: 高兴}, {id: sad, label: 难过}]}
      - {id: rank, type: count, label: 作者排名""",
)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{by_option: {field: mood, points: {glad: 2, sad: 0}}, items: {from: songs}}", None),
        (
            "{by_option: {field: mood, points: {glad: 2, sad: 0}}, items: {from: songs}, best: 2}",
            None,
        ),
        (
            "{by_option: {field: mood, points: {glad: 2}}, items: {from: songs}}",
            "“心情”还有选项没有写分值：sad",
        ),
        (
            "{by_option: {field: mood, points: {glad: 2, sad: 0}}}",
            "by_option 旁边还要写明算哪些，请写其中一个：items",
        ),
        (
            "{by_option: {field: judged, points: {glad: 2, sad: 0}}, items: {from: songs}}",
            f"“评委是否认可”{YES_NO}",
        ),
    ],
)
def test_points_by_a_field_of_each_record(
    row: str, message: str | None, problems: Problems
) -> None:
    found = [
        one.message
        for one in problems((ROW, f"points: {row}"), MOODS)
        if one.place.path.startswith("choir-concerts.points")
    ]
    assert message in found if message else found == []


LEAST = "least 是扣分后可以低于零的一组（add: sum）的最低分，写负数"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{cap: -10, each: 2, count: concerts}", "这里不能小于 0，写的却是 -10"),
        ("{each: -2, count: concerts}", "这里不能小于 0，写的却是 -2"),
        (
            "{every: {number: 0, points: 2}, count: concerts}",
            "这里不能小于 1，写的却是 0",
        ),
        ("{bands: {question: concerts, steps: []}}", "steps 里还没有一档"),
        ("{least: -3, each: 2, count: concerts}", LEAST),
        (
            "{every: {number: 2.5, points: 2}, count: concerts}",
            "这里要写整数，写的却是 2.5 项",
        ),
        (
            "{bands: {years: {from: songs}, steps: [{from: 2.5 年, points: 2}]}}",
            "这里按“年”算，要写整数；年限要算到月的，在 years 里写 by: months，数值写几个月",
        ),
        (
            "{matrix: {down: {years: {from: songs}, is: [a]}, across: {mean: [concerts], from: [1]}, points: [[1]]}}",  # noqa: E501
            "不是一个问题的数，这一边要写 from（各档起点）",
        ),
        (
            "{matrix: {down: {years: {from: songs}, from: [1.5]}, across: {mean: [concerts], from: [1]}, points: [[1]]}}",  # noqa: E501
            "这里按“年”算，要写整数；年限要算到月的，在 years 里写 by: months，数值写几个月",
        ),
        (
            "{bands: {years: {from: songs, by: months}, steps: [{from: 2 年, points: 2}]}}",
            "这里按“个月”算，写的却是 2 年",
        ),
        (
            "{per_month: 0.5, years: {from: songs}}",
            "每月几分的，years 里要写 by: months",
        ),
        (
            "{bands: {lowest: [concerts, songs], steps: [{from: 2, points: 2}]}}",
            "“创作的作品”是列表，这里要的是：个数、数",
        ),
        (
            "{once: 2, when: {years: {from: songs}, at_least: 1.5}}",
            "这里要写整数，写的却是 1.5；年限要算到月的，在 years 里写 by: months，数值写几个月",
        ),
        (
            "{once: 2, when: {at_least: 1.5, of: [{question: concerts, at_least: 1}]}}",
            "这里要写整数，写的却是 1.5 项",
        ),
    ],
)
def test_figures_without_a_meaning_are_refused(row: str, message: str, problems: Problems) -> None:
    found = {one.message: one for one in problems((ROW, f"points: {row}"), PERIOD)}
    assert message in found
    assert found[message].place.path.startswith("choir-concerts.points")


MOOD = (
    "questions:\n",
    """questions:
  - id: mood
    type: ordered
    label: 心情
    clause: choir-day
    options: [{id: glad, label: 高兴}, {id: sad, label: 难过}]
  - {id: judge, type: yesno, label: 有评委, clause: choir-day}
""",
)
JUDGED = (
    "{down: {question: judge, is: [true]}, across: {question: concerts, from: [1]}, points: [[1]]}"
)


@pytest.mark.parametrize(
    ("row", "at", "message"),
    [
        (
            "{by_option: {question: mood, points: {glad: 2}}}",
            "by_option",
            "“心情”还有选项没有写分值：sad",
        ),
        (
            "{by_option: {question: mood, points: {glad: 2, sad: 0, calm: 1}}}",
            "by_option.points.calm",
            "“心情”没有选项“calm”；有：glad、sad",
        ),
        (
            f"{{matrix: {MATRIX.replace('[glad, sad]', '[glad]')}}}",
            "matrix.down",
            "“心情”还有选项没有写分值：sad",
        ),
        (
            f"{{matrix: {MATRIX.replace('is: [glad, sad]', 'from: [1]')}}}",
            "matrix.down.question",
            "“心情”这一边要写 is（选项）",
        ),
        (
            f"{{matrix: {MATRIX.replace('[[1, 2], [3, 4]]', '[[1, 2]]')}}}",
            "matrix",
            "down 有 2 行，points 却写了 1 行",
        ),
        (
            f"{{matrix: {MATRIX.replace('[3, 4]', '[3]')}}}",
            "matrix.points[1][0]",
            "across 有 2 列，这一行却写了 1 格",
        ),
        (
            f"{{matrix: {MATRIX.replace('[1, 5]', '[5, 1]')}}}",
            "matrix.across.from[1]",
            "这一档从 1 起，前面一档却从 5 起；各档要从低到高写，每档只写一次",
        ),
        (
            f"{{matrix: {JUDGED}}}",
            "matrix.down",
            "“有评委”还有选项没有写分值：false",
        ),
    ],
)
def test_a_table_is_whole_and_in_order(row: str, at: str, message: str, problems: Problems) -> None:
    found = {one.message: one for one in problems((ROW, f"points: {row}"), MOOD)}
    assert message in found
    assert found[message].place.path == f"choir-concerts.points.{at}"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("cap: 10, each: 2.5", "cap: 2, each: 2.5", "这里是 2.5，超过了最高分 2；"),
        ("cap: 12", "cap: 5", "这里是 6，超过了最高分 5；"),
        ("cap: 12", "cap: 6", ""),
    ],
)
def test_a_limit_below_one_amount_is_worth_a_word(
    changed: Callable[..., Path], old: str, new: str, told: str
) -> None:
    notes = load_edition(changed((old, new))).notes
    assert len(notes) == bool(told)
    assert all(one.level == "note" and told in one.message for one in notes)


def test_deductions_stand_where_something_gives(problems: Problems) -> None:
    songs = """by_rank: {field: rank, first: 1, start: 6, step: 1.5}
            items: {from: songs, require: [choir-judged]}"""
    taken = "deduct: 2\n            items: {from: songs, require: [choir-judged]}"
    both = problems((ROW, "points: {deduct: 2.5, count: concerts}"), (songs, taken))
    [one] = [one for one in both if "下面只有扣分" in one.message]
    assert one.place.path == "choir-total.points"
    one_gives = problems((ROW, "points: {deduct: 2.5, count: concerts}"))
    assert not any("下面只有扣分" in one.message for one in one_gives)


def test_points_may_fall_with_age(problems: Problems) -> None:
    steps = "steps: [{from: 18, points: 9}, {from: 40, points: 3}]"
    falling = (ROW, f"points: {{bands: {{question: QUESTION, {steps}}}}}")
    born = (
        "questions:\n",
        "questions:\n  - {id: born, type: birth, label: 出生, clause: choir-day}\n",
    )

    def notes(question: str) -> list[str]:
        row = (falling[0], falling[1].replace("QUESTION", question))
        return [one.message for one in problems(row, born) if "不比前面一档" in one.message]

    assert len(notes("concerts")) == 1
    assert notes("born") == []
    # Where each step brings less it is no slip; where one of them does it may be.
    falling = (ROW, falling[1].replace("3}]}", "3}, {from: 60, points: 2}]}"))
    assert notes("concerts") == []
    falling = (ROW, falling[1].replace("points: 2}", "points: 20}"))
    assert len(notes("concerts")) == 1


@pytest.mark.parametrize(
    ("asked", "key", "told"),
    [
        ("type: number", "lowest", True),
        ("type: number, at_least: 0", "lowest", False),
        ("type: count", "lowest", False),
        ("type: number", "highest", False),
    ],
)
def test_the_lowest_of_numbers_has_a_floor(
    asked: str, key: str, told: bool, problems: Problems
) -> None:
    line = f"questions:\n  - {{id: mark, {asked}, label: 成绩, clause: choir-day}}\n"
    row = f"points: {{bands: {{{key}: [mark, concerts], steps: [{{from: 3, points: 2}}]}}}}"
    found = [one for one in problems((ROW, row), ("questions:\n", line)) if "最小值" in one.message]
    assert bool(found) == told
    assert all(one.place.path == "choir-concerts.points.bands.lowest[0]" for one in found)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("beside", VALUES)
def test_so_many_of_the_best_are_of_records(key: str, beside: str, problems: Problems) -> None:
    if beside not in MEANT[key]:
        return
    row = f"points: {{{key}: {KEYS[key]}{VALUES[beside]}, best: 2}}"
    found = [one for one in problems((ROW, row), PERIOD) if "best 没有意义" in one.message]
    many = {"each", "by_rank", "by_place", "experts_each"}
    assert bool(found) == (beside != "items" or key not in many)
    assert all(one.place.path == "choir-concerts.points.best" for one in found)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{each: 2, items: {from: songs}, best: 0}", "这里不能小于 1，写的却是 0"),
        ("{each: 2, items: {from: songs}, best: 1.5}", "这里要写整数，写的却是 1.5 项"),
        (
            "{each: 2, items: {from: songs}, best: 3 次}",
            "这里的单位应当是“项”，写的却是“次”",
        ),
        (
            "{each: 2, count: concerts, best: 3}",
            "each 旁边的 best 没有意义；按个数计分的，最多计几项写成最高分（cap）",
        ),
        (
            "{once: 2, items: {from: songs}, best: 3}",
            "once 旁边的 best 没有意义；once 本来只计一次",
        ),
        ("{add: sum, best: 3}", "add 旁边的 best 没有意义；取最高的几项写 add: best"),
    ],
)  # fmt: skip
def test_how_many_of_the_best(row: str, message: str, problems: Problems) -> None:
    assert message in [one.message for one in problems((ROW, f"points: {row}"))]


@pytest.mark.parametrize(("best", "told"), [(1, False), (2, True), (3, True)])
def test_the_best_of_a_group_are_fewer_than_all(best: int, told: bool, problems: Problems) -> None:
    found = problems(
        ("points: {add: sum, cap: 30}", f"points: {{cap: 30, add: best, best: {best}}}")
    )
    message = "下面只有 2 项，都计入的写 add: sum，不写 best"
    assert (message in [one.message for one in found]) == told


OTHER_TABLE = """
    - id: other
      title: 另外的评分
      text: 每场【每项分值】。
      points: {each: 1, count: concerts}

questions:"""


@pytest.mark.parametrize(
    ("change", "at", "message"),
    [
        (
            ("\nquestions:", OTHER_TABLE),
            "other.points",
            "这一条的得分不在总分“choir-total”里，一份政策只有一张计分表",
        ),
        (("  total: choir-total\n", ""), "choir-total.points", "policy 里要写 total: choir-total"),
        (
            ("total: choir-total", "total: choir-concerts"),
            "policy.total",
            "“choir-concerts”上面的“choir-total”也有 points；total 写整张表的最上面一条",
        ),
    ],
)  # fmt: skip
def test_there_is_one_table_and_its_top_is_the_total(
    change: tuple[str, str], at: str, message: str, problems: Problems
) -> None:
    [one] = problems(change)
    assert (one.place.path, one.message.startswith(message)) == (at, True), one.message
