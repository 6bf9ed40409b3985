"""An edition as the pages see it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calculator.loading import PolicyError, Problem, edition_folders, load_all, load_edition, merge
from calculator.loading.yamltext import read_nodes


def test_the_tree_its_figures_and_who_uses_them(tiny: Path) -> None:
    edition = load_edition(tiny)
    assert edition.policy.short == "合唱团评分"
    assert [document.id for document in edition.documents] == ["choir"]
    assert list(edition.clauses)[-1] == "choir-songs"
    assert edition.parent_of("choir-songs") == "choir-total"
    assert edition.document_of("choir-songs").id == "choir"
    assert edition.figures["choir-songs.递减分值"].text == "1.5 分"
    assert edition.figure_at("choir-songs", "最高分").text == "12 分"
    assert edition.figure_at("choir-songs", "choir-day.截止日").text == "2031 年 6 月 30 日"
    assert edition.index.figure_uses["choir-day.截止日"] == ("tiny",)
    assert edition.index.figure_uses["choir-songs.最高分"] == ("choir-songs",)
    assert edition.index.clause_uses["choir-judged"] == ("choir-songs",)
    with pytest.raises(KeyError):
        edition.figure_at("choir-day", "最高分")


def test_prose_as_plain_text(tiny: Path) -> None:
    edition = load_edition(tiny)
    songs = edition.clauses["choir-songs"]
    assert edition.plain(songs.text, "choir-songs") == (
        "经评委认可的作品，第一作者6 分，以后每人少1.5 分，最高12 分。"
    )
    assert edition.plain("见[总分](#choir-total)。") == "见总分。"


def test_files_are_merged_questions_first(changed: Callable[..., Path]) -> None:
    folder = changed(
        questions="questions:\n  - {id: first, type: text, label: 甲}\n",
        another="questions:\n  - {id: second, type: text, label: 乙}\n",
    )
    edition = load_edition(folder)
    assert [question.id for question in edition.questions] == [
        "first", "second", "concerts", "songs",
    ]  # fmt: skip


def test_only_what_was_edited_is_read_again(
    changed: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    more = "questions:\n  - {id: first, type: text, label: 甲}\n"
    before = load_edition(changed(questions=more))
    read: list[str] = []

    def noted(data: bytes, file: str) -> tuple[Any, list[Problem]]:
        read.append(Path(file).name)
        return read_nodes(data, file)

    monkeypatch.setattr(merge, "read_nodes", noted)
    after = load_edition(changed(questions=more.replace("甲", "乙")))
    assert read == ["questions.yml"]
    assert [one.questions[0].label for one in (before, after)] == ["甲", "乙"]
    assert before.questions[1:] == after.questions[1:]
    # What is wrong with a file is told each time.
    folder = changed(questions="questions:\n  - {id: first, type: text}\n")
    told = []
    for _ in range(2):
        with pytest.raises(PolicyError) as caught:
            load_edition(folder)
        told.append(caught.value.problems)
    assert read == ["questions.yml"] * 2
    assert told[0] == told[1] != ()


def test_a_policy_must_be_given_once(changed: Callable[..., Path]) -> None:
    text = (changed() / "policy.yml").read_text(encoding="utf-8")
    head = text[text.index("policy:") : text.index("document:")]
    with pytest.raises(PolicyError, match="每个文件夹只能写一次"):
        load_edition(changed(second=head))


@pytest.mark.parametrize("content", ["", "# nothing here\n"])
def test_an_empty_file_is_told(changed: Callable[..., Path], content: str) -> None:
    with pytest.raises(PolicyError, match="文件是空的"):
        load_edition(changed(empty=content))


def test_a_folder_without_a_policy_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("names: [甲]\n", encoding="utf-8")
    with pytest.raises(PolicyError, match="没有 policy"):
        load_edition(tmp_path)
    with pytest.raises(PolicyError, match="没有这个文件夹"):
        load_edition(tmp_path / "nowhere")


def test_all_editions_of_a_folder_and_their_problems_together(
    changed: Callable[..., Path], tmp_path: Path
) -> None:
    folder = changed(("status: open", "status: superseded"))
    other = tmp_path / "tiny" / "2032"
    other.mkdir()
    text = (folder / "policy.yml").read_text(encoding="utf-8")
    text = text.replace('"2031"', '"2032"').replace("superseded", "open")
    (other / "policy.yml").write_text(text, encoding="utf-8")
    assert [one.policy.edition for one in load_all(tmp_path)] == ["2031", "2032"]
    assert edition_folders(tmp_path) == [folder, other]

    for one in (folder, other):
        spoiled = (one / "policy.yml").read_text(encoding="utf-8").replace("add: sum", "add: all")
        (one / "policy.yml").write_text(spoiled, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_all(tmp_path)
    assert [Path(one.place.file).parent.name for one in caught.value.problems] == ["2031", "2032"]
    assert str(caught.value).count("\n") == 1


def problems_with(folder: Path, **files: str) -> list[Problem]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    try:
        load_edition(folder)
    except PolicyError as error:
        return list(error.problems)
    return []


def test_files_that_systems_and_editors_leave_are_passed_over(
    changed: Callable[..., Path],
) -> None:
    left = {"._choir.yml": "\0\5\x16\7", ".#choir.yml": "x: {", "~$choir.yml": "", "#c.yml": ":"}
    assert problems_with(changed(), **left) == []


@pytest.mark.parametrize(
    "name",
    [
        "more.yml.txt",
        "more.yml_bak",
        "more。yml",
        "more．yml",
        "more.ymal",
        "more.yam",
        "more.json",
        "more．ｙｍｌ",
        "more.ylm",
        "cases",
    ],
)
def test_a_file_with_the_wrong_ending_is_told(changed: Callable[..., Path], name: str) -> None:
    (problem,) = problems_with(changed(), **{name: "glossary: []", "notes.txt": "", "LICENSE": ""})
    assert problem.place.file.endswith(name)
    assert "这个文件没有读" in problem.message


@pytest.mark.parametrize("name", ["日程.txt", "more", "more.md", "more.orig"])
@pytest.mark.parametrize("above", ["", "# 日程\n\n---\n", "\ufeff"])
def test_a_file_that_begins_like_one_is_told_whatever_it_is_called(
    changed: Callable[..., Path], name: str, above: str
) -> None:
    others = {"说明.md": "# 说明\nnames 是专名。\n", "LICENSE": "policy of the club\n"}
    (problem,) = problems_with(changed(), **{name: f"{above}glossary: []\n", **others})
    assert problem.place.file.endswith(name)
    assert "这个文件没有读" in problem.message


@pytest.mark.parametrize(
    "name",
    [
        "policy - 副本",
        "choir (1)",
        "policy-冲突-张三",
        "policy-DESKTOP-A1",
        "policy.sync-conflict-1",
    ],
)
def test_a_copy_beside_its_original_is_one_message(changed: Callable[..., Path], name: str) -> None:
    folder = changed()
    text = (folder / "policy.yml").read_text(encoding="utf-8")
    head = text[text.index("policy:") : text.index("document:")]
    (folder / "policy.yml").write_text(head, encoding="utf-8")
    rest = text.replace(head, "")
    (problem,) = problems_with(folder, **{"choir.yml": rest, f"{name}.yml": rest})
    assert Path(problem.place.file).name == f"{name}.yml"
    # The document, five clauses, two questions.
    assert "8 个编号在" in problem.message
    assert "choir.yml 里也有，像是它的副本" in problem.message


def test_two_files_that_share_one_id_are_told_where(changed: Callable[..., Path]) -> None:
    more = "questions:\n  - {id: songs, type: text, label: 乙}\n"
    folder = changed()
    lines = (folder / "policy.yml").read_text(encoding="utf-8").splitlines()
    (problem,) = problems_with(folder, **{"more.yml": more})
    where = (Path(problem.place.file).name, problem.place.line)
    assert where == ("policy.yml", lines.index("  - id: songs") + 1)
    assert "编号“songs”在" in problem.message


def test_files_above_the_editions_are_told_and_the_editions_read(
    changed: Callable[..., Path], tmp_path: Path
) -> None:
    folder = changed()
    for stray in (folder.parent / "questions.yml", folder.parent.parent / "names.yml"):
        stray.write_text("names: [甲]\n", encoding="utf-8")
    for where, names in (
        (folder.parent, ["questions.yml"]),
        (tmp_path, ["names.yml", "questions.yml"]),
    ):
        assert edition_folders(where) == [folder]
        with pytest.raises(PolicyError, match="不在年度文件夹里，没有读") as caught:
            load_all(where)
        assert sorted(Path(one.place.file).name for one in caught.value.problems) == names
    assert len(load_all(folder)) == 1


def test_a_folder_beside_an_edition_whose_files_have_wrong_names_is_told(
    changed: Callable[..., Path], tmp_path: Path
) -> None:
    beside = changed().parent / "2032"
    beside.mkdir()
    (beside / "policy.yml.txt").write_text("policy:\n", encoding="utf-8")
    with pytest.raises(PolicyError, match=r"2032/policy\.yml\.txt.*这个文件没有读"):
        load_all(tmp_path)


@pytest.mark.parametrize("name", ["2031 - 副本", "2031(1)", "2031年"])
def test_a_folder_whose_name_is_no_edition_is_to_be_renamed_or_moved(
    changed: Callable[..., Path], name: str
) -> None:
    folder = changed().rename(tmp := changed().parent / name)
    assert folder == tmp
    (problem,) = problems_with(folder)
    assert f"文件夹“{name}”的名字与 edition“2031”不同" in problem.message


def test_files_of_a_folder_inside_are_told(changed: Callable[..., Path]) -> None:
    folder = changed()
    for name in ("Cases", "old/older", "pictures", ".kept", "@eaDir"):
        (folder / name).mkdir(parents=True)
        if name != "pictures":
            (folder / name / "more.yml").write_text("cases: []\n", encoding="utf-8")
    with pytest.raises(PolicyError) as error:
        load_edition(folder)
    assert [(Path(one.place.file).name, one.message) for one in error.value.problems] == [
        (name, "这个文件夹里的文件没有读；要用的，请移到上一层") for name in ("Cases", "old")
    ]


def test_an_ending_in_capitals_is_read(changed: Callable[..., Path]) -> None:
    (problem,) = problems_with(changed(), **{"MORE.YML": "glosary: []"})
    assert problem.place.file.endswith("MORE.YML")
    assert "glossary" in problem.message


def test_the_years_of_a_ledger_run_forwards(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kite-club" / "2032"
    folder.mkdir(parents=True)
    text = (root / "tests/policies/kite-club/2032/policy.yml").read_text(encoding="utf-8")
    text = text.replace("years: {from: 2031, to: 2032}", "years: {from: 2033, to: 2032}")
    (folder / "policy.yml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match="起始年度 2033 年 晚于截止年度 2032 年"):
        load_edition(folder)
