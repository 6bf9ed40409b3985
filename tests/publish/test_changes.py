"""The page that says what an edition changes from the one before."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from calculator.errors import CalculatorError
from calculator.loading import Edition, load_edition
from calculator.publish.book import Book
from calculator.publish.contents import navigation, next_of, previous_of, without_drafts
from calculator.publish.pages import pages
from tests.publish.markdown_pages import broken_links

CASES = """\
cases:
  - id: three-concerts
    title: 三场演出
    example: true
    answers: {concerts: 3}
    expect: {points: {choir-concerts: 7.5, choir-total: 7.5}}
  - id: a-song
    title: 一首歌
    answers: {songs: [{rank: 2, judged: true}]}
    expect: {points: {choir-songs: 4.5}}
"""
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]
type Later = Callable[..., list[Edition]]


@pytest.fixture
def later(root: Path, tmp_path: Path) -> Later:
    """The edition 2031 and a 2032 with some text replaced; `status` is that of the older one."""

    def make(*replacements: tuple[str, str], status: str = "superseded") -> list[Edition]:
        shutil.copytree(root / "tests/policies/tiny/2031", tmp_path / "tiny/2031")
        (tmp_path / "tiny/2031/cases").mkdir()
        (tmp_path / "tiny/2031/cases/some.yml").write_text(CASES, encoding="utf-8")
        shutil.copytree(tmp_path / "tiny/2031", tmp_path / "tiny/2032")
        old, new = (tmp_path / f"tiny/{name}/policy.yml" for name in ("2031", "2032"))
        text = old.read_text(encoding="utf-8")
        old.write_text(text.replace("status: open", f"status: {status}"), encoding="utf-8")
        for before, after in (('edition: "2031"', 'edition: "2032"'), *replacements):
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        new.write_text(text, encoding="utf-8")
        return [load_edition(path.parent) for path in (old, new)]

    return make


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def html_of(page: str) -> list[tuple[str, list[tuple[str, str | None]]]]:
    """The elements of a page as the site's extensions make them."""
    parser = _Tags()
    parser.feed(markdown.markdown(page.split("---", 2)[2], extensions=EXTENSIONS))
    return parser.found


def rows(page: str) -> Iterator[tuple[str, ...]]:
    """The cells of each row of a page's tables."""
    for row in re.findall(r"(?s)<tr role=\"row\".*?</tr>", page):
        cells = re.findall(r"<t[hd] role=\"(?:rowheader|cell)\"[^>]*>(.*?)</t[hd]>", row)
        if cells:
            yield tuple(cells)


def test_one_edition_is_compared_with_nothing(root: Path) -> None:
    edition = load_edition(root / "tests/policies/tiny/2031")
    written = pages([edition])
    assert "tiny/2031/changes.md" not in written
    assert not any("changes" in text for text in written.values())
    assert "与上一版的变化" not in str(navigation([Book(edition)]))


def test_a_figure_a_text_and_a_case_stand_side_by_side(later: Later) -> None:
    page = pages(
        later(
            ("each: 2.5", "each: 3"),
            ("text: 作品须经评委认可。", "text: 作品须经评委会认可。"),
            ("{add: sum, cap: 30}", "{add: best, cap: 30}"),
        )
    )["tiny/2032/changes.md"]
    found = list(rows(page))
    figure, text, rule = found[:3]
    assert figure[0].startswith("[演出](choir.md#choir-concerts)")
    assert figure[0].endswith("每项分值</span>")
    assert figure[1:] == ("2.5 分", "3 分")
    assert text[1:] == ("作品须经评委认可。", "作品须经评委<ins>会</ins>认可。")
    assert rule[0].startswith("[第三条　总分](choir.md#choir-total)")
    assert rule[1:] == ("相加", "取最高")
    # 3 × 3 = 9 instead of 2.5 × 3 = 7.5; alone in its group, the best is the sum.
    assert "用上一版的 2 个算例重新计算：1 个的结果有变化" in page
    assert [one[1:] for one in found[3:]] == [("7.5", "9"), ("7.5", "9")]
    assert "(../2031/examples.md#case-three-concerts)" in page


def test_a_clause_that_is_gone_leads_to_where_it_stood(later: Later) -> None:
    condition = """      condition:
        title: 评委认可
        fails: 评委没有认可
        opens: 等评委认可
        any:
          - {field: judged, is: true}
"""
    required = ", require: [choir-judged]"
    remark = ("type: yesno, label: 评委是否认可", "type: text, label: 评委是否认可")
    page = pages(later((condition, ""), (required, ""), remark))["tiny/2032/changes.md"]
    gone = next(row for row in rows(page) if "删去" in row[0])
    assert gone[0].endswith("</span> 条件</span>")
    wanted = next(row for row in rows(page) if row[1:] == ("“第二条　评委认可”", ""))
    assert wanted[0].startswith("[创作](choir.md#choir-songs)")


