"""YAML nodes -> the dataclasses of the policy language, by their annotations alone.

Nothing here knows a single key: `types/` declares them. Every misfit is collected with its place,
and reading goes on, so that one run shows all of them.
"""

import re
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING
from typing import Any, Final, Literal, get_args, get_origin

from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.nodes import Node as YamlNode

from calculator.loading import hints, node_kinds
from calculator.loading.place import Place, Problem
from calculator.loading.prose import joined_lines
from calculator.loading.scalars import Amount, Id, Name, Prose, Text, Value
from calculator.loading.types.fields import Node
from calculator.loading.types.worked import Answer

FAILED: Final = object()
ID_PATTERN = "[a-z0-9]+(?:[-_.][a-z0-9]+)*"
_ID = re.compile(ID_PATTERN)
_KINDS = {ScalarNode: "一个值", SequenceNode: "列表", MappingNode: "“名称: 值”的若干行"}

EMPTY = "这里还没有内容，请填写，或删掉这一项"


class Shaper:
    """Reads the nodes of one file; `problems` fills up on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        # What stands too far left to be in an empty value, by the node of that value.
        self._outside: dict[int, str] = {}

    def read[T](self, node: YamlNode, kind: type[T], path: str = "") -> T | None:
        """Read a whole file as `kind`; None when it is not even a mapping."""
        value = self._read(node, kind, path)
        return None if value is FAILED else typing.cast("T", value)

    def _place(self, node: YamlNode, path: str) -> Place:
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1, path)

    def _report(self, node: YamlNode, path: str, message: str) -> Any:
        self.problems.append(Problem(self._place(node, path), message))
        return FAILED

    def _read(self, node: YamlNode, kind: Any, path: str) -> Any:
        kind = node_kinds.unaliased(kind)
        if kind is Answer:
            return node_kinds.plain(node)
        if node_kinds.is_null(node):  # a limit that somebody forgot to write would be none
            return self._report(node, path, EMPTY + self._outside.get(id(node), ""))
        if node_kinds.is_union(kind):
            return self._read_union(node, kind, path)
        origin = get_origin(kind) or kind
        if origin is Literal:
            return self._read_option(node, kind, path)
        if origin is tuple:
            return self._read_list(node, get_args(kind)[0], path)
        if origin is Mapping:
            return self._read_mapping(node, get_args(kind)[1], path)
        if issubclass(origin, Node):
            return self._read_entry(node, origin, path)
        return self._read_scalar(node, origin, path)

    def _read_union(self, node: YamlNode, kind: Any, path: str) -> Any:
        flat = node_kinds.flattened(kind)
        if types.NoneType in flat:
            flat = tuple(part for part in flat if part is not types.NoneType)
        if len(flat) == 1:
            return self._read(node, flat[0], path)
        fitting = [choice for choice in flat if node_kinds.fits(node, choice)]
        if isinstance(node, MappingNode) and len(fitting) > 1:
            fitting = [node_kinds.marked(node, fitting)]
        if fitting:
            return self._read(node, fitting[0], path)
        if isinstance(node, ScalarNode) and (message := node_kinds.scalar_hint(node)):
            return self._report(node, path, message)
        wanted = "或".join(dict.fromkeys(_KINDS[node_kinds.node_kind(choice)] for choice in flat))
        hint = _named_in_brackets(node)
        return self._report(node, path, f"这里应当是{wanted}，写的却是{_KINDS[type(node)]}{hint}")

    def _read_scalar(self, node: YamlNode, kind: type, path: str) -> Any:
        if not isinstance(node, ScalarNode):
            flow = isinstance(node, SequenceNode | MappingNode) and node.flow_style
            hint = "；以 { 或 [ 开头的文字要用半角引号括起来" if flow else ""
            if issubclass(kind, Amount | Value):
                hint = _named_in_brackets(node) or hint
            return self._report(node, path, f"这里应当是一个值，写的却是{_KINDS[type(node)]}{hint}")
        text = node.value.strip()
        if kind is bool:
            if text in {"true", "false"}:
                return text == "true"
            return self._report(node, path, f"这里只能写 true（是）或 false（否），不能写“{text}”")
        if not text:
            return self._report(node, path, EMPTY)
        if kind is int:
            if re.fullmatch("0|[1-9][0-9]*", text):
                return int(text)
            return self._report(node, path, f"这里应当是半角的整数，不能写“{text}”")
        return self._read_text(node, text, kind, path)

    def _read_text(self, node: YamlNode, text: str, kind: type, path: str) -> Any:
        if not issubclass(kind, Text):
            raise TypeError(f"no reader for {kind}")
        if message := hints.half_quoted(text):
            self._report(node, path, message)
        if kind is Prose:
            return Prose(joined_lines(text), self._place(node, path))
        if kind is not Name and hints.smart_quotes(text):
            self._report(node, path, hints.SMART_MESSAGE)
            text = text[1:-1]
        elif kind is Id and not _ID.fullmatch(text):
            self._report(
                node, path, f"编号“{text}”只能用小写英文字母、数字和连字符，例如 training-hours"
            )
        return kind(text, self._place(node, path))

    def _read_option(self, node: YamlNode, kind: Any, path: str) -> Any:
        known = [str(option) for option in get_args(kind)]
        if not isinstance(node, ScalarNode):
            return self._report(node, path, f"这里应当是其中之一：{'、'.join(known)}")
        text = node.value.strip()
        if text in known:
            return text
        if hints.smart_quotes(text) and text[1:-1] in known:
            return self._report(node, path, hints.SMART_MESSAGE)
        near = hints.did_you_mean(text, known)
        return self._report(node, path, f"“{text}”不在 {'、'.join(known)} 之中{near}")

    def _read_list(self, node: YamlNode, kind: Any, path: str) -> Any:
        if not isinstance(node, SequenceNode):
            message = node_kinds.misread(node) or "这里应当是列表：每项另起一行，以“- ”开头"
            return self._report(node, path, message)
        items = [
            self._read(item, kind, node_kinds.named(item, path, index))
            for index, item in enumerate(node.value)
        ]
        return tuple(item for item in items if item is not FAILED)

    def _read_mapping(self, node: YamlNode, kind: Any, path: str) -> Any:
        if not isinstance(node, MappingNode):
            message = node_kinds.misread(node) or "这里应当是“名称: 值”的若干行"
            return self._report(node, path, message)
        values: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                continue
            read = self._read(value, kind, f"{path}.{key.value}")
            if read is not FAILED:
                values[Text(key.value.strip(), self._place(key, f"{path}.{key.value}"))] = read
        return types.MappingProxyType(values)

    def _read_entry(self, node: YamlNode, kind: type[Node], path: str) -> Any:
        if isinstance(node, ScalarNode) and kind.SHORT and not node_kinds.scalar_hint(node):
            node = node_kinds.wrapped(node, kind.SHORT)
        if not isinstance(node, MappingNode):
            message = node_kinds.misread(node) or (
                f"“{kind.TITLE}”应当写成“名称: 值”的若干行，写的却是{_KINDS[type(node)]}"
            )
            return self._report(node, path, message)
        known = kind.keys()
        rest = next((f for f in known.values() if f.metadata["rest"]), None)
        taken, left = self._split(node, known, rest is not None)
        if rest is not None and left:
            mark = MappingNode("", left, left[0][0].start_mark, node.end_mark)
            taken[rest.name] = (mark, mark)
        elif left:
            for key, _ in left:
                message = self._outdented(node, key, kind) or _unknown(key.value, kind)
                self._report(key, f"{path}.{key.value}".lstrip("."), message)
        self._check_groups(node, kind, path, {key for key, _ in taken.items()})
        return self._build(node, kind, path, taken)

    def _outdented(self, node: MappingNode, key: ScalarNode, kind: type[Node]) -> str:
        """What to say of an unknown key that belongs in an empty value above it."""
        known, hinted = kind.keys(), node_kinds.field_types(kind)
        for name, value in node.value[: [one for one, _ in node.value].index(key)][::-1]:
            field = known.get(name.value) if isinstance(name, ScalarNode) else None
            if (
                field is not None
                and node_kinds.is_null(value)
                and node_kinds.may_hold(hinted[field.name], key.value)
            ):
                mend = f"缩进就不够，应当比“{name.value}”多两格"
                said = f"；下面的“{key.value}”要是它的内容，{mend}"
                self._outside.setdefault(id(value), said)
                return f"{_lacks(key.value, kind)}；要是“{name.value}”的内容，{mend}"
        return ""

    def _split(
        self, node: MappingNode, known: Mapping[str, Any], rest: bool
    ) -> tuple[dict[str, Any], list[Any]]:
        taken: dict[str, Any] = {}
        left = []
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                continue
            field = known.get(key.value)
            if field is None or (rest and field.metadata["rest"]):
                left.append((key, value))
            else:
                taken[key.value] = (key, value)
        return taken, left

    def _check_groups(self, node: YamlNode, kind: type[Node], path: str, present: set[str]) -> None:
        for group in (*kind.ONE_OF, *kind.AT_MOST_ONE_OF):
            found = [key for key in group if key in present]
            if len(found) > 1:
                self._report(node, path, f"{'、'.join(found)} 只能写其中一个")
        for said, groups in (
            ("缺少内容，请写其中一个", kind.ONE_OF),
            ("缺少比较，请至少写一个", kind.SOME_OF),
        ):
            for group in groups:
                if present.isdisjoint(group):
                    self._report(node, path, f"“{kind.TITLE}”{said}：{'、'.join(group)}")

    def _build(self, node: YamlNode, kind: type[Node], path: str, taken: Mapping[str, Any]) -> Any:
        hinted = node_kinds.field_types(kind)
        values: dict[str, Any] = {"place": self._place(node, path)}
        whole = True
        for key, field in kind.keys().items():
            name = field.name
            given = taken.get(name if field.metadata["rest"] else key)
            if given is None:
                if field.default is MISSING:
                    title = field.metadata["title"]
                    self._report(node, path, f"“{kind.TITLE}”缺少 {key}（{title}）")
                    whole = False
                continue
            below = path if field.metadata["rest"] else f"{path}.{key}".lstrip(".")
            read = self._read(given[1], hinted[name], below)
            if read is FAILED and field.default is MISSING:
                # An empty text in place of one that is wrong: the entry can still be seen.
                of = hinted[name]
                is_text = isinstance(of, type) and issubclass(of, Text)
                read = of("", self._place(given[1], below)) if is_text else FAILED
                whole = whole and is_text
            if read is not FAILED:
                values[name] = read
        return kind(**values) if whole else FAILED


def _named_in_brackets(node: YamlNode) -> str:
    """«[守灯年限]» where «【守灯年限】» was meant."""
    items = node.value if isinstance(node, SequenceNode) and node.flow_style else []
    names = [item.value for item in items if isinstance(item, ScalarNode)]
    return f"；数值的名称用【】，写成【{names[0]}】" if len(names) == len(items) == 1 else ""


def _unknown(key: str, kind: type[Node]) -> str:
    if "：" in key:
        return hints.full_width_message(key.split("：")[0])
    if ":" in key:
        return hints.no_blank_message(key.split(":")[0])
    known = kind.keys()
    by_title = [name for name, field in known.items() if field.metadata["title"] == key]
    near = f"，应当写“{by_title[0]}”" if by_title else hints.did_you_mean(key, known)
    return f"{_lacks(key, kind)}{near or '；可以写的有：' + '、'.join(known)}"


def _lacks(key: str, kind: type[Node]) -> str:
    return f"“{kind.TITLE}”里没有“{key}”这一项"
