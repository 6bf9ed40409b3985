"""Lookup tables over an edition: who is who, and who refers to whom."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from calculator.core.words import STATUS, own
from calculator.loading.figures import Figure, FigureBook
from calculator.loading.hints import did_you_mean
from calculator.loading.merge import CASES, Body, yaml_files
from calculator.loading.prose import Link, Placeholder, pieces
from calculator.loading.scalars import Amount, Ref, Value
from calculator.loading.types.asking import Field, Question
from calculator.loading.types.document import Clause, Document
from calculator.loading.types.fields import Node
from calculator.loading.types.site import Reading, Route
from calculator.loading.walk import Spot, clauses_of, walk

# What the day of a document is called in prose.
ISSUED = "发文日期"
# Rules of a clause that decide something, or are filled in from the answers.
DECIDING = (
    "condition", "years", "points", "bar", "hours", "item", "form", "weights", "ledger", "term",
)  # fmt: skip

_ID = re.compile(r"\bid: *([\w-]+)")


def _written(folder: Path) -> str:
    cases = folder / CASES
    files = [*yaml_files(folder), *(yaml_files(cases) if cases.is_dir() else ())]
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)


class Index:
    """Everything by its id. Where an id is given twice, the first one stays."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.documents: dict[str, Document] = {}
        self.clauses: dict[str, Clause] = {}
        self.parents: dict[str, str | None] = {}
        self.document_of: dict[str, str] = {}
        for document in body.documents:
            self.documents.setdefault(str(document.id), document)
            for clause, parent in clauses_of(document):
                if str(clause.id) not in self.clauses:
                    self.clauses[str(clause.id)] = clause
                    self.parents[str(clause.id)] = parent
                    self.document_of[str(clause.id)] = str(document.id)
        clauses = ((clause, self.parents[key]) for key, clause in self.clauses.items())
        self.own_words = vars(body.policy) if body.policy else {}
        self.book = FigureBook(clauses, self.own_words)
        for key, clause in self.clauses.items():
            self.book.name(key, "序号", clause.number)
        for key, document in self.documents.items():
            self.book.name(key, "标题", document.title)
            self.book.name(key, "文号", document.number)
            self.book.name(key, ISSUED, document.issued)
        if body.policy is not None:
            self.book.name("policy", "年度", body.policy.edition)
            self.book.name("policy", "状态", self.own(STATUS[body.policy.status]))
        self.questions: dict[str, Question] = {str(one.id): one for one in body.questions}
        self.routes: dict[str, Route] = {str(one.id): one for one in body.routes}
        self.readings: dict[str, Reading] = {str(one.id): one for one in body.readings}

    def own(self, words: str) -> str:
        """The site's words as the policy says them."""
        return own(self.own_words, words)

    @cached_property
    def _texts(self) -> tuple[str, str]:
        """All that is written for the edition before, and for this one."""
        folder = Path(self.body.folder)
        beside = folder.parent.iterdir() if folder.parent.is_dir() else ()
        earlier = [one for one in beside if one.name < folder.name and one.is_dir()]
        return _written(max(earlier)) if earlier else "", _written(folder)

    @cached_property
    def _gone(self) -> frozenset[str]:
        """Ids of the edition before that this one does not have."""
        before, now = (frozenset(_ID.findall(text)) for text in self._texts)
        return before - now

    def is_new_and_unused(self, name: str) -> bool:
        """Whether a name stands where it is given and nowhere else, in no edition before either."""
        word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        return len(word.findall("\n".join(self._texts))) == 1

    def near(self, name: str, known: Iterable[str]) -> str:
        """Advice on a name that leads nowhere: it went with the year before, or is misspelled."""
        if name.partition(".")[0] in self._gone:
            return "；上一版有、这一版没有：删掉了的话，这里也删去；没有删的，编号不要改"
        return did_you_mean(name, known)

    @cached_property
    def articles(self) -> Mapping[str, str]:
        """«第七条» -> a clause that bears it."""
        found = {str(one.number): key for key, one in self.clauses.items() if one.number}
        return {number: key for number, key in found.items() if number.endswith("条")}

    @cached_property
    def long_names(self) -> Sequence[Figure]:
        """Titles, numbers and status of documents that nobody writes by accident."""
        labels = ("标题", "文号", "状态")
        names = self.book.names.values()
        return [one for one in names if one.label in labels and len(one.value) > 4]

    def field(self, of_list: str, name: str) -> Field | None:
        """A field of a list question."""
        question = self.questions.get(of_list)
        fields = question.fields if question else ()
        return next((field for field in fields if field.id == name), None)

    def field_kind(self, of_list: str, name: str) -> str:
        """The type of a field; where no list is known, that of the only type of this name."""
        if of_list:
            field = self.field(of_list, name)
            return field.type if field else ""
        kinds = {f.type for q in self.body.questions for f in q.fields if f.id == name}
        return kinds.pop() if len(kinds) == 1 else ""

    def ledger_kinds(self) -> dict[str, tuple[str, ...]]:
        """The kinds of hours that the ledgers of the edition name, with their options."""
        kinds: dict[str, tuple[str, ...]] = {}
        for clause in self.clauses.values():
            if clause.ledger is not None:
                kinds |= {str(k): tuple(map(str, v)) for k, v in clause.ledger.kinds.items()}
        return kinds

    def figure(self, amount: Amount | Value, scope: str | None) -> Figure | None:
        """The figure behind an amount of a rule, if it is one."""
        return self.book.of(Amount(amount, amount.place), scope)

    def plain(self, text: str, scope: str | None) -> str:
        """Render prose as plain text; a placeholder without a figure stays as it is."""
        parts = []
        for piece in pieces(text):
            if isinstance(piece, Placeholder):
                found = self.book.shown(scope, piece.name)
                parts.append(found.text if found else f"【{piece.name}】")
            elif isinstance(piece, Link):
                parts.append(self.plain(piece.words, scope))
            else:
                parts.append(piece)
        return "".join(parts)

    def cited(self, clause: str) -> str:
        """A clause where its document is not at hand: the document, and the printed number."""
        one, document = self.clauses[clause], self.documents[self.document_of[clause]]
        name = str(document.short or document.title)
        own = str(one.number) if one.number else self.plain(one.title or "", clause)
        if len(self.documents) == 1:
            return own
        # An annex may be one clause: its name is enough.
        return name if document.clauses == (one,) else f"{name} {own}"

    @cached_property
    def rule_spots(self) -> tuple[tuple[str, str | None, Spot], ...]:
        """(id of the holder, clause whose labels apply, spot) for all that rules say."""
        return tuple(
            (holder, scope, spot)
            for holder, scope, entry in self._rule_entries()
            for spot in walk(entry)
        )

    def rules(self) -> Iterator[tuple[str, str, Node]]:
        """(clause, kind of rule, rule) for all that clauses lay down."""
        for key, clause in self.clauses.items():
            for name in DECIDING:
                if (rule := getattr(clause, name)) is not None:
                    yield key, name, rule

    def _rule_entries(self) -> Iterator[tuple[str, str | None, Node]]:
        yield from ((key, key, rule) for key, _, rule in self.rules())
        for question in self.body.questions:
            yield str(question.id), str(question.clause) if question.clause else None, question
        for route in self.body.routes:
            yield str(route.id), str(route.clause), route
        if self.body.policy is not None:
            yield str(self.body.policy.id), None, self.body.policy

    @cached_property
    def figure_uses(self) -> Mapping[str, tuple[str, ...]]:
        """Figure key -> holders of the rules that read it."""
        return _holders(
            (found.key, holder)
            for holder, scope, spot in self.rule_spots
            if isinstance(spot.value, Amount | Value) and (found := self.figure(spot.value, scope))
        )

    @cached_property
    def clause_uses(self) -> Mapping[str, tuple[str, ...]]:
        """Clause id -> holders of the rules that name it."""
        of_clauses = {"clause", "condition", "verdict", "points", "years"}
        return _holders(
            (str(spot.value), holder)
            for holder, _, spot in self.rule_spots
            if isinstance(spot.value, Ref) and spot.ref in of_clauses
            if str(spot.value) in self.clauses
        )


def _holders(uses: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """What is used -> who uses it, each once."""
    found: dict[str, dict[str, None]] = {}
    for used, holder in uses:
        found.setdefault(used, {})[holder] = None
    return {used: tuple(holders) for used, holders in found.items()}
