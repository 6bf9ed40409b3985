"""Views of a policy: nothing is lost on the way from the data to a page."""

import re

import pytest

from calculator.loading import Edition
from calculator.publish import render
from calculator.publish.book import Book, walk
from calculator.publish.check_frame import asked_views, step_views
from calculator.publish.checks import CHECKS
from calculator.publish.clauses import clause_view, form_view
from calculator.publish.duties import checklist_view, ways_view
from calculator.publish.look_up import terms_view
from calculator.publish.prose import Desk
from calculator.publish.render import View, markdown
from calculator.publish.routes import routes_view
from calculator.publish.tables import table_view
from calculator.publish.topic import clause_tree, steps_view, topic_views, without_repeats


@pytest.fixture
def desks(editions: list[Edition]) -> list[Desk]:
    return [Desk(Book(edition), "x/y/z.md") for edition in editions]


@pytest.fixture
def orchestra(desks: list[Desk]) -> Desk:
    return next(desk for desk in desks if desk.book.edition.policy.id == "harbour-orchestra")


def shown_needs(view: View) -> list[set[str]]:
    """For every route of the map, where the needs that it shows lead to."""
    found = []
    for groups, stem in ((view.groups, view.shared), (view.apart, ())):
        for group in groups:
            for route in group.routes:
                links = [*stem, *group.shared, *route.needs]
                assert len({link.href for link in links}) == len(links)
                found.append({link.href.partition("#")[2] for link in links})
    return found


def test_the_route_map_shows_every_need_of_every_route_once(desks: list[Desk]) -> None:
    for desk in desks:
        expected = [{str(need) for need in route.needs} for route in desk.book.edition.routes]
        if expected:
            shown = shown_needs(routes_view(desk, ()).map)
            assert sorted(map(sorted, shown)) == sorted(map(sorted, expected))


def test_the_table_keeps_the_order_and_the_depth_of_the_hierarchy(desks: list[Desk]) -> None:
    for desk in desks:
        root = desk.book.points_root
        if root is None:  # there are policies without points
            continue
        view = table_view(desk, root, 1)
        shown = []
        for section in view.sections:
            heads = [section.head] if section.head.depth else []
            shown += [(row.id, row.depth, row.parent) for row in [*heads, *section.rows]]
        expected = []
        for clause in walk(root.children):
            depth, above = 1, desk.book.parent_of(clause.id)
            while above is not root:
                assert above
                depth, above = depth + 1, desk.book.parent_of(above.id)
            parent = desk.book.parent_of(clause.id)
            expected.append((clause.id, depth, parent.id if parent else ""))
        assert shown == expected


def test_levels_bear_their_printed_names_apart_from_the_numbers(orchestra: Desk) -> None:
    assert orchestra.book.points_root
    page = markdown(table_view(orchestra, orchestra.book.points_root, 1))
    head = next(line for line in page.splitlines() if "#card-craft" in line)
    assert '<span class="no">甲</span> 演奏技艺 <span class="points-level">评分部分</span>' in head
    assert '<th role="columnheader" scope="col">评分项目</th>' in page


def test_what_the_source_demands_is_told_from_what_the_site_suggests(orchestra: Desk) -> None:
    assert orchestra.book.points_root
    sections = table_view(orchestra, orchestra.book.points_root, 1).sections
    rows = {row.id: row.evidence for section in sections for row in section.rows}
    assert rows["card-solo"] == ("原文要求：节目单", "本站建议：现场录音")
    assert rows["card-salaried"] == ("本站建议：聘任合同",)
    assert rows["card-arranging"] == ("原文要求：编配总谱、授权书",)


