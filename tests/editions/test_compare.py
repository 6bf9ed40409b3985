"""What changed between editions: each change once, under the name that readers know."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from calculator.editions.compare import Change, compare
from calculator.editions.words import change_lines, change_text
from calculator.loading import Edition, load_edition


@pytest.fixture
def old(choir: Path) -> Edition:
    return load_edition(choir / "2031")


def said(found: list[Change]) -> list[str]:
    return [change_text(one) for one in found]


def test_an_edition_does_not_differ_from_itself(old: Edition, edited) -> None:
    assert compare(old, edited()) == []


def test_a_figure_is_one_change_wherever_it_is_used(old: Edition, edited) -> None:
    # The cap of the songs stands in the clause's text and in its rule.
    found = compare(old, edited(("cap: 12", "cap: 14")))
    assert said(found) == ["改动　创作　最高分：12 分 → 14 分　#choir-songs.最高分"]


def test_a_date_is_a_figure(old: Edition, edited) -> None:
    found = compare(old, edited(("截止日: 2031-06-30", "截止日: 2032-06-30")))
    assert said(found) == [
        "改动　第一条　截止日　截止日：2031 年 6 月 30 日 → 2032 年 6 月 30 日　#choir-day.截止日"
    ]


def test_a_text_that_says_something_else(old: Edition, edited) -> None:
    found = compare(old, edited(("text: 作品须经评委认可。", "text: 须经评委会认可。")))
    assert said(found) == [
        "改动　第二条　评委认可　正文：作品须经评委认可。 → 须经评委会认可。　#choir-judged.text"
    ]


def test_a_rule_that_works_otherwise(old: Edition, edited) -> None:
    found = compare(old, edited(("{add: sum, cap: 30}", "{add: best, cap: 30}")))
    assert said(found) == ["改动　第三条　总分　计分：sum → best　#choir-total.points.add"]


def test_a_rule_that_is_gone_takes_its_figures_along(old: Edition, edited) -> None:
    condition = """      condition:
        title: 评委认可
        fails: 评委没有认可
        opens: 等评委认可
        any:
          - {field: judged, is: true}
"""
    required = ", require: [choir-judged]"
    asked = "      - {id: judged, type: yesno, label: 评委是否认可}\n"
    found = compare(old, edited((condition, ""), (required, ""), (asked, "")))
    # What nothing reads any more must go too.
    assert said(found)[:-1] == [
        "删去　第二条　评委认可　条件　#choir-judged.condition",
        '改动　创作　计分：["choir-judged"] → （无）　#choir-songs.points.items.require',
    ]


def test_clauses_and_questions_come_and_go(old: Edition, edited) -> None:
    clause = """        - id: choir-concerts
          title: 演出
          text: 每场【每项分值】，最高【最高分】。
          evidence: [节目单]
          points: {cap: 10, each: 2.5, count: concerts}
"""
    other = """        - id: choir-solos
          title: 独唱
          text: 每场【每项分值】。
          points: {each: 3, count: solos}
