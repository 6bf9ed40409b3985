"""A tiny hand-made rules dict that shows the shape of rules.json, and short ways to use it."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.core.answers.given import Answers
from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.rules import Rules, compile_rules
from calculator.loading import Edition


def fig(value: int | str, figure: str = "x.x", unit: str = "分") -> dict[str, Any]:
    """A figure object as it stands in rules.json."""
    return {"value": str(value), "unit": unit, "figure": figure}


def clause(clause_id: str, parent: str | None = None, **rules: Any) -> dict[str, Any]:
    """A clause of rules.json; children are filled in by `rules_data`."""
    entry = {
        "document": "table",
        "number": clause_id,
        "title": clause_id,
        "cited": clause_id,
        "parent": parent,
    }
    return {"id": clause_id, **entry, "children": [], **rules}


def rules_data(
    clauses: list[dict[str, Any]], questions: list[dict[str, Any]] | None = None, **extra: Any
) -> dict[str, Any]:
    """A whole rules.json around some clauses."""
    by_id = {entry["id"]: {k: v for k, v in entry.items() if k != "id"} for entry in clauses}
    for clause_id, entry in by_id.items():
        if entry["parent"] is not None:
            by_id[entry["parent"]]["children"].append(clause_id)
    return {
        "format": 1,
        "policy": {
            "id": "tiny",
            "edition": "2025",
            "title": "小政策",
            "short": "小政策",
            "apply": "申报",
            "status": "open",
            "reference_day": fig("2025-12-31", "notice.截止日", ""),
            "total": None,
            **extra.pop("policy", {}),
        },
        "clauses": by_id,
        "order": list(by_id),
        "questions": questions or [],
        "routes": [],
        **extra,
    }


TINY = rules_data(
    [
        clause("total", points={"add": "sum", "cap": fig(30, "total.最高分")}, title="总分"),
        clause(
            "training",
            "total",
            title="培训",
            points={"cap": fig(10, "training.最高分"), "each": fig(5), "count": "trainings"},
        ),
        clause(
            "patent",
            "total",
            title="专利",
            evidence=["专利证书", "专家意见"],
            suggested=["年报"],
            points={
                "cap": fig(20, "patent.最高分"),
                "by_rank": {"field": "rank", "first": 2, "start": fig(12), "step": fig("1.5")},
                "items": {"from": "patents", "where": {"kind": "invention"}},
            },
        ),
    ],
    [
        {"id": "trainings", "type": "count", "label": "培训次数"},
        {
            "id": "patents",
            "type": "list",
            "label": "专利",
            "item": "一件专利",
            "fields": [
                {
                    "id": "kind",
                    "type": "choice",
                    "label": "类别",
                    "options": [
                        {"id": "invention", "label": "发明专利"},
                        {"id": "other", "label": "其他专利"},
                    ],
                },
                {"id": "rank", "type": "count", "label": "本人排名", "at_least": 1, "at_most": 99},
                {"id": "memo", "type": "text", "label": "备注"},
            ],
        },
    ],
)


def run(rules: Rules, answers: dict[str, Any] | None = None, **given: Any) -> dict[str, Any]:
    """Evaluate answers with no problems allowed."""
    read, problems = read_answers(rules, {"format": 1, "answers": answers or {}, **given})
    assert [p.as_json() for p in problems] == []
    return evaluate(rules, read)


def nodes_of(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The nodes of a result by id."""
    return {node["id"]: node for node in result["score"]["nodes"]}


def headline(result: dict[str, Any], node_id: str) -> tuple[Any, Any]:
    """low and high of a node."""
    node = nodes_of(result)[node_id]
    return node["low"], node["high"]


@pytest.fixture(scope="session")
def tiny() -> Rules:
    return compile_rules(TINY)


@pytest.fixture
def no_answers() -> Answers:
    return Answers()


@pytest.fixture(scope="session")
def harbour(orchestra: Edition) -> Rules:
    """The rules of the invented policy."""
    return orchestra.compiled
