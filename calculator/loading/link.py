"""Checks across the files of an edition, and what is told once for all of their problems."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath

from calculator.loading import references
from calculator.loading.calendars import check_calendar
from calculator.loading.figure_uses import check_amounts, check_unused
from calculator.loading.figures import parse_figure
from calculator.loading.hints import NEAR, SURE
from calculator.loading.index import Index
from calculator.loading.merge import Body
from calculator.loading.place import Problem
from calculator.loading.scoring import check_caps, check_points
from calculator.loading.shape import ID_PATTERN
from calculator.loading.subjects import SubjectChecker
from calculator.loading.types.asking import Question
from calculator.loading.types.expressions import Seniority
from calculator.loading.walk import nodes_within, walk
from calculator.loading.wording import check_word_lists, check_wording, scoped_prose


def check(body: Body, index: Index, *, complete: bool) -> list[Problem]:
    """Return every problem across files.

    `complete` is false when some file could not be read in full: then missing ids are not
    reported, because they may stand in what was not read.
    """
    problems = [*index.book.problems, *references.check_duplicates(body, index)]
    texts = tuple(scoped_prose(body))
    problems += check_wording(body, index, texts, complete=complete)
    problems += check_calendar(body, index)
    spots = tuple(walk(body))
    problems += check_word_lists(body, spots)
    if complete:
        problems += references.check_references(body, index, spots)
        problems += check_amounts(index)
        problems += check_unused(texts, index)
        problems += references.check_circles(index)
        problems += references.check_named_years(index)
        problems += references.check_own_words(index)
        problems += _check_options(index)
        problems += _check_spans(index)
        problems += SubjectChecker(body, index).check()
        problems += _check_policy(body)
        problems += _check_reference(index)
        problems += _check_routes(body)
        problems += _check_origins(index)
        problems += _check_tables(body)
        problems += _check_procedures(body)
        problems += check_points(index)
        problems = told_at_definition(problems, index)
    # A slip elsewhere may be why nothing reads an answer: one message is enough.
    for look in (check_read, check_caps):
        if complete and all(problem.level == "note" for problem in problems):
            problems += look(index)
    return problems


def _check_policy(body: Body) -> Iterator[Problem]:
    policy = body.policy
    if policy is None:
        return
    folder = PurePosixPath(body.folder)
    for what, given, wanted in (
        ("edition", policy.edition, folder.name),
        ("id", policy.id, folder.parent.name),
    ):
        if str(given) == wanted:
            continue
        message = f"{what} 应当与文件夹同名，写成“{wanted}”"
        if not re.fullmatch(ID_PATTERN, wanted):
            message = (
                f"文件夹“{wanted}”的名字与 {what}“{given}”不同：要用的，把文件夹改成这个名字；"
                "是副本的，移到 policy 外面"
            )
        yield Problem(given.place, message)
    if policy.edition.isdecimal() and len(policy.edition) != 4:
        yield Problem(policy.edition.place, f"年度“{policy.edition}”不是四位数字，请核对")
    listed = {str(name) for name in policy.documents}
    for document in body.documents:
        if str(document.id) not in listed:
            message = f"policy.documents 里没有列出“{document.id}”，请补上，好排定次序"
            yield Problem(document.id.place, message)


def _check_reference(index: Index) -> Iterator[Problem]:
    """The day up to which years are counted is near the edition's year, or it is a slip."""
    policy = index.body.policy
    figure = policy and policy.reference_day and index.figure(policy.reference_day, None)
    if policy is None or not figure or not figure.value or not policy.edition.isdecimal():
        return
    if abs(int(figure.value[:4]) - int(policy.edition)) > 1:
        message = f"年限算到 {figure.text}，与年度 {policy.edition} 差得多，请核对"
        yield Problem(policy.reference_day.place, message, "note")


def _check_routes(body: Body) -> Iterator[Problem]:
    """A route that wants nothing is open to everybody."""
    for route in body.routes:
        if not route.needs:
            message = "needs 里还没有一条：这条途径对谁都算满足；请写上要满足的条款"
            yield Problem(route.id.place, message)


def _check_origins(index: Index) -> Iterator[Problem]:
    """Days of issue are days; a part hangs on a whole document."""
    for document in index.documents.values():
        if document.issued and parse_figure(document.issued)[2:] not in {("day",), ("month",)}:
            message = f"发文日期写成 2031-06-30 或 2031-06 的样子，写的却是“{document.issued}”"
            yield Problem(document.issued.place, message)
        whole = index.documents.get(str(document.part_of))
        if document.part_of and whole and whole.part_of:
            message = f"“{whole.id}”自己附在“{whole.part_of}”后面，这里也写“{whole.part_of}”"
            yield Problem(document.part_of.place, message)