def test_what_stands_beside_the_options_is_a_table(desks: list[Desk]) -> None:
    island = next(desk for desk in desks if desk.book.edition.policy.id == "snow-island")
    assert island.book.points_root
    sections = table_view(island, island.book.points_root, 1).sections
    grids = {row.id: row.grid for section in sections for row in section.rows if row.grid}

    def told(key: str) -> list[str]:
        rows = (f"{name} {cells[0]}" for name, cells in grids[key].rows)
        return [
            grids[key].corner,
            *grids[key].heads,
            *(re.sub(r"\[(.*)\].*", r"\1", r) for r in rows),
        ]

    assert told("isle-trade") == ["行当", "分值", "捕鱼 15 分", "造屋 10 分", "别的 0 分"]
    assert told("isle-medals") == ["质地", "每项分值", "木 1 分", "铜 2 分", "银 4 分"]


def test_a_row_shows_the_cap_that_its_rule_has(desks: list[Desk]) -> None:
    for desk in desks:
        root = desk.book.points_root
        if root is None:  # there are policies without points
            continue
        for section in table_view(desk, root, 1).sections:
            for row in section.rows:
                rule = desk.book.edition.rules["clauses"][row.id]["points"]
                if "cap" in rule:
                    figure = desk.book.edition.figures[rule["cap"]["figure"]]
                    assert figure.text in row.most


def test_a_row_without_a_cap_shows_the_best_that_it_offers(desks: list[Desk]) -> None:
    island = next(desk for desk in desks if desk.book.edition.policy.id == "snow-island")
    assert island.book.points_root
    sections = table_view(island, island.book.points_root, 1).sections
    most = {row.id: row.most for section in sections for row in section.rows}
    told = {
        "isle-age": "30 分",
        "isle-trade": "15 分",
        "isle-kin": "12 分",
        "isle-winters": "20 分",
    }
    assert {key: most[key].partition("]")[0].lstrip("[") for key in told} == told


def test_steps_are_the_clauses_below_the_procedures_clause(desks: list[Desk]) -> None:
    def ids(steps: tuple[View, ...]) -> list[str]:
        return [one for step in steps for one in (step.clause.id, *ids(step.steps))]

    for desk in desks:
        procedures = desk.book.edition.procedures
        for view, procedure in zip(steps_view(desk, ()), procedures, strict=True):
            below = walk(desk.book.edition.clauses[procedure.clause].children)
            assert ids(view.steps) == [clause.id for clause in below]


def test_every_thing_to_bring_and_every_way_is_listed(desks: list[Desk]) -> None:
    for desk in desks:
        clauses = desk.book.edition.clauses.values()
        listed = [item for _, items in checklist_view(desk, ()).groups for item in items]
        assert len(listed) == sum(clause.item is not None for clause in clauses)
        assert len(ways_view(desk, ()).ways) == sum(clause.hours is not None for clause in clauses)


def test_gaps_and_readings_stand_beside_their_clauses(desks: list[Desk]) -> None:
    for desk in desks:
        for reading in desk.book.edition.readings:
            for clause_id in reading.clauses:
                view = clause_view(desk, desk.book.edition.clauses[clause_id], 2)
                remarks = [(note.kind, r.href) for note in view.readings for r in note.remarks]
                assert (reading.kind, f"{_up(desk)}gaps.md#{reading.id}") in remarks


def test_a_gap_stands_at_the_questions_that_it_names_and_at_no_other(orchestra: Desk) -> None:
    asked = {one.id: one for one in asked_views(orchestra, ("routes",))}
    named = [link.text for link in asked["transposes"].gaps]
    assert named == ["移调视奏要移到哪几个调"]
    assert asked["plays-solo"].clause == asked["transposes"].clause
    assert asked["plays-solo"].gaps == ()
    # What names no question stands at those that rest on its clause.
    assert [link.text for link in asked["apprentices"].gaps] == ["首席要带教几个人"]


