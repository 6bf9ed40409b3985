"""The workbook of results: a line a person, the reasons, what is to be mended."""

import io
from collections.abc import Iterable, Sequence
from typing import IO

from calculator.core.papers.csv_text import Cell
from calculator.core.papers.workbook import BOLD, Room, Sheet, write
from calculator.core.rules import Rules
from calculator.core.tables import results
from calculator.core.tables.results import NARROW, WIDTHS
from calculator.core.words import NAMES, disclaimer

SUM = "合计"
Rows = Iterable[Sequence[Cell]]


class ResultBook:
    """Filled in as people are worked out; each sheet is written into a room of its own."""

    def __init__(self, rules: Rules, parts: Iterable[str], room: Room = io.BytesIO) -> None:
        self.rules = rules
        columns = results.columns(rules, parts)
        self.lines = Sheet(
            NAMES["result"], [WIDTHS.get(kind, NARROW) for _, kind in columns], "B2", room=room
        )
        self.reasons = Sheet(results.WHY, (12, 14, 40, 12, 70, 36), "B2", room=room)
        self.troubles = Sheet(results.TO_MEND, (24, 12, 90), "A2", room=room)
        self.lines.texts = self.reasons.texts = frozenset((0,))
        self.troubles.texts = frozenset((0, 1))
        self.lines.add([header for header, _ in columns], look=BOLD)
        self.reasons.add(results.REASON_HEADERS, look=BOLD)
        self.troubles.add(results.TROUBLE_HEADERS, look=BOLD)
        self.full: set[str] = set()

    def add(self, lines: Rows = (), reasons: Rows = (), troubles: Rows = ()) -> None:
        """Rows of each; `full` tells what takes no more."""
        given = ((self.lines, lines), (self.reasons, reasons), (self.troubles, troubles))
        self.full |= {sheet.name for sheet, rows in given if not sheet.add(*rows)}

    def write(self, out: IO[bytes], said: str) -> None:
        """The file, with one line over everybody."""
        # A blank row, and a word for it: the line over everybody is nobody's.
        self.lines.add([])
        for text in filter(None, (said and f"{SUM}：{said}", disclaimer(self.rules.policy))):
            self.lines.add_line(text)
        write(out, str(self.rules.policy["short"]), [self.lines, self.reasons, self.troubles])
