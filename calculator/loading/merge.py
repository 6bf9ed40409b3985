"""The files of an edition folder -> one typed edition body."""

import functools
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace
from itertools import chain
from pathlib import Path
from typing import Any
from unicodedata import normalize

from calculator.files import name_of, read_within, why
from calculator.loading.place import Place, Problem
from calculator.loading.scalars import Name
from calculator.loading.shape import Shaper
from calculator.loading.types.document import Document
from calculator.loading.types.fields import Node
from calculator.loading.types.folder import CaseFile, PolicyFile
from calculator.loading.types.site import Policy
from calculator.loading.types.worked import Case
from calculator.loading.yamltext import read_nodes

SUFFIXES = (".yml", ".yaml")
CASES = "cases"
# What systems and editors leave beside files: «._notice.yml», «.#notice.yml», «~$notice.yml».
_LEFT_BESIDE = (".", "~", "#", "@eaDir", "$RECYCLE.BIN")
# Names that were meant to end otherwise: «calendar.yml.txt», «calendar。yml», «calendar.ymal».
MEANT = re.compile(r"ya?ml|yma?l|[.。．]json|\.ya?m?l?$|\.ylm$", re.IGNORECASE)
# How a policy file begins, whatever it is called: comments, then a key.
_KEYS = "|".join((*PolicyFile.keys(), *CaseFile.keys()))
_BEGINS = re.compile(rf"(?:\s*(?:#.*|---)\n)*\s*(?:{_KEYS})\s*[:：]")


class Body(PolicyFile):
    """Everything that the files of one edition say, as if one file said it: documents in the order
    of the policy, pages by theirs, all else in file-name order.

    `lines` holds the text of each file, so that a problem inside a long text can name its line.
    """

    documents: tuple[Document, ...]
    cases: tuple[Case, ...]
    folder: str = field(metadata={"hidden": True})
    lines: Mapping[str, tuple[str, ...]] = field(metadata={"hidden": True})


def shown(path: Path) -> str:
    """The path as a maintainer would type it: relative to the current folder where possible."""
    try:
        return name_of(path.resolve().relative_to(Path.cwd()))
    except (OSError, RuntimeError, ValueError):  # a circle of links leads nowhere
        return name_of(path)


def read_file[T: Node](path: Path, kind: type[T], problems: list[Problem]) -> T | None:
    """Read one YAML file as `kind`; what is wrong is added to `problems`."""
    file = shown(path)
    try:
        data = read_within(path)
    except OSError as error:
        problems.append(Problem(Place(file, 1, 1), f"文件不能读取：{why(error)}"))
        return None
    entry: T | None
    entry, found = _understood(data, file, kind)  # type: ignore[arg-type]  # it can be hashed
    problems += found
    return entry


