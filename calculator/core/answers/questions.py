"""What may be asked: questions and the fields of records, compiled from ``rules["questions"]``."""

from typing import Any

from calculator.core.answers.answer_values import fold
from calculator.core.answers.kinds import KINDS
from calculator.core.values.figures import read_number
from calculator.core.values.numbers import Number
from calculator.errors import RulesError


class Asked:
    """A question, or a field of a record.

    `ranks` maps an option id to its place from the lowest (ordered) or as listed (choice); `open`
    holds the options that stand for "not known yet", with the text of what would settle them,
    `uncovered` those that the edition says nothing about; `routes` maps options to the routes by
    which whoever chooses them applies; `words` maps everyday and former words to the option that
    each means; `formerly` holds former labels. `is_obtainable`: who has not got it may still get
    it, as a document. `type` is the one whose control, cell and words it is written with.
    """

    def __init__(self, data: dict[str, Any], where: str) -> None:
        self.id: str = data["id"]
        if data["type"] not in KINDS:
            raise RulesError(where, f"unknown type {data['type']!r}")
        self.kind = KINDS[data["type"]]
        self.type = self.kind.written
        self.label: str = data.get("label") or self.id
        self.formerly: tuple[str, ...] = tuple(data.get("formerly") or ())
        self.help: str = data.get("help") or ""
        self.unit: str = data.get("unit") or ""
        self.counts: str = data.get("counts") or ""
        self.at_least = _limit(data.get("at_least"), where)
        self.at_most = _limit(data.get("at_most"), where)
        options = data.get("options") or []
        self.ranks: dict[str, int] = {
            o["id"]: i for i, o in enumerate(options) if not o.get("open")
        }
        self.labels: dict[str, str] = {o["id"]: o.get("label") or o["id"] for o in options}
        self.open: dict[str, str] = {
            o["id"]: o.get("settles") or o.get("label") or "" for o in options if o.get("open")
        }
        self.words: dict[str, str] = {
            word: o["id"] for o in options for word in (*o.get("words", ()), *o.get("formerly", ()))
        }
        self.is_obtainable = bool(data.get("obtainable"))
        self.begins: dict[str, Any] = data.get("begins") or {}
        self.uncovered = frozenset(o["id"] for o in options if o.get("uncovered"))
        self.routes = {o["id"]: frozenset(o["routes"]) for o in options if o.get("routes")}

    @property
    def least(self) -> Number | None:
        """The least that a number may be: a count is never below 0; None: there is no limit."""
        return 0 if self.at_least is None and self.type == "count" else self.at_least

    def possible_values(self) -> tuple[Any, ...] | None:
        """Every answer that the rules can tell apart, or None when they are too many to try."""
        return self.kind.possible(self)

    def read(self, raw: Any) -> Any:
        """An answer in its internal form, an `Unknown`, or a `Misfit`."""
        return self.kind.read(self, fold(raw) if self.type != "text" else raw)


class Question(Asked):
    """A question; a `list` question has the fields of its records, and a number that is part of
    another (`within`) is not greater.
    """

    def __init__(self, data: dict[str, Any], where: str) -> None:
        super().__init__(data, where)
        self.item: str = data.get("item") or self.label
        self.whole = bool(data.get("whole"))
        self.within: str | None = data.get("within")
        self.fields: dict[str, Asked] = {
            field["id"]: Asked(field, f"{where}.fields.{field['id']}")
            for field in data.get("fields") or []
        }


def compile_questions(data: list[dict[str, Any]]) -> dict[str, Question]:
    """Compile all questions, by id."""
    return {one["id"]: Question(one, f"questions.{one['id']}") for one in data}


def _limit(data: Any, where: str) -> Number | None:
    return None if data is None else read_number(data, where).value
