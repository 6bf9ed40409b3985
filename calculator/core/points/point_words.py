"""How a row or group of the points table gives its points, in one line, from the rule's figures.

each: 5        -> «每项 5 分»
by_rank: {...} -> «署名排在第几：第 1 名 7 分，往后每名少 2 分，不低于 0»
"""

from __future__ import annotations

from calculator.core.conditions.facts import Words
from calculator.core.points.tree import Group, Node, Row

ADDING = {"sum": "各项相加", "best": "不累计，取最高的一项"}


def standard(rules: Words, node: Node) -> str:
    """The standard of a node, with the conditions that its items must meet."""
    if not isinstance(node, Row):
        return ADDING["best" if isinstance(node, Group) and node.best else "sum"]
    needs = () if node.selection is None else node.selection.requirements
    names = "、".join(rules.title(need.clause) for need in needs)
    return f"{node.mechanism.standard()}{f'；计入条件：{names}' if names else ''}"
