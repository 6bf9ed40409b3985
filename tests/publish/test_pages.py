"""The pages of any policy: every clause, figure and link has its place, and nothing else."""

import re
from collections.abc import Callable
from pathlib import Path

from calculator.loading import Edition, Placeholder, load_edition, pieces
from calculator.publish.book import walk
from calculator.publish.pages import pages
from tests.publish.markdown_pages import anchors, broken_links


def folder(edition: Edition) -> str:
    return f"{edition.policy.id}/{edition.policy.edition}"


def test_every_clause_has_its_anchor_in_its_document_and_in_the_full_text(
    editions: list[Edition], written: dict[str, str]
) -> None:
    for edition in editions:
        full = anchors(written[f"{folder(edition)}/full.md"])
        for document in edition.documents:
            given = anchors(written[f"{folder(edition)}/{document.id}.md"])
            for clause in walk(document.clauses):
                assert given.count(clause.id) == 1, clause.id
                assert full.count(clause.id) == 1, clause.id


def test_no_page_gives_an_anchor_twice(written: dict[str, str]) -> None:
    for path, text in written.items():
        given = anchors(text)
        assert {a for a in given if given.count(a) > 1} == set(), path


def test_every_row_of_the_total_stands_on_the_calculators_page_with_room_for_its_result(
    editions: list[Edition], written: dict[str, str]
) -> None:
    for edition in editions:
        if not edition.policy.total:
            assert f"{folder(edition)}/calculator.md" not in written
            continue
        text = written[f"{folder(edition)}/calculator.md"]
        root = edition.clauses[str(edition.policy.total)]
        for clause in walk(root.children):
            assert clause.id in anchors(text)
            key = "data-group" if clause.children else "data-row"
            assert f'{key}="{clause.id}"' in text
            if not clause.children:
                assert text.count(f'data-entry="{clause.id}"') == 1


def test_every_figure_of_a_text_is_filled_in(
    editions: list[Edition], written: dict[str, str]
) -> None:
    for edition in editions:
        for document in edition.documents:
            page = written[f"{folder(edition)}/{document.id}.md"]
            for clause in walk(document.clauses):
                for piece in pieces(clause.text):
                    if isinstance(piece, Placeholder):
                        assert edition.figure_at(clause.id, piece.name).text in page, clause.id


def test_no_placeholder_is_left(written: dict[str, str]) -> None:
    for path, text in written.items():
        assert re.findall(r"【[^】]*】", text) == [], path


def test_no_page_styles_or_scripts_inline(written: dict[str, str]) -> None:
    for path, text in written.items():
        assert re.findall(r"(?i)\sstyle=|<style|<script|\son\w+=|javascript:", text) == [], path


def test_every_link_leads_somewhere(written: dict[str, str], root: Path) -> None:
    by_hand = {path.name: path.read_text(encoding="utf-8") for path in (root / "docs").glob("*.md")}
    assert list(broken_links(written, by_hand)) == []


def test_broken_links_are_noticed() -> None:
    found = broken_links({"a/b.md": "[x](../c.md) [y](#z) [w](d.md#e)"}, {"a/d.md": "## D { #e }"})
    assert list(found) == ["a/b.md: ../c.md", "a/b.md: #z"]


def test_every_page_of_an_edition_names_it_and_its_status(
    editions: list[Edition], written: dict[str, str]
) -> None:
    for edition in editions:
        does = edition.policy.apply or "申请"
        labels = {
            "open": f"正在{does}",
            "closed": f"本轮{does}已结束",
            "superseded": "已被新版取代",
        }
        for path, text in written.items():
            if path.startswith(folder(edition) + "/"):
                head = text.split("---")[1]
                assert f"short: {edition.policy.short}" in head
                assert f"status_label: {labels[edition.policy.status]}" in head


def test_the_same_editions_give_the_same_pages(
    editions: list[Edition], written: dict[str, str]
) -> None:
    assert pages(list(editions)) == written


def test_pages_without_data_are_not_made(tiny_text: str, load: Callable[[str], Edition]) -> None:
    made = {path.removeprefix("tiny/2031/") for path in pages([load(tiny_text)])}
    assert made == {
        "index.md", "choir.md", "full.md", "calculator.md", "advice.md", "batch.md", "slip.md",
        "tiny/index.md",
    }  # fmt: skip


def test_a_site_without_points_has_no_calculator(
    tiny_text: str, load: Callable[[str], Edition]
) -> None:
    words_only = re.sub(r"(?s)\n    - id: choir-judged.*", "\n", tiny_text)
    words_only = words_only.replace("  total: choir-total\n", "")
    made = {path.removeprefix("tiny/2031/") for path in pages([load(words_only)])}
    assert made.isdisjoint({"calculator.md", "advice.md", "slip.md"})


