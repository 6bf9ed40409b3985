"""The one sentence of the route check: each kind, and what beats what."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.core.rules import Rules, compile_rules
from tests.core.conftest import clause, fig, rules_data, run

QUESTIONS: list[dict[str, Any]] = [
    {"id": "here", "type": "yesno", "label": "在本地"},
    {"id": "degree", "type": "yesno", "label": "有学位"},
    {"id": "prize", "type": "yesno", "label": "得过奖"},
    {"id": "paper", "type": "yesno", "label": "有论文"},
    {"id": "praise", "type": "yesno", "label": "受过表彰"},
    {"id": "cheated", "type": "yesno", "label": "作过弊"},
    {"id": "ready", "type": "yesno", "label": "评审准备好"},
    {
        "id": "for",
        "type": "choice",
        "label": "申报",
        "options": [
            {"id": "mid", "label": "中级"},
            {"id": "low", "label": "初级", "open": True, "uncovered": True},
        ],
    },
    {
        "id": "work",
        "type": "list",
        "whole": True,
        "label": "工作",
        "fields": [{"id": "period", "type": "period", "label": "起止"}],
    },
    {
        "id": "warnings",
        "type": "list",
        "whole": True,
        "label": "警告",
        "fields": [{"id": "decided", "type": "date", "label": "决定日期"}],
    },
    {
        "id": "study",
        "type": "list",
        "whole": True,
        "label": "学时",
        "fields": [
            {"id": "year", "type": "count", "label": "年度"},
            {
                "id": "way",
                "type": "choice",
                "label": "途径",
                "options": [{"id": "course", "label": "课程"}],
            },
            {"id": "amount", "type": "number", "label": "数量"},
        ],
    },
]
LEDGER = {
    "entries": "study",
    "year": "year",
    "way": "way",
    "kind": "way",
    "kinds": {"craft": ["course"]},
    "years": {"from": fig(2025), "to": fig(2025)},
    "mends": "截止前可以补",
    "requirements": [
        {
            "id": "craft",
            "title": "专业科目",
            "scope": "each_year",
            "kinds": ["craft"],
            "at_least": fig(20, "l.a", "学时"),
            "clause": "hours",
        }
    ],
}


def yes(question: str, **more: Any) -> dict[str, Any]:
    return {"question": question, "is": True, **more}


# Two ways, by years with a degree or by two of three feats; a review comes on top of both.
CLAUSES = [
    clause("here", title="在本地工作", condition=yes("here")),
    clause("level", title="申报中级", condition={"question": "for", "is": "mid"}),
    clause("hours", title="学时够", ledger=LEDGER),
    clause("hours-course", "hours", hours={"way": "course", "quantity": "amount"}),
    clause(
        "years",
        title="学位和年限",
        condition={
            "all": [yes("degree"), {"years": {"from": "work"}, "at_least": fig(4, "y.n", "年")}]
        },
    ),
    clause(
        "feats",
        title="业绩",
        condition={"at_least": fig(2), "of": [yes("prize"), yes("paper"), yes("praise")]},
    ),
    clause("review", title="评审要求", condition=yes("ready")),
    clause("fraud", bar={"kind": "veto", "title": "作弊", "when": yes("cheated")}),
    clause(
        "warned",
        bar={
            "kind": "delay",
            "title": "受过警告",
            "from": "warnings",
            "until": {"of": {"field": "decided"}, "plus_years": fig(2)},
        },
    ),
]
COMMON = ["level", "here", "hours"]
ROUTES = [
    {"id": "by-years", "title": "正常", "needs": [*COMMON, "years"]},
    {"id": "by-feats", "title": "破格", "needs": [*COMMON, "feats"]},
    {"id": "on-top", "title": "评审", "needs": ["review"]},
]


def rules() -> Rules:
    return compile_rules(rules_data(CLAUSES, QUESTIONS, routes=ROUTES))


RULES = rules()
Answers = dict[str, Any]
COMMON_MET: Answers = {
    "for": "mid",
    "here": True,
    "study": [{"year": 2025, "way": "course", "amount": 20}],
}
UNBARRED: Answers = {"cheated": False, "warnings": []}
NO_FEATS: Answers = {"prize": False, "paper": False, "praise": False}


def since(day: str) -> Answers:
    return {"degree": True, "work": [{"period": {"from": day}}]}


def headline(answers: Answers) -> dict[str, Any]:
    found: dict[str, Any] = run(RULES, answers)["headline"]
    return found


MET: Answers = {**COMMON_MET, **UNBARRED, **since("2020-01-01"), **NO_FEATS, "ready": True}


@pytest.mark.parametrize(
    ("answers", "kind", "text"),
    [
        ({}, "empty", "还没有回答问题，不能判断"),
        ({"cheated": False}, "open", "回答尚不完整，不能确定可以按哪条途径申报"),
        ({"for": "low", **since("2020-01-01")}, "uncovered", "本站不能判断：“初级”"),
        (MET, "met", "按“正常”途径，申报条件已满足"),
        (
            {**MET, "prize": True, "paper": True},
            "met",
            "按“正常”“破格”途径，申报条件已满足",
        ),
        ({**MET, "ready": False}, "met", "按“正常”途径，申报条件已满足；“评审”不满足"),
        # A bar stands on every way, also where one is met.
        ({**MET, "cheated": True}, "barred", "本次申报会被一票否决：作弊"),
        # Two years from 2024-05-01.
        (
            {**MET, "warnings": [{"decided": "2024-05-01"}]},
            "barred",
            "本次不能申报：受过警告，到 2026 年 5 月 1 日解除；其余条件已满足",
        ),
        # Three full years on 2025-12-31, the fourth on 2026-06-01.
        (
            {**MET, **since("2022-06-01")},
            "time",
            "按“正常”途径，只差时间：到 2026 年 6 月 1 日满足，本次来不及",
        ),
        # 20 − 8 = 12.
        (
            {**MET, "study": [{"year": 2025, "way": "course", "amount": 8}]},
            "lacking",
            "按“正常”途径，只差 2025 年专业科目 12 学时，截止前可以补",
        ),
        ({**MET, "degree": False}, "lacking", "按“正常”途径，只差一项：有学位：否；要求“是”"),
        # One of two feats: either of the others would do.
        (
            {**MET, "degree": False, "work": [], "prize": True},
            "lacking",
            "按“破格”途径，还差 1 项：“业绩”",
        ),
        (
            {**MET, "here": False, "study": []},
            "lacking",
            "按“正常”途径，还差 2 项：“在本地工作”、2025 年专业科目 20 学时",
        ),
        # One way fails, nothing of the other is told: no sentence about all ways.
        ({"degree": False}, "open", "回答尚不完整，不能确定可以按哪条途径申报"),
        # Nothing of any way: what fails is common to all.
        (
            {"here": False},
            "lacking",
            (
                "各条途径都已知还差一项：在本地：否；要求“是”；"
                "还有 3 条没有答完：“申报中级”、“学时够”、“学位和年限”"
            ),
        ),
        (
            {**since("2020-01-01"), **UNBARRED},
            "open",
            (
                "按“正常”途径：自身条件都满足，"
                "各途径共同的条件还有 3 条没有答完：“申报中级”、“在本地工作”、“学时够”"
            ),
        ),
        (
            {**COMMON_MET, **UNBARRED, "degree": True},
            "open",
            "按“正常”途径：已满足 3 条，还有 1 条没有答完：“学位和年限”",
        ),
    ],
)
def test_the_sentence(answers, kind, text):
    found = headline(answers)
    assert (found["kind"], found["text"]) == (kind, text)


def test_what_may_still_stand_against_it_is_said():
    without = {key: value for key, value in MET.items() if key not in {"cheated", "ready"}}
    assert headline(without)["text"] == (
        "按“正常”途径，申报条件已满足，但是否受一票否决影响，不能确定；还要答完“作过弊”"
    )
    # Where there is little room, what is to be done is said and not what is not known.
    assert headline(without)["short"] == "按“正常”途径，申报条件已满足，但还要答完“作过弊”"
    several = headline({key: value for key, value in without.items() if key != "warnings"})
    assert several["text"].endswith(
        "是否受一票否决、延迟申报影响，不能确定；还要答完“作过弊”、“警告”"
    )


TOO_FEW = {**MET, "study": [{"year": 2025, "way": "course", "amount": 8}]}


@pytest.mark.parametrize(
    ("status", "words"), [("closed", "本轮申报已结束"), ("superseded", "已被新版取代")]
)
def test_nothing_can_be_made_up_for_a_round_that_is_over(status, words):
    data = rules_data(CLAUSES, QUESTIONS, routes=ROUTES)
    over = compile_rules({**data, "policy": {**data["policy"], "status": status}})
    said = "按“正常”途径，只差 2025 年专业科目 12 学时，"
    assert run(over, TOO_FEW)["headline"]["text"] == said + words


def test_only_is_said_of_all_that_is_lacking():
    unbarred = {key: value for key, value in TOO_FEW.items() if key != "cheated"}
    said = "按“正常”途径，已知还差 2025 年专业科目 12 学时，截止前可以补"
    assert headline(unbarred)["text"] == said + "；是否受一票否决影响，不能确定；还要答完“作过弊”"


def test_what_others_decide_later_stands_apart_from_what_somebody_lacks():
    for answers in (MET, TOO_FEW, {"cheated": False}):
        open_ = headline({key: value for key, value in answers.items() if key != "ready"})
        assert "评审" not in open_["text"] + open_["note"]
        assert open_["beside"] == ["“评审”不能确定"]
    assert headline(MET)["beside"] == headline({**MET, "ready": False})["beside"] == []


def test_a_delay_that_is_over_leaves_its_trace():
    # Two years from 2023-05-01; the reference day is 2025-12-31.
    warned = headline({**MET, "warnings": [{"decided": "2023-05-01"}]})
    assert warned["text"] == headline(MET)["text"]
    assert warned["beside"] == ["延迟申报到 2025 年 5 月 1 日为止，已过：受过警告"]
    # What still stands is said in the sentence.
    standing = headline({**MET, "warnings": [{"decided": "2024-05-01"}]})["beside"]
    assert not any("已过" in text for text in standing)


def test_of_routes_that_are_alike_none_is_told_from_the_others():
    routes = [*ROUTES, {"id": "by-office", "title": "任职", "needs": [*COMMON, "office"]}]
    office = {"all": [yes("degree"), {"years": {"from": "work"}, "at_least": fig(2, "o.n", "年")}]}
    clauses = [*CLAUSES, clause("office", title="学位和任职", condition=office)]
    both = compile_rules(rules_data(clauses, QUESTIONS, routes=routes))
    # The degree is half of what either asks for; two years since 2023 are enough for one of them.
    unsaid = "回答尚不完整，不能确定可以按哪条途径申报"
    assert run(both, {"degree": True})["headline"]["text"] == unsaid
    # Half of one of two conditions is a quarter: that way has only been begun.
    long_way = {"id": "long", "title": "兼有", "needs": [*COMMON, "years", "feats"]}
    other = {"id": "other", "title": "另一", "needs": [*COMMON, "review"]}
    begun = compile_rules(rules_data(CLAUSES, QUESTIONS, routes=[long_way, other]))
    assert run(begun, {"here": True, "degree": True})["headline"]["text"] == unsaid
    half = run(begun, {"here": True, **since("2020-01-01")})["headline"]["text"]
    assert half == "按“兼有”途径：已满足 2 条，还有 3 条没有答完：“申报中级”、“学时够”、“业绩”"
    told = run(both, since("2023-01-01"))["headline"]["short"]
    assert told == "按“任职”途径：自身条件都满足，各途径共同的条件还有 3 条没有答完"


def test_what_only_repeats_another_open_condition_is_not_counted_again():
    again = clause(
        "again", title="在本地且学时够", condition={"all": [{"met": "here"}, {"met": "hours"}]}
    )
    routes = [{**one, "needs": [*one["needs"], "again"]} for one in ROUTES[:2]]
    twice = compile_rules(rules_data([*CLAUSES, again], QUESTIONS, routes=[*routes, ROUTES[2]]))
    open_ = {**UNBARRED, **since("2020-01-01"), "for": "mid"}
    # Here and hours.
    said = "按“正常”途径：自身条件都满足，各途径共同的条件还有 2 条没有答完"
    found = run(twice, open_)["headline"]
    assert (found["short"], found["text"]) == (said, f"{said}：“在本地工作”、“学时够”")
    # Hours alone.
    half = run(twice, {**open_, "here": True, "degree": True, "work": []})["headline"]["text"]
    assert "还有 1 条没有答完" in half


def test_the_parts_of_the_sentence():
    late = {**MET, **since("2022-06-01")}
    found = headline({key: value for key, value in late.items() if key not in NO_FEATS})
    others = "；另有 1 条途径不能确定"
    few = f"按“正常”途径到 2026 年 6 月 1 日满足，本次来不及{others}"
    assert (found["short"], found["text"].endswith(f"，本次来不及{others}")) == (few, True)
    found = headline(late)
    assert found["text"] == found["short"]
    assert found["routes"] == ["by-years"]
    assert found["clauses"] == ["years"]
    assert found["day"] == "2026-06-01"
    assert found["note"] == "途径：满足 0 条，不能确定 0 条，不满足 2 条"


def test_whether_more_may_be_lacking_is_told_beside_the_words():
    assert headline({**MET, "degree": False})["more"] is False
    # The bars that are not answered may stand against her, too.
    assert headline({"here": False})["more"] is True


def test_many_things_are_counted_in_few_words():
    short = headline({**MET, "here": False, "study": []})["short"]
    assert short == "按“正常”途径，还差 2 项：“在本地工作”、2025 年专业科目 20 学时"
    # Forty-four signs, two lines of a phone, hold no more.
    here = clause("here", title="在本地的企业或者事业单位在职在岗", condition=yes("here"))
    long = compile_rules(rules_data([here, *CLAUSES[1:]], QUESTIONS, routes=ROUTES))
    lacking = {**MET, "here": False, "study": [], "degree": False, "work": []}
    more = run(long, lacking)["headline"]
    assert more["text"].startswith(f"{more['short']}：")
    assert more["short"] == "各条途径都还差 4 项"
    # A clause that lacks two things is named once.
    assert more["text"].endswith("”、2025 年专业科目 20 学时、“学位和年限”")


def test_a_bar_on_the_route_is_what_is_said_in_few_words():
    warned = {**since("2021-01-01"), "warnings": [{"decided": "2022-06-01"}], "cheated": False}
    # Four years on 2025-01-01; warned before: until two years later.
    for answers, kind in ((warned, "open"), ({**warned, **MET, "warnings": warned["warnings"],
                          **since("2021-01-01"), "here": False}, "lacking")):  # fmt: skip
        found = run(BY_ROUTE, answers)["headline"]
        assert found["kind"] == kind
        assert found["short"] == "按“正常”途径延迟申报，到 2027 年 1 月 1 日解除"
        assert "并且延迟申报，到 2027 年 1 月 1 日解除" in found["text"]


def test_who_meets_a_higher_and_a_lower_demand_hears_of_the_higher():
    lower = {"id": "lower", "title": "较低", "needs": [*COMMON, "degree"]}
    clauses = [*CLAUSES, clause("degree", title="学位", condition=yes("degree"))]
    both = compile_rules(rules_data(clauses, QUESTIONS, routes=[*ROUTES, lower]))
    told = run(both, {**since("2020-01-01"), **UNBARRED})["headline"]
    assert told["routes"] == ["by-years"]


def test_a_route_that_only_time_closes_is_nearer_than_one_that_an_answer_closes():
    # Of the years half is met, as of the feats; only the years come by themselves.
    answers = {**MET, **since("2022-06-01"), "prize": True}
    assert headline(answers)["routes"] == ["by-years"]
    assert headline({**answers, "degree": False})["routes"] == ["by-feats"]


def test_years_that_are_too_few_whichever_count_may_be_waited_for():
    own = {"id": "own", "type": "yesno", "label": "本专业"}
    questions = [
        {**one, "fields": [*one["fields"], own]} if one["id"] == "work" else one
        for one in QUESTIONS
    ]
    years = {"years": {"from": "work", "where": {"own": True}}, "at_least": fig(4, "y.n", "年")}
    by_own = clause("years", title="学位和年限", condition={"all": [yes("degree"), years]})
    clauses = [by_own if one["id"] == "years" else one for one in CLAUSES]
    # Three and a half years, of which nobody knows whether they count: no answer closes that.
    answers = {**MET, **since("2022-06-01"), "prize": True}
    told = run(compile_rules(rules_data(clauses, questions, routes=ROUTES)), answers)
    assert told["headline"]["routes"] == ["by-years"]


def test_an_exception_is_told_after_every_route_that_is_not_closed():
    exception = [ROUTES[0], {**ROUTES[1], "exception": True}, ROUTES[2]]
    # Of the years half is met, as of the feats: among equals the last, unless it is an exception.
    answers = {**COMMON_MET, **UNBARRED, **since("2022-06-01"), "prize": True}
    assert headline(answers)["routes"] == []
    told = run(compile_rules(rules_data(CLAUSES, QUESTIONS, routes=exception)), answers)
    assert told["headline"]["routes"] == ["by-years"]


def test_a_bar_on_every_way_gives_its_end_first_where_there_is_little_room():
    told = headline({**MET, "warnings": [{"decided": "2024-05-01"}]})
    assert told["short"] == "本次不能申报，到 2026 年 5 月 1 日解除：受过警告"


def test_a_route_that_is_on_top_is_no_way_and_a_policy_without_routes_has_no_headline():
    assert [one["apart"] for one in run(RULES, MET)["routes"]] == [False, False, True]
    assert run(compile_rules(rules_data(CLAUSES, QUESTIONS)), {})["headline"] is None


# -- A bar that is held route by route ----------------------------------------------------------

BY_ROUTE = compile_rules(
    rules_data(
        [
            *CLAUSES[:-1],
            clause(
                "warned",
                bar={
                    "kind": "delay",
                    "title": "受过警告",
                    "from": "warnings",
                    "where": [{"day": {"field": "decided"}, "before": "route_years"}],
                    "until": {"of": "route_years", "plus_years": fig(2)},
                },
            ),
        ],
        QUESTIONS,
        routes=[{**ROUTES[0], "years": "years"}, *ROUTES[1:]],
    )
)


@pytest.mark.parametrize(
    ("feats", "kind", "text"),
    [
        # Four years on 2025-01-01; warned before: the way by years waits until 2027-01-01.
        (
            {"prize": True, "paper": True},
            "met",
            "按“破格”途径，申报条件已满足；按“正常”途径延迟申报，到 2027 年 1 月 1 日解除",
        ),
        (
            {},
            "delayed",
            "本次不能申报：按“正常”途径延迟申报，到 2027 年 1 月 1 日解除；其余条件已满足",
        ),
    ],
)
def test_a_bar_on_some_routes_is_said_with_the_route(feats, kind, text):
    answers = {**MET, **since("2021-01-01"), "warnings": [{"decided": "2022-06-01"}], **feats}
    found = run(BY_ROUTE, answers)["headline"]
    assert (found["kind"], found["text"]) == (kind, text)
    # On 2026-12-31 it still stands, on 2027-12-31 no longer.
    said = "是否解除，按计算截止日（本次为 2025 年 12 月 31 日）判断；以后各年的这一天不变的，"
    first = [f"{said}最早是 2027 年的一次"] if kind == "delayed" else []
    assert found["beside"] == first


def test_a_bar_that_ends_on_the_reference_day_of_a_round_leaves_that_round_free():
    for decided, year in (("2024-12-31", 2026), ("2025-01-01", 2027)):
        told = headline({**MET, "warnings": [{"decided": decided}]})["beside"]
        assert [text.rpartition("，")[2] for text in told] == [f"最早是 {year} 年的一次"]


def test_what_the_records_fail_by_is_named_and_not_all_that_is_asked_for():
    """She has a certificate, of another subject: the clause about subjects says what is wrong."""
    degrees = {
        "id": "degrees",
        "type": "list",
        "whole": True,
        "label": "证书",
        "fields": [
            {"id": "held", "type": "yesno", "label": "已取得"},
            {"id": "same", "type": "yesno", "label": "专业相同"},
        ],
    }
    clauses = [
        clause("here", title="在本地工作", condition=yes("here")),
        clause("subject", title="专业相同", condition={"field": "same", "is": True}),
        clause(
            "schooled",
            title="证书和奖项",
            condition={
                "all": [
                    {
                        "exists": {
                            "from": "degrees",
                            "where": {"field": "held", "is": True},
                            "require": ["subject"],
                        }
                    },
                    yes("prize"),
                ]
            },
        ),
    ]
    route = {"id": "only", "title": "正常", "needs": ["here", "schooled"]}
    rules = compile_rules(rules_data(clauses, [*QUESTIONS, degrees], routes=[route]))
    answers = {"here": False, "prize": True, "degrees": [{"held": True, "same": False}]}
    said = run(rules, answers)["headline"]["text"]
    assert said == "按“正常”途径，还差 2 项：“在本地工作”、“专业相同”"
    # The prize is the clause's own demand.
    said = run(rules, {**answers, "prize": False})["headline"]["text"]
    assert said == "按“正常”途径，还差 3 项：“在本地工作”、“专业相同”、“证书和奖项”"