def test_the_visit_asks_whatever_its_result_can_wait_for(desks: list[Desk]) -> None:
    # Verdicts, points and things to bring stand on its last page; each leads to its questions.
    [visit] = [check for check in CHECKS if check.visit]
    for desk in desks:
        rules = desk.book.edition.compiled
        conditions = [item.condition for item in rules.checklist if item.condition is not None]
        parts = [*(route.condition for route in rules.routes), *rules.bars, *conditions]
        parts += [row.mechanism for row in rules.tree.rows]
        reads = {atom for part in parts for atom in part.reads}
        asked = {one.id: one.read.split() for one in asked_views(desk, visit.ask)}
        assert {atom[1] for atom in reads if atom[0] in {"question", "list"}} <= asked.keys()
        assert {one.list_id for one in rules.ledgers.values()} <= asked.keys()
        fields = {(atom[1], atom[2]) for atom in reads if atom[0] == "field"}
        assert [one for one in fields if one[1] not in asked[one[0]]] == []
        if rules.routes:
            steps = step_views(desk, asked_views(desk, visit.ask))
            assert {one.id for step in steps for one in step.asked} == asked.keys()


def test_a_page_sets_clauses_side_by_side(orchestra: Desk) -> None:
    page = next(one for one in orchestra.book.edition.pages if one.id == "standing-for")
    [heading, table, *_] = topic_views(orchestra, page)
    assert heading.title == "两种席位"
    assert table.template == "side_by_side.md.j2"
    assert table.columns == ("条件", "普通席位", "首席席位")
    first, second = table.rows
    assert first[0] == f"[在团年限]({_up(orchestra)}charter.md#charter-tenure)"
    assert "3 年" in first[1]
    assert "4 年" in first[2]
    assert second[1] == "—"
    assert "90 分钟" in second[2]


def _up(desk: Desk) -> str:
    return f"../../{desk.book.folder}/"


def test_a_clause_that_comes_again_is_linked_not_repeated(desks: list[Desk]) -> None:
    desk = desks[0]
    first, second = list(desk.book.edition.documents[0].clauses)[:2]
    views = [
        *clause_tree(desk, first, 3),
        *clause_tree(desk, second, 3),
        *clause_tree(desk, first, 3),
    ]
    kept = without_repeats(desk, views)
    count = len(list(walk((first, second))))
    assert [view.id for view in kept[:count]] == [c.id for c in walk((first, second))]
    again = [link.href for link in kept[count].links]
    assert again == [f"#{clause.id}" for clause in walk((first,))]
    assert len(kept) == count + 1


def test_headings_never_go_deeper_than_html_has_levels(desks: list[Desk]) -> None:
    clause = next(iter(desks[0].book.edition.clauses.values()))
    assert clause_view(desks[0], clause, 9).hashes == "######"


def test_a_form_keeps_its_order_its_lines_and_what_is_printed_in_its_boxes(
    orchestra: Desk,
) -> None:
    form = orchestra.book.edition.clauses["handbook-form"].form
    assert form
    view = form_view(orchestra, form, "handbook-form")
    assert [blank.label for line in view.lines for blank in line] == [
        str(field.label) for field in form.fields
    ]
    # Six short blanks, three to a line; a box; a short one alone; two long ones; two boxes.
    assert [(line[0].size, len(line)) for line in view.lines] == [
        ("short", 3), ("short", 3), ("block", 1), ("short", 1), ("long", 1), ("long", 1),
        ("block", 1), ("block", 1),
    ]  # fmt: skip
    own, leader = view.lines[-2][0], view.lines[-1][0]
    assert (own.hint, own.foot) == ("用自己的话写", "")
    assert (leader.hint, leader.foot) == ("", "（签名）　　　　年　　月　　日")


def test_the_glossary_shows_terms_and_not_their_anchors(orchestra: Desk) -> None:
    written = render.markdown(terms_view(orchestra))
    [chair, *_] = orchestra.book.edition.glossary
    assert f'id="term-{chair.id}"' in written
    assert str(chair.term) in written
    assert written.count(str(chair.id)) == 1
