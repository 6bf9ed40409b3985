"""Readers of policy files: YAML, whole editions, and the pages that are made of them."""

from __future__ import annotations

import functools
import itertools
import json
import re
import shutil
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
from hypothesis import strategies as st
from mkdocs.utils import meta

from calculator.core.entry import load
from calculator.core.values.canonical import dumps
from calculator.loading import PolicyError, load_edition, pieces
from calculator.loading.hygiene import MAX_BYTES
from calculator.loading.node_kinds import plain
from calculator.loading.prose import joined_lines
from calculator.loading.wording import typed_figures
from calculator.loading.yamltext import read_nodes
from calculator.publish.pages import pages
from tests.fuzz import hostile
from tests.fuzz.core_readers import POLICIES
from tests.fuzz.readers import Outcome, Reader
from tests.fuzz.steps import at_most

# For the colon of a key PyYAML looks 1,024 characters ahead, past every bracket that opens there.
LOOK_AHEAD = 1_700_000
# English in our own messages.
NAMED = ("Unicode",)
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]


# -- YAML ---------------------------------------------------------------------------------------


def a_yaml_file(data: bytes) -> Outcome:
    """Nodes, or problems with their lines; what comes out can be written."""
    assert len(data) <= MAX_BYTES
    with at_most(20_000 + 400 * len(data) + LOOK_AHEAD):
        node, problems = read_nodes(data, "x.yml")
    told(problems, data)
    for word in re.findall("[A-Za-z]{5,}", "".join(one.message for one in problems)):
        assert word in NAMED or word.encode() in data, f"a library says {word}"
    if node is None or problems:
        return "refused"
    dumps(plain(node)).encode()
    return "read"


def told(problems: Any, data: bytes) -> None:
    """Every problem has a place in the file and says something in Chinese."""
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for problem in problems:
        assert 1 <= problem.place.line <= lines + 1, problem
        assert problem.place.column >= 1
        assert re.search("[\u4e00-\u9fff]", problem.message), problem
        str(problem).encode()


@functools.cache
def yaml_bytes() -> st.SearchStrategy[bytes]:
    """YAML of every kind of construct, the kinds that are refused too."""
    words = hostile.cut(hostile.texts, 5_000)
    quoted = words.map(lambda text: json.dumps(text, ensure_ascii=False))
    scalar = st.one_of(
        words,
        quoted,
        words.map(json.dumps),
        words.map(lambda text: "'" + text.replace("'", "''") + "'"),
        st.sampled_from(
            ("&a x", "*a", "!!python/object/apply:os.system ['x']", "!!binary AAAA", "<<: *a",
             '"\\ud800"', '"\\UFFFFFFFF"', '"\\x00"', "|\n  x", ">\n  x\n\n  y", "? x", "...",
             "%YAML 9.9", "---", "[", "{", "]", "}", "- - - -", "@x", "`x`", "年限： 3",
             "[甲，乙", "{甲: 1；乙: 2}", "｛a: 1｝", "［甲］", "“甲\"", "锟斤拷", "\u2003x")
        ),
    )  # fmt: skip
    line = st.builds(
        lambda indent, key, value: f"{' ' * indent}{key}{value}\n",
        st.integers(0, 6),
        st.sampled_from(
            (
                "a: ",
                "b: ",
                "- ",
                "- a: ",
                "? ",
                ": ",
                "",
                "#",
                "－ ",
                "— ",
                "-a: ",
                "年限:",
                "a：",
                "<<<<<<< ",
                "=======",
            )
        ),
        scalar,
    )
    tenfold = (f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 9))
    bomb = "a0: &a0 x\n" + "".join(tenfold)
    deep = st.builds(
        lambda sign, depth: sign * depth,
        st.sampled_from(("[", "{a: ", "- ", "? ", "[[],")),
        st.sampled_from((5, 59, 61, 2_000, 50_000)),
    )
    whole = st.one_of(st.lists(line, max_size=8).map("".join), deep, st.just(bomb), scalar)
    return hostile.file_bytes(whole)


# -- Texts of a policy --------------------------------------------------------------------------


def a_text(text: str) -> Outcome:
    """Cutting a text into pieces, joining its lines and looking for figures loses nothing."""
    with at_most(5_000 + 100 * len(text)):
        parts = list(pieces(text))
        joined_lines(text)
        typed_figures(text, ["2031 年度"])
    kept = sum(len(part) for part in parts if isinstance(part, str))
    assert kept <= len(text)
    return "read" if kept == len(text) else "refused"


# -- Editions -----------------------------------------------------------------------------------


@functools.cache
def _tiny() -> str:
    return (POLICIES / "tiny" / "2031" / "policy.yml").read_text(encoding="utf-8")


@functools.cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-")) / "tiny" / "2031"
    folder.mkdir(parents=True)
    return folder


