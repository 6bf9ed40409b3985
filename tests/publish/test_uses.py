"""Which rows rest on which clauses and figures."""

from collections.abc import Callable

from calculator.loading import Edition
from calculator.publish.uses import uses_of


def test_a_row_rests_on_what_it_requires(tiny_text: str, load: Callable[[str], Edition]) -> None:
    uses = uses_of(load(tiny_text))
    assert uses.rows["choir-judged"] == ("choir-songs",)
    assert uses.needs["choir-songs"] == ("choir-judged",)


def test_a_row_rests_on_what_its_conditions_rest_on(
    tiny_text: str, load: Callable[[str], Edition]
) -> None:
    chained = tiny_text.replace(
        "          - {field: judged, is: true}\n",
        "          - {met: choir-season}\n"
        "          - {field: judged, is: true}\n"
        "    - id: choir-season\n"
        "      text: 至少【场数】。\n"
        "      figures: {场数: 3 场}\n"
        "      condition: {question: concerts, at_least: 【场数】}\n",
    )
    uses = uses_of(load(chained))
    assert uses.rows["choir-season"] == ("choir-songs",)
    assert uses.figures["choir-season.场数"] == ("choir-songs",)


def test_a_figure_of_a_row_decides_that_row(tiny_text: str, load: Callable[[str], Edition]) -> None:
    figures = uses_of(load(tiny_text)).figures
    assert figures["choir-concerts.每项分值"] == ("choir-concerts",)
    assert figures["choir-total.最高分"] == ("choir-total",)
    assert figures.get("choir-day.截止日", ()) == ()


def test_self_checks_rest_on_what_can_change_their_result(orchestra: Edition) -> None:
    checks = uses_of(orchestra).checks
    for route in orchestra.routes:
        for need in route.needs:
            assert "routes" in checks[need]
    for clause in orchestra.clauses.values():
        assert ("hours" in checks[clause.id]) >= bool(clause.hours or clause.ledger)
        assert ("checklist" in checks[clause.id]) >= bool(clause.item)
    told = {kind for kinds in checks.values() for kind in kinds}
    assert told == {"routes", "hours", "checklist"}


def test_an_edition_without_routes_has_no_check_of_them(
    tiny_text: str, load: Callable[[str], Edition]
) -> None:
    barred = tiny_text.replace(
        "          - {field: judged, is: true}\n",
        "          - {field: judged, is: true}\n"
        "    - id: choir-bar\n"
        "      text: 一票否决。\n"
        "      bar: {kind: veto, title: 没有演出, when: {question: concerts, is: 0}}\n",
    )
    assert set(uses_of(load(barred)).checks.values()) == {()}
