"""What no case decides is listed, and disappears once a case decides it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from calculator.cases.boundaries import boundaries
from calculator.cases.coverage import coverage
from calculator.cases.perturb import effects, perturb, stepped
from calculator.cases.run import run_cases
from calculator.loading import Edition, load_edition
from tests.figure_probe import Probe, figures_in

CASE = """\
  - id: {id}
    title: {id}
    answers: {answers}
    expect:
      points: {points}
"""


@pytest.fixture
def gaps(root: Path, tmp_path: Path):
    """The gaps of the smallest policy with the given cases."""

    def find(*cases: tuple[str, str]) -> set[str]:
        edition = edition_with(root, tmp_path, *cases)
        outcomes = run_cases(edition.rules, edition.cases)
        assert [one.differences for one in outcomes if one.differences] == []
        found = [*coverage(edition.rules, outcomes), *boundaries(edition.rules, outcomes)]
        return {str(gap) for gap in found}

    return find


def edition_with(root: Path, tmp_path: Path, *cases: tuple[str, str]) -> Edition:
    folder = tmp_path / "tiny" / "2031"
    if not folder.exists():
        shutil.copytree(root / "tests" / "policies" / "tiny" / "2031", folder)
    (folder / "cases").mkdir(exist_ok=True)
    text = "cases:\n" + "".join(
        CASE.format(id=f"case-{at}", answers=answers, points=points)
        for at, (answers, points) in enumerate(cases)
    )
    (folder / "cases" / "some.yml").write_text(text if cases else "cases: []\n", encoding="utf-8")
    return load_edition(folder)


def songs(*ranks: int, judged: str = "true") -> str:
    records = ", ".join(f"{{rank: {rank}, judged: {judged}}}" for rank in ranks)
    return f"{{songs: [{records}]}}"


def test_without_cases_everything_is_a_gap(gaps) -> None:
    assert gaps() == {
        "计分行 choir-concerts：没有算例的预期写明这一行的得分",
        "计分行 choir-songs：没有算例的预期写明这一行的得分",
        "上限 choir-total：没有算例的得分低于上限",
        "上限 choir-concerts：没有算例的得分低于上限、正好等于上限、超过上限（被封顶）",
        "上限 choir-songs：没有算例的得分低于上限、正好等于上限、超过上限（被封顶）",
        "记录须满足的条件 choir-judged：没有算例是：满足、不满足、不能确定",
    }


def test_each_case_closes_its_own_gaps(gaps) -> None:
    found = gaps(
        ("{concerts: 4}", "{choir-concerts: 10, choir-total: 10}"),
        (songs(1, 2), "{choir-songs: 10.5}"),
        (songs(2, judged="false"), "{choir-songs: 0}"),
    )
    assert found == {
        "上限 choir-concerts：没有算例的得分低于上限、超过上限（被封顶）",
        "上限 choir-songs：没有算例的得分正好等于上限、超过上限（被封顶）",
        "记录须满足的条件 choir-judged：没有算例是：不能确定",
    }


def test_with_enough_cases_nothing_is_left(gaps) -> None:
    assert (
        gaps(
            ("{concerts: 3}", "{choir-concerts: 7.5, choir-total: 7.5}"),
            ("{concerts: 4}", "{choir-concerts: 10}"),
            ("{concerts: 5}", "{choir-concerts: 10}"),
            (songs(1), "{choir-songs: 6}"),
            (songs(1, 1), "{choir-songs: 12}"),
            (songs(1, 1, 2), "{choir-songs: 12}"),
            (songs(1, judged="false"), "{choir-songs: 0}"),
            ("{songs: [{rank: 1}]}", "{choir-songs: 0..6}"),
        )
        == set()
    )


@pytest.mark.parametrize(
    ("value", "up", "down"),
    [("3", "4", "2"), ("1.5", "1.6", "1.4"), ("0.65", "0.66", "0.64"), ("50", "51", "49"),
     ("2031-06-30", "2031-07-01", "2031-06-29"), ("2031-12", "2032-01", "2031-11"),
     ("2031-01", "2031-02", "2030-12"), ("2/3", "5/3", "-1/3")],
)  # fmt: skip
def test_a_step(value: str, up: str, down: str) -> None:
    assert (stepped(value, 1), stepped(value, -1)) == (up, down)


def test_fields_of_a_table_are_told_apart(editions: list[Edition]) -> None:
    island = next(one for one in editions if one.policy.id == "snow-island")

    def left(*ids: str) -> list[str]:
        cases = [one for one in island.cases if one.id in ids]
        found = coverage(island.rules, run_cases(island.rules, cases))
        return [str(one) for one in found if one.kind == "查表" and one.key != "isle-stay"]

    assert left(*(str(one.id) for one in island.cases if one.id != "college-and-fluent")) == [
        "查表 isle-study：没有算例查到：大学（7 级起）"
    ]
    # 33 years alone, a doctor of level 10, fishing; a case that lacks an answer decides no field.
    assert left("strong", "speech-unknown") == [
        "查表 isle-age：没有算例查到：18 周岁起；30 周岁起（配偶同来：是）；45 周岁起",
        "查表 isle-study：没有算例查到：中学；大学；博士（4 级起）",
        "查表 isle-trade：没有算例查到：造屋；别的",
        "查表 isle-medals：没有算例查到：木；铜；银",
    ]
    # Of three medals one is of unknown metal; the others are wood and silver.
    everything = (str(one.id) for one in island.cases)
    assert left(*(one for one in everything if one != "five-medals")) == [
        "查表 isle-medals：没有算例查到：铜"
    ]


def test_moving_a_figure_moves_all_its_uses_and_nothing_else() -> None:
    rules = {
        "a": {"value": "3", "unit": "年", "figure": "c.x"},
        "b": [{"value": "2", "unit": "年", "figure": "c.x", "minus": "c.y"}],
        "c": {"value": "1", "unit": "年", "figure": "c.y"},
        "d": {"value": None, "unit": "", "figure": "c.x"},
        "e": "c.x",
    }
    assert perturb(rules, "c.x") == {
        "a": {"value": "4", "unit": "年", "figure": "c.x"},
        "b": [{"value": "3", "unit": "年", "figure": "c.x", "minus": "c.y"}],
        "c": rules["c"],
        "d": rules["d"],
        "e": "c.x",
    }
    moved = perturb(rules, "c.y", -1)
    assert (moved["b"][0]["value"], moved["c"]["value"]) == ("3", "0")
    assert figures_in(rules) == {"c.x", "c.y"}


def test_a_figure_lists_the_cases_that_it_affects(root: Path, tmp_path: Path) -> None:
    edition = edition_with(
        root, tmp_path,
        ("{concerts: 1}", "{choir-concerts: 2.5}"),
        ("{concerts: 9}", "{choir-concerts: 10}"),
        (songs(2), "{choir-songs: 4.5}"),
    )  # fmt: skip
    rules, cases = edition.rules, edition.cases
    found = {
        (one.case.id, one.section, one.key, one.old, one.new)
        for one in effects(rules, cases, "choir-concerts.每项分值")
        if one.section == "points" and one.key == "choir-concerts"
    }
    assert found == {("case-0", "points", "choir-concerts", "2.5", "2.6")}
    changed = Probe(rules, cases).decides("choir-songs.递减分值")
    assert changed is not None
    assert (changed.case.id, changed.old, changed.new) == ("case-2", "4.5", "4.4")
    assert Probe(rules, cases[:2]).decides("choir-songs.递减分值") is None


def test_every_figure_decides_some_case(editions: list[Edition]) -> None:
    """Design 1.1: a figure that moves by one step changes some worked case."""
    idle = []
    for edition in editions:
        if not edition.cases:
            continue
        probe = Probe(edition.rules, edition.cases)
        for figure in edition.figures.values():
            deciding = figure.shown_only is None and figure.kind != "lost"
            if deciding and probe.decides(figure.key) is None:
                idle.append(f"{edition.policy.id}: {figure.key}")
    assert idle == []