"""
    question = "  - {id: concerts, type: count, label: 演出场数, clause: choir-concerts}"
    new_question = "  - {id: solos, type: count, label: 独唱场数, clause: choir-solos}"
    folder = Path(old.folder)
    (folder / "cases" / "some.yml").unlink()
    found = compare(old, edited((clause, other), (question, new_question)))
    # Figures of a clause come and go with it.
    assert said(found) == [
        "删去　演出　#choir-concerts",
        "新增　独唱　#choir-solos",
        "删去　演出场数　#concerts",
        "新增　独唱场数　#solos",
    ]


def test_the_policy_itself(old: Edition, edited) -> None:
    found = compare(old, edited(("status: open", "status: closed")))
    assert said(found) == ["改动　状态：open → closed　#status"]


def test_lines_are_grouped_by_subject(old: Edition, edited) -> None:
    found = compare(old, edited(("status: open", "status: closed"), ("cap: 12", "cap: 14")))
    lines = list(change_lines(found))
    assert [one for one in lines if one.endswith("：")] == [
        "政策的基本情况（1 处）：",
        "数值（1 处）：",
    ]


def test_changes_the_other_way_round_are_the_opposite(old: Edition, edited) -> None:
    no_cap = ("各项相加，最高【最高分】。", "各项相加。")
    new = edited(("cap: 12", "cap: 14"), ("{add: sum, cap: 30}", "{add: sum}"), no_cap)
    there, back = compare(old, new), compare(new, old)
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(one.key, one.kind, one.old, one.new) for one in there} == {
        (one.key, opposite[one.kind], one.new, one.old) for one in back
    }
    assert "removed" in {one.kind for one in there}


def test_what_pages_show_besides_clauses_is_compared_too(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "harbour-orchestra"
    shutil.copytree(root / "tests/policies/harbour-orchestra", folder)
    old = load_edition(folder / "2030")
    shutil.copytree(folder / "2030", folder / "2031")
    for path in (folder / "2031").glob("*.yml"):
        text = path.read_text(encoding="utf-8").replace('edition: "2030"', 'edition: "2031"')
        for subject in ("timeline", "glossary", "sources", "calendar", "pages", "procedures"):
            text = dropped(text, subject)
        path.write_text(text, encoding="utf-8")
        if not re.search(r"(?m)^[^#\n]", text):
            path.unlink()
    new = load_edition(folder / "2031")
    gone = {one.subject for one in compare(old, new) if one.kind == "removed"}
    lists = {
        "timeline": old.timeline, "term": old.glossary, "source": old.sources,
        "calendar": old.calendar, "page": old.pages, "procedure": old.procedures,
    }  # fmt: skip
    assert gone == {subject for subject, entries in lists.items() if entries}
    assert {"timeline", "term", "calendar", "page"} <= gone
    assert all(one.startswith("删去") for one in said(compare(old, new)))


def dropped(text: str, subject: str) -> str:
    """A file of a policy without one of its lists."""
    return re.sub(rf"(?m)^{subject}:\n(?:[ #-].*\n|\n)+", "", text)


def test_long_texts_are_shown_where_they_differ() -> None:
    same = "这一段话很长，两边完全一样，" * 5
    change = Change(subject="clause", kind="changed", key="a.text", title="甲",
                    old=f"{same}每年一次。", new=f"{same}每年两次。")  # fmt: skip
    shown = change_text(change)
    assert shown.endswith("…边完全一样，每年一次。 → …边完全一样，每年两次。　#a.text")


CITED = """\
sources:
  - {title: 《合唱团章程》, number: 镇合〔2019〕1号, clause: choir-day}
  - {title: 《团员守则》, clause: choir-day}
  - {title: 《曲目》, clause: choir-day}
"""


@pytest.mark.parametrize(
    ("cited", "title", "words"),
    [
        # The number is the same, whatever the title.
        ("《合唱团章程》", "《镇歌咏队规章》", "改动　《合唱团章程》"),
        # No number: cited at the same place under nearly the same title.
        ("《团员守则》", "《团员守则（修订）》", "改动　《团员守则》"),
    ],
)
def test_a_cited_document_with_another_title_is_changed(
    choir: Path, cited: str, title: str, words: str
) -> None:
    (one,) = _cited_otherwise(choir, (cited, title))
    assert change_text(one).startswith(words)
    assert (one.old, one.new, one.of) == (cited, title, title)


@pytest.mark.parametrize(
    "other",
    [
        ("《曲目》", "《演出服装的规定》"),
        ("《团员守则》, clause: choir-day", "《团员守则（修订）》, clause: choir-judged"),
        ("《合唱团章程》, number: 镇合〔2019〕1号", "《合唱团新章程》, number: 镇合〔2031〕2号"),
    ],
)
def test_another_cited_document_comes_and_the_first_one_goes(
    choir: Path, other: tuple[str, str]
) -> None:
    found = _cited_otherwise(choir, other)
    assert [one.kind for one in found] == ["removed", "added"]


MOMENTS = """\
timeline:
  - {title: 报名截止, when: 【choir-day.截止日】, clause: choir-day}
  - {title: 试唱, when: 报名以后, clause: choir-day}
"""


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        # It stands on the same day, whatever it is called; the other one has no day of its own.
        (("title: 报名截止", "title: 交表的最后一天"), ["changed"]),
        (("试唱, when: 报名以后", "面谈, when: 试唱以后"), ["removed", "added"]),
    ],
)
def test_a_moment_with_another_title_is_changed(
    choir: Path, change: tuple[str, str], kinds: list[str]
) -> None:
    found = _cited_otherwise(choir, change, MOMENTS)
    assert [one.kind for one in found] == kinds
    assert {one.subject for one in found} == {"timeline"}


def _cited_otherwise(choir: Path, change: tuple[str, str], listed: str = CITED) -> list[Change]:
    """What changes in what is listed, of the cited documents say, between two editions."""
    later = choir / "2032"
    shutil.copytree(choir / "2031", later)
    policy = later / "policy.yml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace('edition: "2031"', 'edition: "2032"'), encoding="utf-8")
    for folder, said_there in ((choir / "2031", listed), (later, listed.replace(*change))):
        (folder / "sources.yml").write_text(said_there, encoding="utf-8")
    return compare(load_edition(choir / "2031"), load_edition(later))
