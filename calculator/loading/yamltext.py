"""Bytes of a YAML file -> nodes with their marks, or what stands in the way, in plain Chinese."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from unicodedata import normalize

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from calculator.loading.compose import MAX_DEPTH, TooDeepError, YamlText, compose
from calculator.loading.hints import (
    FULL_WIDTH_COMMENT,
    FULL_WIDTH_COMMENT_MESSAGE,
    full_width_message,
)
from calculator.loading.hygiene import decode, merge_marks, odd_characters
from calculator.loading.place import Place, Problem

_NO_CHARACTER = re.compile(r"\\U(?!000[0-9A-Fa-f]|0010)")
_CUT = re.compile(r"\s+#[^\s#]")
NOT_YAML_ESCAPE = "不是正确的 YAML：双引号里的反斜杠有特殊含义，这里写出的字符不存在；请改用单引号"


def read_nodes(
    data: bytes, file: str, compose: Callable[[YamlText], Node | None] = compose
) -> tuple[Node | None, list[Problem]]:
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
        _check_keys(node, source, may_cut=_CUT.search(text) is not None)
    return node, source.problems


def _check_keys(node: Node, source: YamlText, *, may_cut: bool) -> None:
    if may_cut and isinstance(node, ScalarNode):
        _check_cut(node, source)
    if isinstance(node, SequenceNode):
        for item in node.value:
            _check_keys(item, source, may_cut=may_cut)
    if not isinstance(node, MappingNode):
        return
    seen: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            source.report(key.start_mark, "冒号前面应当是一个词，不能是列表或大括号")
        elif (same := normalize("NFKC", key.value).strip()) in seen:
            source.report(
                key.start_mark, f"“{key.value}”在第 {seen[same]} 行已经写过，请合并或删掉一个"
            )
        else:
            seen[same] = key.start_mark.line + 1
        _check_keys(value, source, may_cut=may_cut)


def _check_cut(node: ScalarNode, source: YamlText) -> None:
    """A text without quotes ends at « #»: meant as a comment only with a space behind the sign."""
    if node.style is not None:
        return
    mark = node.end_mark
    rest = "".join(source.lines[mark.line : mark.line + 1])[mark.column :]
    if _CUT.match(rest):
        source.report(
            mark,
            "从空格后面的“#”起当作注释，这一行的后半句会丢；是文字的，请把整段文字用半角引号括起来，"
            "是注释的，请在 # 后面加一个空格",
        )


_ENGLISH_KEY = re.compile(r"^(\s*(?:- +)?)([a-z][a-z_]{0,40})：")
_BARE_KEY = re.compile(r"^\s*(?:- +)?([a-z][a-z_]{0,40}(?= +\S)|[^\W\d][\w-]{0,40}(?=:\S))")
# What was to be the «- » of a list: other dashes and dots, or no blank behind it.
_LIKE_DASH = re.compile(r"^\s*([－—–‐‑−•●·*])|^\s*(-)[^\s-]")
_WIDE_IN_BRACKETS = re.compile("[，、；：｛｝［］【】]")
_WIDE_BRACE = re.compile(r"(?:[:,]|^\s*-)\s*([｛［（])")
_FULL_WIDTH_KEY = re.compile(r"^(\s*(?:- +)?)([\w-]{1,40})：")

NOT_YAML = "不是正确的 YAML：请核对这一处的引号、括号、冒号和缩进"
# What PyYAML says, and what a maintainer can do about it.
EXPLAINED = {
    "could not find expected ':'": "这一行缺少“: ”（半角冒号加一个空格），或者缩进不对",
    "mapping values are not allowed here": (
        "这里多出一个“: ”，或者缩进不对；如果冒号属于文字，"
        "请把整段文字用半角引号括起来，或写成“|”的多行文字"
    ),
    "found character '%' that": "文字不能以 % 开头，请用半角引号括起来",
    "found character '@' that": "文字不能以 @ 开头，请用半角引号括起来",
    "found character '`' that": "文字不能以 ` 开头，请用半角引号括起来",
    "found character": "文字不能以这个符号开头，请用半角引号括起来",
    "scanning a directive": "一行不能以 % 开头，请用半角引号把文字括起来",
    "YAML directive": "请删掉以 % 开头的这一行",
    "incompatible YAML": "请删掉以 % 开头的这一行",
    "scanning an a": "文字不能以 & 或 * 开头，请用半角引号括起来",  # an anchor, an alias
    " tag": "文字不能以 ! 开头，请用半角引号括起来",
    "scanning a block scalar": "“|”或“>”后面不能再写内容，文字从下一行写起，比上面一行多缩进",
    "hexadecimal": "双引号里的反斜杠有特殊含义；请改用单引号，或写成两个反斜杠",
    "unexpected document separator": "引号没有配对：从这里开始的引号一直没有结束",
    "document start": "缩进不对，或者多了“---”、“...”一行；一个文件里只能有一份内容",
    "mapping keys are not allowed": "“?”不能写在这里，请用半角引号把文字括起来",
    "invalid indentation or unclosed": "缩进不对，或者方括号、大括号没有配对",
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
    "expected the node content": "括号里多了一个逗号，括号没有配对，或者符号前后缺少内容",
    "block sequence entries are not allowed": "列表的“- ”不能写在这里，请另起一行并缩进",
}


