"""What a YAML node is, and which type of the policy language it may be read as."""

import functools
import re
import types
import typing
from collections.abc import Mapping
from typing import Any, Literal, TypeAliasType, Union, get_args, get_origin

from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.nodes import Node as YamlNode

from calculator.loading import hints
from calculator.loading.scalars import Text
from calculator.loading.types.fields import Node
from calculator.loading.types.worked import Answer


@functools.cache
def unaliased(kind: Any) -> Any:
    """Look behind a `type` alias (the free form `Answer` stays itself)."""
    while isinstance(kind, TypeAliasType) and kind is not Answer:
        kind = kind.__value__
    return kind


@functools.cache
def is_union(kind: Any) -> bool:
    """Whether a type hint is `A | B`."""
    return get_origin(kind) in {Union, types.UnionType}


@functools.cache
def flattened(kind: Any) -> tuple[Any, ...]:
    """The members of a union, of unions within it too."""
    kind = unaliased(kind)
    if not is_union(kind):
        return (kind,)
    return tuple(part for choice in get_args(kind) for part in flattened(choice))


@functools.cache
def _hints_of(kind: object) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def field_types(kind: type[Node]) -> Mapping[str, Any]:
    """The resolved annotations of a dataclass."""
    return _hints_of(typing.cast("object", kind))


@functools.cache
def node_kind(kind: Any) -> type[YamlNode]:
    """The kind of YAML node that a type is written as."""
    origin = get_origin(kind) or kind
    if origin is tuple:
        return SequenceNode
    if origin is Mapping or (isinstance(origin, type) and issubclass(origin, Node)):
        return MappingNode
    return ScalarNode


def fits(node: YamlNode, kind: Any) -> bool:
    """Whether a node may be read as `kind`, going by its outer form."""
    if not isinstance(node, node_kind(kind)):
        return False
    if not isinstance(node, ScalarNode):
        return True
    if kind is bool:
        return is_flag(node)
    if get_origin(kind) is Literal:
        return node.value in get_args(kind)
    if is_flag(node):
        return False
    return not (issubclass(kind, Text) and scalar_hint(node))


def marked(node: MappingNode, choices: list[Any]) -> Any:
    """The member of a union whose mark this mapping carries, else the one without a mark."""
    present = {key.value for key, _ in node.value if isinstance(key, ScalarNode)}
    for choice in choices:
        mark = getattr(choice, "MARK", ())
        if mark and present.issuperset(mark):
            return choice
    unmarked = [choice for choice in choices if not getattr(choice, "MARK", ())]
    return (unmarked or choices)[0]


def may_hold(kind: Any, key: str) -> bool:
    """Whether a mapping that is read as `kind` may have this key."""
    return any(
        get_origin(one) is Mapping
        or (isinstance(one, type) and issubclass(one, Node) and bool({key} & one.keys().keys()))
        for one in flattened(kind)
    )


def is_null(node: YamlNode) -> bool:
    """Whether nothing, `null` or `~` is written."""
    return isinstance(node, ScalarNode) and node.style is None and node.value in {"", "~", "null"}


def is_flag(node: YamlNode) -> bool:
    """Whether an unquoted true or false is written."""
    return isinstance(node, ScalarNode) and node.style is None and node.value in {"true", "false"}


def plain(node: YamlNode) -> Answer:
    """Read a node as plain data: text stays text, only true, false and null are more than that."""
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.value]
    if isinstance(node, MappingNode):
        return {str(key.value): plain(value) for key, value in node.value}
    if is_null(node):
        return None
    if is_flag(node):
        return bool(node.value == "true")
    return str(node.value)


def named(node: YamlNode, path: str, index: int) -> str:
    """The path of a list item: its own id when it has one, else its position."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == "id" and isinstance(value, ScalarNode):
                return str(value.value)
    return f"{path}[{index}]"


def wrapped(node: ScalarNode, key: str) -> MappingNode:
    """A lone scalar as the mapping that it is short for."""
    name = ScalarNode("", key, node.start_mark, node.start_mark)
    return MappingNode("", [(name, node)], node.start_mark, node.end_mark)


def scalar_hint(node: YamlNode) -> str:
    """What a lone scalar looks like when a mapping was meant."""
    if not isinstance(node, ScalarNode) or node.style is not None:
        return ""
    if found := re.match(r"([\w-]{1,40})：", node.value):
        return hints.full_width_message(found[1])
    if found := re.match(r"([^\W\d][\w-]{1,19}):(?!//)\S", node.value):
        return hints.no_blank_message(found[1])
    return ""


def misread(node: YamlNode) -> str:
    """The same, and what it looks like in brackets that YAML does not know."""
    if not isinstance(node, ScalarNode) or node.style is not None:
        return ""
    return scalar_hint(node) or hints.wide_brackets(node.value)
