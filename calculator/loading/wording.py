"""Checks of prose: placeholders have a value, links lead somewhere, no figure is typed by hand.

Lists of short words are written with the comma that YAML knows, and each means one thing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from calculator.core.tables.layout import folded
from calculator.loading.hints import run_together
from calculator.loading.index import Index
from calculator.loading.merge import Body
from calculator.loading.place import Place, Problem
from calculator.loading.prose import PLACEHOLDER, Link, Placeholder, pieces
from calculator.loading.scalars import Prose, Text
from calculator.loading.types.asking import Asked, Question
from calculator.loading.types.document import Clause, Document
from calculator.loading.types.fields import Node
from calculator.loading.types.site import Procedure, Reading, Route, TimelineEntry
from calculator.loading.types.worked import Case
from calculator.loading.walk import Spot, clauses_of, nodes_within, walk

_UNITS = (
    "年|个月|月|日|天|个|项|篇|分|学时|字|名|次|件|%|％|‰|元|万元|亿元|像素|人|门|工作日|周|小时|分钟|"
    "周岁|周年|岁|倍|家|本|份|张|页|位|期|场|届|K|M|KB|MB|百分点"
)
_DIGITS = r"\d[\d.,，]*\s?(?:[万亿千百]\s?)?"
_HAN = (
    r"(?:[〇零一二两三四五六七八九十百千万亿半]*[〇零一二两三四五六七八九十半][百千万亿十]*|几十)"
)
_TYPED = re.compile(
    rf"(?<!第)(?<!第 )(?<![A-Za-z\d.〔-])(?:{_DIGITS}(?:{_UNITS})"
    rf"|\d{{4}}-\d\d(?:-\d\d)?|\d+\.\d+(?![\d.])|百分之{_HAN})"
    rf"|(?<!第)(?<!第 )(?<![万千百十])(?P<han>{_HAN})\s?(?P<unit>{_UNITS})"
)
# After these 一 points at something («前一年», «同一天», «哪一日») and counts nothing.
_POINTING = "任同之其每某哪这那前后次上下另最唯统逐"
# 一 before a counter is an article («一项», «一次»); before these units it is a figure.
_ONE_COUNTS = frozenset(
    ("年", "个月", "月", "日", "天", "分", "学时", "字", "%", "％", "元", "万元", "周", "小时",
     "分钟", "岁", "周岁", "周年", "倍", "工作日")
)  # fmt: skip
# «[年限]», «［年限］», «〖年限〗», «【【»: neither a figure nor a link, and shown as typed.
_BARE = re.compile(r"\[[^\[\]\n]+\](?!\()|［[^［］\n]+］|〖[^〖〗\n]+〗|【【|】】")
_EXEMPT = re.compile(
    r"《[^》]*》|〔[^〕]*〕\s?\d*\s?号?|【[^】]*】|<https?://[^>]*>|`[^`]*`|\([^()\s]*#[^()]*\)"
)
# «第七条» as laws number their articles; after a title in 《》 it is another law's.
_ARTICLE = re.compile(r"(?<!》)第[一二三四五六七八九十百零]+条")
# Comments that `new`, `cases --accept` and whoever reads a text again put behind one.
_MARKS = ("待核对", "已重读")
_HARMLESS = re.compile(
    "(?<![一二三四五六七八九百])十分|百分比|百分点|百分制|百分号|一分为二|万一|一月一|一日三|"
    "每满一(?:年|个月)|不满一年的?按月"
)


def scoped_prose(body: Body) -> Iterator[tuple[Prose, str | None, Node]]:
    """Yield every prose value with the clause whose labels it may use, and its top entry."""
    for entry in nodes_within(body):
        if isinstance(entry, Document):
            for clause, _ in clauses_of(entry):
                for spot in walk(clause, children=False):
                    if isinstance(spot.value, Prose):
                        yield spot.value, str(clause.id), clause
            if entry.summary is not None:
                yield entry.summary, None, entry
            continue
        scope = scope_of(entry)
        for spot in walk(entry):
            if isinstance(spot.value, Prose):
                yield spot.value, scope, entry


def scope_of(entry: Node) -> str | None:
    """The clause whose labels the prose of an entry may use; None: only 【clause.label】."""
    if isinstance(entry, Clause):
        return str(entry.id)
    if isinstance(entry, Question | Route | Procedure | TimelineEntry):
        return str(entry.clause) if entry.clause else None
    if isinstance(entry, Reading | Case):
        return str(entry.clauses[0]) if entry.clauses else None
    return None


# Pages that compute: every edition has them without writing them (`calculator.publish.places`).
CALCULATORS = ("routes-check", "hours", "checklist", "advice", "slip", "batch")


def check_wording(
    body: Body,
    index: Index,
    texts: Iterable[tuple[Prose, str | None, Node]],
    *,
    complete: bool,
) -> Iterator[Problem]:
    """Report placeholders without a value, links that lead nowhere and figures typed by hand."""
    names = sorted((str(name) for name in body.names), key=len, reverse=True)
    labelled = "在 figures 里起个名称，文字里写【名称】（如果是固定名称的一部分，加进 names）"
    pages = {f"page:{name}" for name in (*CALCULATORS, *(page.id for page in body.pages))}
    known = {*index.clauses, *index.questions, *index.readings, *pages}
    for prose, scope, entry in texts:
        for piece in pieces(prose) if complete else ():
            if isinstance(piece, Placeholder):
                yield from _check_placeholder(piece, prose, scope, index)
            elif isinstance(piece, Link):
                yield from _check_link(piece, prose, known, index)
                for below in pieces(piece.words):
                    if isinstance(below, Placeholder):
                        yield from _check_placeholder(below, prose, scope, index)
        yield from _check_brackets(prose, body)
        if not isinstance(entry, Case):
            figures = (
                (typed, labelled if f"近{typed}" not in prose else _recent(typed))
                for typed in typed_figures(prose, names)
            )
            for typed, instead in (*_typed_names(prose, index), *figures):
                place = locate(prose.place, typed, body.lines)
                yield Problem(place, f"文字里直接写了“{typed}”；请{instead}")


def _recent(typed: str) -> str:
    """«近两年» names a window more often than it is a figure of a rule."""
    return (
        f"在最外层写 names: [近{typed}]（已有 names 的加进去），它就是固定的说法；"
        "规则用它计算的，才在 figures 里起个名称，文字里写【名称】"
    )


def _check_brackets(prose: Prose, body: Body) -> Iterator[Problem]:
    for bare in _BARE.findall(prose):
        message = f"“{bare}”会照样显示；数值写【名称】，链接写 [文字](#编号)"
        yield Problem(locate(prose.place, bare, body.lines), message)
    if prose.count("【") != prose.count("】"):
        yield Problem(prose.place, "【 和 】没有配对")
    # What YAML takes for a comment may be the rest of the sentence.
    line = "".join(body.lines.get(prose.place.file, ())[prose.place.line - 1 : prose.place.line])
    words, sign, rest = line[prose.place.column - 1 :].partition(" #")
    if sign and words.strip() == prose and not rest.lstrip().startswith(_MARKS):
        message = "“ #”后面的不会显示；是文字的，请用半角引号把整句括起来，是注释的，请另写一行"
        yield Problem(prose.place._replace(column=prose.place.column + len(words) + 1), message)


def _check_placeholder(
    piece: Placeholder, prose: Prose, scope: str | None, index: Index
) -> Iterator[Problem]:
    if index.book.shown(scope, piece.name) is None:
        known = index.book.labels_near(scope)
        if "." in piece.name:
            known = [*index.book.figures, *index.book.names]
        near = index.near(piece.name, known)
        where = "" if scope or "." in piece.name else "；这里要写成【条款编号.名称】"
        message = f"【{piece.name}】没有对应的数值{near or where}"
        yield Problem(prose.place, message, missing=piece.name)


def _check_link(link: Link, prose: Prose, known: set[str], index: Index) -> Iterator[Problem]:
    place = locate(prose.place, f"({link.target})", index.body.lines)
    if not link.target.startswith("#"):
        yield Problem(place, f"链接“{link.target}”应当以 # 开头；网址请写成 <https://…>")
    elif link.target[1:] not in known:
        near = index.near(link.target[1:], known)
        message = f"链接指向的“{link.target[1:]}”不存在{near}"
        yield Problem(place, message, missing=link.target[1:])


def _typed_names(prose: Prose, index: Index) -> Iterator[tuple[str, str]]:
    """What a text says by itself of numbers of clauses, of titles and numbers of documents and of
    the status: the words, and what says them from their place.
    """
    names = index.book.names
    for piece in pieces(prose):
        words = PLACEHOLDER.sub("", piece.text) if isinstance(piece, Link) else piece
        if isinstance(words, Placeholder):
            continue
        number = names.get(f"{piece.target[1:]}.序号") if isinstance(piece, Link) else None
        if isinstance(piece, Link) and number is not None and number.value == words:
            yield words, f"写 []({piece.target})，显示的就是它的序号"
            continue
        yield from (
            (one.value, f"写【{one.key}】") for one in index.long_names if one.value in words
        )
        for article in _ARTICLE.findall(words):
            if article in index.articles:
                yield article, f"写【{index.articles[article]}.序号】"


def typed_figures(text: str, names: Sequence[str]) -> list[str]:
    """Return the figures that are typed into a text, names and document titles left out."""
    bare = _EXEMPT.sub(lambda found: "□" * len(found[0]), text)
    for name in names:
        bare = bare.replace(name, "□" * len(name))
    bare = _HARMLESS.sub(lambda found: "□" * len(found[0]), bare)
    found = []
    for match in _TYPED.finditer(bare):
        before = bare[match.start() - 1 : match.start()]
        pointing = bool(before) and before in _POINTING
        article = match["han"] == "一" and (pointing or match["unit"] not in _ONE_COUNTS)
        if not article:
            found.append(match[0].strip())
    return found


def locate(place: Place, snippet: str, lines: Mapping[str, Sequence[str]]) -> Place:
    """The line and column of a snippet in the text that begins at `place`, as near as can be."""
    text = lines.get(place.file, ())
    for number in range(place.line - 1, min(place.line + 200, len(text))):
        at = text[number].find(snippet)
        if at >= 0:
            return place._replace(line=number + 1, column=at + 1)
    return place


# What parts words for everybody but YAML; a blank or a stroke does where Chinese words meet.
_PARTS = "[，；;、|｜]|(?<=[\u4e00-\u9fff])[ /／](?=[\u4e00-\u9fff])"
LISTED = {"words": _PARTS, "blanks": _PARTS, "names": "[，；;]"}


def check_word_lists(body: Body, spots: Iterable[Spot]) -> Iterator[Problem]:
    """Report words run together by a full-width comma, and words that two options claim.

    What stands in quotation marks is left as it is; of other lists, only an item alone in brackets
    is looked at.
    """
    for spot in spots:
        is_listed = spot.field.name in LISTED
        if not isinstance(spot.value, Text) or not (is_listed or spot.position[-1:] == (1,)):
            continue
        place = spot.value.place
        line = "".join(body.lines.get(place.file, ())[place.line - 1 : place.line])
        before, own = line[: place.column - 1], line[place.column - 1 :]
        is_alone = before.rstrip().endswith("[") and len(getattr(spot.owner, spot.field.name)) == 1
        signs = LISTED.get(spot.field.name, LISTED["names"])
        is_looked_at = (is_listed or is_alone) and own[:1] not in {"'", '"'}
        if is_looked_at and (found := re.search(signs, spot.value)):
            yield Problem(place, run_together(spot.value, found[0]))
    yield from _labelled_twice(body.questions)
    for question in body.questions:
        yield from _labelled_twice(question.fields)
        for asked in (question, *question.fields):
            yield from _claimed_twice(asked)


def _labelled_twice(several: Iterable[Asked]) -> Iterator[Problem]:
    """Report labels that nobody can tell apart, on a page or as the header of a column."""
    owners: dict[str, Asked] = {}
    for asked in several:
        owner = owners.setdefault(folded(asked.label), asked)
        if owner.id != asked.id:
            message = (
                f"“{owner.id}”（{owner.label.place}）也叫这个名字，分不清问的是哪一件；请改一个"
            )
            yield Problem(asked.label.place, message)


def _claimed_twice(asked: Asked) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for option in asked.options:
        for word in (*option.words, *option.formerly, option.label, option.id):
            if (owner := owners.setdefault(folded(word), str(option.id))) != option.id:
                yield Problem(word.place, f"“{word}”已经是选项“{owner}”的说法，请只留一处")