def _check_options(index: Index) -> Iterator[Problem]:
    """An answer that the edition does not judge leaves things open."""
    for question in index.questions.values():
        for asked in (question, *question.fields):
            for option in asked.options:
                if option.uncovered and (asked is not question or not option.open):
                    message = "uncovered 只写在问题本身的选项里，并同时写 open: true"
                    yield Problem(option.id.place, message)


def _check_tables(body: Body) -> Iterator[Problem]:
    for page in body.pages:
        for section in page.sections:
            table = section.table
            for row in table.rows if table else ():
                if table and row and len(row) != len(table.columns):
                    counts = f"列名有 {len(table.columns)} 个，这一行却有 {len(row)} 格"
                    yield Problem(row[0].place, f"{counts}；没有内容的格写“—”")


def _check_procedures(body: Body) -> Iterator[Problem]:
    """A procedure stands nowhere but where a page shows it."""
    shown = [part for page in body.pages for part in page.sections if part.show == "procedure"]
    named = {str(one) for part in shown for one in part.of}
    for one in body.procedures if all(part.of for part in shown) else ():
        if str(one.id) not in named:
            message = (
                f"没有一页展示“{one.title}”；在 pages 的一节里写"
                f" show: procedure 和 of: [{one.id}]，或者删去"
            )
            yield Problem(one.id.place, message)


def _check_spans(index: Index) -> Iterator[Problem]:
    """The years of a ledger run forwards."""
    for key, clause in index.clauses.items():
        if clause.ledger is None:
            continue
        first, last = (
            index.figure(one, key) for one in (clause.ledger.years.from_, clause.ledger.years.to)
        )
        if first and last and "" < last.value < first.value:
            message = f"起始年度 {first.text} 晚于截止年度 {last.text}，没有一个年度"
            yield Problem(clause.ledger.years.place, message)


def check_read(index: Index) -> Iterator[Problem]:
    """Report questions and fields that nothing reads; remarks (`text`) are for people."""
    read = {
        str(spot.value)
        for holder, _, spot in index.rule_spots
        if spot.ref in {"question", "list", "field"}
        and str(spot.value) != holder
        and not isinstance(spot.owner, Question)
    }
    for node in nodes_within(index.body, deep=True):
        where = getattr(node, "where", None)
        read.update(map(str, where) if isinstance(where, Mapping) else ())
        if isinstance(node, Seniority) and node.start is None and node.period is None:
            read.add("period")
    for question in index.questions.values():
        for asked in (question, *question.fields):
            if asked.type != "text" and str(asked.id) not in read:
                message = (
                    f"没有规则、表格或别的问题用到“{asked.label}”，答了也不影响结果；"
                    "请让规则用它，或者删去；只供人看的，种类写 text（备注）"
                )
                yield Problem(asked.id.place, message)
    word = index.body.policy.hours if index.body.policy is not None else None
    if word is not None and all(clause.ledger is None for clause in index.clauses.values()):
        message = "没有学时账（ledger），它叫什么就没有用处；请删去，条件里的数用自己的单位"
        yield Problem(word.place, message)


# A single place that names what is not there is itself the likelier slip.
MANY = 2
_DIGITS = re.compile(r"\d+")


def told_at_definition(problems: Sequence[Problem], index: Index) -> list[Problem]:
    """The problems; where many places name one thing that is missing and only one new, unused name
    is spelled nearly so, one problem at that name instead of theirs.
    """
    uses = Counter(_name(one, index) for one in problems if one.missing)
    wanted = [name for name, count in uses.items() if count >= MANY]
    if len(wanted) != 1:
        return list(problems)
    # Every id and label of a figure that the edition gives, and where.
    ids = (index.documents, index.clauses, index.questions, index.routes, index.readings)
    given = {key.partition(".")[2]: one.place for key, one in index.book.figures.items()}
    given |= {key: one.id.place for group in ids for key, one in group.items()}
    # One sign of a Chinese label is much of it.
    nearness = SURE if wanted[0].isascii() else NEAR
    near = [
        name
        for name in get_close_matches(wanted[0], given, 9, nearness)
        # What differs in its number alone is another of the same kind.
        if _DIGITS.sub("", name) != _DIGITS.sub("", wanted[0]) and index.is_new_and_unused(name)
    ]
    if len(near) != 1:
        return list(problems)
    (name,) = near
    message = (
        f"“{name}”可能写错了：没有别处写“{name}”，却有 {uses[wanted[0]]} 处写“{wanted[0]}”，"
        "没有这个编号或名称；确实要改名的，请把那些地方一起改"
    )
    left = [
        one
        for one in problems
        if f"“{name}”" not in one.message and not (one.missing and _name(one, index) == wanted[0])
    ]
    return [*left, Problem(given[name], message)]


def _name(problem: Problem, index: Index) -> str:
    """The part of «clause.label» that is missing."""
    holder, _, label = problem.missing.partition(".")
    return label if label and holder in index.clauses else holder
