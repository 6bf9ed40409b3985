"""Read what a person answered, trusting nothing.

`read_answers` takes the parsed answers file (``{"format": 1, "answers": {...}, "none": [...],
"closed": [...], "estimates": {...}}``) and never raises for bad data: each thing that cannot be
used becomes a `Problem` with its path, and is kept aside in `Answers.unused`, so nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from calculator.core.answers.answer_values import Misfit, Unknown, fold, read_number
from calculator.core.answers.given import Answers, GivenRecord
from calculator.core.answers.questions import Asked, Question
from calculator.core.points.nothing import points_for_nothing
from calculator.core.rules import Rules
from calculator.core.state import State
from calculator.core.typing_only import shapes
from calculator.core.values.numbers import to_json, to_text
from calculator.core.values.ranges import number_with_unit
from calculator.core.values.signs import INVISIBLE, name_of
from calculator.core.words import ROW

FORMAT = 1
MOST_RECORDS = 500
MOST_PROBLEMS = 200
# `unused` is what could not be carried over from an older file; it is kept, and not looked at.
TOP_KEYS = ("format", "policy", "edition", "answers", "none", "closed", "estimates", "unused")
BELOW = "回答要写在 answers: 下面，前面空两格"
_UNSEEN = re.compile(rf"{INVISIBLE.pattern}|^\s+|\s+$")


class Problem:
    """One thing that could not be used: where (``songs[0].rank``) and what to do about it."""

    def __init__(self, path: str, message: str) -> None:
        self.path = path
        self.message = message

    def as_json(self) -> shapes.Problem:
        return {"path": self.path, "message": self.message}


def empty_file(rules: Rules) -> dict[str, Any]:
    """An answers file without answers."""
    head = {"format": FORMAT, "policy": rules.policy_id, "edition": rules.edition}
    return {**head, "answers": {}, "none": [], "closed": [], "estimates": {}}


def read_answers(rules: Rules, raw: Any) -> tuple[Answers, list[Problem]]:
    """Return the usable answers and every problem found, in the order of the file."""
    reader = _Reader(rules)
    reader.read(raw)
    return reader.answers, reader.problems


class _Reader:
    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.answers = Answers()
        self.problems: list[Problem] = []

    def read(self, raw: Any) -> None:
        if raw is None:
            return
        if not isinstance(raw, dict):
            self.refuse("", raw, f"答案文件的最外层应是一个对象（键和值）。{_colon(raw)}")
            return
        for key in raw:
            if key not in TOP_KEYS:
                where = f"{BELOW}，" if key in self.rules.questions else "不认识的键，"
                self.refuse(brief(key), raw[key], f"“{brief(key)}”：{where}没有使用。")
        self.read_header(raw)
        self.read_answer_map(raw.get("answers"))
        self.refuse_greater_parts()
        nodes = self.rules.tree.by_id
        self.answers.declared = self.read_ids(raw, "none", frozenset(nodes), ROW)
        self.answers.none = self.none_of(self.answers.declared)
        lists = frozenset(q.id for q in self.rules.questions.values() if q.type == "list")
        self.answers.closed = self.read_ids(raw, "closed", lists, "列表")
        self.read_estimates(raw.get("estimates"))

    def none_of(self, declared: frozenset[str]) -> frozenset[str]:
        """The rows that are declared empty; 0 has to be answered where it brings points."""
        tree, blank = self.rules.tree, State(self.rules, Answers())
        rows = tree.rows_under(declared)
        drawn = [row for row in tree.rows if row.id in rows]
        bring = {row.id for row in drawn if any(points_for_nothing(row, [row], blank))}
        for row_id in sorted(bring & declared):
            message = f"“{self.rules.title(row_id)}”是 0 也得分，不能标没有，请填写。"
            self.report("none", message)
        return rows - bring

    def read_header(self, raw: dict[Any, Any]) -> None:
        expected = {
            "format": FORMAT,
            "policy": self.rules.policy_id,
            "edition": self.rules.edition,
        }
        for key, value in expected.items():
            given = raw.get(key)
            if given is None or str(given) == str(value):
                continue
            if key == "format":
                message = f"文件格式是 {brief(given)}，这里能读的是 {value}；认得的内容仍会使用。"
            else:
                message = f"答案属于“{brief(given)}”，不是“{value}”；认得的内容仍会使用。"
            self.report(key, message)

    def of_kind(self, path: str, given: Any, kind: type, message: str) -> Any:
        """What was given, where it is of this kind; anything else is refused."""
        if isinstance(given, kind):
            return given
        if given is not None:
            self.refuse(path, given, message)
        return kind()

    def read_answer_map(self, given: Any) -> None:
        message = f"answers 应是一个对象：问题编号对应回答。{_colon(given)}"
        for key, value in self.of_kind("answers", given, dict, message).items():
            question = self.rules.questions.get(key) if isinstance(key, str) else None
            if question is None:
                hint = _meant(key, self.rules.questions)
                message = f"这份政策没有“{brief(key)}”这个问题，没有使用。{hint}"
                self.refuse(brief(key), value, message)
            elif question.type == "list":
                self.read_list(question, value)
            else:
                self.read_field(question, value, question.id, self.answers)

    def refuse_greater_parts(self) -> None:
        """What is part of another number is not greater: which of both is wrong, nobody knows."""
        questions, values = self.rules.questions, self.answers.values
        for part in questions.values():
            if part.within is None or not {part.id, part.within} <= values.keys():
                continue
            whole, given = questions[part.within], values[part.id]
            if given > values[whole.id]:
                most = number_with_unit(values[whole.id], whole.unit)
                message = f"{part.label}：不会超过“{whole.label}”（{most}），请核对这两个数。"
                self.refuse(part.id, to_json(given), message)
                del values[part.id]

    def read_field(self, asked: Asked, raw: Any, path: str, into: Any) -> None:
        """Read one value into `into.values` or `into.undecided`, or report it."""
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return
        value = asked.read(raw)
        if isinstance(value, Misfit):
            self.refuse(path, raw, f"{asked.label}：{value.message}")
        elif isinstance(value, Unknown):
            into.undecided[asked.id] = value.option
        else:
            into.values[asked.id] = value

    def read_list(self, question: Question, raw: Any) -> None:
        if raw is None:
            return
        if not isinstance(raw, list):
            message = f"{question.label}：应是若干条记录，每条从“- ”写起；没有的写 []。"
            self.refuse(question.id, raw, message)
            return
        if len(raw) > MOST_RECORDS:
            message = f"{question.label}：最多读 {MOST_RECORDS} 条，其余没有使用。"
            self.refuse(f"{question.id}[{MOST_RECORDS}]", raw[MOST_RECORDS:], message)
        records = [
            self.read_record(question, f"{question.id}[{index}]", one)
            for index, one in enumerate(raw[:MOST_RECORDS])
        ]
        self.answers.lists[question.id] = tuple(records)
        for ledger in self.rules.ledgers.values():
            if ledger.list_id == question.id:
                for index, words in ledger.stated_again(one.values for one in records):
                    self.report(f"{question.id}[{index}].{ledger.way_field}", words)

    def read_record(self, question: Question, path: str, raw: Any) -> GivenRecord:
        """A record that cannot be read stays in its place, with nothing known about it."""
        record = GivenRecord({}, {})
        if not isinstance(raw, dict):
            self.refuse(path, raw, f"{question.item}：应是一个对象（字段和值）。{_colon(raw)}")
            return record
        for key, value in raw.items():
            field = question.fields.get(key) if isinstance(key, str) else None
            if field is None:
                hint = _meant(key, question.fields)
                message = f"{question.label}没有“{brief(key)}”这一栏，没有使用。{hint}"
                self.refuse(f"{path}.{brief(key)}", value, message)
            else:
                self.read_field(field, value, f"{path}.{key}", record)
        for ledger in self.rules.ledgers.values():
            words = ledger.contradiction(record.values) if ledger.list_id == question.id else ""
            if words and ledger.weights is not None:
                self.report(f"{path}.{ledger.weights.rank}", f"{words}。")
        return record

    def read_ids(
        self, raw: Mapping[Any, Any], key: str, known: frozenset[str], kind: str
    ) -> frozenset[str]:
        found = set()
        given = self.of_kind(key, raw.get(key), list, f"{key} 应是编号的数组。")
        for index, entry in enumerate(given):
            if isinstance(entry, str) and entry in known:
                found.add(entry)
            else:
                message = f"没有编号为“{brief(entry)}”的{kind}，没有使用。"
                self.refuse(f"{key}[{index}]", entry, message)
        return frozenset(found)

    def read_estimates(self, given: Any) -> None:
        message = "estimates 应是一个对象：计分项编号对应自估分。"
        for key, value in self.of_kind("estimates", given, dict, message).items():
            self.read_estimate(brief(key), value)

    def read_estimate(self, key: str, raw: Any) -> None:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return
        path = f"estimates.{key}"
        row_id, hash_sign, index = key.partition("#")
        limit = self.rules.estimate_limit(row_id, bool(hash_sign))
        if limit is None:
            self.refuse(path, raw, f"“{key}”不是可以自估的计分项，自估分没有使用。")
            return
        if hash_sign and index not in self.indexes(row_id):
            self.refuse(path, raw, f"“{key}”没有这一条记录，自估分没有使用。")
            return
        value = read_number(fold(raw))
        if value is None:
            self.refuse(path, raw, "自估分应是一个数，例如 12 或 7.5。")
        elif not 0 <= value <= limit:
            self.refuse(path, raw, f"自估分应在 0 到 {to_text(limit)} 之间。")
        else:
            self.answers.estimates[key] = value

    def indexes(self, row_id: str) -> set[str]:
        """Which records of a row's list there are, as keys of estimates name them."""
        selection = next(row.selection for row in self.rules.tree.rows if row.id == row_id)
        records = self.answers.lists.get(selection.list_id, ()) if selection else ()
        return set(map(str, range(len(records))))

    def refuse(self, path: str, raw: Any, message: str) -> None:
        """Report a problem and keep what was given aside."""
        # Long keys are cut short in paths: two may look the same.
        unused = self.answers.unused
        unused[path if path not in unused else f"{path} ({len(unused) + 1})"] = raw
        self.report(path, message)

    def report(self, path: str, message: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(path, message))


def _meant(key: Any, asked: Mapping[str, Asked]) -> str:
    """The id of what is called so, where somebody wrote its label."""
    word = fold(str(key)).casefold()
    ids = (one.id for one in asked.values() if word in map(str.casefold, (fold(one.label), one.id)))
    meant = next(ids, "")
    return f"要写编号：{meant}。" if meant else ""


def _colon(raw: Any) -> str:
    """What YAML takes for a text because of its colon."""
    wrong = isinstance(raw, str) and re.search("：|:[^ ]", raw)
    return "冒号要用半角，后面加一个空格。" if wrong else ""


def brief(value: Any) -> str:
    """A short text of anything, for messages and paths, with what nobody sees by its name."""
    text = value if isinstance(value, str) else repr(value)
    text = _UNSEEN.sub(lambda found: "".join(f"[{name_of(sign)}]" for sign in found[0]), text)
    return text if len(text) <= 40 else f"{text[:39]}…"
