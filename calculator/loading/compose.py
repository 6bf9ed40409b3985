"""YAML events -> nodes with their marks: no anchors, no tags, limited depth, Chinese folds."""

from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from calculator.loading import hints
from calculator.loading.hygiene import is_wide, odd_escape, spelled
from calculator.loading.place import Place, Problem

MAX_DEPTH = 60
TEXT_TAG = "tag:yaml.org,2002:str"


class TooDeepError(yaml.YAMLError):
    """The nesting goes beyond `MAX_DEPTH`; `mark` says where."""

    def __init__(self, mark: Any) -> None:
        super().__init__("too deep")
        self.mark = mark


class YamlText:
    """The text of a file, its lines, and the problems met while composing it."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.lines = text.split("\n")
        self.problems: list[Problem] = []

    def report(self, mark: Any, message: str) -> None:
        """Note a problem at a mark."""
        self.problems.append(Problem(Place(self.file, mark.line + 1, mark.column + 1), message))


def compose(source: YamlText) -> Node | None:
    """Compose the one document of a text; raises `yaml.YAMLError`.

    libyaml is several times faster; what it refuses is read again by PyYAML's own parser, so
    that messages do not depend on which of them is installed.
    """
    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None:
        try:
            return _Composer(source, fast).document()
        except TooDeepError:
            raise
        except yaml.YAMLError:
            source.problems.clear()
    return _Composer(source, yaml.SafeLoader).document()


class _Composer:
    def __init__(self, source: YamlText, loader: Any) -> None:
        self.source = source
        self.events: Iterator[Any] = yaml.parse(source.text, Loader=loader)
        self.depth = 0

    def document(self) -> Node | None:
        """The root node, or None for an empty text."""
        root = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.source.report(_marks(event)[0], "一个文件里只能有一份内容，请删掉“---”")
                first = self.node(next(self.events))
                root = first if root is None else root
        return root

    def node(self, event: Any) -> Node:
        """The node that begins with an event."""
        start, end = _marks(event)
        if isinstance(event, yaml.AliasEvent):
            self.source.report(start, f"不支持引用（*{event.anchor}），请把内容写全")
            return ScalarNode(TEXT_TAG, "", start, end)
        if event.anchor is not None:
            self.source.report(start, f"不支持锚点（&{event.anchor}），请删掉")
        if event.tag is not None:
            self.source.report(start, "不支持类型标记（以 ! 开头）；如果 ! 属于文字，请加半角引号")
        if isinstance(event, yaml.ScalarEvent):
            value, style = self._text(event), event.style or None
            self._look_for_comments(event)
            if event.style == '"' and (odd := odd_escape(value)):
                self.source.report(start, f"双引号里的转义写出了看不见的字符（{odd}），请删掉")
                value = spelled(value)
            return ScalarNode(TEXT_TAG, value, start, end, style=style)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooDeepError(start)
        node = self._collection(event)
        self.depth -= 1
        return node

    def _collection(self, event: Any) -> Node:
        start, flow = event.start_mark, event.flow_style
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(below := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(below))
            return SequenceNode(TEXT_TAG, items, start, _marks(below)[1], flow_style=flow)
        pairs = []
        while not isinstance(below := next(self.events), yaml.MappingEndEvent):
            key = self.node(below)
            pairs.append((key, self.node(next(self.events))))
        return MappingNode(TEXT_TAG, pairs, start, _marks(below)[1], flow_style=flow)

    def _look_for_comments(self, event: Any) -> None:
        """«＃ …» in what stands without quotes was meant as a comment, and is none."""
        if event.style in {"'", '"'} or "＃" not in event.value:
            return
        start, end = event.start_mark, event.end_mark
        for number in range(start.line, end.line + 1):
            line = self.source.lines[number] if number < len(self.source.lines) else ""
            if found := hints.FULL_WIDTH_COMMENT.search(line):
                place = Place(self.source.file, number + 1, found.end())
                self.source.problems.append(Problem(place, hints.FULL_WIDTH_COMMENT_MESSAGE))

    def _text(self, event: Any) -> str:
        value = str(event.value)
        start, end = event.start_mark, event.end_mark
        if event.style in {">", "|"}:
            value = value.rstrip("\n")
            if event.style == "|":
                return value
            return unfolded(value, self.source.lines[start.line + 1 :])
        if end.line == start.line:
            return value
        lines = self.source.lines[start.line : end.line + 1]
        lines[-1] = lines[-1][: end.column]
        lines[0] = lines[0][start.column :]
        if event.style in {"'", '"'}:
            lines[0], lines[-1] = lines[0][1:], lines[-1][:-1]
        if event.style == "'":
            lines = [line.replace("''", "'") for line in lines]
        return unfolded(value, lines)


def _marks(event: Any) -> tuple[Any, Any]:
    """Start and end; libyaml's marks and PyYAML's own have the same fields."""
    return event.start_mark, event.end_mark


def unfolded(value: str, lines: Sequence[str]) -> str:
    """Take out the blanks that line ends left between two full-width characters.

    `lines` are the source lines of the scalar: their contents stand in the value one after the
    other, and what stands between them is what folding made of the line ends.
    """
    parts: list[str] = []
    at = 0
    for line in lines:
        content = line.strip()
        found = value.find(content, at) if content else -1
        if not content:
            continue
        if found < 0 or value[at:found].strip():
            break
        between = value[at:found]
        if between == " " and parts and is_wide(parts[-1][-1]) and is_wide(content[0]):
            between = ""
        parts += [between, content] if between else [content]
        at = found + len(content)
    return "".join(parts) + value[at:]
