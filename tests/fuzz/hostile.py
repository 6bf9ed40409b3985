"""What a stranger may feed in: texts, JSON data and bytes, sound ones and the worst of them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

NUMBERS = (
    "0", "1", "-1", "12", "7.5", "1/3", "１２", "٣", "²", "1,000", "1e999999999", "-1e-999999999",
    "9" * 31, "9" * 5000, "0." + "1" * 4000, "1/0", "1/" + "9" * 29, "NaN", "Infinity", "-0",
    "0x10", "1_000", "--1", "12 年", "１／３",
)  # fmt: skip
DATES = (
    "2021-12-31", "2021-12", "2021", "20211231", "2021年12月31日", "2021/2/29", "2024-02-29",
    "0000-01-01", "9999-12-31", "10000-01-01", "2021-13-01", "2021-00-00", "-2021-01-01",
    "2021-1-1-1", "二〇二一年", "٢٠٢١", "--",
)  # fmt: skip
MARKUP = (
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "</script><svg onload=alert(1)>",
    "[x](javascript:alert(1))", "{ onclick=alert(1) }", "{: style=x }", "`", "\"'><b>", "&lt;",
    "![x](//example.org/x)", "<!--", "]]>", "【x】", "【】【", "{{ 7 * 7 }}", "{% raw %}", "${x}",
)  # fmt: skip
CELLS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "＝1")
SIGNS = (
    "\0", "\ud800", "\udfff\ud800", "\ufeff", "\u2028", "\u202e", "\u200b", "ﷺ" * 40, "\U0010ffff",
    "\x85", "\x1b[31m", "e" + "\u0301" * 200, "ß", "İ", "龘" * 300, "a" * 20_000, "..", "/", "%00",
    "__proto__", "constructor", "$ref", "true", "是", "no", "~", "null", "",
)  # fmt: skip

any_character = st.characters()
texts = st.one_of(
    st.sampled_from((*NUMBERS, *DATES, *MARKUP, *CELLS, *SIGNS)),
    st.text(any_character, max_size=30),
    st.builds("".join, st.lists(st.sampled_from((*NUMBERS, *MARKUP, *SIGNS)), max_size=4)),
)
numbers = st.one_of(
    st.integers(-(10**6), 10**6),
    st.sampled_from((10**29, 10**30, 10**4000, -(10**4000), 2**63, 0)),
    st.floats(),
)
scalars = st.one_of(st.none(), st.booleans(), numbers, texts)


def nested(depth: int, inner: Any, *, as_list: bool) -> Any:
    """Data inside that many lists or mappings."""
    for _ in range(depth):
        inner = [inner] if as_list else {"a": inner}
    return inner


def data(keys: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Any]:
    """JSON data whose mappings have these keys."""
    return st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=5),
            st.dictionaries(keys, inner, max_size=5),
            st.builds(nested, st.sampled_from((50, 300, 900)), inner, as_list=st.booleans()),
        ),
        max_leaves=12,
    )


@st.composite
def spoilt(draw: st.DrawFn, sound: st.SearchStrategy[str]) -> str:
    """A sound text with some of it cut out, doubled or replaced."""
    text = draw(sound)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        to = min(len(text), at + draw(st.integers(0, 12)))
        middle = draw(st.one_of(st.just(""), st.just(text[at:to] * 2), texts))
        text = text[:at] + middle + text[to:]
    return text


def cut(sound: st.SearchStrategy[str], length: int) -> st.SearchStrategy[str]:
    """The texts, none longer than that. A filter would cost more than all the drawing."""
    return sound.map(lambda text: text[:length])


def as_in_scripts(text: str) -> str:
    """The text as scripts have it: halves of a character that meet are that character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def json_texts(sound: st.SearchStrategy[Any]) -> st.SearchStrategy[str]:
    """JSON text of such data, spoilt JSON, and what is no JSON at all."""
    written = sound.map(lambda one: json.dumps(one, ensure_ascii=False))
    escaped = sound.map(json.dumps)
    deep = st.builds(
        lambda sign, depth: sign * depth, st.sampled_from(("[", '{"a":', "[[],", '["')),
        st.sampled_from((10, 500, 5_000, 100_000)),
    )  # fmt: skip
    doubled = st.builds(
        lambda key: f'{{"answers":{{{json.dumps(key)}:1,{json.dumps(key)}:2}}}}', texts
    )
    return st.one_of(written, escaped, spoilt(written), spoilt(escaped), deep, doubled, texts)


def file_bytes(sound: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """Bytes of a file: a text in the usual encodings and others, spoilt or not, or mere bytes."""
    encoded = st.builds(
        lambda text, encoding: text.encode(
            encoding, "surrogatepass" if "utf" in encoding else "replace"
        ),
        spoilt(sound),
        st.sampled_from(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030")),
    )
    return st.one_of(
        encoded,
        sound.map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.binary(max_size=200),
    )
