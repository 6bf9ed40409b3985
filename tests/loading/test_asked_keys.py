"""A key of a question has a meaning with its type, or is refused at its place."""

from __future__ import annotations

import pytest

from calculator.core.answers.kinds import KINDS
from calculator.loading.types.asking import Question
from tests.loading.conftest import Problems

VALUES = {
    "options": "[{id: some, label: 有些}]",
    "unit": "次",
    "at_least": "1",
    "at_most": "9",
    "item": "一次",
    "counts": "characters",
    "whole": "true",
    "fields": "[{id: held, type: date, label: 哪天}]",
    "pick": "held",
    "rows": "true",
}
# What the guide says each is for.
MEANT = {
    "options": {"choice", "ordered"},
    "unit": {"count", "number"},
    "at_least": {"count", "number"},
    "at_most": {"count", "number", "list"},
    "counts": {"count"},
    **{key: {"list"} for key in ("item", "whole", "fields", "pick", "rows")},
}


def test_every_key_is_tried() -> None:
    of_all = {"id", "type", "label", "help", "words", "formerly", "when", "clause"}
    assert set(VALUES) == set(MEANT) == set(Question.keys()) - of_all


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", VALUES)
def test_what_has_no_meaning_is_refused(key: str, kind: str, problems: Problems) -> None:
    question = f"- {{id: tried, type: {kind}, label: 试的, {key}: {VALUES[key]}}}"
    found = problems(("questions:\n", f"questions:\n  {question}\n"))
    refused = [one for one in found if f"{key} 没有意义" in one.message]
    assert bool(refused) == (kind not in MEANT[key])
    if refused:
        assert refused[0].message == f"“试的”是{KINDS[kind].title}，{key} 没有意义，请去掉"
        assert refused[0].place.path == "tried"