def test_a_changed_figure_changes_its_page(tiny_text: str, load: Callable[[str], Edition]) -> None:
    before = pages([load(tiny_text)])["tiny/2031/choir.md"]
    after = pages([load(tiny_text.replace("each: 2.5", "each: 3.5"))])["tiny/2031/choir.md"]
    assert "2.5 分" in before
    assert before.replace("2.5 分", "3.5 分") == after


def test_figures_lead_to_the_row_that_they_decide(
    tiny_text: str, load: Callable[[str], Edition]
) -> None:
    written = pages([load(tiny_text)])
    assert "[2.5 分](calculator.md#choir-concerts){ .fig }" in written["tiny/2031/choir.md"]
    # No rule counts with the day: it leads nowhere.
    assert '<span class="fig">2031 年 6 月 30 日</span>' in written["tiny/2031/choir.md"]
    # On the calculator's own page a figure would lead to itself.
    assert "{ .fig }" not in written["tiny/2031/calculator.md"]


def test_a_clause_leads_to_the_rows_that_rest_on_it_and_back(
    tiny_text: str, load: Callable[[str], Edition]
) -> None:
    written = pages([load(tiny_text)])
    clause = written["tiny/2031/choir.md"].partition("#choir-judged")[2]
    assert "[自评分](calculator.md#choir-songs)" in clause.partition("#choir-total")[0]
    assert "[评委认可](choir.md#choir-judged)" in written["tiny/2031/calculator.md"]


def test_a_term_that_hangs_on_no_answer_says_its_last_day(written: dict[str, str]) -> None:
    page = written["harbour-orchestra/2030/handbook.md"]
    # From Wednesday on: 13 and 14 March, the Sunday that is worked, and 18 March; Friday is free.
    _, _, term = page.partition("#handbook-objections")
    assert "最后一天是 2024 年 3 月 18 日" in term
    # A term from a day that somebody answers has none to say.
    assert page.count("最后一天是") == 1


def test_a_tool_that_a_policy_does_without_is_nowhere(written: dict[str, str]) -> None:
    rooms = {path: text for path, text in written.items() if path.startswith("reading-room/")}
    assert "reading-room/2034/advice.md" not in rooms
    assert all("advice" not in text and "怎样提高" not in text for text in rooms.values())
    assert 'data-slot="advice"' in written["harbour-orchestra/2030/routes-check.md"]


def test_the_only_policy_is_the_home_of_the_site(
    tiny_text: str, load: Callable[[str], Edition]
) -> None:
    home = pages([load(tiny_text)])["index.md"]
    assert "# 镇合唱团团员评分办法" in home
    assert "(tiny/2031/calculator.md)" in home


def test_the_home_of_several_names_their_bodies_and_puts_open_rounds_first(
    tiny_text: str, load: Callable[[str], Edition], root: Path
) -> None:
    closed = load(tiny_text.replace("status: open", "status: closed"))
    home = pages([closed, load_edition(root / "tests/policies/kite-club/2032")])["index.md"]
    first, second = home.index("沙滩风筝会 <span"), home.index("镇合唱团 <span")
    assert first < home.index("正在申请") < second < home.index("本轮申请已结束")


def test_an_old_edition_leads_to_the_same_clause_of_todays(
    tiny_text: str, load: Callable[[str], Edition]
) -> None:
    old = tiny_text.replace('edition: "2031"', 'edition: "2030"').replace(
        "status: open", "status: superseded"
    )
    written = pages([load(old), load(tiny_text)])
    assert "[查看现行版本的同一条](../2031/choir.md#choir-judged)" in written["tiny/2030/choir.md"]
    assert "current: tiny/2031/choir/" in written["tiny/2030/choir.md"]
    assert "查看现行版本" not in written["tiny/2031/choir.md"]
    assert "(tiny/2031/calculator.md)" in written["index.md"]


def test_markup_of_a_policy_file_is_shown_not_run(
    tiny_text: str, load: Callable[[str], Edition]
) -> None:
    sharp = tiny_text.replace("text: 作品须经评委认可。", "text: 作品须经<script>评委认可。")
    page = pages([load(sharp)])["tiny/2031/choir.md"]
    assert "&lt;script>" in page
    assert "<script" not in page


def test_another_page_for_hours_is_named_below_the_room_for_them(written: dict[str, str]) -> None:
    # Hours can be filled in where they are asked for; whoever wants more of them finds it below.
    asked = written["harbour-orchestra/2030/routes-check.md"].partition('id="q-ask-rehearsals"')[2]
    question = asked.partition("</li>")[0]
    other = question.index("check-also")
    assert question.index('data-slot="input"') < other < question.index("(hours.md)")
    assert "建议" not in question
