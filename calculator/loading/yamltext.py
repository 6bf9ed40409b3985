"""YAML text -> nodes with their marks: strings only, no anchors, every problem in plain Chinese."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from calculator.loading.hints import full_width_message
from calculator.loading.hygiene import decode, is_wide, odd_characters
from calculator.loading.place import Place, Problem

MAX_DEPTH = 60
# Stands for a line fold until it is known what stands on both sides; hygiene refuses it in files.
_FOLD = "\ue000"
_TEXT_TAG = "tag:yaml.org,2002:str"
_FULL_WIDTH_KEY = re.compile(r"^(\s*(?:- +)?)([\w-]{1,40})：")


class _TooDeepError(yaml.YAMLError):
    pass


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader without implicit types, anchors, tags or blanks at Chinese folds."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (declared so by PyYAML)

    def __init__(self, text: str, file: str) -> None:
        super().__init__(text)
        self.file = file
        self.lines = text.split("\n")
        self.depth = 0
        self.problems: list[Problem] = []

    def report(self, mark: yaml.Mark, message: str) -> None:
        self.problems.append(Problem(Place(self.file, mark.line + 1, mark.column + 1), message))

    def scan_plain_spaces(self, indent: int, start_mark: yaml.Mark) -> list[str]:
        line = self.line
        return self._marked(line, super().scan_plain_spaces(indent, start_mark))

    def scan_flow_scalar_spaces(self, double: bool, start_mark: yaml.Mark) -> list[str]:
        line = self.line
        return self._marked(line, super().scan_flow_scalar_spaces(double, start_mark))

    def _marked(self, line: int, chunks: list[str] | None) -> list[str]:
        return [_FOLD] if chunks == [" "] and self.line > line else chunks or []

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        if self.check_event(yaml.AliasEvent):
            event: Any = self.get_event()  # type: ignore[no-untyped-call]
            self.report(event.start_mark, f"不支持引用（*{event.anchor}），请把内容写全")
            return ScalarNode(_TEXT_TAG, "", event.start_mark, event.end_mark)
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if event.anchor is not None:
            self.report(event.start_mark, f"不支持锚点（&{event.anchor}），请删掉")
            event.anchor = None
        if event.tag is not None:
            self.report(
                event.start_mark, "不支持类型标记（以 ! 开头）；如果 ! 属于文字，请加半角引号"
            )
            event.tag, event.implicit = _TEXT_TAG, (True, True)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _TooDeepError(event.start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        if isinstance(node, ScalarNode):
            node.value = self._unfolded(node)
        return node

    def _unfolded(self, node: ScalarNode) -> str:
        value = node.value
        if node.style == ">":
            value = _mark_block_folds(value, self.lines[node.start_mark.line + 1 :])
        if node.style in {">", "|"}:
            value = value.rstrip("\n")
        return join_folds(value)


def _mark_block_folds(value: str, lines: list[str]) -> str:
    """Mark the blanks of a `>` scalar that come from line ends; its lines appear verbatim."""
    marked, at = [], 0
    for line in lines:
        content = line.strip()
        found = value.find(content, at) if content else -1
        if not content:
            continue
        if found < 0 or value[at:found].strip(" \n"):
            break
        blank = value[at:found]
        marked.append(_FOLD if blank == " " else blank)
        marked.append(content)
        at = found + len(content)
    return "".join(marked) + value[at:]


def join_folds(value: str) -> str:
    """Put a blank at each fold, except between two full-width characters."""
    if _FOLD not in value:
        return value
    parts = value.split(_FOLD)
    joined = parts[0]
    for part in parts[1:]:
        tight = joined and part and is_wide(joined[-1]) and is_wide(part[0])
        joined += part if tight else " " + part
    return joined


def read_nodes(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """Read one file; what cannot be read is reported, and the rest of the folder goes on."""
    text, problems = decode(data, file)
    if text is None:
        return None, problems
    problems = odd_characters(text, file)
    if problems:
        return None, problems
    loader = _Loader(text, file)
    try:
        node = loader.get_single_node()
    except _TooDeepError as error:
        place = Place(file, error.args[0].line + 1, error.args[0].column + 1)
        return None, [Problem(place, f"层次太深（超过 {MAX_DEPTH} 层），请检查括号和缩进")]
    except yaml.MarkedYAMLError as error:
        return None, [*loader.problems, _syntax_problem(error, loader)]
    except yaml.YAMLError as error:
        return None, [*loader.problems, Problem(Place(file, 1, 1), f"不是正确的 YAML：{error}")]
    finally:
        loader.dispose()
    if node is not None:
        _check_keys(node, loader)
    return node, loader.problems


def _check_keys(node: Node, loader: _Loader) -> None:
    if isinstance(node, SequenceNode):
        for item in node.value:
            _check_keys(item, loader)
    if not isinstance(node, MappingNode):
        return
    seen: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            loader.report(key.start_mark, "冒号前面应当是一个词，不能是列表或大括号")
        elif key.value in seen:
            loader.report(
                key.start_mark, f"“{key.value}”在第 {seen[key.value]} 行已经写过，请合并或删掉一个"
            )
        else:
            seen[key.value] = key.start_mark.line + 1
        _check_keys(value, loader)


# What PyYAML says, and what a maintainer can do about it.
_EXPLAINED = {
    "could not find expected ':'": "这一行缺少“: ”（半角冒号加一个空格），或者缩进不对",
    "mapping values are not allowed here": (
        "这里多出一个“: ”，或者缩进不对；如果冒号属于文字，"
        "请把整段文字用半角引号括起来，或写成“|”的多行文字"
    ),
    "found character '%' that": "文字不能以 % 开头，请用半角引号括起来",
    "found character '@' that": "文字不能以 @ 开头，请用半角引号括起来",
    "found character '`' that": "文字不能以 ` 开头，请用半角引号括起来",
    "found unexpected end of stream": "引号没有配对：从这里开始的引号一直没有结束",
    "found unknown escape character": "双引号里的反斜杠有特殊含义；请改用单引号，或写成两个反斜杠",
    "expected <block end>, but found": (
        "缩进不对，或者文字以 { [ * & ! | > 等符号开头而没有加引号；"
        "请与上下文对齐，或者用半角引号把文字括起来"
    ),
    "expected ',' or ": (
        "方括号或大括号里缺少逗号，或者没有配对；"
        "如果文字本身含有 [ ] { } 或半角逗号，请用半角引号把文字括起来"
    ),
    "found another document": "一个文件里只能有一份内容，请删掉中间的“---”",
    "expected the node content": "括号里多了一个逗号，或者符号前后缺少内容",
    "block sequence entries are not allowed": "列表的“- ”不能写在这里，请另起一行并缩进",
}


def _syntax_problem(error: yaml.MarkedYAMLError, loader: _Loader) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = str(error.problem or error.context or "")
    if "end of stream" in said and error.context_mark is not None:
        mark = error.context_mark
    if mark is None:
        return Problem(Place(loader.file, 1, 1), f"不是正确的 YAML：{said}")
    if "expected" in said or "not allowed" in said:
        for near in (error.context_mark, mark):
            if near is not None and (found := full_width_colon(loader, near.line)):
                return found
    message = next(
        (text for sign, text in _EXPLAINED.items() if sign in said), f"不是正确的 YAML：{said}"
    )
    return Problem(Place(loader.file, mark.line + 1, mark.column + 1), message)


def full_width_colon(loader: _Loader, line: int) -> Problem | None:
    """The problem of a full-width colon after a key near this line, if there is one."""
    near = range(max(line - 2, 0), min(line + 3, len(loader.lines)))
    for number in sorted(near, key=lambda one: abs(one - line)):
        text = loader.lines[number]
        if (found := _FULL_WIDTH_KEY.match(text)) and not re.search("[，。；]", text):
            place = Place(loader.file, number + 1, found.end())
            return Problem(place, full_width_message(found[2]))
    return None
