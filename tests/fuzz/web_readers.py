"""Readers in the visitor's browser: links, opened files, what a device kept, queries, marks."""

from __future__ import annotations

import base64
import functools
import json
import re
import string
import zlib
from typing import Any

from hypothesis import strategies as st

from calculator.core.answers.outside import read_json
from tests.fuzz import hostile
from tests.fuzz.readers import Outcome, Reader
from tests.fuzz.web_page import web_page

LONGEST_LINK = 32_000
MOST_BYTES = 1_000_000
DEEPEST = 12
MOST_LOCAL = 200_000
SITE = "http://web.test/site/"


def _asked(law: str, *given: Any) -> dict[str, Any]:
    """What was found, or `refused` with words; a crash fails here."""
    answer = web_page().ask(law, *given)
    assert "crash" not in answer, answer["crash"]
    if "refused" in answer:
        assert re.search("[\u4e00-\u9fff]", answer["refused"]), answer
    return dict(answer)


# -- Links --------------------------------------------------------------------------------------


def a_link(fragment: str) -> Outcome:
    """The very text that was put in, or a reason."""
    answer = _asked("link", fragment)
    wanted = _unpacked(fragment)
    assert answer.get("found") == wanted, (answer, wanted)
    return "refused" if wanted is None else "read"


def _unpacked(fragment: str) -> str | None:
    """The text in a fragment by the book; None where there is none."""
    kept = re.sub(r"[\t\n\r =]|%20|%0[AaDd]", "", fragment)
    found = re.match(r"([zt])([A-Za-z0-9_+/-]+)(\.[A-Za-z0-9_]{7})?", kept)
    if len(fragment) > LONGEST_LINK or not found or len(found[2]) % 4 == 1:
        return None
    if found[3] and found[3][1:] != _sum(found[1] + found[2]):
        return None
    body = found[2].replace("-", "+").replace("_", "/")
    data = base64.b64decode(body + "=" * (-len(body) % 4))
    try:
        if found[1] == "z":
            opening = zlib.decompressobj(-15)
            data = opening.decompress(data, MOST_BYTES + 1)
            if not opening.eof or opening.unused_data or len(data) > MOST_BYTES:
                return None
        return data.decode().removeprefix("\ufeff")
    except (zlib.error, UnicodeDecodeError):
        return None


@functools.cache
def fragments() -> st.SearchStrategy[str]:
    """Links as the site makes them, spoilt ones, and bombs."""
    plain = hostile.json_texts(files()).map(lambda text: text.encode("utf-8", "replace"))
    bombs = st.builds(
        lambda sign, count: sign * count, st.sampled_from((b" ", b"[", b"\0", b'{"a":')),
        st.sampled_from((999_999, 1_000_000, 1_000_001, 3_000_000)),
    )  # fmt: skip
    data = st.one_of(plain, plain, st.binary(max_size=60), st.integers(0, 19).flatmap(
        lambda one: bombs if one == 0 else plain))  # fmt: skip
    packed = data.map(lambda raw: "z" + _base64(_deflated(raw)))
    loose = data.map(lambda raw: "t" + _base64(raw[:MOST_LOCAL]))
    sound = packed | loose
    sound |= sound.map(lambda text: f"{text}.{_sum(text)}")
    letters = st.text(string.ascii_letters + string.digits + "+/=-_ \n\t%.", max_size=40)
    odd = st.builds(str.__add__, st.sampled_from(("z", "t", "x", "")), letters | hostile.texts)
    return sound | hostile.spoilt(sound) | odd


