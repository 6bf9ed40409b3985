"""Answers of an older format or another edition: what can be carried over, by its id.

Each question, field, option, row and list that the new rules know under the same id is carried over
with the value as it was written. What they do not know, or cannot read any more, is kept word for
word under ``unused`` of the new file and reported: nothing is dropped. With the older edition's
rules at hand, answers whose question now reads otherwise are named too, to be looked at.
"""

from collections.abc import Callable
from typing import Any

from calculator.core.answers.questions import Asked, Question
from calculator.core.intake.answers import (
    FORMAT,
    MOST_RECORDS,
    brief,
    empty_file,
    read_answers,
)
from calculator.core.rules import Rules

# A format that is older -> what makes the next one of it. Format 1 is the first.
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
HEAD = ("format", "policy", "edition")


def carry_over(rules: Rules, raw: Any, before: Rules | None = None) -> dict[str, Any]:
    """Return ``{"file", "from": {format, policy, edition}, "carried": how many values, "left":
    [{path, message}], "check": [{path, message}]}``; never raises for bad data.

    ``file`` is an answers file of the new rules; what is ``left`` stands in its ``unused``, as
    [{path, edition, value}], after what older files left there.
    """
    return _Carrier(rules, raw, before).report()


class _Carrier:
    def __init__(self, rules: Rules, raw: Any, before: Rules | None) -> None:
        self.rules = rules
        self.before = before
        self.carried = 0
        self.left: list[dict[str, str]] = []
        self.check: list[dict[str, str]] = []
        self.raw = raw if isinstance(raw, dict) else {}
        self.file = empty_file(rules)
        self.unused: list[Any] = []
        if raw is not None and not isinstance(raw, dict):
            self.leave("", raw, "这份文件的最外层不是答案文件的样子，没有可以沿用的内容。")

    def report(self) -> dict[str, Any]:
        given = {key: self.raw.get(key) for key in HEAD}
        if given["policy"] is not None and str(given["policy"]) != self.rules.policy_id:
            for key, value in self.raw.items():
                if key not in HEAD:
                    self.leave(
                        str(key), value, f"属于另一份政策“{brief(given['policy'])}”，不能沿用。"
                    )
        else:
            self.raw = self.upgraded()
            self.carry_all()
            self.say_what_is_not_compared()
        if self.unused:
            self.file["unused"] = self.unused
        return {
            "file": self.file,
            "from": given,
            "carried": self.carried,
            "left": self.left,
            "check": self.check,
        }

    def upgraded(self) -> dict[str, Any]:
        """The file in today's format, as far as that is known."""
        raw = self.raw
        given = FORMAT if raw.get("format") is None else raw["format"]
        number = int(given) if str(given).isdecimal() and len(str(given)) < 9 else None
        while number in UPGRADES:
            raw, number = UPGRADES[number](raw), number + 1
        if number != FORMAT:
            message = f"文件格式“{brief(given)}”这里不认得，只沿用认得的内容。"
            self.left.append({"path": "format", "message": message})
        return raw

    def carry_all(self) -> None:
        for key, value in self.raw.items():
            if key in HEAD or value is None:
                continue
            if key == "unused" and isinstance(value, list):
                self.unused += value
            elif key == "answers" and isinstance(value, dict):
                for name, one in value.items():
                    self.carry_answer(str(name), one)
            elif key == "estimates" and isinstance(value, dict):
                for name, one in value.items():
                    self.carry_estimate(str(name), one)
            elif key in {"none", "closed"} and isinstance(value, list):
                for place, one in enumerate(value):
                    self.carry_id(key, place, one)
            else:
                self.leave(brief(key), value, "不认识的内容，或者不是这里应有的样子。")

    # Parts of the file

    def carry_answer(self, name: str, value: Any) -> None:
        path = f"answers.{name}"
        question = self.rules.questions.get(name)
        if question is None:
            self.leave(path, value, "新的版本没有这个问题。")
        elif question.type == "list" and isinstance(value, list):
            self.carry_list(question, path, value)
        elif self.fits(path, value, {"answers": {name: value}}):
            self.file["answers"][name] = value
            self.compare(path, question, self.question_before(name))

    def carry_list(self, question: Question, path: str, records: list[Any]) -> None:
        """Records keep their places, even with nothing left in them: estimates count on that."""
        old = self.question_before(question.id)
        kept: list[dict[str, Any]] = []
        for place, record in enumerate(records[:MOST_RECORDS]):
            kept.append({})
            if not isinstance(record, dict):
                self.leave(f"{path}[{place}]", record, "不是一条记录。")
                continue
            for name, value in record.items():
                at = f"{path}[{place}].{name}"
                if self.fits(at, value, {"answers": {question.id: [{name: value}]}}):
                    kept[-1][name] = value
                    field = question.fields.get(name)
                    if field is not None:
                        self.compare(at, field, old and old.fields.get(name))
        if len(records) > MOST_RECORDS:
            rest = records[MOST_RECORDS:]
            self.leave(f"{path}[{MOST_RECORDS}]", rest, f"最多 {MOST_RECORDS} 条，其余没有沿用。")
        self.file["answers"][question.id] = kept

    def carry_estimate(self, name: str, value: Any) -> None:
        if self.fits(f"estimates.{name}", value, {"estimates": {name: value}}):
            self.file["estimates"][name] = value

    def carry_id(self, key: str, place: int, value: Any) -> None:
        if self.fits(f"{key}[{place}]", value, {key: [value]}):
            self.file[key].append(value)

    # What fits

    def question_before(self, name: str) -> Question | None:
        """The question of the older edition, where its rules are at hand."""
        return None if self.before is None else self.before.questions.get(name)

    def fits(self, path: str, value: Any, piece: dict[str, Any]) -> bool:
        """Whether the new rules can read a piece of the file; if not, it is left behind."""
        _, problems = read_answers(self.rules, piece)
        if problems:
            self.leave(path, value, problems[0].message)
            return False
        self.carried += 1
        return True

    def leave(self, path: str, value: Any, message: str) -> None:
        self.unused.append({"path": path, "edition": self.raw.get("edition"), "value": value})
        self.left.append({"path": path, "message": message})

    def compare(self, path: str, new: Asked, old: Asked | None) -> None:
        """Say when a question that keeps its id reads otherwise in the new edition."""
        if old is None:
            return
        changed = [
            words for name, words in ASPECTS.items() if getattr(old, name) != getattr(new, name)
        ]
        if changed:
            message = (
                f"“{old.label}”在新的版本里{'、'.join(changed)}（现在是“{new.label}”），请核对。"
            )
            self.check.append({"path": path, "message": message})

    def say_what_is_not_compared(self) -> None:
        """Without the older rules nobody knows which questions read otherwise."""
        given = self.raw.get("edition")
        if self.before is None and self.carried and str(given) not in {"None", self.rules.edition}:
            said = "、".join(ASPECTS.values())
            message = f"这里没有“{brief(given)}”的规则，看不出哪些问题{said}，请逐项核对。"
            self.check.append({"path": "edition", "message": message})


ASPECTS = {"label": "换了说法", "type": "换了填法", "unit": "换了单位", "labels": "选项有变化"}
