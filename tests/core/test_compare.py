"""Differences of JSON data, told by paths that a person can follow."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from calculator.core.papers.compare import changes

data = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.text(max_size=2),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.sampled_from("abid"), parts),
    max_leaves=10,
)


def test_entries_are_told_by_their_names() -> None:
    old = [{"clause": "x", "n": 1}, {"clause": "y", "n": 2}]
    new = [{"clause": "y", "n": 3}, {"clause": "z"}]
    assert changes({"of": old}, {"of": new}) == [
        {"path": "of[x]", "old": {"clause": "x", "n": 1}},
        {"path": "of[y].n", "old": 2, "new": 3},
        {"path": "of[z]", "new": {"clause": "z"}},
    ]


def test_a_changed_order_is_a_change() -> None:
    found = changes([{"id": "x"}, {"id": "y"}], [{"id": "y"}, {"id": "x"}])
    assert found == [{"path": ".order", "old": ["x", "y"], "new": ["y", "x"]}]


def test_true_is_not_one() -> None:
    assert changes({"a": 1}, {"a": True}) == [{"path": "a", "old": 1, "new": True}]


@given(data)
def test_nothing_differs_from_itself(one: Any) -> None:
    assert changes(one, one) == []


def identical(left: Any, right: Any) -> bool:
    """Equal, and of the same types all through: True is not 1."""
    if type(left) is not type(right) or left != right:
        return False
    if isinstance(left, dict):
        return all(identical(value, right[key]) for key, value in left.items())
    return not isinstance(left, list) or all(map(identical, left, right))


@given(data, data)
def test_what_differs_is_told(one: Any, other: Any) -> None:
    assert (changes(one, other) == []) == identical(one, other)


def test_one_row_less_is_one_change() -> None:
    assert changes(["a", "b", "c"], ["b", "c"]) == [{"path": "[0]", "old": "a"}]
    assert changes(["a", "c"], ["a", "b", "c"]) == [{"path": "[2]", "new": "b"}]
    assert changes([["a", "b"], ["c", "d"]], [["c", "e"]]) == [
        {"path": "[0][0]", "old": "a", "new": "c"},
        {"path": "[0][1]", "old": "b", "new": "e"},
        {"path": "[1]", "old": ["c", "d"]},
    ]
    assert changes(["a", "b"], ["b", "a"]) == [
        {"path": ".order", "old": ["a", "b"], "new": ["b", "a"]}
    ]
