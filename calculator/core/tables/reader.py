"""People out of tables: every row read, every cell that cannot be used reported by its address.

Whatever can be read is used: one bad cell leaves one question open, nothing more.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from calculator.core.answers.answer_values import fold
from calculator.core.intake.answers import empty_file
from calculator.core.rules import Rules
from calculator.core.tables.cells import ERRORS, NONE_WORDS, UNSAID, is_blank
from calculator.core.tables.headers import APART, TWO_READINGS, Headed, head, pair
from calculator.core.tables.layout import CODE, PERSONS, layouts
from calculator.core.tables.people import Line, Memory, Person, Store, Table, Trouble, address
from calculator.core.tables.rows import RowReader, cell_of, is_empty, says, says_none

# What people write around their records, in the first cell that says something, without blanks.
_FOOTER = re.compile(
    r"[※*]?.{0,4}(合计|总计|小计|共计|累计|汇总|平均|人数|总数).{0,2}([:：(（\d]|$)"
    r"|计$|[总得均]分$|最[高低大小][值分]?$|((grand|sub)?total|sum|average|mean|count|max|min)\b"
    r"|[(（]?(示例|样例|例子|例如|如[:：]|举例|范例|样表|例\d*([:：]|[)）]?$)|续[表上)）])|[*×x]{2,}$|第\d+页|[栏列行]次$"
    r"|((填表|填报|制表|编制|审核|复核|审批|经办|负责|联系|打印|导出|统计)(人|日期|时间|单位|电话)?|"
    r"(单位|部门|领导)?(盖章|公章|签字|签名))([:：(（]|$)"
    r"|[※*]?(单位|日期|备注|说明|填表说明|填写说明|注|数据来源)(\d*[:：]|[(（]盖章|$)"
    r"|[(（]?以下(空白|无)|共\d+[人条项行次页]",
    re.IGNORECASE,
)
# What stands alone in a row and is no code: marks, a day, a sentence.
_NO_CODE = re.compile(r"\W+|\d{4}年\d{1,2}月(\d{1,2}日)?|(?=.*[\u4e00-\u9fff]).{8,}[^\d号]")
# Codes that would tell who somebody is, also as spreadsheets cut them short: 3.30E+17.
_IDENTITY = re.compile(r"\d{14,}[\dXx]|\d(\.\d+)?[Ee]\+\d+|1[3-9]\d(-?\d{4}){2}|.+@.+")
# Several people in one cell: «1、2», «1～3».
_SEVERAL = re.compile(r"\d+(\s*[、,;~]\s*\d+)+")
# What stands between and before its figures.
_SPACED = re.compile(r"[\s'’]|^\+86")
# A code as people are numbered by; another that stands alone in its row may be a heading.
_NUMBERED = re.compile(r"[A-Za-z_-]{0,8}\d{1,14}号?")


class Reader:
    """Reads the tables of one batch; `report` gets the troubles that are nobody's own.

    `from_1904` says that the workbook counts its days from 1904.
    """

    def __init__(
        self,
        rules: Rules,
        report: Callable[[Trouble], None],
        store: Store | None = None,
        from_1904: bool = False,
    ) -> None:
        self.rules = rules
        self.report = report
        self.store: Store = store or Memory()
        self.layouts = layouts(rules)
        self.rows = RowReader(rules, from_1904)
        self.lists: dict[str, Headed] = {}

    def people(self, tables: Iterable[Table]) -> Iterator[Person]:
        """Everybody, in the order of the persons' table; lists first wait for their people."""
        by_name: dict[str, Table] = {}
        for table in tables:
            by_name.setdefault(table.name, table)
        found, strays = pair(self.layouts, by_name)
        for stray in strays:
            self.report(stray)
        persons = None
        for name, layout in found.items():
            headed = head(layout, by_name[name], self.report)
            if layout.question is None:
                persons = headed
            else:
                self.lists[layout.question.id] = headed
                self._keep(layout.question.id, headed)
        if persons is None:
            message = f"没有“{PERSONS}”表：请把每个{CODE}一行的那张改名为“{PERSONS}”。"
            self.report(Trouble(f"{PERSONS}!A1", message))
            yield from self._without_table()
        else:
            yield from self._of_table(persons)

    def _keep(self, list_id: str, headed: Headed) -> None:
        if headed.code is None:
            return
        for row, cells in self._records(headed):
            code = _code_of(cells, headed.code)
            if code:
                self.store.add(code, Line(list_id, row, cells))
            else:
                place = address(headed.name, row, headed.code)
                self.report(Trouble(place, f"这一行没有{CODE}，不知道是谁的，没有使用。"))

    def _records(self, headed: Headed) -> Iterator[tuple[int, list[str]]]:
        """The rows about somebody; what else stands in a sheet is told, and passed over."""
        blank: list[str] = []
        for row, cells in headed.rows:
            if headed.is_headed_anew(row, cells):
                message = f"这里又是一行表头，和上面的不一样，从这一行起没有读：{APART}"
                self.report(Trouble(address(headed.name, row), message))
                break
            if is_empty(cells) or headed.explains(cells):
                continue
            words = next(filter(None, map(fold, cells)), "")
            if (
                _FOOTER.match("".join(words.split()))
                or _numbers_columns(cells)
                or (_NO_CODE.fullmatch(words) and sum(map(bool, map(fold, cells))) == 1)
            ):
                message = f"“{words[:40]}”这一行不是一条记录，没有读。"
                self.report(Trouble(address(headed.name, row), message))
                continue
            self._drop_two_readings(headed, row, cells)
            for at in headed.marks(cells):
                if headed.columns[at].kind != "to":  # where it says that a period goes on
                    blank.append(address(headed.name, row, at))
                cells[at] = ""
            yield row, cells
        if blank:
            count = f"这样的格子（共 {len(blank)} 格）" if len(blank) > 1 else ""
            message = f"“/”一类的记号：{count}当作没有填。{UNSAID}"
            self.report(Trouble(blank[0], message))
        deque(headed.rows, 0)  # what is told comes with the last row
        for last, trouble in headed.table.told:
            if last > headed.row:  # titles above the header are no answers
                self.report(trouble)

    def _drop_two_readings(self, headed: Headed, row: int, cells: list[str]) -> None:
        for at in headed.two_readings(cells):
            message = f"“{cells[at][:40]}”：{TWO_READINGS}"
            self.report(Trouble(address(headed.name, row, at), message))
            cells[at] = ""

    def _of_table(self, headed: Headed) -> Iterator[Person]:
        for row, cells in self._records(headed):
            code = "" if headed.code is None else _code_of(cells, headed.code)
            place = address(headed.name, row, headed.code or 0)
            if ERRORS.fullmatch(code):
                self.report(
                    Trouble(place, f"{CODE}的公式出错（{code}），这一行没有计算；请直接填{CODE}。")
                )
                continue
            if code and not self.store.claim(code):
                message = f"{CODE}“{code}”前面已经有了，本行没有计算；请改成不同的{CODE}。"
                self.report(Trouble(place, message, code))
                continue
            yield self._person(headed, row, cells, code, place)
        for code, line in self.store.unclaimed():
            name = self.lists[line.list_id].name
            place = address(name, line.row, self.lists[line.list_id].code or 0)
            message = f"“{headed.name}”表里没有{CODE}“{code[:40]}”，这一行没有使用。"
            self.report(Trouble(place, message, code))

    def _without_table(self) -> Iterator[Person]:
        """Only lists were given: they say who there is."""
        for code in dict.fromkeys(code for code, _ in self.store.unclaimed()):
            person = Person(code, f"{PERSONS}!A1", empty_file(self.rules))
            self._add_records(person)
            yield person

    def _person(self, headed: Headed, row: int, cells: list[str], code: str, place: str) -> Person:
        person = Person(code or f"第 {row} 行", place, empty_file(self.rules))
        if not code and headed.code is not None:
            person.report(place, f"没有{CODE}，只按这一行计算，其他表中的记录不能对应。")
        if _IDENTITY.fullmatch(_SPACED.sub("", code)):
            person.report(
                place, f"{CODE}像证件号、手机号或邮箱：请换成 1、2、3 一类看不出是谁的{CODE}。"
            )
        if _SEVERAL.fullmatch(code):
            person.report(place, f"{CODE}像是几个人的，当作一个人算了；请一人一行。")
        declared = self.rows.read_person(person, headed, row, cells)
        self._add_records(person)
        for list_id, (marks, spot) in declared.items():
            self.rows.declare(person, list_id, marks, spot)
        says_anything = any(person.file[one] for one in ("answers", "none", "closed", "estimates"))
        if not (person.troubles or says_anything or _NUMBERED.fullmatch(code)):
            person.report(place, f"“{person.code[:40]}”这一行没有填别的内容；多余的，请删掉。")
        return person

    def _add_records(self, person: Person) -> None:
        answers = person.file["answers"]
        emptied: dict[str, str] = {}
        of_row = {key: tuple(one) for key, one in answers.items() if isinstance(one, list)}
        for line in self.store.lines(person.code):
            headed = self.lists[line.list_id]
            said = [i for i, one in headed.columns.items() if says(one, line.cells, i)]
            spot = address(headed.name, line.row, headed.code or 0)
            if says_none(headed, said, line.cells):
                emptied[line.list_id] = spot
            elif said:
                records = answers.setdefault(line.list_id, [])
                self.rows.read_record(person, headed, line, records)
                if any(one.items() <= records[-1].items() for one in of_row.get(line.list_id, ())):
                    message = f"和“{PERSONS}”表里填的是同一条，算了两条；请只留一处。"
                    person.report(spot, message)
            elif any(not is_blank(cell) for i, cell in enumerate(line.cells) if i != headed.code):
                person.report(spot, "这一行填的都在不认识的列里，没有使用。")
        for list_id, spot in emptied.items():
            if answers.get(list_id):
                person.report(spot, "这一行写了没有，但另有记录，按有计算。")
            else:
                answers[list_id] = []
                person.places[list_id] = spot


def _numbers_columns(cells: list[str]) -> bool:
    """Whether a row counts the columns, as official forms do: 甲, 乙, 1, 2, 3."""
    words = [word.strip("()") for word in map(fold, cells) if word]
    letters = sum(not word.isdecimal() for word in words)
    numbers = [str(number) for number in range(1, len(words) - letters + 1)]
    return len(words) > 3 - bool(letters) and words == [*"甲乙丙丁戊己"[:letters], *numbers]


def _code_of(cells: list[str], index: int) -> str:
    """The code; a dash or a word for none stands where there is none."""
    code = cell_of(cells, index)
    return code if re.search(r"\w", code) and code not in NONE_WORDS else ""
