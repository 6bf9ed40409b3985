"""The commands about one person: route, hours, checklist, advise. Words, bytes, exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from calculator.commands.verdict_text import routes
from calculator.core.entry import load
from calculator.core.values.canonical import dumps
from calculator.loading import load_edition

TENURE_SHORT = {"seatings": [{"held": {"from": "2027-09-01"}, "contract": "salaried"}]}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.yml", b"hello\n", "不是答案文件：应当是“名称: 值”的若干行"),
        ("a.json", b"[]", "不是答案文件"),
        ("people.csv", b"code,size\n1,s\n", "这是表格，不是答案文件"),
        ("people.ods", b"PK\x03\x04", "用 batch 命令"),
        ("answers.yml", b"PK\x03\x04 of a workbook", "这是表格"),
        ("answers.yml", b"%PDF-1.7", "这是表格、文档、图片或压缩包，不是答案文件或结果单"),
        ("answers", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "这是表格"),
    ],
)
def test_what_holds_no_answers_is_no_answers_file(
    run, tmp_path: Path, policies: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    code, _, complaint = run("score", tmp_path / name, "--policy", policies)
    assert (code, words in complaint) == (1, True), complaint


def test_answers_beside_their_place_are_refused(run, tmp_path: Path, policies: Path) -> None:
    head = "format: 1\npolicy: harbour-orchestra\nedition: '2030'\n"
    (tmp_path / "a.yml").write_text(f"{head}theory-mark: 70\n", encoding="utf-8")
    code, text, complaint = run("score", tmp_path / "a.yml", "--policy", policies)
    assert (code, text) == (1, "")
    assert "“theory-mark”：回答要写在 answers: 下面，前面空两格" in complaint


def test_full_width_colons_are_told(run, tmp_path: Path, policies: Path) -> None:
    head = "format: 1\npolicy: harbour-orchestra\nedition: '2030'\nanswers:\n"
    (tmp_path / "a.yml").write_text(f"{head}  theory-mark：70\n", encoding="utf-8")
    (tmp_path / "b.yml").write_text(f"{head}  contests:\n  - placing：2\n", encoding="utf-8")
    for name in ("a.yml", "b.yml"):
        _, text, _ = run("score", tmp_path / name, "--policy", policies)
        assert "应是一个对象" in text
        assert "冒号要用半角，后面加一个空格。" in text


def test_routes_say_what_is_missing_and_the_day(run, answers_file, policies: Path) -> None:
    code, text, _ = run("route", answers_file(TENURE_SHORT), "--policy", policies)
    assert code == 0
    # Of the seven conditions of the ordinary chairs, tenure fails and nothing else was answered.
    assert text.startswith(
        "2030 年望潮港交响乐团演奏员晋级评定（2030，正在参评）\n"
        "按“普通席位”途径，已知还差时间：到 2030 年 9 月 1 日满足，本次来不及；"
        "还有 6 条没有答完：“基本能力够了”、“只报了一种席位”、“体检还在有效期”等\n"
        "途径：满足 0 条，不能确定 0 条，不满足 2 条\n"
    )
    assert "  不满足　章程 第三条（一）　在团年限　#charter-tenure\n    全职在团年限不够。" in text
    # 2027-09-01 and three years; the reference day is 2030-08-31.
    assert "只差时间：到 2030-09-01 满足，晚于截止日 2030-08-31，这一轮来不及" in text
    assert "以望潮港交响乐团艺术委员会的认定为准" in text


def test_what_time_brings_too_late_is_told_only_where_it_is_too_late(
    run, answers_file, policies: Path
) -> None:
    # Three years for the chairs, four for the first chair.
    reached = {"seatings": [{"held": {"from": "2026-08-31"}, "contract": "salaried"}]}
    _, text, _ = run("route", answers_file(reached), "--policy", policies, "--explain")
    assert "  满足　章程 第三条（一）　在团年限" in text
    assert "来不及" not in text
    assert "条件：" in text


def test_bars_stand_beside_the_routes(run, answers_file, policies: Path) -> None:
    _, text, _ = run("route", answers_file({"stood-in": True}), "--policy", policies)
    assert "一票否决　章程 第六条（一）　冒名或抄袭：适用" in text


# The 4 years of the first chair are full on 2030-03-01; one year later the delay is over. The
# 3 years of the other chairs were full on 2029-03-01: there the year runs from the decision.
COOLED = {
    "seatings": [{"held": {"from": "2026-03-01"}, "contract": "salaried"}],
    "reprimands": [{"form": "spoken", "decided-on": "2029-06-01", "outcome": "final"}],
    "joined-by-exam": False,
    "stood-in": False,
    "arrangements": [],
}


def test_a_delay_on_some_routes_is_told_at_each_of_them(run, answers_file, policies: Path) -> None:
    _, text, _ = run("route", answers_file(COOLED), "--policy", policies)
    name = "延迟参评　章程 第六条（三）　口头警告以后"
    tutti, principal = text.index("\n普通席位："), text.index("\n首席席位：")
    assert tutti < principal < text.index(f"  {name}：适用，到 2031-03-01 解除\n")
    assert f"  {name}：对部分途径适用\n" in text
    assert "    首席席位：一次警告（第 1 条）：2031 年 3 月 1 日，到此日解除\n" in text
    assert text.count(name) == 2


ENTRIES = [
    {"season": 2028, "activity": "masterclass", "tally": 2.5},
    *({"season": 2028, "activity": "school-visit", "destination": "outer-island"},) * 4,
    {"season": 2027, "activity": "chamber", "tally": 99},
]


def test_hours_say_what_counts_what_is_short_and_how_to_mend_it(
    run, answers_file, policies: Path
) -> None:
    path = answers_file({"rehearsals": ENTRIES}, closed=["rehearsals"])
    code, text, _ = run("hours", path, "--policy", policies)
    assert code == 0
    # Two whole days of 6; 20 − 12 = 8 short.
    assert "2028 年　演奏类：12，要求 20，不满足，还差 8　#handbook-study" in text
    # 5 × 4 = 20, capped at 15.
    assert "2028 年　须知 一（三）　进校园：20 → 15：" in text
    assert "第 6 条：不计入 0 学时" in text
    assert "2027 年不在 2028—2029 年度之内" in text.replace("2027 年不在", "2027 年不在")
    assert "2028 年　演奏类：还差 8 学时" in text
    # 8 hours take two days of 6, or 8 registered hours.
    assert "一（一）　大师班：不限，可补 8（约 2 个计量单位）" in text
    assert "一（二）　室内乐合练：不限，可补 8（约 8 个计量单位）" in text


def test_ways_to_make_up_hours_of_a_round_that_is_over_are_for_later(
    run, answers_file, policies: Path, tmp_path: Path
) -> None:
    edition = tmp_path / "harbour-orchestra" / "2030"
    shutil.copytree(policies / "harbour-orchestra" / "2030", edition)
    policy = edition / "policy.yml"
    open_round = policy.read_text(encoding="utf-8")
    policy.write_text(open_round.replace("status: open", "status: closed"), encoding="utf-8")
    path = answers_file({"rehearsals": ENTRIES}, closed=["rehearsals"])
    for place, later in ((policies, ""), (edition, "本轮参评已结束，以后可以参考；")):
        _, text, _ = run("hours", path, "--policy", place)
        assert f"还差的学时可以这样补（{later}每个途径的上限已经扣除）：" in text


def test_hours_without_entries(run, answers_file, policies: Path) -> None:
    _, text, _ = run("hours", answers_file({}), "--policy", policies)
    assert "还没有填写学习记录。" in text
    assert "2028 年　演奏类：0，要求 20，不能确定，还差 20" in text


def test_the_checklist_leaves_out_what_is_not_needed(run, answers_file, policies: Path) -> None:
    path = answers_file({"arrangements": [{"billing": 1}], "seatings": []})
    code, text, _ = run("checklist", path, "--policy", policies)
    assert code == 0
    assert "纸面材料：\n  需要　声部长推荐信　#handbook-letter" in text
    assert "乐谱：\n  需要　编配总谱　#handbook-fullscore" in text
    assert "客座乐团证明" not in text
    assert "另有 1 项不需要" in text
    assert "证明材料：\n  原文要求：编配总谱、授权书" in text
    _, text, _ = run("checklist", path, "--policy", policies, "--explain")
    assert "不需要　客座乐团证明　#handbook-visiting" in text


def test_advice_in_words(run, answers_file, policies: Path) -> None:
    code, text, _ = run("advise", answers_file({"theory-mark": 70}), "--policy", policies)
    assert code == 0
    assert "现在的总分：3 分" in text
    # The next step of the theory exam begins at 75 and gives 6 instead of 3.
    _, text, _ = run("advise", answers_file({"theory-mark": 70}), "--policy", policies, "--explain")
    assert "+3 分（到 6 分）　甲 2　乐理笔试：" in text
    assert "再有一次比赛（比赛级别：" in text
    assert "接下来先答这个，最能定下分数：" in text
    assert "各条途径还差什么" in text
    assert "章程 第三条（一）　在团年限：在团经历（身份为“全职”）：" in text


def test_advice_names_the_answer_that_leads_to_a_better_field(
    run, answers_file, policies: Path
) -> None:
    answers = {"degree": "college", "speech": 7, "trade": "other", "expelled": True}
    path = answers_file(answers, policy="snow-island", edition="2033")
    _, text, _ = run("advise", path, "--policy", policies)
    # What no points help against comes first.
    assert "\n一票否决：被驱逐过（适用）\n现在的总分：" in text
    # A doctor who speaks as well has 30 instead of 18; who fishes has 15 instead of 0.
    assert "+12 分（到 30 分）　甲 2　学历和官话：学历：博士　#isle-study\n" in text
    assert "+15 分（到 33 分）　甲 3　行当：行当：捕鱼　#isle-trade\n" in text


def test_what_adds_nothing_says_why(run, answers_file, policies: Path) -> None:
    # 0.8 × 10 = 8, the cap.
    _, text, _ = run("advise", answers_file({"outreach-visits": 10}), "--policy", policies)
    nothing = text.partition("再加一项也不多得：")[2]
    assert "丙 2　普及演出：0.8 → 0：普及演出最高 8　#card-outreach" in nothing


@pytest.mark.parametrize(
    ("command", "parts"),
    [
        ("route", ["routes", "bars"]),
        ("hours", ["hours"]),
        ("checklist", ["checklist", "score"]),
        ("advise", ["score", "advice"]),
    ],
)
def test_json_is_what_the_browser_gets(
    run, answers_file, policies: Path, command: str, parts: list[str]
) -> None:
    path = answers_file(TENURE_SHORT)
    code, text, _ = run(command, path, "--policy", policies, "--json")
    calculator = load(dumps(load_edition(policies / "harbour-orchestra" / "2030").rules))
    given = {"format": 1, "policy": "harbour-orchestra", "edition": "2030"}
    request = {"parts": parts, "answers": {**given, "answers": TENURE_SHORT}}
    assert (code, text) == (0, dumps(calculator.answer(request)))


@pytest.mark.parametrize("command", ["route", "hours", "checklist", "advise"])
def test_a_policy_without_such_rules_says_so_or_nothing(
    run, answers_file, policies: Path, command: str
) -> None:
    path = answers_file({}, policy="tiny", edition="2031")
    code, text, _ = run(command, path, "--policy", policies)
    assert code == 0
    assert text.startswith("镇合唱团团员评分办法（2031，正在申请）")
    if command in {"route", "hours"}:
        said = {"route": "这份政策没有规定途径", "hours": "这份政策没有记学时的账（ledger）"}
        assert said[command] in text


def test_answers_of_another_year_are_carried_over_where_the_folder_is_named(
    run, answers_file, policies: Path
) -> None:
    path = answers_file({"theory-mark": 70, "old-question": 5}, edition="2029")
    code, text, _ = run("score", path, "--policy", policies / "harbour-orchestra" / "2030")
    assert code == 0
    assert "答案是 2029 年度的，按编号沿用了 1 处。\n没有沿用的内容：" in text
    assert "  answers.old-question: " in text
    assert "总分：3 分" in text
    # Where several editions are there, nothing is guessed.
    code, _, complaint = run("score", path, "--policy", policies)
    assert code == 1
    assert "没有“harbour-orchestra/2029”这个版本" in complaint


def test_answers_of_another_policy_are_never_carried_over(
    run, answers_file, policies: Path
) -> None:
    path = answers_file({}, policy="tiny", edition="2029")
    code, _, complaint = run("score", path, "--policy", policies / "harbour-orchestra" / "2030")
    assert code == 1
    assert "没有“tiny/2029”这个版本" in complaint


def test_the_edition_alone_names_it_where_one_policy_has_it(
    run, tmp_path: Path, policies: Path
) -> None:
    path = tmp_path / "answers.yml"
    path.write_text('edition: "2030"\nanswers: {theory-mark: 70}\n', encoding="utf-8")
    code, text, _ = run("score", path, "--policy", policies)
    assert (code, "总分：3 分" in text) == (0, True)
    path.write_text('edition: "2029"\nanswers: {}\n', encoding="utf-8")
    code, _, complaint = run("score", path, "--policy", policies)
    assert (code, "没有“2029”这个版本" in complaint) == (1, True)
    both = tmp_path / "policy"
    for name in ("tiny", "other"):
        shutil.copytree(policies / "tiny", both / name)
    path.write_text('edition: "2031"\nanswers: {}\n', encoding="utf-8")
    code, _, complaint = run("score", path, "--policy", both)
    assert (code, "几份政策都有“2031”；请在文件里写 policy" in complaint) == (1, True)


@pytest.mark.parametrize(
    ("verdict", "said"),
    [("met", "自己办证：满足"), ("not met", "自己办证：不满足（只差时间：2034-01-02）")],
)
def test_a_day_stands_only_beside_what_waits_for_it(root: Path, verdict: str, said: str) -> None:
    rules = load_edition(root / "tests/policies/reading-room/2034").rules
    route = {"id": "by-self", "verdict": verdict, "day": "2034-01-02", "needs": []}
    assert [line.strip() for line in routes(rules, {"routes": [route]})][-1] == said
