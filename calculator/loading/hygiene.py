"""What trips up a text file before YAML is even read: encodings, tabs, odd spaces, size."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from calculator.core.values.signs import DOUBLES, INVISIBLE, name_of, visible
from calculator.loading.place import Place, Problem

MAX_BYTES = 1_000_000
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")

HOW_TO_SAVE = (
    "请另存为 UTF-8：在“记事本”里选“文件 → 另存为”，把“编码”改成 UTF-8；"
    "在 VS Code 里点右下角的编码名称，选“通过编码保存 → UTF-8”"
)

# Characters that look like a plain space or a line end, and what they are called.
_ODD = {
    "\t": "制表符（Tab）",
    "\u3000": "全角空格",
    "\u00a0": "不换行空格",
    "\u2028": "行分隔符",
    "\u2029": "段落分隔符",
    "\u0085": "换行控制符",
    **{chr(n): f"特殊空格（U+{n:04X}）" for n in (0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F)},
}
_ANY_ODD = re.compile(f"[{''.join(_ODD)}]")
# Halves of characters, private ones and none at all, beside the invisible ones.
_CONTROL = re.compile(f"{INVISIBLE.pattern}|[\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
# «text: ｜»: what was to begin a text of several lines begins it now.
_WIDE_BAR = re.compile(r"[:：]\s*([｜＞])[-+]?\s*$")
_WIDE_SPACE = re.compile(r"^[ ]*\u3000|[:：-]\u3000|\u3000[:：]")
_MERGING = re.compile(r"(\s*(<{7}|\|{7}|>{7})( |$)|={7}$)")
# What is left of text that was saved, or read, in an encoding that it was not in: «锟斤拷», «锛»
# (a comma), «æŽˆ»; question marks in place of every character.
_GARBLED = re.compile(
    "\ufffd|锟斤拷|烫烫|[锛銆鈥]|[\xe0-\xef][\x80-\xbf\u0152-\u017e\u02c6\u02dc\u2013-\u2122]{2}"
)
_QUESTIONED = re.compile(r"[^#]*?[:-]\s+[\"']?\?\?")
# What lines that are told hold one of: a set, so that all others are passed over at a glance.
_SUSPECT = re.compile(
    "|".join(
        (
            _ANY_ODD.pattern,
            "[｜＞]",
            _CONTROL.pattern,
            DOUBLES.pattern,
            "[\ufffd锟烫锛銆鈥\xe0-\xef?]",
        )
    )
)


def decode(data: bytes, file: str, most: int = MAX_BYTES) -> tuple[str | None, list[Problem]]:
    """Decode a policy file, or say which encoding it seems to be in and how to save it anew."""
    top = Place(file, 1, 1)
    if len(data) > most:
        message = (
            f"文件有 {len(data)} 字节，超过 {most} 字节的上限；请把内容拆成几个文件，放在同一文件夹"
        )
        return None, [Problem(top, message)]
    has_noughts = len(data) >= 4 and data[:200].count(0) * 3 > len(data[:200])
    if b"\0" * 4 in data and not data.startswith(_WIDE_MARKS):
        message = "文件里有一段是空的字节：多半是保存时断电，或者没有同步完；请从备份或历史版本恢复"
        return None, [Problem(top, message)]
    if data.startswith(_WIDE_MARKS) or has_noughts:
        return None, [Problem(top, f"文件看起来是 UTF-16（“Unicode”）编码。{HOW_TO_SAVE}")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Problem(Place(file, line, 1), f"{_guess(data)}。{HOW_TO_SAVE}")]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _guess(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "文件不是文本，或者已经损坏：不能按 UTF-8 读取"
    return "文件看起来是 GBK（ANSI、GB2312）编码，不是 UTF-8"


def odd_characters(text: str, file: str) -> list[Problem]:
    """Report tabs, invisible characters and full-width spaces that YAML would stumble over."""
    lines = [(n, one) for n, one in enumerate(text.split("\n"), 1) if _SUSPECT.search(one)]
    problems = [*_garbled(lines, file)]
    for number, line in lines:
        for odd in dict.fromkeys(_ANY_ODD.findall(line)):
            # A full-width space may stand between words, not in the indentation or by a key.
            if odd != "\u3000" or _WIDE_SPACE.search(line):
                place = Place(file, number, line.index(odd) + 1)
                message = f"这里有{_ODD[odd]}，请改成普通的半角空格，或删掉"
                problems.append(Problem(place, message))
        if found := _WIDE_BAR.search(line):
            message = f"这里是全角“{found[1]}”，会当作文字的第一个字；请改成半角"
            problems.append(Problem(Place(file, number, found.start(1) + 1), message))
        if found := _CONTROL.search(line):
            place = Place(file, number, found.start() + 1)
            problems.append(Problem(place, f"这里有看不见的字符（{name_of(found[0])}），请删掉"))
        for double in DOUBLES.finditer(line):
            sign, meant = double[0], unicodedata.normalize("NFKC", visible(double[0]))
            if sign != meant or sign < "\u3000":
                better = f"“{meant}”" if sign != meant else "普通的汉字"
                message = (
                    f"“{sign}”（{name_of(sign)}）是部首或兼容字，看着像汉字，多半从 PDF 复制来；"
                    f"搜索和比较认不出它，请改成{better}"
                )
                problems.append(Problem(Place(file, number, double.start() + 1), message))
    return problems


def _garbled(lines: Iterable[tuple[int, str]], file: str) -> Iterator[Problem]:
    """Report text that was saved in a wrong encoding, once for the file."""
    found = [n for n, one in lines if _GARBLED.search(one) or _QUESTIONED.match(one)]
    if found:
        numbers = "、".join(map(str, found[:5])) + (f" 等 {len(found)}" if found[5:] else "")
        message = (
            f"第 {numbers} 行有乱码：文件用别的编码存过，原来的字已经丢了；"
            "请从备份恢复，或照原文重新输入，存成 UTF-8"
        )
        yield Problem(Place(file, found[0], 1), message)


def merge_marks(text: str, file: str) -> list[Problem]:
    """Report what a version control system left where two people changed the same lines."""
    marked = [n for n, line in enumerate(text.split("\n"), start=1) if _MERGING.match(line)]
    if not marked:
        return []
    lines = "、".join(map(str, marked))
    message = (
        f"合并没有做完：第 {lines} 行是合并留下的标记。"
        "请留下要用的内容，删掉 <<<<<<<、=======、>>>>>>> 这几行"
    )
    return [Problem(Place(file, marked[0], 1), message)]


def odd_escape(text: str) -> str | None:
    """A character that only an escape such as ``"\\0"`` can have brought into a text, by name."""
    found = _CONTROL.search(text)
    return name_of(found[0]) if found else None


def spelled(text: str) -> str:
    """The text with such characters as escapes again: no message could carry them to a console."""
    return _CONTROL.sub(lambda odd: f"\\u{ord(odd[0]):04x}", text)


def is_wide(char: str) -> bool:
    """Whether a character is set in a full-width box: no space is wanted beside it at a fold."""
    return unicodedata.east_asian_width(char) in "WFA" and not char.isascii()
