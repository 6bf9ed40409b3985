"""Forms: what they write of clauses that are met, and of the records that speak for them."""

from __future__ import annotations

from typing import Any

from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.rules import compile_rules
from tests.core.conftest import clause, fig, rules_data

KINDS = [{"id": "invention", "label": "发明专利"}, {"id": "design", "label": "外观设计"}]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "skilled", "type": "yesno", "label": "有一技之长"},
    {
        "id": "patents",
        "type": "list",
        "label": "专利",
        "item": "一件专利",
        "fields": [
            {"id": "kind", "type": "choice", "label": "类别", "options": KINDS},
            {"id": "rank", "type": "count", "label": "排名", "at_least": 1},
            {"id": "granted", "type": "yesno", "label": "已授权"},
            {"id": "sold", "type": "number", "label": "售价", "unit": "元"},
        ],
    },
]
INVENTIONS = {"from": "patents", "where": {"kind": "invention", "granted": True}}
LEADING = {"from": "patents", "where": [{"field": "rank", "is": fig(1, unit="")}]}
SKILLED = {"question": "skilled", "is": True}


def reasons(answers: dict[str, Any], **conditions: dict[str, Any]) -> list[str]:
    """The lines of a form's blank that names those of some clauses that are met."""
    clauses = [clause(name, condition=condition) for name, condition in conditions.items()]
    form = {"title": "表", "fields": [{"label": "理由", "fill": {"met": list(conditions)}}]}
    rules = compile_rules(rules_data([*clauses, clause("form", form=form)], QUESTIONS))
    read, problems = read_answers(rules, {"format": 1, "answers": answers})
    assert problems == []
    (report,) = evaluate(rules, read, ["forms"])["forms"]
    lines: list[str] = report["fields"][0]["lines"]
    return lines


PATENTS = [
    {"kind": "invention", "rank": 1, "granted": True, "sold": 9},
    {"kind": "design", "rank": 1, "granted": True},
    {"kind": "invention", "granted": True},
    {"kind": "invention", "granted": False},
]


def test_a_clause_stands_with_the_records_it_counts_and_what_it_asked_of_them() -> None:
    inventions = {"exists": INVENTIONS}
    lines = reasons({"patents": PATENTS}, a=inventions)
    assert lines == ["a　a", "　发明专利", "　发明专利"]
    # Ranks are told where they decide, the price never.
    lines = reasons({"patents": PATENTS}, a={"exists": LEADING})
    assert lines == ["a　a", "　排名：1", "　排名：1"]


def test_clauses_with_the_same_records_share_them() -> None:
    two = {"count": INVENTIONS, "at_least": fig(2, unit="件")}
    lines = reasons(
        {"patents": PATENTS}, a={"exists": INVENTIONS}, b={"exists": LEADING}, c=two, d=SKILLED
    )
    assert lines == [
        "a　a", "c　c", "　发明专利", "　发明专利",
        "b　b", "　排名：1", "　排名：1",
    ]  # fmt: skip


def test_only_what_is_met_has_grounds_and_what_is_absent_is_none() -> None:
    either = {"any": [SKILLED, {"exists": INVENTIONS}]}
    assert reasons({"skilled": True, "patents": [PATENTS[3]]}, a=either) == ["a　a"]
    assert reasons({"skilled": False, "patents": [PATENTS[0]]}, a=either) == ["a　a", "　发明专利"]
    no_design = {"not": {"exists": {"from": "patents", "where": {"kind": "design"}}}}
    answers = {"patents": [PATENTS[0]], "skilled": True}
    read = reasons({"skilled": True}, a={"all": [no_design, SKILLED]})
    assert read == []  # whether there is a design, nobody said
    assert reasons(answers, a={"any": [no_design, SKILLED]}) == ["a　a"]


def test_a_reference_to_another_clause_leads_to_its_records() -> None:
    lines = reasons({"patents": [PATENTS[0]]}, a={"exists": INVENTIONS}, b={"met": "a"})
    assert lines == ["a　a", "b　b", "　发明专利"]
