"""Move what hangs on the year: the dates of a round that rules read, and those of worked cases.

A round comes again a year later, and so do the dates around it. What is further back than `RECENT`
years is history («from 1990 on») and stays. A case moves as a whole; it stays as it was when it
stands at a date that stays, has a day that the new year lacks, or holds only as it was (the
holidays of one year). What holds neither way gets the mark.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from calculator.cases.run import Outcome, keys_of, parts_of, run_case
from calculator.core.answers.kinds import written
from calculator.core.entry import Calculator
from calculator.loading import Edition, Figure, load_edition
from calculator.loading.publication import TO_CHECK
from calculator.loading.types.worked import Case

RECENT = 5
YEARS = range(1900, 2200)
_DATE = re.compile(r"(?<![\d〔.-])(?P<year>\d{4})(?P<rest>-\d\d(?:-\d\d)?)(?!\d)")
_IN_WORDS = re.compile(r"(?<![\d〔])(?P<year>\d{4})(?= ?年)")
_OF_HOURS = re.compile(r"(?<![^\s{,])(?P<year>\d{4})(?=\.[a-z])")


@dataclass(frozen=True)
class Rolled:
    """Figures that moved and their new values; ids of cases that stayed, and how those that hold
    neither way came out as they moved.
    """

    figures: tuple[tuple[Figure, str], ...] = ()
    stayed: tuple[str, ...] = ()
    broken: tuple[Outcome, ...] = ()


def year_of(edition: str) -> int | None:
    """The year that an edition is called after, if any."""
    return int(edition) if edition.isdecimal() and int(edition) in YEARS else None


def years_between(old: str, new: str) -> int:
    """How many years an edition is newer; 0 where their names are no years."""
    before, after = year_of(old), year_of(new)
    return after - before if before and after else 0


def moved_words(text: str, years: int) -> str:
    """A result in the notation of cases with its dates moved on, where that gives dates."""
    return _moved_line(text, (_DATE, _IN_WORDS, _OF_HOURS), years) or text


def is_date(figure: Figure) -> bool:
    """Whether a figure is a day, a month or a year."""
    if figure.kind in {"day", "month"}:
        return True
    return figure.unit == "年" and year_of(figure.value) is not None


class Roll:
    """Moves the copy of an edition in `folder` on by some years."""

    def __init__(self, edition: Edition, folder: Path, years: int) -> None:
        self.edition, self.folder = edition, folder
        self.figures = tuple(_move_figures(edition, folder, years)) if years else ()
        files = sorted((folder / "cases").glob("*.y*ml")) if years else ()
        self.files = [_CaseFile(edition, folder, path) for path in files]
        for one in self.files:
            one.move(years)

    def settle(self) -> Rolled:
        """See which cases hold as they moved, now that the copy can be loaded."""
        renewed = load_edition(self.folder)
        moved = {str(case.id): case for case in renewed.cases}
        calculator = Calculator(renewed.compiled)
        fixed = self._dates_that_stay()
        stayed, broken = [], []

        def outcome_of(case: Case) -> Outcome:
            return run_case(calculator, case, parts_of(case, renewed.compiled), keys_of(case))

        for file in self.files:
            for case in file.cases:
                outcome = outcome_of(moved[str(case.id)])
                is_fixed = outcome.differences or file.names(case, fixed)
                if is_fixed and not outcome_of(case).differences:
                    file.restore(case)
                elif outcome.differences:
                    broken.append(outcome)
                    file.mark(case)
                if file.stayed(case):
                    stayed.append(str(case.id))
            file.write()
        return Rolled(self.figures, tuple(stayed), tuple(broken))

    def _dates_that_stay(self) -> set[str]:
        """Dates of figures that did not move, and the days next to them."""
        moved = {one.key for one, _ in self.figures}
        stay = (one for key, one in self.edition.figures.items() if key not in moved)
        dates = {one.value for one in stay if is_date(one) and not one.shown_only}
        days = [datetime.date.fromisoformat(one) for one in dates if one.count("-") == 2]
        beside = (day + datetime.timedelta(step) for day in days for step in (-1, 1))
        return dates.union(day.isoformat() for day in beside)


# -- Figures ------------------------------------------------------------------------------------


def _move_figures(edition: Edition, folder: Path, years: int) -> Iterator[tuple[Figure, str]]:
    this_year = year_of(str(edition.policy.edition)) or 0
    for figure in edition.figures.values():
        if not (is_date(figure) and edition.index.figure_uses.get(figure.key)):
            continue
        new = _moved_date(figure.value, years)
        if new is None or int(figure.value[:4]) < this_year - RECENT:
            continue
        path = folder / Path(figure.place.file).name
        lines = read_lines(path)
        line, at = figure.place.line - 1, figure.place.column - 1
        lines[line] = lines[line][:at] + lines[line][at:].replace(figure.value, new, 1)
        write_lines(path, lines)
        yield figure, new


def _moved_date(value: str, years: int) -> str | None:
    """A day, month or year moved on; None for a 29 February that is not there."""
    new = f"{int(value[:4]) + years:04d}{value[4:]}"
    try:
        datetime.date.fromisoformat(f"{new}-01-01"[:10])
    except ValueError:
        return None
    return new


# -- Cases --------------------------------------------------------------------------------------


class _CaseFile:
    """One file of cases in the copy, with the lines that it had."""

    def __init__(self, edition: Edition, folder: Path, path: Path) -> None:
        self.path = path
        self.old = read_lines(path)
        self.new = list(self.old)
        self.patterns = (_DATE, _IN_WORDS, _OF_HOURS, _written_as_years(edition))
        name = path.relative_to(folder).as_posix()
        own = (one for one in edition.cases if one.place.file.endswith(f"/{name}"))
        self.cases = sorted(own, key=lambda one: one.place.line)

    def move(self, years: int) -> None:
        """Move every date of every case that can be moved as a whole."""
        for case in self.cases:
            span = self._span(case)
            moved = [_moved_line(line, self.patterns, years) for line in self.old[span]]
            if None not in moved:
                self.new[span] = [line for line in moved if line is not None]
        self.write()

    def names(self, case: Case, dates: Iterable[str]) -> bool:
        """Whether a case has one of these dates."""
        text = "\n".join(self.old[self._span(case)])
        return any(one in text for one in dates)

    def restore(self, case: Case) -> None:
        """Give a case its old dates."""
        span = self._span(case)
        self.new[span] = self.old[span]

    def stayed(self, case: Case) -> bool:
        """Whether a case has dates, and they are the old ones."""
        lines = self.old[self._span(case)]
        dated = any(pattern.search(line) for line in lines for pattern in self.patterns)
        return dated and self.new[self._span(case)] == lines

    def mark(self, case: Case) -> None:
        """Mark a case to be looked at."""
        self.new[case.place.line - 1] += f"  {TO_CHECK}"

    def write(self) -> None:
        """Write the lines as they are now."""
        write_lines(self.path, self.new)

    def _span(self, case: Case) -> slice:
        at = self.cases.index(case)
        later = self.cases[at + 1 :]
        return slice(case.place.line - 1, later[0].place.line - 1 if later else len(self.old))


def _written_as_years(edition: Edition) -> re.Pattern[str]:
    """A year alone, as the value of a key that is a date, a period's end or a ledger's year."""
    asked = [one for question in edition.questions for one in (question, *question.fields)]
    keys = {str(one.id) for one in asked if written(one.type) == "date"} | {"from", "to"}
    keys |= {str(one.ledger.year) for one in edition.clauses.values() if one.ledger}
    names = "|".join(map(re.escape, sorted(keys)))
    return re.compile(rf"(?<![\w-])(?:{names}): ['\"]?(?P<year>\d{{4}})(?=['\"]?\s*(?:[,}}\]#]|$))")


def _moved_line(line: str, patterns: Iterable[re.Pattern[str]], years: int) -> str | None:
    """A line with its dates moved on; None when one of them would be no date."""
    for pattern in patterns:
        for found in [*pattern.finditer(line)]:
            start, end = found.span("year")
            rest = found.groupdict().get("rest") or ""
            new = _moved_date(found["year"] + rest, years)
            if new is None:
                return None
            line = line[:start] + new[:4] + line[end:]
    return line


def read_lines(path: Path) -> list[str]:
    """The lines of a file, without their ends."""
    return path.read_text(encoding="utf-8").split("\n")


def write_lines(path: Path, lines: list[str]) -> None:
    """Write the lines with the ends that the file has."""
    ends = "\r\n" if b"\r\n" in path.read_bytes() else "\n"
    path.write_text("\n".join(lines), encoding="utf-8", newline=ends)
