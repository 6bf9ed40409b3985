"""An edition, indexed for its pages: where things stand, what concerns a clause, what uses it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from calculator.loading import Edition
from calculator.loading.types.document import Clause, Document
from calculator.loading.types.site import Reading
from calculator.publish.uses import Uses, uses_of


@dataclass(frozen=True)
class Book:
    """Look-ups over one edition. Ids are unique in an edition, so every table is keyed by id."""

    edition: Edition

    @property
    def folder(self) -> str:
        """Where the pages of the edition stand: `policy/edition`."""
        return f"{self.edition.policy.id}/{self.edition.policy.edition}"

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The documents by id, in their order."""
        return {document.id: document for document in self.edition.documents}

    def parent_of(self, clause_id: str) -> Clause | None:
        """The clause above; nothing above a clause at the top of its document."""
        parent = self.edition.parent_of(clause_id)
        return self.edition.clauses[parent] if parent else None

    @cached_property
    def readings_of(self) -> Mapping[str, tuple[Reading, ...]]:
        """Gaps and readings by the clause that they concern."""
        found: dict[str, tuple[Reading, ...]] = {}
        for reading in self.edition.readings:
            for clause in reading.clauses:
                found[clause] = (*found.get(clause, ()), reading)
        return found

    @cached_property
    def uses(self) -> Uses:
        """Which point rows rest on which clauses and figures."""
        return uses_of(self.edition)

    @property
    def points_root(self) -> Clause | None:
        """The clause whose points are the total, if the edition counts points."""
        total = self.edition.policy.total
        return self.edition.clauses[total] if total else None

    def is_table_root(self, clause: Clause) -> bool:
        """Whether a tree of points begins at this clause."""
        parent = self.parent_of(clause.id)
        return clause.points is not None and (parent is None or parent.points is None)

    @cached_property
    def counted(self) -> frozenset[str]:
        """The ids of the clauses whose points make the total: the rows of the calculator."""
        root = self.points_root
        return frozenset(clause.id for clause in walk((root,))) if root else frozenset()

    def name_of(self, clause_id: str) -> str:
        """A clause as a link names it: its printed number and our short title, in plain text."""
        clause = self.edition.clauses[clause_id]
        title = self.edition.plain(clause.title or "", clause.id)
        return f"{clause.number or ''} {title}".strip() or clause.id


def walk(clauses: tuple[Clause, ...]) -> Iterator[Clause]:
    """Clauses and all that is below them, in reading order."""
    for clause in clauses:
        yield clause
        yield from walk(clause.children)
