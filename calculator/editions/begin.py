"""Begin the next edition as a copy of one that is there, with everything to look at marked.

No figure of the copy is changed: what the new source says is not known yet. The edition's own name,
status and note are set; dates, document numbers and days of issue get the comment `TO_CHECK` on
their lines, so that an editor's search finds them. Nothing is ever written over.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from calculator.loading import Edition, Figure, load_edition
from calculator.loading.merge import SUFFIXES
from calculator.loading.place import Place, PolicyError, Problem

TO_CHECK = "# 待核对"
NOTE = "这是从上一版复制的草稿，尚未逐条核对，不能作为依据。"
NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,31}")
YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Begun:
    """What was made from `source`: the folder, and what was set in it (in words).

    `dates` are the figures to renew; `marked` and `mentions` are line numbers by file of the copy:
    those with the mark, and others in which the old edition's name still stands.
    """

    source: Edition
    folder: Path
    set_lines: tuple[str, ...]
    dates: tuple[Figure, ...]
    marked: Mapping[str, tuple[int, ...]]
    mentions: Mapping[str, tuple[int, ...]]


def begin(source: Path, name: str) -> Begun:
    """Copy an edition folder beside itself under a new name.

    Raises `PolicyError` when the source has problems, or the name is no edition's name or taken.
    """
    target = source.parent / name
    if not NAME.fullmatch(name):
        raise _refusal(source, f"“{name}”不能作年度的名字：用数字、字母和连字符，例如 2031")
    if target.exists():
        raise _refusal(target, "已经有这个文件夹，没有改动其中任何内容")
    edition = load_edition(source)
    part = source.parent / f".{name}.part"
    shutil.rmtree(part, ignore_errors=True)
    try:
        shutil.copytree(source, part)
        dates = tuple(one for one in edition.figures.values() if _is_date(one))
        # From the marks, which add no lines, to what moves lines.
        _mark(part, [*(one.place for one in dates), *_document_places(edition)])
        set_lines = (*_set_head(part, edition, name), *_add_names(part, edition, name))
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    old = str(edition.policy.edition)
    return Begun(
        source=edition,
        folder=target,
        set_lines=set_lines,
        dates=dates,
        marked=_lines_with(target, lambda line: TO_CHECK in line),
        mentions=_lines_with(target, lambda line: old in line and TO_CHECK not in line),
    )


def _refusal(folder: Path, message: str) -> PolicyError:
    return PolicyError([Problem(Place(folder.as_posix(), 1, 1), message)])


# -- The head -----------------------------------------------------------------------------------


def _set_head(folder: Path, edition: Edition, name: str) -> tuple[str, ...]:
    """Set what the edition is called; returns each thing set, in words."""
    policy, old = edition.policy, str(edition.policy.edition)
    path = folder / Path(policy.place.file).name
    lines = _read(path)
    wanted = {
        "edition": f'"{name}"',
        "title": str(policy.title).replace(old, name),
        "short": str(policy.short).replace(old, name),
        "status": "draft",
        "status_note": NOTE,
    }
    said = []
    for key, value in wanted.items():
        if _set_key(lines, key, value):
            said.append(f"{key}: {value}")
    if _set_key(lines, "checked", None):
        said.append("checked 已注释掉，核对来源以后再填")
    _write(path, lines)
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


def _add_names(folder: Path, edition: Edition, name: str) -> tuple[str, ...]:
    """Names with the old year in them are names of the new one too: texts will say them."""
    old, said = str(edition.policy.edition), []
    for known in edition.names:
        new = known.replace(old, name)
        path = folder / Path(known.place.file).name
        lines = _read(path)
        at = next((at for at, line in enumerate(lines) if _is_entry(line, known)), None)
        if new != known and at is not None:
            lines.insert(at + 1, lines[at].replace(old, name))
            _write(path, lines)
            said.append(f"names 增加 {new}")
    return tuple(said)


def _is_entry(line: str, text: str) -> bool:
    return line.strip().startswith("- ") and line.strip()[2:].strip() == text


# -- Marks --------------------------------------------------------------------------------------


def _document_places(edition: Edition) -> Iterator[Place]:
    """Where documents say what they are called and when they were issued."""
    for document in edition.documents:
        for part in (document.title, document.number, document.issued):
            if part is not None:
                yield part.place


def _is_date(figure: Figure) -> bool:
    if figure.kind in {"day", "month"}:
        return True
    return figure.unit == "年" and figure.value.isdecimal() and int(figure.value) in YEARS


def _mark(folder: Path, places: Iterable[Place]) -> None:
    """Put the mark on the lines of those places."""
    found: dict[str, set[int]] = {}
    for place in places:
        found.setdefault(Path(place.file).name, set()).add(place.line)
    for name, numbers in found.items():
        lines = _read(folder / name)
        for number in numbers:
            lines[number - 1] += f"  {TO_CHECK}"
        _write(folder / name, lines)


def _lines_with(folder: Path, wanted: Callable[[str], bool]) -> dict[str, tuple[int, ...]]:
    """Line numbers by file, counted from 1."""
    found = {}
    for path in sorted(one for one in folder.rglob("*") if one.suffix in SUFFIXES):
        lines = enumerate(_read(path), 1)
        numbers = tuple(number for number, line in lines if wanted(line))
        if numbers:
            found[path.relative_to(folder).as_posix()] = numbers
    return found


def _read(path: Path) -> list[str]:
    """The lines of a file, without their ends."""
    return path.read_text(encoding="utf-8").split("\n")


def _write(path: Path, lines: list[str]) -> None:
    """Write the lines with the ends that the file has."""
    ends = "\r\n" if b"\r\n" in path.read_bytes() else "\n"
    path.write_text("\n".join(lines), encoding="utf-8", newline=ends)