def _sum(text: str) -> str:
    """What stands behind a link, as seven digits of base 36."""
    total = functools.reduce(lambda before, sign: (31 * before + ord(sign)) % 2**32, text, 0)
    digits = string.digits + string.ascii_lowercase
    return "".join(digits[total // 36**place % 36] for place in range(6, -1, -1))


def _deflated(raw: bytes) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packing.compress(raw) + packing.flush()


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


# -- Files --------------------------------------------------------------------------------------


@functools.cache
def files() -> st.SearchStrategy[Any]:
    """Answers files of the smallest policy and slips with them, sound and odd."""
    keys = st.sampled_from(("concerts", "pieces", "a", "toString", "__proto__")) | hostile.texts
    answers = st.dictionaries(keys, hostile.data(keys), max_size=4)
    odd = st.fixed_dictionaries({}, optional={"toString": hostile.scalars, "valueOf": st.none()})
    whole = st.fixed_dictionaries(
        {"answers": answers | hostile.data()},
        optional={
            "format": st.sampled_from((1, "1")) | hostile.scalars | odd,
            "policy": st.just("tiny") | hostile.scalars | odd,
            "edition": st.just("2031") | hostile.scalars | odd,
            "none": st.lists(keys | hostile.data(), max_size=3) | hostile.data(),
            "closed": st.lists(keys | hostile.data(), max_size=3) | hostile.data(),
            "estimates": answers | hostile.data(),
            "unused": st.lists(hostile.data(), max_size=2) | hostile.data(),
            "toString": hostile.data(),
        },
    )
    slip = st.fixed_dictionaries({"kind": st.just("result-slip"), "answers": whole})
    return whole | whole | slip | hostile.data()


def a_file(text: str) -> Outcome:
    """All that it held is in what would be saved again, number by number."""
    text = hostile.as_in_scripts(text)
    answer = _asked("file", text)
    if "refused" in answer:
        return "refused"
    found = answer["found"]
    assert found["saved"] == found["again"]
    kept = _leaves(read_json(found["saved"]))
    data = read_json(_halves_escaped(text.removeprefix("\ufeff")))
    given = data["answers"] if data.get("kind") == "result-slip" else data
    head = {"format", "policy", "edition"}
    lost = _leaves({key: one for key, one in given.items() if key not in head}) - kept
    assert not lost, lost
    return "read"


def _leaves(data: Any) -> set[str]:
    """The values in some data that are more than blanks; a number is its text."""
    stack, found = [data], set()
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            stack += one.values()
        elif isinstance(one, list):
            stack += one
        elif one is not None and str(one).strip():
            found.add(str(one))
    return found


def _halves_escaped(text: str) -> str:
    """Halves of characters as JSON spells them: one may stand beside the other's spelling."""
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)


# -- Storage ------------------------------------------------------------------------------------


def a_visit(given: dict[str, Any]) -> Outcome:
    """What was kept is shown, or put aside; what is shown is there at the next visit."""
    given = {
        key: hostile.as_in_scripts(one) if isinstance(one, str) else one
        for key, one in given.items()
    }
    found = _asked("storage", given)["found"]
    text, is_off = given["remembered"], given["off"] == "1"
    if text is None and not is_off:
        text = given["kept"]
    assert found["text"] == text
    if found["problem"]:
        assert given["denied"] or found["aside"] == text
    expected = "off" if is_off else "refused" if given["denied"] else "kept"
    assert found["keeping"] == expected
    if not is_off:
        assert found["next"] == found["opened"]
    return "refused" if found["problem"] else "read"


def visits() -> st.SearchStrategy[dict[str, Any]]:
    texts = hostile.cut(hostile.json_texts(files()), MOST_LOCAL // 10)
    return st.fixed_dictionaries(
        {
            "kept": st.none() | texts,
            "off": st.sampled_from((None, None, "1", "0", "true")),
            "remembered": st.none() | st.none() | texts,
            "denied": st.booleans(),
        }
    )


def a_verdict(text: str) -> Outcome:
    """A verdict that the site knows, or none."""
    found = _asked("routeMap", text)["found"]
    assert set(found["said"]) <= {"满足", "不满足", "不能确定", "本站不能判断"}
    assert found["count"] == 4 + len(found["said"])
    return "read" if found["said"] else "refused"


# -- Answers shown ------------------------------------------------------------------------------


def shown(given: tuple[dict[str, Any], Any]) -> Outcome:
    """Text and nothing but text, whatever the value."""
    question, value = given
    found = _asked("shownAnswer", question, value)["found"]
    assert found["more"] == 0
    assert all(isinstance(one, str) for one in found["said"])
    return "read"


def values_shown() -> st.SearchStrategy[tuple[dict[str, Any], Any]]:
    kinds = ("count", "number", "date", "text", "yesno", "choice", "ordered", "period")
    options = [{"id": "a", "label": "甲"}, {"id": "b", "label": "乙", "help": "说明"}]
    question = st.sampled_from(kinds).map(
        lambda kind: {
            "id": "q", "label": "问题", "type": kind, "unit": "次" if kind == "count" else None,
            **({"options": options} if kind in {"choice", "ordered"} else {}),
        }
    )  # fmt: skip
    keys = st.sampled_from(("from", "to", "toString", "valueOf", "length", "bytes"))
    return st.tuples(question, hostile.data(keys).map(_in_a_file))


def _in_a_file(data: Any) -> Any:
    """The data as far as a page opens it, which goes no deeper."""
    try:
        text = json.dumps(data, allow_nan=False)
    except ValueError:  # JSON has no such number
        return None
    return None if re.search(r"[\[{]{10}", re.sub(r'[^\[\]{}]|"a"', "", text)) else data


# -- Search -------------------------------------------------------------------------------------

WORDS = (
    "学时",
    "继续教育",
    "满 5 年",
    "P&lt;0.05",
    "ＰＤＦ",
    "2025",
    "𠮷野家",
    "ab cd",
    "〔3〕",
    "&amp;amp;",
)


@functools.cache
def pages_of_text() -> st.SearchStrategy[str]:
    """Text of the site in the form of its index: markup of ours, words with their signs escaped."""
    escaped = hostile.cut(hostile.texts, 200).map(
        lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )
    return st.lists(st.sampled_from(WORDS) | escaped, max_size=4).map(
        lambda parts: "".join(f"<p>{part}</p>" for part in parts)
    )


@functools.cache
def searches() -> st.SearchStrategy[tuple[list[dict[str, Any]], str]]:
    doc = st.fixed_dictionaries(
        {
            "location": st.sampled_from(("", "a/", "a/#x", "a/#y", "b/")),
            "title": st.sampled_from(WORDS),
            "text": pages_of_text(),
        },
        optional={
            "words": st.lists(st.sampled_from(("工龄", "𠮷日", "<b>")), max_size=2),
            "archived": st.just("2023 年版 <i>"),
        },
    )
    return st.tuples(st.lists(doc, min_size=1, max_size=4), queries())


@functools.cache
def queries() -> st.SearchStrategy[str]:
    pieces = st.sampled_from((*WORDS, "旧版", "\ud842", "\udfb7野", "5", "ﷺ", "野家的", *"学a ."))
    typed = st.lists(pieces, max_size=4).map(" ".join)
    run_on = st.lists(pieces | hostile.texts, max_size=4).map("".join)
    return typed | run_on | hostile.texts | pieces.map(lambda one: one * 300)


def a_query(given: tuple[list[dict[str, Any]], str]) -> Outcome:
    """Places within the site, and HTML of nothing but marks."""
    found = _asked("search", *given)["found"]
    assert set(found["tags"]) <= {"p", "mark"}, found["tags"]
    assert all(place.startswith(SITE) for place in found["places"])
    assert found["notice"] is None or isinstance(found["notice"], str)
    return "read" if found["count"] else "refused"


# -- Marks --------------------------------------------------------------------------------------


@functools.cache
def trees() -> st.SearchStrategy[list[Any]]:
    """Pages: texts, and elements as ["tag", ...children]."""
    text = st.sampled_from((*WORDS, "学", "时", "\ud842", "\u00ad", " ")) | hostile.texts
    tags = st.sampled_from(("p", "em", "strong", "span", "li", "td", "details", "form", "svg"))
    inner = st.recursive(
        text,
        lambda below: st.builds(
            lambda tag, children: [tag, *children], tags, st.lists(below, max_size=4)
        ),
        max_leaves=8,
    )
    return st.lists(inner, max_size=4)


def marked(given: tuple[list[Any], str]) -> Outcome:
    """But for the marks, the page is what it was."""
    found = _asked("highlight", *given)["found"]
    assert found["same"]
    assert all(found["marked"])
    return "read" if found["marked"] else "refused"


def readers() -> list[Reader]:
    """Those in the browser."""
    verdicts = hostile.json_texts(
        st.dictionaries(
            st.just("a"),
            st.sampled_from(("met", "open", "uncovered", "toString", "__proto__"))
            | hostile.data(st.just("toString")),
            min_size=1,
        )
        | hostile.data()
    )
    kept = hostile.cut(verdicts, MOST_LOCAL)
    return [
        Reader("links", fragments(), a_link, cost=2, in_browser=True),
        Reader("opened files", hostile.json_texts(files()), a_file, cost=2, in_browser=True),
        Reader("kept answers", visits(), a_visit, cost=2, in_browser=True),
        Reader("kept verdicts", kept, a_verdict, cost=2, in_browser=True),
        Reader("shown answers", values_shown(), shown, cost=2, outcomes=("read",), in_browser=True),
        Reader("search queries", searches(), a_query, cost=2, in_browser=True),
        Reader("marked pages", st.tuples(trees(), queries()), marked, cost=2, in_browser=True),
    ]