@functools.lru_cache(maxsize=256)  # while serving, only what was edited is read again
def _understood(data: bytes, file: str, kind: Any) -> tuple[Any, tuple[Problem, ...]]:
    """What the bytes of a file say, and what is wrong with them."""
    node, found = read_nodes(data, file)
    if node is None:
        empty = Problem(Place(file, 1, 1), "文件是空的，请填写内容，或删掉文件")
        return None, tuple(found or [empty])
    shaper = Shaper(file)
    entry = shaper.read(node, kind)
    return entry, (*found, *shaper.problems)


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files of a folder: `questions.yml`, then the others in file-name order."""
    return sorted(
        (path for path in _files(folder) if path.suffix.lower() in SUFFIXES),
        key=lambda path: (path.stem != "questions", path.name),
    )


def misnamed_files(folder: Path) -> list[Problem]:
    """Files that somebody takes for policy files, and nothing reads."""
    no_files = [
        Problem(Place(shown(path), 1, 1), "这不是文件（是文件夹，或者断开的链接），没有读；请移走")
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in SUFFIXES and not path.is_file()
    ]
    no_files += [
        Problem(Place(shown(path), 1, 1), "这个文件夹里的文件没有读；要用的，请移到上一层")
        for path in sorted(folder.iterdir())
        if path.name != CASES and not path.name.startswith(_LEFT_BESIDE)
        if path.is_dir() and _holds_yaml(path)
    ]
    return no_files + [
        Problem(
            Place(shown(path), 1, 1),
            "文件名不以 .yml 结尾，这个文件没有读；要用的，"
            "请把文件名改成以 .yml 结尾（Windows 要先在“查看”里勾选“文件扩展名”），不用的请移走",
        )
        for path in sorted(_files(folder))
        if path.suffix.lower() not in SUFFIXES and is_meant(path)
    ]


def is_meant(path: Path) -> bool:
    """Whether a file was to be a policy file, by its name or by its first lines."""
    if path.name == CASES or MEANT.search(normalize("NFKC", path.name)):
        return True
    with suppress(OSError), path.open("rb") as file:
        return bool(_BEGINS.match(file.read(10_000).decode("utf-8-sig", "replace")))
    return False


def _holds_yaml(folder: Path) -> bool:
    return any(
        Path(name).suffix.lower() in SUFFIXES and not name.startswith(_LEFT_BESIDE)
        for _, _, names in os.walk(folder)
        for name in names
    )


def _files(folder: Path) -> Iterator[Path]:
    return (
        path
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(_LEFT_BESIDE)
    )


def read_folder(folder: Path, problems: list[Problem]) -> Body:
    """Read all files of an edition folder and of its `cases` folder."""
    files = [read_file(path, PolicyFile, problems) for path in yaml_files(folder)]
    parts = [part for part in files if part is not None]
    cases_folder = folder / CASES
    case_paths = yaml_files(cases_folder) if cases_folder.is_dir() else []
    lines = {shown(path): _lines(path) for path in (*yaml_files(folder), *case_paths)}
    for one in (folder, cases_folder):
        problems += misnamed_files(one) if one.is_dir() else []
    case_files = [read_file(path, CaseFile, problems) for path in case_paths]
    policies = [part.policy for part in parts if part.policy is not None]
    for extra in policies[1:]:
        message = f"policy 已在 {policies[0].place} 写过，每个文件夹只能写一次"
        problems.append(Problem(extra.place, message))
    if not policies and not problems:
        message = "这个文件夹里没有 policy（政策的名称、年度、状态等），请在其中一个文件里补上"
        problems.append(Problem(Place(shown(folder), 1, 1), message))
    policy = policies[0] if policies else None
    lists: dict[str, Any] = {
        one.name: tuple(chain.from_iterable(getattr(part, one.name) for part in parts))
        for one in PolicyFile.keys().values()
        if one.name not in {"policy", "document"}
    }
    lists["pages"] = tuple(sorted(lists["pages"], key=lambda p: (p.order is None, p.order or 0)))
    return Body(
        folder=shown(folder),
        policy=policy,
        documents=_in_order(policy, [part.document for part in parts]),
        cases=tuple(chain.from_iterable(file.cases for file in case_files if file is not None)),
        lines=lines,
        **lists,
    )


def _in_order(policy: Policy | None, documents: Iterable[Document | None]) -> tuple[Document, ...]:
    order = {} if policy is None else {str(name): at for at, name in enumerate(policy.documents)}
    given = [document for document in documents if document is not None]
    named = {str(one.id): one for one in reversed(given) if one.part_of is None}
    whole = (_with_origin(one, named.get(str(one.part_of))) for one in given)
    return tuple(sorted(whole, key=lambda one: order.get(str(one.id), len(order))))


def _with_origin(document: Document, whole: Document | None) -> Document:
    """A part of a document is issued with it, and cited by its number."""
    if whole is None:
        return document
    number = whole.number and Name(f"{whole.number}附件", whole.number.place)
    return replace(
        document,
        issuer=document.issuer or whole.issuer,
        issued=document.issued or whole.issued,
        number=document.number or number,
    )


def _lines(path: Path) -> tuple[str, ...]:
    with suppress(OSError):  # told by `read_file`
        return tuple(read_within(path).decode("utf-8-sig", "replace").splitlines())
    return ()
