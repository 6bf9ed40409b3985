"""Words that limit what stands below them: whoever reads a clause there reads them too.

«有下列情形之一的，延迟申报：» and its items are one sentence. An item that is shown without it
would say more than the source does.
"""

import re
from collections.abc import Iterable, Iterator

from calculator.loading.types.document import Clause
from calculator.publish.clauses import Link
from calculator.publish.prose import Desk
from calculator.publish.render import View

_POINTS_BELOW = re.compile(r"下列|以下|下面|下述|如下|[:：]\s*\Z")


def stem_views(desk: Desk, clauses: Iterable[Clause]) -> tuple[View, ...]:
    """The stems of clauses that are shown without what stands above them, each once."""
    shown = {clause.id: clause for clause in clauses}
    found = dict.fromkeys(
        above for clause in shown for above in _stems(desk, clause) if above not in shown
    )
    return tuple(
        View(
            "stem.md.j2",
            clause=Link(desk.name(above), desk.clause_href(above)),
            text=desk.text(desk.book.edition.clauses[above].text, above),
        )
        for above in found
    )


def _stems(desk: Desk, clause_id: str) -> Iterator[str]:
    """The ids of the stems above a clause, the outermost first."""
    above = desk.book.parent_of(clause_id)
    if above is not None:
        yield from _stems(desk, above.id)
        if _POINTS_BELOW.search(str(above.text)):
            yield str(above.id)