MORE = """\
timeline:
  - {title: 交节目单, when: 到【choir-day.截止日】为止, clause: choir-day}
procedures:
  - {id: hand-in, title: 怎样交, actor: 团员, clause: choir-total, lead: 交到排练厅。}
pages:
  - id: stage
    title: 登台
    sections:
      - title: 演出
        text: 每场【choir-concerts.每项分值】，见[总分](#choir-total)；带上节目单的原件。
      - {title: 怎样交, show: procedure, of: [hand-in]}
glossary:
  - {term: 演出, id: concert, text: 在台上唱一场。}
  - {term: 排练, id: rehearsal, text: 不在台上唱。}
sources:
  - {title: 【choir.标题】, held: true}
"""


def test_what_pages_show_besides_clauses_stands_there_too(later: Later, tmp_path: Path) -> None:
    later(("each: 2.5", "each: 3"))
    changed = MORE
    for before, after in (
        ("到【choir-day.截止日】为止", "过了【choir-day.截止日】不收"),
        ("交到排练厅", "寄到排练厅"),
        ("带上节目单的原件", "带上节目单的复印件"),
        ("在台上唱一场", "在台上唱完一场"),
        ("  - {term: 排练, id: rehearsal, text: 不在台上唱。}\n", ""),
        ("held: true", "held: false, note: 今年没有取得。"),
    ):
        assert changed.count(before) == 1
        changed = changed.replace(before, after)
    for name, text in (("2031", MORE), ("2032", changed)):
        (tmp_path / "tiny" / name / "more.yml").write_text(text, encoding="utf-8")
    editions = [load_edition(tmp_path / "tiny" / name) for name in ("2031", "2032")]
    page = pages(editions)["tiny/2032/changes.md"]
    found = {row[0].partition("<span")[0]: row for row in rows(page)}
    day = "2031 年 6 月 30 日"
    assert found["[交节目单](choir.md#choir-day)"][1:] == (
        f"<del>到</del>{day}<del>为止</del>", f"<ins>过了</ins>{day}<ins>不收</ins>",
    )  # fmt: skip
    assert found["[怎样交](choir.md#choir-total)"][2] == "<ins>寄</ins>到排练厅。"
    # The figure moved as well: it has its own line, and here only the words are marked.
    stage = found["[登台](stage.md)"]
    assert stage[0].endswith("各节，说明文字</span>")
    assert stage[2].endswith("；带上节目单的<ins>复印</ins>件。")
    assert found["[演出](glossary.md#term-concert)"][2] == "在台上唱<ins>完</ins>一场。"
    assert "删去" in found["[排练](../2031/glossary.md#term-rehearsal)"][0]
    assert "[《镇合唱团团员评分办法》](sources.md)" in found


def test_nothing_changed_is_said(later: Later) -> None:
    page = pages(later())["tiny/2032/changes.md"]
    assert "条款、数值和规则都没有变化。" in page
    assert "结果都没有变化" in page
    assert list(rows(page)) == []


