"""What is asked, but decides nothing: no rule, form or other question reads the answer."""

from collections.abc import Iterator, Mapping

from calculator.loading.index import Index
from calculator.loading.place import Problem
from calculator.loading.types.asking import Question
from calculator.loading.types.expressions import Seniority
from calculator.loading.walk import nodes_within


def check_read(index: Index) -> Iterator[Problem]:
    """Report questions and fields that nothing reads; remarks (`text`) are for people."""
    read = {
        str(spot.value)
        for holder, _, spot in index.rule_spots
        if spot.ref in {"question", "list", "field"}
        and str(spot.value) != holder
        and not isinstance(spot.owner, Question)
    }
    for node in nodes_within(index.body, deep=True):
        where = getattr(node, "where", None)
        read.update(map(str, where) if isinstance(where, Mapping) else ())
        if isinstance(node, Seniority) and node.start is None and node.period is None:
            read.add("period")
    for question in index.questions.values():
        for asked in (question, *question.fields):
            if asked.type != "text" and str(asked.id) not in read:
                message = (
                    f"没有规则、表格或别的问题用到“{asked.label}”，答了也不影响结果；"
                    "请让规则用它，或者删去；只供人看的，种类写 text（备注）"
                )
                yield Problem(asked.id.place, message)
