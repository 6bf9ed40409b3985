"""Begin a policy that is not there yet: a small sound draft, every part of it explained."""

import re
import shutil
from pathlib import Path

from calculator.editions.roll import year_of
from calculator.loading.place import PolicyError

_ID = re.compile(r"[a-z][a-z0-9-]{0,63}")

FILES = {
    "policy.yml": """\
# 这一年的基本情况。每处“待核对”改好以后，删去这个标记；都删去，才能发布。
policy:
  id: {policy}  # 与文件夹同名，是网址的一部分，以后不要改
  edition: "{year}"
  title: {year} 年度某某评定  # 待核对
  short: 某某评定（{year}）  # 待核对
  summary: 一两句话说明评定什么、谁可以申请。  # 待核对
  body: 某某机构  # 待核对
  status: draft  # 发布时改成 open，再加一行 checked: 核对来源的日期
  reference_day: 【rules-1.计算截止日】  # 年限算到哪一天
  documents: [rules]
  total: rules-score  # 总分所在的条款；没有计分的，删去这一行和 rules-score

# 含有数字的固定名称，检查时不当作数值。
names: [{year} 年度]
""",
    "rules.yml": """\
# 一份文件和它的条款；有几份文件，就写几个这样的 yml。
document:
  id: rules
  title: 《某某评定办法》  # 待核对
  clauses:
    - id: rules-1
      number: 第一条
      title: 时间
      # 正文用自己的话写；数值只写【名称】，在 figures 里各写一次。
      text: 年限算到【计算截止日】。
      figures:
        计算截止日: {year}-12-31  # 待核对
    - id: rules-2
      number: 第二条
      title: 申请条件
      text: 从事本项工作满【工作年限】的，可以申请。
      figures:
        工作年限: 3 年  # 待核对
      # 条件：怎样判断。不满足时显示 fails 这句话。
      condition:
        title: 工作年限
        fails: 工作年限不够
        years: {{from: work, period: period}}
        at_least: 【工作年限】
    - id: rules-score
      number: 附表
      title: 得分
      text: 各项相加。
      points: {{add: sum}}
      children:
        - id: score-awards
          number: 附表 1
          title: 获奖
          text: 每项【每项分值】，最高【最高分】。
          points:
            cap: 10  # 待核对
            each: 5  # 待核对
            count: awards

# 申请的途径：needs 里的条款都满足，才能走这条途径。
routes:
  - id: ordinary
    title: 普通申请
    clause: rules-2
    needs: [rules-2]
""",
    "questions.yml": """\
# 要问申请人的事。种类和每个关键字的意思，见维护手册的“全部关键字”。
questions:
  - id: work
    type: list
    whole: true
    label: 工作经历
    item: 一段工作经历
    clause: rules-2
    fields:
      - {{id: period, type: period, label: 起止日期}}
  - id: awards
    type: count
    label: 获奖项数
    clause: score-awards
""",
    "cases/first.yml": """\
# 算例：这样回答，应当得到这样的结果。预期从原文推出来，不照抄程序的输出。
cases:
  - id: three-years-exactly
    title: 工作正好满年限
    clauses: [rules-2]
    why: 从 {start} 年最后一天到 {year} 年最后一天，正好三个周年
    answers:
      work: [{{period: {{from: {start}-12-31}}}}]
    expect:
      met: {{rules-2: true, ordinary: true}}
  - id: one-day-short
    title: 差一天满年限
    clauses: [rules-2]
    why: 从 {late} 年第一天起，到 {next} 年第一天才满三个周年
    answers:
      work: [{{period: {{from: {late}-01-01}}}}]
    expect:
      met: {{rules-2: false, ordinary: false}}
      days: {{rules-2: {next}-01-01}}
  - id: nothing-told
    title: 还没有填工作经历
    clauses: [rules-2]
    why: 没有回答的不当作不满足
    answers: {{}}
    expect:
      met: {{rules-2: open, ordinary: open}}
  - id: one-award
    title: 一项获奖
    clauses: [score-awards]
    why: 一项 5，没有到最高分
    answers: {{awards: 1}}
    expect:
      points: {{score-awards: 5}}
  - id: three-awards
    title: 三项获奖
    clauses: [score-awards]
    why: 5 × 3 = 15，最高 10
    answers: {{awards: 3}}
    expect:
      points: {{score-awards: 10}}
  - id: two-awards
    title: 两项获奖
    clauses: [score-awards]
    why: 5 × 2 = 10，正好是最高分
    answers: {{awards: 2}}
    expect:
      points: {{score-awards: 10, rules-score: 10}}
""",
}


def begin_policy(policies: Path, policy: str, year: str) -> Path:
    """Write the first edition of a new policy below `policies`; returns its folder.

    Raises `PolicyError` when a name is not one, or the policy is there already.
    """
    folder = policies / policy
    if not _ID.fullmatch(policy):
        raise PolicyError.at(folder, f"“{policy}”不能作政策的编号：用小写英文字母、数字和连字符")
    if year_of(year) is None:
        raise PolicyError.at(folder, f"“{year}”不是年度：写成 {policy}/2031 的样子")
    if folder.exists():
        raise PolicyError.at(
            folder, "已经有这个文件夹，没有改动其中任何内容；下一年度用 --from 开始"
        )
    years = {"start": int(year) - 3, "late": int(year) - 2, "next": int(year) + 1}
    values = {"policy": policy, "year": year, **years}
    making = policies / f".{policy}.part"
    shutil.rmtree(making, ignore_errors=True)
    try:
        for name, text in FILES.items():
            path = making / year / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.format_map(values), encoding="utf-8")
        making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return folder / year