def syntax_problems(error: yaml.MarkedYAMLError, source: YamlText) -> list[Problem]:
    """What the error means; where it is a full-width colon, every other like it too."""
    first = _syntax_problem(error, source)
    alike = _sure_colons(source) if "全角冒号" in first.message else []
    return sorted({first, *alike})


def _sure_colons(source: YamlText) -> Iterator[Problem]:
    """Full-width colons after what can only be a key: no sentence begins in these letters."""
    for number, text in enumerate(source.lines, 1):
        if found := _ENGLISH_KEY.match(text):
            place = Place(source.file, number, found.end())
            yield Problem(place, full_width_message(found[2]))


def _syntax_problem(error: yaml.MarkedYAMLError, source: YamlText) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = f"{error.context or ''} {error.problem or ''}"
    # Where a colon is wanted the parser stands on the next line.
    if re.search("end of stream|expected ':'", said) and error.context_mark is not None:
        mark = error.context_mark
    if mark is None:
        return Problem(Place(source.file, 1, 1), NOT_YAML)
    lines = [mark.line, error.context_mark.line if error.context_mark else mark.line]
    if found := next(_slips(said, lines, source), None):
        return found
    message = next((text for sign, text in EXPLAINED.items() if sign in said), NOT_YAML)
    return Problem(Place(source.file, mark.line + 1, mark.column + 1), message)


def _slips(said: str, lines: list[int], source: YamlText) -> Iterator[Problem]:
    """What the hand slipped on near these lines, the likeliest first."""
    is_key = "mapping values" in said
    tries: list[tuple[Callable[[YamlText, int], Problem | None], list[int]]] = [
        (_list_sign, [*lines, lines[0] - 1] if is_key else lines)
    ]
    if is_key or "expected ':'" in said:
        tries.append((_lacks_colon, lines[:1]))
    tries.append((full_width_comment, lines))
    if is_key:
        tries.append((partial(_wide_sign, signs=_WIDE_BRACE), lines))
    if "expected ',' or" in said:
        tries.append((partial(_wide_sign, signs=_WIDE_IN_BRACKETS), lines))
    if "expected" in said or "not allowed" in said:
        tries.append((full_width_colon, lines[::-1]))
    for look, near in tries:
        yield from filter(None, (look(source, line) for line in near))


def _lacks_colon(source: YamlText, line: int) -> Problem | None:
    """A key here or above that has no colon, or no blank behind it: «each 8», «each:8»."""
    above = next((n for n in range(line - 1, -1, -1) if source.lines[n].strip()), line)
    for number in (line, above):
        found = _BARE_KEY.match(source.lines[number])
        if found and not re.search(r":(\s|$)", source.lines[number]):
            message = f"“{found[1]}”后面缺少“: ”（半角冒号加一个空格）"
            return Problem(Place(source.file, number + 1, found.end(1) + 1), message)
    return None


def _list_sign(source: YamlText, line: int) -> Problem | None:
    """An item of a list that begins with anything but «- »."""
    text = "".join(source.lines[line : line + 1])
    found = _LIKE_DASH.match(text)
    if found is None:
        return None
    column = found.start(found.lastindex or 0) + 1
    message = (
        f"列表的每项以“- ”（半角减号加一个空格）开头，这里写的是“{text[column - 1 : column + 1]}”"
    )
    return Problem(Place(source.file, line + 1, column), message)


def _wide_sign(source: YamlText, line: int, *, signs: re.Pattern[str]) -> Problem | None:
    """A full-width sign in brackets, where YAML wants its own."""
    found = signs.search("".join(source.lines[line : line + 1]))
    if found is None:
        return None
    column, sign = found.start(found.lastindex or 0) + 1, found[found.lastindex or 0]
    message = (
        f"“{sign}”是全角的：列表和大括号里要用半角的括号、冒号和逗号，逗号和冒号后面加一个空格；"
        "属于文字的，请把那一段文字用半角引号括起来"
    )
    return Problem(Place(source.file, line + 1, column), message)


def full_width_comment(source: YamlText, line: int) -> Problem | None:
    """The problem of a comment after a full-width sign in this line or its neighbours."""
    for number in range(max(line - 1, 0), min(line + 2, len(source.lines))):
        if found := FULL_WIDTH_COMMENT.search(source.lines[number]):
            return Problem(Place(source.file, number + 1, found.end()), FULL_WIDTH_COMMENT_MESSAGE)
    return None


def full_width_colon(source: YamlText, line: int) -> Problem | None:
    """The problem of a full-width colon after a key near this line, if there is one."""
    near = range(max(line - 2, 0), min(line + 3, len(source.lines)))
    for number in sorted(near, key=lambda one: abs(one - line)):
        text = source.lines[number]
        if (found := _FULL_WIDTH_KEY.match(text)) and not re.search("[，。；]", text):
            place = Place(source.file, number + 1, found.end())
            return Problem(place, full_width_message(found[2]))
    return None
