"""A policy has its own words for who decides and what proves a claim; none has another's."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from calculator.cli import main
from calculator.loading import load_edition
from calculator.publish.pages import pages

HERE = Path(__file__).parent
FOREIGN = (
    "评审机构", "评审专家", "佐证材料", "职称", "申报", "学时", "量化", "单位人事", "姓名、单位",
    "本人", "人人都有", "一人", "多人", "身份证", "人员",
)  # fmt: skip


@pytest.mark.parametrize(
    "name", ["snow-island/2033", "reading-room/2034", "kite-club/2032", "harbour-orchestra/2030"]
)
def test_pages_say_who_decides_and_nothing_of_another_policy(name: str) -> None:
    edition = load_edition(HERE / name)
    texts = "\n".join(pages([edition]).values())
    assert f"以{edition.policy.body}的认定为准" in texts
    own = "".join(path.read_text(encoding="utf-8") for path in (HERE / name).rglob("*.yml"))
    assert [word for word in FOREIGN if word in texts and word not in own] == []


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[..., Path]:
    """Gives the smallest policy with words of its own."""

    def written(**words: str) -> Path:
        folder = tmp_path / "tiny" / "2031"
        folder.mkdir(parents=True)
        text = (HERE / "tiny/2031/policy.yml").read_text(encoding="utf-8")
        body = "  body: 镇合唱团\n"
        assert text.count(body) == 1
        named = "".join(f"  {key}: {word}\n" for key, word in words.items())
        (folder / "policy.yml").write_text(text.replace(body, body + named), encoding="utf-8")
        return folder

    return written


def test_the_words_that_a_policy_names_are_used(
    tiny: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny(decides="曲目委员会", evidence="凭据", apply="应征")
    texts = "\n".join(pages([load_edition(folder)]).values())
    assert "以曲目委员会的认定为准" in texts
    assert 'data-label="凭据"' in texts
    answers = tmp_path / "a.json"
    answers.write_text('{"format": 1, "answers": {"concerts": 2}}', encoding="utf-8")
    assert main(["score", str(answers), "--policy", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "凭据：\n  原文要求：节目单" in told
    assert "以曲目委员会的认定为准" in told
    assert "（2031，正在应征）" in told


@pytest.mark.parametrize(
    ("word", "row", "count"),
    [
        ("人", "一人一行", "2 人"),
        ("家企业", "一家企业一行", "2 家企业"),
        (None, "一个应征人一行", "2 个应征人"),
    ],
)
def test_whoever_applies_is_counted_as_the_policy_counts_them(
    tiny: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    word: str | None,
    row: str,
    count: str,
) -> None:
    folder = tiny(apply="应征", **({"applicant": word} if word else {}))
    texts = pages([load_edition(folder)])
    home, batch = texts["tiny/2031/index.md"], texts["tiny/2031/batch.md"]
    assert f"填一张表，{row}，看各自能走哪条途径" in home
    assert f"从第 3 行填起，{row}。" in batch
    told = [*(set(re.findall("一[^，。；]*一行", text)) for text in (home, batch))]
    assert set().union(*told) == {row, "一条记录一行"}
    empty, filled, out = (folder.parent / name for name in ("empty.xlsx", "a.csv", "out.xlsx"))
    assert main(["batch", "--template", str(empty), "--policy", str(folder)]) == 0
    guide = load_workbook(empty)["填写说明"]
    assert f"先填“基本情况”表，{row}，" in [cell.value for cell in guide["B"]][2]
    filled.write_text("编号,演出场数\n1,2\n2,3\n", encoding="utf-8")
    assert main(["batch", str(filled), "-o", str(out), "--policy", str(folder)]) == 0
    assert f"已算 {count}，结果已存到" in capsys.readouterr().out


def test_a_ledger_counts_what_the_policy_says() -> None:
    texts = pages([load_edition(HERE / "kite-club/2032")])
    assert "[20 课时]" in texts["kite-club/2032/kite.md"]
    page = texts["kite-club/2032/hours.md"]
    assert "title: 课时自查" in page
    assert "## 我的课时记录" in page


def test_the_way_to_a_self_check_is_called_as_the_policy_calls_it(the_round: Path) -> None:
    texts = "\n".join(pages([load_edition(the_round)]).values())
    assert "“申报资格自查”随时得出结果" in texts
    assert "申请资格自查" not in texts
    assert "title: 量化自评分" in texts
    assert "title: 自评分\n" not in texts
