"""What has no case at all is told before the fine print, and its first cases can be begun."""

from __future__ import annotations

import shutil
from pathlib import Path

from calculator.loading import load_edition
from tests.commands.conftest import Run


def test_first_cases_are_begun_and_nothing_is_written_over(
    run: Run, policies: Path, tmp_path: Path
) -> None:
    shutil.copytree(policies / "tiny", tmp_path / "tiny")
    code, out, _ = run("cases", tmp_path, "--write")
    essential, _, fine = out.partition("还可以补的细处（4 处）")
    # Two rows that nobody scores in; caps and the condition of a row hang on them.
    assert code == 1
    assert "  计分行 choir-concerts、choir-songs：没有算例的预期写明这一行的得分\n" in essential
    assert "上限 choir-total" in fine
    folder = tmp_path / "tiny" / "2031"
    cases = load_edition(folder).cases
    assert [str(one.id) for one in cases] == ["first-choir-concerts", "first-choir-songs"]
    code, _, error = run("cases", tmp_path, "--write")
    assert (code, "已经有这个文件" in error) == (1, True)


def test_fine_print_alone_is_no_failure(run: Run, policies: Path, tmp_path: Path) -> None:
    shutil.copytree(policies / "tiny", tmp_path / "tiny")
    (tmp_path / "tiny/2031/cases").mkdir()
    (tmp_path / "tiny/2031/cases/some.yml").write_text(
        "cases:\n"
        "  - {id: a, title: 甲, answers: {concerts: 1}, expect: {points: {choir-concerts: 2.5}}}\n"
        "  - id: b\n    title: 乙\n    answers: {songs: [{rank: 1, judged: true}]}\n"
        "    expect: {points: {choir-songs: 6}}\n",
        encoding="utf-8",
    )
    code, out, _ = run("cases", tmp_path)
    assert (code, "一个算例也没有" in out, "还可以补的细处" in out) == (0, False, True)


def test_failing_cases_stand_on_one_line_to_be_copied(
    run: Run, policies: Path, tmp_path: Path
) -> None:
    shutil.copytree(policies / "tiny", tmp_path / "tiny")
    (tmp_path / "tiny/2031/cases").mkdir()
    wrong = "{id: %s, title: 错, answers: {concerts: 1}, expect: {points: {choir-concerts: 3}}}"
    text = f"cases:\n  - {wrong % 'a'}\n  - {wrong % 'b'}\n"
    (tmp_path / "tiny/2031/cases/some.yml").write_text(text, encoding="utf-8")
    code, out, _ = run("cases", tmp_path)
    assert code == 1
    assert "\n不符的算例：a b\n" in out
    code, out, _ = run("cases", "--only", "a", "b", "--", tmp_path)
    assert "不符 2 个" in out
