"""`experts` and `experts_each`: points that only experts can give, up to a limit.

Example: ``experts: 20`` with its condition met is 0～20; a person's own estimate of 12 shows as
`own`, never as the result. ``experts_each: 10`` with two counting items is 0～20.
"""

from calculator.core.conditions.facts import Facts, Record
from calculator.core.points.base import ZERO, OverAnswers, OverItems, Rule, Step, points_words
from calculator.core.values.numbers import Amount, Number
from calculator.core.values.ranges import shown


def judged(judges: str, limit: Number, estimate: Number | None) -> str:
    """``专家评分 0～20``, with the applicant's own estimate when there is one."""
    line = f"{judges}评分 0～{shown(limit)}"
    return line if estimate is None else f"{line}，自估 {shown(estimate)}"


class ExpertsWhen(OverAnswers):
    """0..limit for the row, unless its condition is false.

    Without a condition experts judge everybody: the row is never empty. With an open condition the
    estimate covers that too; with a false one it counts for nothing.
    """

    key = "experts"
    beside = ("when", "")
    by_experts = True

    def __init__(self, rule: Rule) -> None:
        self.condition = rule.condition() if "when" in rule.data else None
        super().__init__(rule, *(() if self.condition is None else (self.condition,)))
        self.judges = rule.judges
        self.limit = self.most = rule.points(rule.own)

    def standard(self) -> str:
        return f"由{self.judges}评定，0～{points_words(self.limit)}"

    def worths(self) -> None:
        return None

    def one_more(self, state: Facts) -> Step:
        condition = self.condition
        if condition is None or condition.verdict(state, None):
            return Step("condition", blocked="met")
        estimate = state.answers.estimates.get(self.row_id, 0)
        return Step("condition", amount=(0, self.limit, estimate))

    def amount(self, state: Facts) -> Amount:
        verdict = True if self.condition is None else self.condition.verdict(state, None)
        if verdict is False:
            return ZERO
        estimate = state.answers.estimates.get(self.row_id)
        return 0, self.limit, 0 if estimate is None else estimate

    def formula(self, state: Facts) -> str:
        return judged(self.judges, self.limit, state.answers.estimates.get(self.row_id))

    def is_filled(self, state: Facts) -> bool:
        return self.condition is None or super().is_filled(state)


class ExpertsForEach(OverItems):
    """0..limit for every counting item."""

    key = "experts_each"
    by_experts = True
    may_be_best = True

    def __init__(self, rule: Rule) -> None:
        super().__init__(rule)
        self.judges = rule.judges
        self.limit = self.most_each = rule.points(rule.own)

    def standard(self) -> str:
        return f"每项由{self.judges}评定，0～{points_words(self.limit)}"

    def worths(self) -> None:
        return None

    def amount(self, state: Facts, record: Record) -> Amount:
        estimate = self._estimate(state, record)
        return 0, self.limit, 0 if estimate is None else estimate

    def formula(self, state: Facts, record: Record) -> str:
        return judged(self.judges, self.limit, self._estimate(state, record))

    def _estimate(self, state: Facts, record: Record) -> Number | None:
        return state.answers.estimates.get(f"{self.row_id}#{record.index}")


class ExpertsForAny(ExpertsForEach):
    """0..limit for the row when at least one item counts."""

    key = "experts"
    may_be_best = False
    is_once = True

    def standard(self) -> str:
        return f"由{self.judges}评定，0～{points_words(self.limit)}"
