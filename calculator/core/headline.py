"""The route check in one sentence that is true as a whole: ``headline`` of a result with routes.

``{kind, text, short, note, beside, routes, clauses, day, more}``: `text` is the sentence, `short`
the bar on its route or its first part, for where there is little room; `note` counts the routes,
`beside` says which bars on its routes are over, and what comes on top of them and is open; `routes`
and `clauses` are those that `text` speaks of; `day` is the day in it, if there is one; `more` says
whether more may be lacking than it names. What beats what, and so the kinds in their order:

- "uncovered"  the edition judges none of the routes for this person;
- "empty"      nothing was answered;
- "barred"     a bar stands on every route: nobody reads that she qualifies, and is barred;
- "met"        routes that are met and not barred, with all that may still stand against them;
- "delayed"    routes that are met, each with a bar of its own, while others have none;
- "time"       on the nearest route only time is missing;
- "lacking"    what the nearest route lacks (`calculator.core.advice.nearest_route`);
- "open"       nothing fails on the nearest route: what of it is decided, and what is not.

Routes that share no condition with others come on top of these (`Route.is_way` is false): they open
nothing. What fails of them is said beside what is met; what is open of them stands by itself, for
others decide it after the application.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, cast

from calculator.core.advice.nearest_route import (
    Missing,
    by_nearness,
    is_closed,
    missing,
    own_needs,
    progress,
)
from calculator.core.advice.open_leaves import EVEN, OpenLeaves
from calculator.core.bars import KINDS, day_of
from calculator.core.conditions.days import Reference
from calculator.core.intake.begins import as_begun
from calculator.core.routes import Route, uncovered_questions
from calculator.core.state import State
from calculator.core.typing_only import shapes
from calculator.core.values.dates import add_years, date_words, parse_span, span_text, year_of
from calculator.core.words import KIND, NAMES, UNCOVERED, VERDICT

HALF = Fraction(1, 2)
# Named in one sentence.
MOST_NAMED = 3
# Signs of two lines of a phone.
SHORT = 44


def report_headline(state: State, reports: Sequence[shapes.Route]) -> shapes.Headline | None:
    """The headline over the reports of all routes; None where there are no routes."""
    if not reports:
        return None
    headline = _Headline(state, reports)
    found = headline.find()
    barred = found["day"] if found["kind"] in {"barred", "delayed"} else None
    beside = [*headline.first_free(barred), *headline.over(found["routes"])]
    beside += headline.on_top("open")
    return {**found, "note": headline.note(), "beside": beside}


def _said(kind: str, *parts: str, **about: Any) -> shapes.Headline:
    words = {"kind": kind, "text": "；".join(parts), "short": parts[0]}
    said: Any = {**words, "routes": [], "clauses": [], "day": None, "more": False, **about}
    return cast("shapes.Headline", said)


# Whether what is said is all that is lacking.
ONLY, AT_LEAST = "只差", "已知还差"
NOT_NOW, REST_MET = "本次不能申请", "其余条件已满足"
# What comes first of several, before its words.
FIRST = "，首先是"


class _Headline:
    """The choice of the sentence, for one person."""

    def __init__(self, state: State, reports: Sequence[shapes.Route]) -> None:
        self.state = state
        self.own = state.rules.own
        every = {route.id: route for route in state.rules.routes}
        self.reports = {one["id"]: one for one in reports}
        self.apart = [one for one in reports if not every[one["id"]].is_way]
        self.ways = [route for route in every.values() if route.is_way]
        self.judged = [one for one in self.ways if not self.reports[one.id]["uncovered"]]
        # Which route is near is told with what a record that is to be filled in likely says.
        self.likely = as_begun(state)

    def find(self) -> shapes.Headline:
        """The first kind that holds."""
        answers = self.state.answers
        if not self.judged:
            return self.uncovered()
        if not (answers.values or answers.lists or answers.undecided or answers.closed):
            return _said("empty", "还没有回答问题，不能判断")
        if all(self.standing(route) for route in self.judged):
            return self.barred()
        met = [one for one in self.judged if self.reports[one.id]["verdict"] == "met"]
        free = [route for route in met if not self.standing(route)]
        if met:
            return self.met(free) if free else self.delayed(met)
        return self.not_met()

    def by_nearness(self) -> list[Route]:
        """The routes that are judged, the nearest first."""
        return by_nearness(self.likely, self.judged, self.ways)

    # -- Bars -----------------------------------------------------------------------------------

    def standing(self, route: Route) -> list[shapes.BarStanding]:
        """The bars that stand for a route, the gravest first, and of these the longest."""
        bars = [bar for bar in self.reports[route.id]["bars"] if bar["standing"] == "yes"]
        bars.sort(key=lambda bar: bar["until"] or "9", reverse=True)
        return sorted(bars, key=lambda bar: KINDS.index(bar["kind"]))

    def end_of(self, bars: list[shapes.BarStanding]) -> str | None:
        """When the last of some bars is over; None where that of one is not known."""
        ends = [until for bar in bars if (until := bar["until"]) is not None]
        return max(ends) if len(ends) == len(bars) else None

    def barred(self) -> shapes.Headline:
        """A bar on every route: the gravest on the nearest, and until when."""
        route = self.by_nearness()[0]
        bars = self.standing(route)
        worst, end = bars[0], self.end_of(bars)
        is_veto = worst["kind"] == "veto"
        verb = self.own(f"本次申请会被{KIND['veto']}" if is_veto else NOT_NOW)
        parts = [few := f"{verb}：{self.title_of_bar(worst)}"]
        ends = {self.end_of(self.standing(one)) for one in self.judged}
        if end is not None and not is_veto:
            where = "" if len(ends) == 1 else f"按{self.names([route])}途径"
            parts[0] += f"，{where}到 {date_words(end)}解除"
            met = [one for one in self.judged if self.reports[one.id]["verdict"] == "met"]
            first = min(filter(None, (self.end_of(self.standing(one)) for one in met)), default=end)
            parts += [f"最早的途径到 {date_words(first)}解除"] if first < end else []
            parts += [REST_MET] if route in met else []
            few = f"{verb}，到 {date_words(end)}解除：{self.title_of_bar(worst)}"
        clauses = [bar["clause"] for bar in bars]
        return _said("barred", *parts, short=few, clauses=clauses, day=end)

    def title_of_bar(self, report: shapes.BarStanding) -> str:
        """What a bar is called."""
        bars = self.state.rules.bars
        return next(bar.title for bar in bars if bar.clause == report["clause"])

    def delay_words(self, route: Route) -> str:
        """«延迟申请，到 2031 年 3 月 1 日解除»."""
        bars = self.standing(route)
        end = self.end_of(bars)
        return self.own(KIND[bars[0]["kind"]]) + (f"，到 {date_words(end)}解除" if end else "")

    def over(self, routes: Sequence[str]) -> list[str]:
        """«延迟申请到 2031 年 3 月 1 日为止，已过：受过警告», of bars on some routes."""
        bars = [bar for route in self.judged if route.id in routes for bar in route.bars]
        over = [bar for bar in bars if bar.held(self.state).standing is False]
        ends = {bar: day_of(until) for bar in over if (until := bar.held(self.state).until)}
        words = {
            self.own(f"{KIND[bar.kind]}到 {date_words(end)}为止，已过：{bar.title}")
            for bar, end in ends.items()
        }
        return sorted(words)

    def first_free(self, end: str | None) -> list[str]:
        """Which round is the first that the end of a bar leaves free, and why: its end is held
        against the reference day, not against the day of that round's notice."""
        span, last = parse_span(end or ""), self.state.reference
        if span is None or span[1] <= last[1]:
            return []
        year = year_of(span[1])
        if add_years(last[1], year - year_of(last[1])) < span[1]:
            year += 1
        judged = f"按{Reference.label}（本次为 {date_words(span_text(last))}）判断"
        return [f"是否解除，{judged}；以后各年的这一天不变的，最早是 {year} 年的一次"]

    # -- Met ------------------------------------------------------------------------------------

    def met(self, free: list[Route]) -> shapes.Headline:
        """Routes that are met, with what may still stand against them."""
        clear = [route for route in free if not self.reports[route.id]["bars"]]
        shown = clear or free
        parts = [f"按{self.names(shown)}途径，{self.own(NAMES['demands'])}已满足"]
        doubtful = [route for route in free if route not in clear]
        if not clear:
            parts[0] += f"，但{self.doubt(doubtful)}"
        elif doubtful:
            parts.append(f"按{self.names(doubtful)}途径也满足，但{self.doubt(doubtful)}")
        left = self.to_answer(doubtful)
        few = parts[0]
        if left and not clear:
            few = f"按{self.names(shown)}途径，{self.own(NAMES['demands'])}已满足，但{left[0]}"
        parts += [*left, *self.barred_besides(), *self.on_top("not met")]
        return _said("met", *parts, short=few, routes=[route.id for route in shown])

    def delayed(self, met: list[Route]) -> shapes.Headline:
        """All that is met is barred; other routes are not, but are not met."""
        delays = [f"按{self.names([one])}途径{self.delay_words(one)}" for one in met]
        parts = [f"{NOT_NOW}：{delays[0]}", *delays[1:], REST_MET, *self.left_open([])]
        ends = [end for route in met if (end := self.end_of(self.standing(route)))]
        clauses = {bar["clause"]: None for route in met for bar in self.standing(route)}
        return _said(
            "delayed",
            self.own(parts[0]),
            *parts[1:],
            routes=[route.id for route in met],
            clauses=list(clauses),
            day=min(ends, default=None),
        )

    def doubt(self, routes: list[Route]) -> str:
        """«是否受延迟申请影响，不能确定»."""
        reports = [bar for route in routes for bar in self.reports[route.id]["bars"]]
        kinds = {bar["kind"] for bar in reports if bar["standing"] == "open"}
        names = "、".join(KIND[kind] for kind in KINDS if kind in kinds)
        return f"是否受{self.own(names)}影响，{VERDICT['open']}"

    def to_answer(self, routes: list[Route]) -> list[str]:
        """«还要答完“作弊”»: the questions that the open bars of some routes wait for."""
        leaves = OpenLeaves(self.state)
        for bar in (bar for route in routes for bar in route.bars):
            leaves.bar(bar)
        found, questions = leaves.questions(), self.state.rules.questions
        named = _named([one.label for key, one in questions.items() if key in found])
        return [f"还要答完{named}"] if named else []

    def barred_besides(self) -> list[str]:
        """Routes that are met too, but barred."""
        barred = [one for one in self.judged if self.standing(one)]
        met = [one for one in barred if self.reports[one.id]["verdict"] == "met"]
        return [f"按{self.names([one])}途径{self.delay_words(one)}" for one in met]

    def on_top(self, verdict: str) -> list[str]:
        """What comes on top of every route and has this verdict."""
        titles = {route.id: route.title for route in self.state.rules.routes}
        return [
            f"“{titles[one['id']]}”{VERDICT[verdict]}"
            for one in self.apart
            if one["verdict"] == verdict and not one["uncovered"]
        ]

    # -- Not met --------------------------------------------------------------------------------

    def not_met(self) -> shapes.Headline:
        """What the nearest route lacks, or what of it is decided."""
        for route in self.by_nearness():
            found = missing(self.state, route)
            if found is not None:
                break
        else:
            return _said("lacking", self.own("按现有答案，没有可以申请的途径"))
        failing = [one for one in found if one.verdict is False]
        # What the first route lacks says nothing while nothing is met and others are open.
        if failing and (self.begun(route) or not self.left_open([route])):
            return self.lacking(route, failing)
        return self.open(route)

    def begun(self, route: Route) -> bool:
        """Whether something of a route's own is met, or there is no other to think of."""
        return progress(self.likely, route, self.ways) > 0 or len(self.judged) == 1

    def stands_out(self, route: Route) -> bool:
        """Whether half of an open route's own conditions are met, and more than of any other: what
        has just been begun, or as much as the next, is told to nobody as their way; nor is an
        exception while there are others."""
        mine = progress(self.likely, route, self.ways)
        open_ones = [one for one in self.judged if not is_closed(self.likely, one)]
        if route.is_exception and not all(one.is_exception for one in open_ones):
            return False
        alike = [one for one in open_ones if progress(self.likely, one, self.ways) == mine]
        return mine == 1 or (mine >= HALF and len(alike) == 1)

    def lacking(self, route: Route, failing: list[Missing]) -> shapes.Headline:
        """What fails on the nearest route, and what is open besides."""
        subject = f"按{self.names([route])}途径，" if self.begun(route) else "各条途径都"
        last = max(failing, key=lambda one: one.day or "")
        is_time = all(one.day is not None for one in failing)
        doubts, bars = self.open_needs(route), self.reports[route.id]["bars"]
        is_barred = any(bar["standing"] == "open" for bar in bars)
        untold = [one.untold for one in failing if one.untold]
        only = AT_LEAST if doubts or is_barred or untold else ONLY
        words = f"{only}时间：{_when(last)}" if is_time else _lacking_words(failing, only)
        if all(one.is_forbidden for one in failing):
            doubts, is_barred = [], False
            words = self.own(f"不能申请：{'；'.join(one.words for one in failing)}")
        parts = [f"{subject}{words}"]
        few = parts[0]
        others = self.left_open([route])
        if is_time and others:
            few = f"按{self.names([route])}途径{_when(last)}；{others[0]}"
        elif len(few) > SHORT:
            few = few.removesuffix(f"，{failing[0].mends}").partition("：")[0].removesuffix(FIRST)
        parts += [f"{_named(untold)}还没有填全"] if untold else []
        if doubts:
            parts.append(
                f"还有 {len(doubts)} 条{self.openness(route, doubts)}：{self.titles(doubts)}"
            )
        else:
            doubt = [self.doubt([route]), *self.to_answer([route])] if is_barred else []
            parts += doubt or self.on_top("not met")
        parts += [f"并且{self.delay_words(route)}"] if self.standing(route) else []
        return _said(
            "time" if is_time else "lacking",
            *parts,
            *others,
            short=self.shortest(route, few),
            routes=[route.id],
            clauses=[one.clause for one in failing],
            day=last.day if is_time else None,
            more=bool(doubts or is_barred or untold),
        )

    def open(self, route: Route) -> shapes.Headline:
        """Nothing fails: what of the nearest route is decided, and what is not."""
        doubts, met = self.open_needs(route), len(self.needs(route, "met"))
        if met == 0 or not self.stands_out(route):
            unsure = f"回答尚不完整，{VERDICT['open']}可以按哪条途径申请"
            return _said("open", self.own(unsure))
        openness = self.openness(route, doubts)
        own = own_needs(route, self.ways)
        if own and not any(clause in own for clause in doubts):
            state = f"自身条件都满足，各途径共同的条件还有 {len(doubts)} 条{openness}"
        else:
            state = f"已满足 {met} 条，还有 {len(doubts)} 条{openness}"
        words = f"按{self.names([route])}途径：{state}"
        parts = [f"{words}：{self.titles(doubts)}"]
        parts += [f"并且{self.delay_words(route)}"] if self.standing(route) else []
        short = self.shortest(route, words)
        return _said("open", *parts, short=short, routes=[route.id], clauses=doubts)

    def shortest(self, route: Route, words: str) -> str:
        """The bar on a route, which is said first; else the words."""
        is_barred = bool(self.standing(route))
        return f"按{self.names([route])}途径{self.delay_words(route)}" if is_barred else words

    def open_needs(self, route: Route) -> list[str]:
        """The conditions of a route that are open, without those that only repeat others."""
        needs = {one["clause"]: one for one in self.needs(route, "open")}
        follows = {clause: need["follows"] for clause, need in needs.items()}
        return [one for one in needs if not follows[one] or not needs.keys() >= set(follows[one])]

    def needs(self, route: Route, verdict: str) -> list[shapes.Need]:
        """The conditions of a route that have a verdict."""
        return [one for one in self.reports[route.id]["needs"] if one["verdict"] == verdict]

    def openness(self, route: Route, clauses: list[str]) -> str:
        """Whether open conditions wait for answers of this person."""
        leaves = OpenLeaves(self.state)
        for clause in clauses:
            leaves.condition(route.needs[clause], None, EVEN)
        return "没有答完" if leaves.found else VERDICT["open"]

    def titles(self, clauses: list[str]) -> str:
        """The conditions by name, the first of them."""
        return _named([self.state.rules.title(clause) for clause in clauses])

    def left_open(self, said: list[Route]) -> list[str]:
        """How many other routes are open."""
        opens = [one for one in self.judged if self.reports[one.id]["verdict"] == "open"]
        others = [one for one in opens if one not in said]
        return [f"另有 {len(others)} 条途径{VERDICT['open']}"] if others else []

    def uncovered(self) -> shapes.Headline:
        """The answers that the edition does not judge."""
        chosen, questions = self.state.answers.undecided, self.state.rules.questions
        found = uncovered_questions(self.state)
        labels = "、".join(f"“{questions[key].labels[chosen[key]]}”" for key in found)
        return _said("uncovered", f"{UNCOVERED}：{labels}")

    def names(self, routes: Iterable[Route]) -> str:
        """Titles of routes: «“甲”“乙”»."""
        return "".join(f"“{route.title}”" for route in routes)

    # -- The note -------------------------------------------------------------------------------

    def note(self) -> str:
        """How many routes have which verdict."""
        if not self.judged:
            return "各条途径都不作判断"
        verdicts = Counter(self.reports[route.id]["verdict"] for route in self.judged)
        counts = (f"{VERDICT[one]} {verdicts[one]} 条" for one in ("met", "open", "not met"))
        return f"途径：{'，'.join(counts)}"


