"""Find editions by their names: `2031`, or a folder."""

from __future__ import annotations

from pathlib import Path

from calculator.loading.hints import did_you_mean
from calculator.loading.merge import yaml_files
from calculator.loading.place import PolicyError


def find_editions(policy: Path, *names: str) -> list[Path]:
    """The folders of editions of one policy; each name is an edition, or a folder itself.

    `policy` is a policy's folder, or one that holds policies. Raises `PolicyError` when the
    editions are not there, or several policies have them.
    """
    folders = [Path(name) for name in names]
    if all(folder.is_dir() and yaml_files(folder) for folder in folders):
        return folders
    policies = [policy, *sorted(policy.glob("*"))] if policy.is_dir() else []
    holding = [one for one in policies if all(_is_edition(one / name) for name in names)]
    if len(holding) == 1:
        return [holding[0] / name for name in names]
    wanted = "、".join(names)
    if holding:
        known = "、".join(one.as_posix() for one in holding)
        message = f"几份政策都有 {wanted}，请用 --policy 指明其中一个：{known}"
    else:
        known_names = {
            one.name for folder in policies for one in folder.glob("*") if _is_edition(one)
        }
        hints = "".join(did_you_mean(name, known_names - {name}) for name in names)
        message = f"没有一份政策有 {wanted}{hints}，请用 --policy 指明政策文件夹"
    raise PolicyError.at(policy, message)


def _is_edition(folder: Path) -> bool:
    return folder.is_dir() and bool(yaml_files(folder))
