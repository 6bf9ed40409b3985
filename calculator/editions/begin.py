"""Begin the next edition as a copy of one that is there, with everything to look at marked.

The edition's own name, status and note are set; dates that rules read, and those of worked cases,
move with the year (`roll`). No other figure of the copy is changed: what the new source says is not
known yet. Dates, document numbers and days of issue get the comment `TO_CHECK` on their lines, so
that an editor's search finds them, and `check` lets nothing with a mark be published. Nothing is
ever written over.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from calculator.editions.roll import Roll, Rolled, is_date, read_lines, write_lines, years_between
from calculator.loading import Edition, Figure, load_edition
from calculator.loading.merge import SUFFIXES
from calculator.loading.place import Place, PolicyError
from calculator.loading.publication import DRAFT_NOTE, TO_CHECK

NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,31}")


@dataclass(frozen=True)
class Begun:
    """What was made from `source`: the folder, and what was set in it (in words).

    `dates` are the figures to renew, `rolled` says what moved with the year; `marked` and
    `mentions` are line numbers by file of the copy: those with the mark, and others, outside the
    cases, in which the old edition's name still stands.
    """

    source: Edition
    folder: Path
    set_lines: tuple[str, ...]
    dates: tuple[Figure, ...]
    rolled: Rolled
    marked: Mapping[str, tuple[int, ...]]
    mentions: Mapping[str, tuple[int, ...]]


def begin(source: Path, name: str) -> Begun:
    """Copy an edition folder beside itself under a new name.

    Raises `PolicyError` when the source has problems, or the name is no edition's name or taken.
    """
    target = source.parent / name
    if not NAME.fullmatch(name):
        raise PolicyError.at(
            source.as_posix(), f"“{name}”不能作年度的名字：用数字、字母和连字符，例如 2031"
        )
    if source.name.isdecimal() and name.isdecimal() and abs(int(name) - int(source.name)) > 100:
        raise PolicyError.at(source.as_posix(), f"年度“{name}”离“{source.name}”太远，请核对")
    if target.exists():
        raise PolicyError.at(target, "已经有这个文件夹，没有改动其中任何内容")
    edition = load_edition(source)
    old = str(edition.policy.edition)
    # A folder of the policy's name in which the copy can be loaded before it is shown.
    making = source.parent / f".{name}.part"
    part = making / source.parent.name / name
    shutil.rmtree(making, ignore_errors=True)
    try:
        shutil.copytree(source, part)
        dates = tuple(one for one in edition.figures.values() if is_date(one))
        # From the marks, which add no lines, to what moves lines.
        printed = (
            said.place
            for one in edition.documents
            for said in (one.title, one.number, one.issued)
            if said is not None
        )
        _mark(part, [*(one.place for one in dates), *printed])
        roll = Roll(edition, part, years_between(old, name))
        set_lines = _set_head(part, edition, name)
        rolled = roll.settle()
        part.rename(target)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Begun(
        source=edition,
        folder=target,
        set_lines=set_lines,
        dates=dates,
        rolled=rolled,
        marked=_lines_with(target, lambda line: TO_CHECK in line),
        mentions={
            file: lines
            for file, lines in _lines_with(
                target, lambda line: old in line and TO_CHECK not in line
            ).items()
            if "/" not in file
        },
    )


# -- The head -----------------------------------------------------------------------------------


def _set_head(folder: Path, edition: Edition, name: str) -> tuple[str, ...]:
    """Set what the edition is called; returns each thing set, in words."""
    policy, old = edition.policy, str(edition.policy.edition)
    path = folder / Path(policy.place.file).name
    lines = read_lines(path)
    wanted = {
        "edition": f'"{name}"',
        "title": str(policy.title).replace(old, name),
        "short": str(policy.short).replace(old, name),
        "status": "draft",
        "status_note": DRAFT_NOTE,
    }
    said = []
    for key, value in wanted.items():
        if _set_key(lines, key, value):
            said.append(f"{key}: {value}")
    if _set_key(lines, "checked", None):
        said.append("checked 已注释掉，核对来源以后再填")
    write_lines(path, lines)
    return tuple(said)


def _set_key(lines: list[str], key: str, value: str | None) -> bool:
    """Set a key of the top-level `policy:` block; None comments it out. False: it is not there."""
    block = _block(lines, "policy")
    for at in block:
        found = re.match(rf"(\s+){key}:", lines[at])
        if found is None:
            continue
        indent = found[1]
        end = at + 1
        while end in block and (not lines[end].strip() or lines[end].startswith(f"{indent} ")):
            end += 1
        if value is None:
            lines[at:end] = [f"{indent}# {line.strip()}  {TO_CHECK}" for line in lines[at:end]]
        else:
            lines[at:end] = [f"{indent}{key}: {value}  {TO_CHECK}"]
        return True
    return False


def _block(lines: list[str], key: str) -> range:
    """The lines under a top-level key."""
    start = next((at for at, line in enumerate(lines) if line.startswith(f"{key}:")), len(lines))
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " #"):
        end += 1
    return range(start + 1, end)


# -- Marks --------------------------------------------------------------------------------------


def _mark(folder: Path, places: Iterable[Place]) -> None:
    """Put the mark on the lines of those places."""
    found: dict[str, set[int]] = {}
    for place in places:
        found.setdefault(Path(place.file).name, set()).add(place.line)
    for name, numbers in found.items():
        lines = read_lines(folder / name)
        for number in numbers:
            lines[number - 1] += f"  {TO_CHECK}"
        write_lines(folder / name, lines)


def _lines_with(folder: Path, wanted: Callable[[str], bool]) -> dict[str, tuple[int, ...]]:
    """Line numbers by file, counted from 1."""
    found = {}
    for path in sorted(one for one in folder.rglob("*") if one.suffix in SUFFIXES):
        lines = enumerate(read_lines(path), 1)
        numbers = tuple(number for number, line in lines if wanted(line))
        if numbers:
            found[path.relative_to(folder).as_posix()] = numbers
    return found