@functools.cache
def editions() -> st.SearchStrategy[bytes]:
    """The smallest policy with lines dropped, doubled, swapped, or with other values."""

    @st.composite
    def changed(draw: st.DrawFn) -> bytes:
        lines = _tiny().split("\n")
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(lines) - 1))
            other = draw(st.integers(0, len(lines) - 1))
            what = draw(st.sampled_from(("value", "value", "text", "drop", "double", "swap")))
            if what == "drop":
                del lines[at]
            elif what == "double":
                lines.insert(other, lines[at])
            elif what == "swap":
                lines[at], lines[other] = lines[other], lines[at]
            else:
                key, colon, _ = lines[at].partition(": ")
                value = draw(hostile.texts)
                written = json.dumps(value, ensure_ascii=False) if what == "text" else value
                lines[at] = f"{key}{colon}{written}"
            lines = lines or [""]
        return "\n".join(lines).encode("utf-8", "surrogatepass")

    return changed()


@st.composite
def slips(draw: st.DrawFn) -> tuple[bytes, int]:
    """The smallest policy with one sign too many that nobody sees, and the line that has it."""
    lines = _tiny().split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    sign = draw(st.sampled_from("\t\u00a0\u200b\u202e\ufeff\ufe0f\ue000\u2f00\u2ed3\uf90a"))
    place = draw(st.integers(0 if at else 1, len(lines[at])))
    lines[at] = lines[at][:place] + sign + lines[at][place:]
    return "\n".join(lines).encode(), at + 1


def a_slip(given: tuple[bytes, int]) -> Outcome:
    """It is told at its line, wherever it stands."""
    data, line = given
    _, problems = read_nodes(data, "x.yml")
    assert line in {problem.place.line for problem in problems}
    return "refused"


def an_edition(data: bytes) -> Outcome:
    """Problems with their places, or an edition whose rules work."""
    path = _folder() / "policy.yml"
    path.write_bytes(data)
    try:
        edition = load_edition(path.parent)
    except PolicyError as error:
        told((one for one in error.problems if one.place.file.endswith("policy.yml")), data)
        return "refused" if error.problems else "read"
    load(dumps(edition.rules)).answer({"answers": {"answers": {"concerts": 5}}})
    return "read"


def on_pages(data: bytes) -> Outcome:
    """What the words of an edition become on its pages is harmless."""
    outcome = an_edition(data)
    if outcome == "read":
        for name, text in pages([load_edition(_folder())]).items():
            body, _ = meta.get_data(text)
            harmless(name, markdown.markdown(body, extensions=EXTENSIONS))
    return outcome


class _Running(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        runs = tag in {"script", "img", "svg", "iframe", "object", "embed", "base", "form", "meta"}
        for name, value in attrs:
            bare = re.sub(r"[\s\0]", "", value or "").lower()
            runs |= name.startswith("on") or name in {"style", "srcdoc"}
            runs |= name in {"href", "src"} and bare.startswith(
                ("javascript:", "data:", "vbscript:")
            )
        if runs:
            self.found.append((tag, attrs))


def harmless(name: str, html: str) -> None:
    """No element or attribute in a page that would run, or load, something."""
    parser = _Running()
    parser.feed(html)
    parser.close()
    assert parser.found == [], (name, parser.found)


def hostile_words() -> st.SearchStrategy[bytes]:
    """The smallest policy with markup in its words, written so that YAML reads it."""
    places = ("title: 评委认可", "label: 演出场数", "text: 作品须经评委认可。", "short: 合唱团评分")
    words = st.lists(
        st.sampled_from((*hostile.MARKUP, *"作品 |*_", "\n\n", "\n", "# ", "- ", "> ", "    ")),
        max_size=6,
    ).map("".join)  # fmt: skip

    def written(given: tuple[str, ...]) -> bytes:
        text = _tiny()
        for place, one in zip(places, given, strict=True):
            if place in text and one.strip():
                key = place.partition(":")[0]
                text = text.replace(place, f"{key}: {json.dumps(one, ensure_ascii=False)}", 1)
        return text.encode()

    return st.tuples(*itertools.repeat(words, len(places))).map(written)


def clean_up() -> None:
    """Remove the folder that the editions were written to."""
    shutil.rmtree(_folder().parent.parent, ignore_errors=True)


def readers() -> list[Reader]:
    """Those of policy files."""
    return [
        Reader("YAML", yaml_bytes(), a_yaml_file),
        Reader("texts of a policy", hostile.texts, a_text),
        Reader("signs that nobody sees", slips(), a_slip, outcomes=("refused",)),
        Reader("editions", editions(), an_edition, cost=5),
        Reader("words on pages", hostile_words(), on_pages, cost=10, slow=50),
    ]
