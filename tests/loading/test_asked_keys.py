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
    "within": "concerts",
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
    "within": {"count", "number"},
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


@pytest.mark.parametrize(
    ("part", "label"),
    [
        ("{id: tried, type: count, label: 试的, within: tried}", "试的"),
        ("{id: tried, type: count, label: 试的, within: songs}", "创作的作品"),
        ("{id: tried, type: count, label: 试的, unit: 人, within: concerts}", "演出场数"),
    ],
)
def test_a_part_is_of_another_number_in_the_same_unit(
    part: str, label: str, problems: Problems
) -> None:
    [one] = problems(("questions:\n", f"questions:\n  - {part}\n"))
    wanted = f"within 写单位相同的另一个填数的问题，“{label}”不是"
    assert (one.place.path, one.message) == ("tried.within", wanted)
