"""The score sheet: what a person filled in in the points table, as rows of cells.

At its head blanks to write into by hand (nobody is asked for a name), the rows without an answer
in one line, and the total and its parts with their caps. Then a line for each clause with points
that was filled in, in the table's order: the levels above it in columns of their own, the row, its
standard, its cap, what was filled in and whether it counted, the points at least and at most, the
formula, the clause and the evidence to bring. Below it what stands beside the score. Where nothing
was filled in, every line stands there: a sheet to be filled in by hand.

Lines of the table, their headers and the summary have a cell for each column; others fewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calculator.core.answers.given import Answers
from calculator.core.answers.said import record_name, say_end, say_given, say_record
from calculator.core.papers.csv_text import Cell, Rows
from calculator.core.points.rows import FILLED
from calculator.core.points.tree import Node, Row, standard
from calculator.core.rules import Rules
from calculator.core.state import State
from calculator.core.typing_only import shapes
from calculator.core.values.numbers import parse_number
from calculator.core.words import (
    BARS,
    COUNTED,
    EMPTY,
    KIND,
    NAMES,
    RANGE,
    ROW,
    STANDING,
    STATUS,
    disclaimer,
    evidence_word,
)

PARTS = ("score", "bars")
LEVEL_NUMBERS = "一二三四五六七八九"
COLUMNS = (
    ROW, "计分标准", "最高分", NAMES["filled"], "得分（至少）", "得分（至多）", "按自估",
    NAMES["formula"], "不计入、不能确定的原因", NAMES["clause"],
)  # fmt: skip
SUMMARY = "汇总"
ROOM = "＿" * 10


def score_sheet(rules: Rules, answers: Answers, result: shapes.Result) -> Rows:
    """The sheet; `result` holds the parts `PARTS` for these answers."""
    return _Sheet(rules, answers, result).rows()


def number_cell(value: Any) -> Cell:
    """A number of a result as a cell; null: nothing limits it."""
    if value is None:
        return RANGE["any"]
    return parse_number(value) if isinstance(value, str) else int(value)


class _Sheet:
    def __init__(self, rules: Rules, answers: Answers, result: shapes.Result) -> None:
        self.rules = rules
        self.answers = answers
        self.result = result
        self.state = State(rules, answers)
        depths = [node.depth for node in rules.tree.nodes if not isinstance(node, Row)]
        self.levels = max(depths, default=0)

    def rows(self) -> Rows:
        lines = [self.line(node) for node in self.shown()]
        return [
            *self.head(), [], *self.summary(), [], self.columns(), *lines, *self.beside(),
            [], [disclaimer(self.rules.policy)],
        ]  # fmt: skip

    def shown(self) -> list[shapes.Node]:
        """What was filled in, or scores all the same."""
        nodes = self.result["score"]["nodes"]
        told = [
            node for node in nodes if node["state"] == FILLED or {node["low"], node["high"]} != {0}
        ]
        return told or nodes

    def head(self) -> Iterator[list[Cell]]:
        policy, score = self.rules.policy, self.result["score"]
        yield [
            f"自评表：{policy['title']}（{policy['edition']}，{self.rules.own(STATUS[policy['status']])}）"
        ]
        blanks: list[Cell] = [f"{label}：{ROOM}" for label in policy.get("blanks", ())]
        if blanks:
            yield blanks
        for state, words in EMPTY.items():
            if score["empty"][state]:
                yield [f"{words}：{'、'.join(map(self.name, score['empty'][state]))}"]

    def name(self, node_id: str) -> str:
        """A row, or a group with the number of its rows."""
        clause, rows = self.rules.clauses[node_id], len(self.rules.tree.by_id[node_id].row_ids)
        named = f"{clause.get('number') or ''} {self.rules.title(node_id)}".strip()
        return named if rows == 1 else f"{named}（{rows} 行）"

    def summary(self) -> Iterator[list[Cell]]:
        """The total and what it is made of, each with its cap."""
        score = self.result["score"]
        yield self.sum_up(SUMMARY, COLUMNS[2], *COLUMNS[4:7])
        for node in score["nodes"]:
            if node["depth"] <= 1:
                cap = self.rules.tree.by_id[node["id"]].cap
                ends = [number_cell(node[end]) for end in ("low", "high", "own")]
                title = self.rules.title(node["id"])
                yield self.sum_up(title, None if cap is None else cap.value, *ends)
        if score["unanswered"]:
            ends = [number_cell(score[end]) for end in ("floor", "ceiling")]
            yield self.sum_up(f"{score['unanswered']} 行没有回答，都填上的话", None, *ends)

    def sum_up(self, title: str, cap: Cell, *ends: Cell) -> list[Cell]:
        """A line with these in the columns of the table below."""
        cells = [*[None] * self.levels, title, None, cap, None, *ends]
        return [*cells, *[None] * (len(self.columns()) - len(cells))]

    def columns(self) -> list[Cell]:
        total = self.rules.clauses[self.rules.total]["points"] if self.rules.total else {}
        levels = total.get("levels") or [f"{number}级指标" for number in LEVEL_NUMBERS]
        return [*levels[: self.levels], *COLUMNS, evidence_word(self.rules.policy)]

    def line(self, report: shapes.Node) -> list[Cell]:
        node = self.rules.tree.by_id[report["id"]]
        clause = self.rules.clauses[node.id]
        name = node.title if isinstance(node, Row) else NAMES["sum"]
        return [
            *self.above(node),
            name,
            standard(self.rules, node),
            None if node.cap is None else node.cap.value,
            self.filled(node, report),
            number_cell(report["low"]),
            number_cell(report["high"]),
            number_cell(report["own"]),
            report["formula"],
            "\n".join(self.doubts(report)),
            clause.get("number") or clause.get("title"),
            "\n".join(report["evidence"]),
        ]

    def above(self, node: Node) -> list[Cell]:
        """The titles of the levels that a node stands in, from the first one below the root."""
        titles: list[Cell] = [None] * self.levels
        for one in node.lineage():
            if not isinstance(one, Row) and one.depth:
                titles[one.depth - 1] = one.title
        return titles

    def filled(self, node: Node, report: shapes.Node) -> str:
        if report["kind"] == "group":
            return ""
        if report["state"] in EMPTY:
            return EMPTY[report["state"]]
        lines = [self.item(one) for one in report["items"]]
        return "\n".join(lines or self.answered(node))

    def item(self, item: shapes.Item) -> str:
        question = self.rules.questions[item["list"]]
        record = self.answers.lists[item["list"]][item["index"]]
        words = say_record(question, record)
        formula = f"，{item['formula']}" if item["formula"] else ""
        counted = COUNTED[item["counted"]]
        return f"{record_name(question, item['index'])}（{words}）：{counted}{formula}"

    def answered(self, node: Node) -> Iterator[str]:
        """The answers that a row on answers reads, and the records that it is about."""
        if not isinstance(node, Row):
            return
        read = {atom[1] for atom in node.mechanism.reads if atom[0] == "question"}
        for question in self.rules.questions.values():
            if question.id in read:
                given = say_given(question, self.answers.values, self.answers.undecided)
                if given:
                    yield f"{question.label}：{given}"
        if node.selection is None:
            return
        question = self.rules.questions[node.selection.list_id]
        for record in self.state.of_list(question.id):
            if node.is_about(self.state, record) is not False:
                given = say_record(question, self.answers.lists[question.id][record.index])
                yield f"{record_name(question, record.index)}（{given}）"

    def doubts(self, report: shapes.Node) -> Iterator[str]:
        """Why something does not count, or is open."""
        yield from (reason["text"] for reason in report["reasons"])
        for item in report["items"]:
            if item["counted"] != "yes":
                name = record_name(self.rules.questions[item["list"]], item["index"])
                why = "；".join(reason["text"].rstrip("。") for reason in item["reasons"])
                yield f"{name}{COUNTED[item['counted']]}：{why}"

    def beside(self) -> Iterator[list[Cell]]:
        """What stands beside the score: records without a row, bars, unusable answers."""
        unplaced = self.result["score"]["unplaced"]
        if unplaced:
            yield []
            yield ["没有对应的计分项，不计分"]
        for one in unplaced:
            question = self.rules.questions[one["list"]]
            record = self.answers.lists[one["list"]][one["index"]]
            yield [record_name(question, one["index"]), say_record(question, record)]
        bars = [bar for bar in self.result["bars"] if bar["standing"] != "no"]
        if bars:
            yield []
            yield [f"{self.rules.own(BARS)}（不影响分数）"]
        for bar in bars:
            reasons = "\n".join(reason["text"] for reason in bar["reasons"])
            title = bar["title"] or self.rules.title(bar["clause"])
            yield [
                self.rules.own(KIND[bar["kind"]]),
                title,
                STANDING[bar["standing"]],
                say_end(bar) or None,
                reasons,
            ]
        problems = self.result["problems"]
        if problems:
            yield []
            yield ["答案里用不上的内容"]
        for problem in problems:
            yield [problem["path"], problem["message"]]