def _when(missing: Missing) -> str:
    """«到 2031 年 3 月 1 日满足，本次来不及»."""
    latest = NAMES["latest"].strip() if missing.at_latest else ""
    late = NAMES["late"] if missing.late else "可能来不及"
    return f"{latest}到 {date_words(missing.day)}满足，{late}"


def _lacking_words(failing: list[Missing], only: str) -> str:
    """One thing in full, after the words that say whether it is all; several by name, with how many
    conditions they take."""
    first = failing[0]
    least = AT_LEAST if only != ONLY else "还差"
    if len(failing) == 1 and first.is_hours:
        return f"{only} {first.words}{f'，{first.mends}' if first.mends else ''}"
    if len(failing) == 1 and first.words:
        how_many = f"{only}一项" if first.count == 1 else f"{least} {first.count} 项{FIRST}"
        return f"{how_many}：{first.words}"
    count = sum(one.count for one in failing)
    names = list(dict.fromkeys(_name(one, alone=len(failing) == 1) for one in failing))
    return f"{least} {count} 项：{_first(names)}"


def _named(titles: Iterable[str]) -> str:
    """«“甲”、“乙”、“丙”等»."""
    return _first([f"“{title}”" for title in titles])


def _first(names: list[str]) -> str:
    return "、".join(names[:MOST_NAMED]) + ("等" if len(names) > MOST_NAMED else "")


def _name(missing: Missing, *, alone: bool) -> str:
    if missing.is_hours:
        return missing.words
    more = "" if alone or missing.count == 1 else f" {missing.count} 项"
    return f"“{missing.title}”{more}"
