"""The reference of the policy language, key by key, made from the types that load the files.

It belongs to the maintainer's guide and can say nothing that the loader does not do. The site has
it as a page, the command line as text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field
from types import NoneType, UnionType
from typing import Any, Literal, TypeAliasType, Union, get_args, get_origin

from calculator.loading.node_kinds import field_types
from calculator.loading.scalars import Amount, Id, Ref, Value
from calculator.loading.types.fields import Node
from calculator.loading.types.folder import CaseFile, PolicyFile

PATH = "maintain-keys.md"
ROOTS: tuple[type[Node], ...] = (PolicyFile, CaseFile)
# Unions that the guide explains better than a list of their members would.
_EXPLAINED = {
    "Condition": "[条件](maintain.md#conditions)",
    "DateExpr": "[日期](maintain.md#dates)",
    "Where": "[筛选](maintain.md#selections)",
}
_SCALARS = {
    bool: "true 或 false",
    int: "整数",
    Amount: "数值",
    Id: "编号",
    Ref: "编号",
    Value: "选项、数值或日期",
}


def key_reference() -> str:
    """The Markdown page: a section and a table for every kind of mapping, in order of meeting."""
    parts = [
        "---\nsearch:\n  exclude: true\n---\n",
        "# 全部关键字\n",
        (
            "这一页由读取政策文件的程序生成，所以总与程序一致。“必写”的关键字缺了，检查时会提示；"
            "其余的可以不写。怎样修改见[维护手册](maintain.md)。\n"
        ),
    ]
    parts += [_section(kind) for kind in kinds()]
    return "\n".join(parts)


def kinds(*roots: type[Node]) -> list[type[Node]]:
    """Every kind of mapping that a file (or another mapping) may hold, outermost first."""
    found: list[type[Node]] = []
    for root in roots or ROOTS:
        waiting: list[type[Node]] = [root]
        while waiting:
            kind = waiting.pop(0)
            if kind in found:
                continue
            found.append(kind)
            for hint in field_types(kind).values():
                waiting.extend(_nodes_in(hint))
    return [kind for kind in found if kind.TITLE]


def title_of_key(key: str, *roots: type[Node]) -> str:
    """What a key is called, of the language or below `roots`; the key where kinds disagree."""
    titles = {
        field.metadata["title"]
        for kind in kinds(*roots)
        for name, field in kind.keys().items()
        if name == key and not field.metadata["rest"]
    }
    return titles.pop() if len(titles) == 1 else key


def anchor(kind: type[Node]) -> str:
    """The anchor of a kind's section."""
    return f"key-{kind.__name__.lower()}"


def _section(kind: type[Node]) -> str:
    cells = ((cell.replace("|", "\\|") for cell in row) for row in rows_of(kind))
    rows = [f"| {' | '.join(row)} |" for row in cells]
    head = ["| 关键字 | 意思 | 写什么 |", "| --- | --- | --- |"]
    level = "##" if kind in ROOTS else "###"
    return "\n".join([f"{level} {kind.TITLE} {{ #{anchor(kind)} }}\n", *head, *rows, ""])


def rows_of(kind: type[Node]) -> list[tuple[str, str, str]]:
    """Each key of a kind, what it means, and what stands behind it, as Markdown."""
    hints = field_types(kind)
    return [_row(key, field, hints[field.name]) for key, field in kind.keys().items()]


def _row(key: str, field: Field[Any], hint: Any) -> tuple[str, str, str]:
    meaning = field.metadata["title"]
    if field.metadata["text"]:
        meaning += f"：{field.metadata['text']}"
    if field.metadata["label"]:
        meaning += f"（数值叫【{field.metadata['label']}】）"
    if field.metadata["rest"]:
        key, needed = "（其余）", ""
    else:
        key, needed = f"`{key}`", "（必写）" if field.default is MISSING else ""
    return key, f"{meaning}{needed}", _wanted(hint)


def _wanted(hint: Any) -> str:
    """What stands behind a key, in words."""
    origin = get_origin(hint)
    for alias, words in _EXPLAINED.items():
        if alias in _aliases(hint):
            return words
    if origin is Literal:
        return "、".join(f"`{choice}`" for choice in get_args(hint))
    if origin is tuple:
        return f"列表，每项是{_wanted(get_args(hint)[0])}"
    if origin is Mapping:
        return f"一行一个“名称: {_wanted(get_args(hint)[1])}”"
    if nodes := sorted(set(_nodes_in(hint)), key=lambda kind: kind.__name__):
        return "或".join(f"[{kind.TITLE}](#{anchor(kind)})" for kind in nodes if kind.TITLE)
    choices = [one for one in _flat(hint) if one is not NoneType]
    return "、".join(
        dict.fromkeys(
            _wanted(one) if get_origin(one) is Literal else _SCALARS.get(one, "文字")
            for one in choices
        )
    )


def _aliases(hint: Any) -> set[str]:
    if isinstance(hint, TypeAliasType):
        return {hint.__name__}
    if get_origin(hint) is tuple:
        return set()
    return {name for inner in get_args(hint) for name in _aliases(inner)}


def _nodes_in(hint: Any) -> Iterator[type[Node]]:
    seen: set[str] = set()

    def look(one: Any) -> Iterator[type[Node]]:
        if isinstance(one, TypeAliasType):
            if one.__name__ not in seen:
                seen.add(one.__name__)
                yield from look(one.__value__)
        elif isinstance(one, type) and issubclass(one, Node):
            yield one
        else:
            for inner in get_args(one):
                yield from look(inner)

    yield from look(hint)


def _flat(hint: Any) -> Iterator[Any]:
    if isinstance(hint, TypeAliasType):
        yield from _flat(hint.__value__)
    elif get_origin(hint) in {UnionType, Union}:
        for inner in get_args(hint):
            yield from _flat(inner)
    else:
        yield get_origin(hint) if get_origin(hint) not in (None, Literal) else hint