HOSTILE = (
    "作品<img src=x onerror=alert(1)>须经[评委](javascript:alert(1))认可。",
    "<https://x.example onclick=alert(1)>",
    "作品 { onclick=alert(1) style=x }",
    "![图](#choir-day)",
    "作品\n{: onclick=alert(1) }",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_policy_cannot_become_markup(later: Later, words: str) -> None:
    title = words.splitlines()[0]
    texts = (
        ("text: 作品须经评委认可。", f"text: {json.dumps(words, ensure_ascii=False)}"),
        (
            "title: 评委认可\n      text",
            f"title: {json.dumps(title, ensure_ascii=False)}\n      text",
        ),
        ("label: 演出场数", f"label: {json.dumps(title, ensure_ascii=False)}"),
    )
    written = pages(later(*texts))
    for path, text in written.items():
        page = html_of(text)
        hostile = [
            (tag, dict(attributes))
            for tag, attributes in page
            if tag in {"img", "script"}
            or any(name.startswith("on") or name == "style" for name, _ in attributes)
            or any("javascript:" in (value or "") for name, value in attributes if name == "href")
        ]
        assert hostile == [], path


@pytest.mark.parametrize("words", ["<b>作品</b>", "a < b & c", "`x` | y", "# 不是标题"])
def test_special_signs_stay_words(later: Later, words: str) -> None:
    page = pages(later(("label: 演出场数", f"label: '{words}'")))["tiny/2032/changes.md"]
    row = next(row for row in rows(page) if row[1] == "演出场数")
    assert not re.search(r"<(?!span|/span|br)", row[2])


def test_the_editions_lead_to_the_page_and_to_each_other(later: Later) -> None:
    editions = later()
    written = pages(editions)
    assert "[与上一版（2031）相比的变化](changes.md)" in written["tiny/2032/index.md"]
    head = written["tiny/2031/choir.md"].split("---")[1]
    assert "changes: tiny/2032/changes/" in head
    assert "current: tiny/2032/choir/" in head
    # The same clause of today's.
    assert "(../2032/choir.md#choir-judged)" in written["tiny/2031/choir.md"]
    assert "tiny/2032/changes.md" in str(navigation([Book(one) for one in editions]))


def test_every_link_of_two_editions_leads_somewhere(later: Later, root: Path) -> None:
    by_hand = {path.name: path.read_text(encoding="utf-8") for path in (root / "docs").glob("*.md")}
    assert list(broken_links(pages(later(("each: 2.5", "each: 3"))), by_hand)) == []


def test_before_and_after_go_by_name_whatever_the_order_of_loading(later: Later) -> None:
    old, new = (Book(one) for one in later())
    assert (previous_of([new, old], new), next_of([new, old], old)) == (old, new)
    assert (previous_of([new, old], old), next_of([new, old], new)) == (None, None)


def test_a_draft_is_left_out_and_is_never_todays(later: Later) -> None:
    old, draft = later(("status: open", "status: draft"), status="closed")
    assert without_drafts([old, draft]) == [old]
    written = pages([old, draft])
    # Seen while serving: it says what it is, and nobody is sent there.
    assert "status_label: 草稿，尚未核对" in written["tiny/2032/choir.md"].split("---")[1]
    assert "tiny/2032" not in written["tiny/2031/choir.md"]
    assert "(tiny/2031/calculator.md)" in written["index.md"]


def test_a_site_of_drafts_alone_is_not_published(later: Later) -> None:
    _, draft = later(("status: open", "status: draft"))
    with pytest.raises(CalculatorError, match="只有草稿"):
        without_drafts([draft])


PAGE = """pages:
  - id: two
    title: 对照
    sections:
      - title: 演出
        of: [choir-day, choir-judged, choir-songs]
        table:
          columns: [事, 依据]
          rows:
            - [甲, 无]
            - [乙, 无]
            - [丙, 无]
"""


def test_lists_are_compared_by_what_they_hold_and_columns_have_names(
    later: Later, tmp_path: Path
) -> None:
    later()
    for name, text in (
        ("2031", PAGE),
        (
            "2032",
            PAGE.replace("[choir-day, choir-judged", "[choir-judged").replace(
                "            - [甲, 无]\n", ""
            ),
        ),
    ):
        (tmp_path / f"tiny/{name}/pages.yml").write_text(text, encoding="utf-8")
    page = pages([load_edition(tmp_path / f"tiny/{name}") for name in ("2031", "2032")])[
        "tiny/2032/changes.md"
    ]
    found = list(rows(page))
    assert [one[1:] for one in found] == [
        ("<del>甲、无</del>", ""),
        ("<del>“第一条　截止日”</del>", ""),
    ]
    assert ["各节，" in one[0] and "of" not in one[0] for one in found] == [True, True]


def test_a_new_clause_shows_what_it_says(later: Later) -> None:
    more = """    - id: choir-late
      number: 第四条
      title: 迟到
      text: 迟到的，满【延迟】再报名。
      figures:
        延迟: {value: 1 年, shown_only: 由合唱团掌握}

questions:
"""
    page = pages(later(("\nquestions:\n", more)))["tiny/2032/changes.md"]
    (found,) = rows(page)
    assert found[1:] == ("", "迟到的，满1 年再报名。")


def test_the_note_on_a_round_goes_when_the_next_takes_its_place(
    later: Later, tmp_path: Path
) -> None:
    later()
    for name, status in (("2031", "superseded"), ("2032", "open")):
        path = tmp_path / f"tiny/{name}/policy.yml"
        text = path.read_text(encoding="utf-8")
        line = f"  status: {status}\n"
        assert line in text
        note = f"{line}  status_note: 本轮已结束，以新的通知为准。\n"
        path.write_text(text.replace(line, note), encoding="utf-8")
    written = pages([load_edition(tmp_path / f"tiny/{name}") for name in ("2031", "2032")])
    assert "本轮已结束" in written["tiny/2032/index.md"]
    assert "本轮已结束" not in written["tiny/2031/index.md"]
