"""What stands in a record that is begun: the years before the last, and what another list says."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.core.intake.answers import read_answers
from calculator.core.intake.begins import begins
from calculator.core.rules import compile_rules
from calculator.core.state import State
from tests.core.conftest import rules_data

FIELDS = ("winds", "strings")


def choice(field: str, ids: tuple[str, ...], **more: Any) -> dict[str, Any]:
    options = [{"id": one, "label": one} for one in ids]
    return {"id": field, "type": "choice", "label": field, "options": options, **more}


LIKE = {"from": "diplomas", "field": "of"}
YEAR = {"id": "year", "type": "count", "label": "年度", "begins": {"years_before": "reference"}}
RULES = compile_rules(
    rules_data(
        [],
        [
            {"id": "diplomas", "type": "list", "label": "文凭", "fields": [choice("of", FIELDS)]},
            {
                "id": "posts",
                "type": "list",
                "label": "职务",
                "fields": [
                    choice("in", FIELDS, begins=LIKE),
                    choice("hall", ("big",), begins={**LIKE, "options": {"winds": "big"}}),
                ],
            },
            {"id": "marks", "type": "list", "label": "考核", "at_most": 3, "fields": [YEAR]},
        ],
    )
)
# The reference day is 2025-12-31: 2025 has no mark yet.
MARKS = [{"year": 2024}, {"year": 2023}, {"year": 2022}]


@pytest.mark.parametrize(
    ("diplomas", "posts"),
    [
        ([], None),
        ([{}], None),
        ([{"of": "winds"}], {"in": "winds", "hall": "big"}),
        # What no option stands for is not guessed.
        ([{"of": "strings"}], {"in": "strings"}),
        # Which of two is meant, nobody knows.
        ([{"of": "winds"}, {"of": "strings"}], None),
    ],
)
def test_a_record_begins_with_what_is_known(diplomas: list[Any], posts: Any) -> None:
    read, problems = read_answers(RULES, {"answers": {"diplomas": diplomas}})
    assert problems == []
    wanted = {"posts": [posts]} if posts else {}
    assert begins(State(RULES, read)) == {**wanted, "marks": MARKS}
