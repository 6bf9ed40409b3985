"""Ways with room left, worked out by hand."""

from __future__ import annotations

from typing import Any

from calculator.core.rules import Rules, compile_rules
from tests.core.conftest import clause, fig, rules_data, run

ENTRIES = {
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
            "options": [{"id": way, "label": way} for way in ("course", "paper", "common")],
        },
        {
            "id": "level",
            "type": "choice",
            "label": "级别",
            "options": [{"id": "high", "label": "高"}, {"id": "low", "label": "低"}],
        },
        {"id": "amount", "type": "number", "label": "数量"},
    ],
}


def rules() -> Rules:
    """Two years: 20 hours of craft and 30 in all each year, 70 in all; ways of craft up to 12."""
    needs = [
        {"id": "all", "scope": "each_year", "kinds": "all", "at_least": fig(30), "clause": "l"},
        {
            "id": "craft",
            "scope": "each_year",
            "kinds": ["craft"],
            "at_least": fig(20),
            "clause": "l",
        },
        {"id": "span", "scope": "all_years", "kinds": "all", "at_least": fig(70), "clause": "l"},
    ]
    ledger = {
        "entries": "study",
        "year": "year",
        "way": "way",
        "kind": "way",
        "kinds": {"craft": ["course", "paper"], "shared": ["common"]},
        "capped_kinds": ["craft"],
        "cap": fig(12),
        "years": {"from": fig(2024), "to": fig(2025)},
        "requirements": needs,
    }
    values = {"high": fig(5), "low": fig(3)}
    course = {"way": "course", "rate": fig(4), "quantity": "amount", "whole": True}
    paper = {"way": "paper", "rate_by": {"field": "level", "values": values}, "quantity": "amount"}
    return compile_rules(
        rules_data(
            [
                clause("l", ledger=ledger),
                clause(
                    "w1",
                    "l",
                    hours=course,
                ),
                clause("w2", "l", hours=paper),
                clause("w3", "l", hours={"way": "common", "quantity": "amount"}),
            ],
            [ENTRIES],
        )
    )


def room(entries: list[dict[str, Any]]) -> dict[tuple[str, int | None], dict[str, Any]]:
    found = run(rules(), {"study": entries})["hours"]["l"]["room"]
    return {(entry["requirement"], entry["year"]): entry for entry in found}


FULL_2025 = [
    {"year": 2025, "way": "course", "amount": 3},
    {"year": 2025, "way": "paper", "level": "high", "amount": 2},
    {"year": 2025, "way": "common", "amount": 10},
]


def test_a_way_offers_what_its_cap_leaves() -> None:
    # 2024: 2 × 4 = 8 hours of courses, 12 more of craft are short; courses have 4 of 12 left.
    found = room([{"year": 2024, "way": "course", "amount": 2}, *FULL_2025])
    short = found["craft", 2024]
    assert short["short"] == 12
    ways = {way["way"]: way for way in short["ways"]}
    assert set(ways) == {"course", "paper"}
    assert (ways["course"]["room"], ways["course"]["useful"]) == (4, 4)
    assert ways["course"]["rates"] == [{"option": None, "hours": 4, "units": 1}]
    assert (ways["paper"]["room"], ways["paper"]["useful"]) == (12, 12)
    # 12 / 5 and 12 / 3 units: this way counts parts of a unit.
    assert ways["paper"]["rates"] == [
        {"option": "high", "hours": 5, "units": "2.4"},
        {"option": "low", "hours": 3, "units": 4},
    ]


def test_a_wider_requirement_counts_only_what_narrower_ones_leave() -> None:
    found = room([{"year": 2024, "way": "course", "amount": 2}, *FULL_2025])
    # 30 − 8 = 22 are short in all of 2024, 12 of them of craft already.
    assert found["all", 2024]["short"] == 10
    # 2025: 12 + 10 + 10 = 32; both years need 70: 70 − 40 − 22 = 8 more, of any kind.
    assert found["span", None]["short"] == 8
    assert ("craft", 2025) not in found


def test_a_way_at_its_cap_is_left_out_and_one_without_cap_has_no_limit() -> None:
    found = room([{"year": 2024, "way": "course", "amount": 9}, *FULL_2025])
    assert [way["way"] for way in found["craft", 2024]["ways"]] == ["paper"]
    common = next(way for way in found["all", 2024]["ways"] if way["way"] == "common")
    assert (common["room"], common["useful"], common["rates"][0]["units"]) == (None, 10, 10)


def test_nothing_is_short() -> None:
    year = [{**entry, "year": 2024} for entry in FULL_2025]
    more = {"year": 2024, "way": "common", "amount": 6}
    assert room([*year, more, *FULL_2025]) == {}


def test_without_entries_everything_is_short() -> None:
    found = room([])
    assert [(key, entry["short"]) for key, entry in found.items()] == [
        (("craft", 2024), 20),
        (("craft", 2025), 20),
        (("all", 2024), 10),
        (("all", 2025), 10),
        (("span", None), 10),
    ]
