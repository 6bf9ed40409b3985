"""Checks across the files of an edition."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from calculator.loading.calendars import check_calendar
from calculator.loading.figure_uses import check_amounts, check_unused
from calculator.loading.figures import parse_figure
from calculator.loading.index import Index
from calculator.loading.merge import Body
from calculator.loading.misspelt import told_at_definition
from calculator.loading.naming import check_circles, check_named_years, check_own_words
from calculator.loading.place import Problem
from calculator.loading.references import check_duplicates, check_references
from calculator.loading.scoring import check_points
from calculator.loading.subjects import SubjectChecker
from calculator.loading.unread import check_read
from calculator.loading.walk import walk
from calculator.loading.wording import check_word_lists, check_wording, scoped_prose


def check(body: Body, index: Index, *, complete: bool) -> list[Problem]:
    """Return every problem across files.

    `complete` is false when some file could not be read in full: then missing ids are not
    reported, because they may stand in what was not read.
    """
    problems = [*index.book.problems, *check_duplicates(body, index)]
    texts = tuple(scoped_prose(body))
    problems += check_wording(body, index, texts, complete=complete)
    problems += check_calendar(body, index)
    spots = tuple(walk(body))
    problems += check_word_lists(body, spots)
    if complete:
        problems += check_references(body, index, spots)
        problems += check_amounts(index)
        problems += check_unused(texts, index)
        problems += check_circles(index)
        problems += check_named_years(index)
        problems += check_own_words(index)
        problems += _check_options(index)
        problems += _check_spans(index)
        problems += SubjectChecker(body, index).check()
        problems += _check_policy(body)
        problems += _check_origins(index)
        problems += _check_tables(body)
        problems += check_points(index)
        problems = told_at_definition(problems, index)
    # A slip elsewhere may be why nothing reads an answer: one message is enough.
    if complete and all(problem.level == "note" for problem in problems):
        problems += check_read(index)
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
        if str(given) != wanted:
            yield Problem(given.place, f"{what} 应当与文件夹同名，写成“{wanted}”")
    listed = {str(name) for name in policy.documents}
    for document in body.documents:
        if str(document.id) not in listed:
            message = f"policy.documents 里没有列出“{document.id}”，请补上，好排定次序"
            yield Problem(document.id.place, message)


def _check_origins(index: Index) -> Iterator[Problem]:
    """Days of issue are days; a part hangs on a whole document."""
    for document in index.documents.values():
        if document.issued and isinstance(parse_figure(document.issued), str):
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
