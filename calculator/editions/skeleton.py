"""Begin a policy that is not there yet: a small sound draft, every part of it explained."""

import re
import shutil
from pathlib import Path
from string import Template

from calculator.editions.roll import year_of
from calculator.loading.place import PolicyError

_ID = re.compile(r"[a-z][a-z0-9-]{0,63}")

# The draft: in its texts `$year` stands for the year, and so on.
FILES = Path(__file__).with_name("draft")


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
        for source in FILES.rglob("*.yml"):
            path = making / year / source.relative_to(FILES)
            path.parent.mkdir(parents=True, exist_ok=True)
            text = Template(source.read_text(encoding="utf-8")).substitute(values)
            path.write_text(text, encoding="utf-8")
        making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return folder / year
