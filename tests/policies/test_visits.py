"""Six people go through the visit of the real policy: what is asked, in which order, when it stops.

Worked out by hand from articles 7 to 10 and the notice; the reference day is 2025-12-31.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from calculator.core.entry import Calculator
from calculator.core.rules import compile_rules
from calculator.loading import load_edition

FOLDER = Path(__file__).parents[2] / "policy/jiaojiang-optics/2025"
OWN = {"applying-for": "engineer", "skill-certificates": [], "skill-honours": []}
COMMON = {
    "employed-here": True,
    "specialty": "optics",
    "employer-kind": "enterprise",
    "conduct": True,
    "assessments": [{"grade": "passed"}] * 3,
}
CLEAN: dict[str, Any] = {"violations": [], "sanctions": []}
HELD = {"level": "assistant", "obtained": "2021-06"}
BACHELOR = {
    "applying-for": "engineer",
    "education": [{"level": "bachelor", "relation": "same"}],
    "titles": [HELD],
    "work": [{"period": {"from": "2018-07"}, "relation": "own"}],
    "reassigned": False,
}
HOURS = [
    {"year": year, "way": f"stated-{kind}", "amount": amount}
    for year in (2022, 2023, 2024, 2025)
    for kind, amount in (("professional", 60), ("public", 30))
]
# Article 11(2) and the bar on papers; nothing of articles 9 and 10 is asked once a way is open.
OF_REVIEW = ["papers", "patents", "standards", "projects", "awards"]


@pytest.fixture(scope="module")
def calculator() -> Calculator:
    return Calculator(compile_rules(load_edition(FOLDER).rules))


class Person:
    """Somebody in the middle of the visit."""

    def __init__(self, calculator: Calculator, answers: dict[str, Any]) -> None:
        request = {"parts": ["routes", "bars"], "visit": True, "answers": {"answers": answers}}
        result = calculator.answer(request)
        self.text = result["headline"]["text"]
        self.settled = result["visit"]["settled"]
        self.reckoning = result["visit"]["reckoning"].get(
            (result["headline"]["routes"] or [""])[0], []
        )
        self.next = result["visit"]["next"]
        self.steps = {one["id"]: one["waiting"] for one in result["visit"]["steps"]}
        self.notes = [one["id"] for one in result["visit"]["steps"] if one["note"]]


def test_a_bachelor_hears_a_verdict_after_eight_answers(calculator: Calculator) -> None:
    # The level applied for; degree and field; title and day; begin and field of the work; no move.
    person = Person(calculator, BACHELOR)
    # 2021-06 to 2025-06 are the 4 years.
    assert person.settled == ["route-bachelor"]
    # The notice's 1, 2(2)1, 2(2)5 and 2(2)7, and article 5; article 6 asks for two of these again.
    assert "自身条件都满足，各途径共同的条件还有 5 条没有答完" in person.text
    assert person.next == "theme-employer"
    assert person.steps["theme-achievements"] == OF_REVIEW
    assert "theme-skilled" not in person.steps


def test_whoever_has_a_way_is_not_asked_how_she_applies(calculator: Calculator) -> None:
    def asked(answers: dict[str, Any]) -> set[str]:
        told = calculator.answer({"ask": ["checklist"], "answers": {"answers": answers}})
        return {one["question"] for one in told["asking"]}

    assert "application-kind" in asked({**BACHELOR, "reassigned": True})
    assert "application-kind" not in asked(BACHELOR)
    # Where her degree is from decides what proves it, whatever the way.
    assert "education" in asked(BACHELOR)


def test_a_bachelor_is_asked_for_nothing_that_her_employer_settles(calculator: Calculator) -> None:
    person = Person(calculator, BACHELOR | COMMON)
    assert "还有 1 条没有答完：“继续教育学时达到要求”" in person.text
    assert person.next == "theme-hours"
    assert person.steps["theme-employer"] == []


def test_a_technician_without_a_degree(calculator: Calculator) -> None:
    answers = {
        **OWN,
        "education": [{"level": "below-college"}],
        "titles": [],
        "skill-certificates": [{"level": "technician", "obtained": "2020-03"}],
        "work": [{"period": {"from": "2019-01"}, "relation": "own"}],
        "reassigned": False,
    }
    person = Person(calculator, answers)
    assert person.next == "theme-skilled"
    # Half of an exception is met, too: it is not for whoever has a way of her own.
    assert person.text.startswith("按“技师”途径：")
    skilled = ("front-line", "craft", "creative", "contribution")
    person = Person(calculator, answers | {f"skilled-{one}": True for one in skilled})
    # 2020-03 to 2023-03 are the 3 years.
    assert person.settled == ["route-technician"]
    assert person.next == "theme-employer"


def test_a_master_who_lacks_hours_hears_that_nothing_else_is_missing(
    calculator: Calculator,
) -> None:
    hours = [
        {"year": year, "way": way, "amount": amount}
        for year in (2022, 2023, 2024, 2025)
        for way, amount in (("class", 6), ("workshop", 0 if year == 2025 else 6),
                            ("public-general", 30))
    ]  # fmt: skip
    answers = {
        **OWN,
        "education": [{"level": "master", "relation": "same"}],
        "titles": [],
        "work": [{"period": {"from": "2022-07"}, "relation": "own"}],
        "reassigned": False,
        "study": hours,
    }
    # Three years from 2022-07 are full in 2025-07; 36 of 60 professional hours in 2025.
    person = Person(calculator, answers)
    assert person.settled == ["route-master"]
    # Hours can be made up: the rest still matters.
    assert person.steps["theme-employer"] == list(COMMON)
    person = Person(calculator, answers | COMMON | CLEAN)
    assert "已知还差 2025 年专业科目 24 学时，本轮申报已结束" in person.text
    assert "是否受一票否决影响，不能确定；还要答完“论文、论著及译著”" in person.text
    # 60 and 30 hours of 2025, 10 of 2024: of three the greatest is named.
    kinds = ("stated-professional", "stated-public")
    last = [
        {"year": 2024, "way": kinds[0], "amount": 50},
        {"year": 2024, "way": kinds[1], "amount": 30},
    ]
    first = [
        {"year": y, "way": k, "amount": a}
        for y in (2022, 2023)
        for k, a in zip(kinds, (60, 30), strict=True)
    ]
    # The year that is left out is not filled in: only what a certificate states as 0 is 0.
    person = Person(calculator, answers | COMMON | CLEAN | {"study": [*first, *last]})
    said = "已知还差 2024 年专业科目 10 学时，本轮申报已结束；“继续教育学时记录”还没有填全"
    assert said in person.text
    assert person.steps["theme-hours"] == ["study"]
    zero = [{"year": 2025, "way": kind, "amount": 0} for kind in kinds]
    person = Person(calculator, answers | COMMON | CLEAN | {"study": [*first, *last, *zero]})
    assert "2025 年专业科目 60 学时等 3 处" in person.text
    assert "theme-hours" not in {key for key, left in person.steps.items() if left}
    # A paper could veto the application; without one nothing else is missing.
    person = Person(calculator, answers | COMMON | CLEAN | {"papers": []})
    assert "只差 2025 年专业科目 24 学时，本轮申报已结束" in person.text


def test_hours_that_can_still_be_made_up_leave_the_achievements_what_they_are() -> None:
    rules = load_edition(FOLDER).rules
    answers = BACHELOR | COMMON | CLEAN | {"study": []}
    for status, noted in (("closed", ["theme-achievements"]), ("open", [])):
        edition = {**rules, "policy": {**rules["policy"], "status": status}}
        assert Person(Calculator(compile_rules(edition)), answers).notes == noted


def test_two_inventions_open_what_time_keeps_shut(calculator: Calculator) -> None:
    answers = {
        **OWN,
        **COMMON,
        **CLEAN,
        "education": [{"level": "college", "relation": "same"}],
        "titles": [{**HELD, "obtained": "2022-09", "basis": "review"}],
        "work": [{"period": {"from": "2019-01"}, "relation": "own"}],
        "reassigned": False,
    }
    person = Person(calculator, answers)
    assert person.settled == []
    assert "到 2026 年 9 月满足" in person.text
    # Article 9(2)2 asks for two patents for inventions, whoever is named first.
    two = [
        {"kind": "invention", "rank": rank, "date": "2024-03", "own-field": True} for rank in (1, 3)
    ]
    person = Person(calculator, answers | {"patents": two})
    assert person.settled == ["route-outstanding"]
    assert person.steps["theme-achievements"][:2] == ["papers", "patents"]


def test_an_engineer_of_another_field(calculator: Calculator) -> None:
    answers = {
        **OWN,
        "education": [{"level": "bachelor", "relation": "engineering"}],
        "titles": [{"level": "engineer", "relation": "other", "obtained": "2018-05"}],
        "work": [{"period": {"from": "2023-03"}, "relation": "own"}],
        "reassigned": True,
    }
    moved = Person(calculator, answers)
    assert moved.steps["theme-held"] == ["appointments"]
    # Her title tells the post that is still to be filled in, and by it the way that is hers; also
    # where her degree would do for another.
    assert moved.text.startswith("按“转评”途径：已满足 1 条，还有 6 条没有答完")
    degree = {"education": [{"level": "bachelor", "relation": "same"}]}
    assert Person(calculator, answers | degree).text.startswith("按“转评”途径：")
    here = Person(calculator, answers | degree | {"reassigned": False})
    assert not here.text.startswith("按“转评”")
    post = {"period": {"from": "2018-06", "to": "2023-02"}, "level": "engineer", "series": "other"}
    person = Person(calculator, answers | {"appointments": [post]})
    # More than a year in the other post, and more than a year here since 2023-03.
    assert person.settled == ["route-transfer"]
    # Nobody says whether a post that has ended is "the present one": that it has is said.
    assert person.reckoning == [
        "专业技术职务聘任经历从 2018 年 6 月起算，到 2019 年 6 月满 1 年；2023 年 2 月已经结束",
        "工作经历从 2023 年 3 月起算，到 2024 年 3 月满 1 年",
    ]
    going = {"appointments": [{**post, "period": {"from": "2018-06"}}]}
    assert "结束" not in "".join(Person(calculator, answers | going).reckoning)


def test_a_demerit_is_said_and_opens_no_other_questions(calculator: Calculator) -> None:
    # Four years are full on 2025-06; decided before that: two more years, to 2027-06.
    decided = {"sanctions": [{"kind": "demerit", "decided": "2024-05"}]}
    person = Person(calculator, BACHELOR | decided)
    assert "延迟申报，到 2027 年 6 月解除" in person.text
    # That ways which are not hers would be free in 2026-05 is no matter.
    more: dict[str, Any] = {"study": HOURS, "papers": [], "titles": [{**HELD, "basis": "review"}]}
    answers = OWN | BACHELOR | COMMON | CLEAN | decided | more
    assert Person(calculator, answers).text == (
        "本次不能申报：受处分或者有责任事故，决定书在规定年限内发布，"
        "按“本科或专科学历”途径到 2027 年 6 月解除；其余条件已满足"
    )
    assert person.settled == ["route-bachelor"]
    assert person.steps["theme-achievements"] == OF_REVIEW


def test_a_grade_that_must_not_be_reads_as_a_refusal_with_its_year(calculator: Calculator) -> None:
    grades = [{"year": 2024, "grade": "passed"}, {"year": 2023, "grade": "barely"}]
    person = Person(calculator, BACHELOR | COMMON | {"assessments": grades})
    assert person.text.startswith(
        "按“本科或专科学历”途径，不能申报：“最近几个年度的考核结果”第 2 条（年度：2023）："
    )
    # Nothing that is left makes up for it.
    assert "没有答完" not in person.text
    assert "还差" not in person.text


def test_a_doubt_about_bars_says_what_to_answer_where_there_is_little_room(
    calculator: Calculator,
) -> None:
    answers = OWN | BACHELOR | COMMON | CLEAN | {"study": HOURS}
    request = {"parts": ["routes", "bars"], "answers": {"answers": answers}}
    said = calculator.answer(request)["headline"]["short"]
    assert said == "按“本科或专科学历”途径，申报条件已满足，但还要答完“论文、论著及译著”"


def test_somebody_who_works_elsewhere_is_asked_nothing_more(calculator: Calculator) -> None:
    assert Person(calculator, BACHELOR | {"employed-here": False}).next is None


# Six more, unlike these.


def test_a_craftsman_of_the_province_needs_no_years(calculator: Calculator) -> None:
    answers = {
        "applying-for": "engineer",
        "education": [{"level": "below-college"}],
        "titles": [],
        "skill-certificates": [],
        "skill-honours": [{"kind": "craftsman"}],
    }
    skilled = ("front-line", "craft", "creative", "contribution")
    person = Person(calculator, answers | {f"skilled-{one}": True for one in skilled})
    assert person.settled == ["route-skill-honour"]
    assert person.next == "theme-employer"
    assert person.steps.get("theme-years", []) == []


def test_work_too_short_for_this_round_leaves_certificates_to_be_asked_for(
    calculator: Calculator,
) -> None:
    begun = {
        "applying-for": "engineer",
        "education": [{"level": "below-college"}],
        "work": [{"period": {"from": "2024-07"}, "relation": "own"}],
        "reassigned": False,
    }
    # Time may bring the three years of article 7(1)3: whether she has that certificate matters,
    # and then since when.
    assert "skill-certificates" in Person(calculator, begun).steps["theme-held"]
    begun["skill-certificates"] = [{"level": "senior-technician"}]
    person = Person(calculator, begun)
    assert "skill-certificates" in person.steps["theme-held"]
    begun["skill-certificates"] = [{"level": "senior-technician", "obtained": "2021-03"}]
    person = Person(calculator, begun)
    assert "skill-certificates" not in person.steps["theme-held"]
    assert "到 2027 年 7 月满足，本次来不及" in person.text


def test_a_master_is_not_told_that_bachelors_have_too_few_years(calculator: Calculator) -> None:
    short = {
        "applying-for": "engineer",
        "education": [{"level": "master", "relation": "same"}],
        "work": [{"period": {"from": "2023-01-01"}, "relation": "own"}],
        "reassigned": False,
    }
    # Less than three years of work; two after a title, if she has one, would do.
    assert "本科" not in Person(calculator, short).text
    titles: dict[str, Any] = {"titles": [], "skill-certificates": [], "skill-honours": []}
    said = Person(calculator, short | titles).text
    assert said.startswith("按“研究生学历或硕士学位”途径，已知还差时间：到 2026 年 1 月 1 日满足")


def test_an_exception_is_nobodys_way_while_others_are_open(calculator: Calculator) -> None:
    begun = {
        "applying-for": "engineer",
        "education": [{"level": "below-college"}],
        "work": [{"period": {"from": "2019-01"}, "relation": "own"}],
        "reassigned": False,
    }
    unsaid = "回答尚不完整，不能确定可以按哪条途径申报"
    assert Person(calculator, begun).text == unsaid
    skill = {"skill-certificates": [{"level": "technician", "obtained": "2020-03"}]}
    assert Person(calculator, begun | skill).text.startswith("按“技师”途径：")


def test_a_title_by_vocational_qualification_settles_both_ways(calculator: Calculator) -> None:
    answers = BACHELOR | {"titles": [{**HELD, "basis": "vocational"}]}
    # Four years since 2021-06 by either clause.
    assert Person(calculator, answers).settled == ["route-bachelor", "route-vocational"]


def test_staff_of_a_public_institution_is_asked_about_the_post(calculator: Calculator) -> None:
    answers = BACHELOR | COMMON | {"employer-kind": "public-other"}
    assert Person(calculator, answers).steps["theme-employer"] == ["post-approved"]
    answers |= {"post-approved": False}
    assert Person(calculator, answers).steps["theme-employer"] == ["post-review-waived"]
    # Established staff without an approved post cannot apply at all.
    assert Person(calculator, answers | {"employer-kind": "public-staff"}).next is None


def test_two_assessments_need_somebody_who_accepts_them(calculator: Calculator) -> None:
    answers = BACHELOR | COMMON | {"assessments": [{"grade": "good"}, {"grade": "passed"}]}
    person = Person(calculator, answers)
    assert person.steps["theme-employer"] == ["short-assessment-history-accepted"]


def test_a_degree_in_another_field_asks_for_achievements(calculator: Calculator) -> None:
    answers = {
        **OWN,
        **COMMON,
        **CLEAN,
        "education": [{"level": "bachelor", "relation": "non-engineering"}],
        "titles": [{**HELD, "basis": "review"}],
        "work": [{"period": {"from": "2005-07"}, "relation": "own"}],
        "reassigned": False,
    }
    # Lacking the degree: four years as assistant, and three of the six things of article 9(1). Work
    # since 2005 is one; a patent and a solved problem are two more.
    person = Person(calculator, answers)
    assert person.settled == []
    assert {"patents", "solved-problem", "honours"} <= set(person.steps["theme-achievements"])
    three = {
        "patents": [{"kind": "invention", "date": "2024-03", "own-field": True}],
        "solved-problem": True,
    }
    assert Person(calculator, answers | three).settled == ["route-degree-exception"]


def test_who_has_nothing_is_told_so_when_all_was_asked(calculator: Calculator) -> None:
    answers: dict[str, Any] = {
        **OWN,
        "education": [{"level": "below-college"}],
        "titles": [],
        "work": [],
        "reassigned": False,
        "team": "none",
    }
    lists = ("papers", "paper-prizes", "patents", "standards", "projects", "awards", "first-sets")
    answers |= {key: [] for key in (*lists, "honours")}
    judged = ("top-talent", "solved-problem", "founded-company", "spread-result", "notable-effect")
    assert Person(calculator, answers).next == "theme-employer"
    assert Person(calculator, answers | dict.fromkeys(judged, False)).next is None
