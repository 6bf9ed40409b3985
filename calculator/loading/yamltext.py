"""Bytes of a YAML file -> nodes with their marks, or what stands in the way, in plain Chinese."""

from __future__ import annotations

import re

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from calculator.loading.compose import MAX_DEPTH, TooDeepError, YamlText, compose
from calculator.loading.hygiene import decode, merge_marks, odd_characters
from calculator.loading.place import Place, Problem
from calculator.loading.syntax import syntax_problems

_NO_CHARACTER = re.compile(r"\\U(?!000[0-9A-Fa-f]|0010)")
NOT_YAML_ESCAPE = "不是正确的 YAML：双引号里的反斜杠有特殊含义，这里写出的字符不存在；请改用单引号"


def read_nodes(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """Read one file; what cannot be read is reported, and the rest of the folder goes on."""
    text, problems = decode(data, file)
    if text is None:
        return None, problems
    problems = merge_marks(text, file) or odd_characters(text, file)
    if problems:
        return None, problems
    source = YamlText(text, file)
    try:
        node = compose(source)
    except TooDeepError as error:
        place = Place(file, error.mark.line + 1, error.mark.column + 1)
        return None, [Problem(place, f"层次太深（超过 {MAX_DEPTH} 层），请检查括号和缩进")]
    except yaml.MarkedYAMLError as error:
        return None, [*source.problems, *syntax_problems(error, source)]
    except (yaml.YAMLError, ValueError, OverflowError):
        # PyYAML's own parser lets an escape that names no character fail in `chr`.
        found = _NO_CHARACTER.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        return None, [*source.problems, Problem(Place(file, line, 1), NOT_YAML_ESCAPE)]
    if node is not None:
        _check_keys(node, source)
    return node, source.problems


def _check_keys(node: Node, source: YamlText) -> None:
    if isinstance(node, ScalarNode):
        _check_cut(node, source)
    if isinstance(node, SequenceNode):
        for item in node.value:
            _check_keys(item, source)
    if not isinstance(node, MappingNode):
        return
    seen: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            source.report(key.start_mark, "冒号前面应当是一个词，不能是列表或大括号")
        elif key.value in seen:
            source.report(
                key.start_mark, f"“{key.value}”在第 {seen[key.value]} 行已经写过，请合并或删掉一个"
            )
        else:
            seen[key.value] = key.start_mark.line + 1
        _check_keys(value, source)


def _check_cut(node: ScalarNode, source: YamlText) -> None:
    """A text without quotes ends at « #»: meant as a comment only with a space behind the sign."""
    if node.style is not None:
        return
    mark = node.end_mark
    rest = "".join(source.lines[mark.line : mark.line + 1])[mark.column :]
    if re.match(r"\s+#[^\s#]", rest):
        source.report(
            mark,
            "从空格后面的“#”起当作注释，这一行的后半句会丢；是文字的，请把整段文字用半角引号括起来，"
            "是注释的，请在 # 后面加一个空格",
        )
