"""One edition of a policy: the typed tree, its figures, who refers to whom, and the rules."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from calculator.core.rules import Rules
from calculator.core.rules import compile_rules as compile_for_core
from calculator.errors import RulesError
from calculator.loading.compile import compile_rules
from calculator.loading.figures import Figure
from calculator.loading.hints import did_you_mean
from calculator.loading.index import Index
from calculator.loading.link import check
from calculator.loading.merge import Body, misnamed_files, read_folder, shown, yaml_files
from calculator.loading.place import Place, PolicyError, Problem
from calculator.loading.publication import check_editions
from calculator.loading.types.document import Clause, Document
from calculator.loading.types.site import Policy

_YEAR = re.compile(r"[12]\d{3}")


class Edition(Body):
    """A checked edition. Prose keeps its 【placeholders】 and links; `plain` renders them."""

    policy: Policy
    index: Index = field(metadata={"hidden": True})
    notes: tuple[Problem, ...] = field(metadata={"hidden": True})

    @property
    def clauses(self) -> Mapping[str, Clause]:
        """Every clause by its id, in the order of the documents."""
        return self.index.clauses

    def parent_of(self, clause: str) -> str | None:
        """The id of the clause above, None at the top of a document."""
        return self.index.parents[clause]

    def document_of(self, clause: str) -> Document:
        """The document in which a clause stands."""
        return self.index.documents[self.index.document_of[clause]]

    def cited(self, clause: str) -> str:
        """A clause where its document is not at hand: the document, and the printed number."""
        return self.index.cited(clause)

    def named(self, clause: str) -> str:
        """The same with the clause's title, in plain text."""
        one = self.clauses[clause]
        title = self.plain(one.title or "", clause) if one.number else ""
        return f"{self.cited(clause)}　{title}".rstrip("　")

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Every figure by `clause-id.label`, those written in rules too."""
        return self.index.book.figures

    def figure_at(self, clause: str | None, name: str) -> Figure:
        """What 【name】 means in a text of that clause (raises KeyError when it means nothing)."""
        found = self.index.book.shown(clause, name)
        if found is None:
            raise KeyError(name)
        return found

    def plain(self, text: str, clause: str | None = None) -> str:
        """Render prose as plain text: figures filled in, links as their words."""
        return self.index.plain(text, clause)

    @cached_property
    def rules(self) -> dict[str, Any]:
        """The data of rules.json."""
        return compile_rules(self, self.index)

    @cached_property
    def compiled(self) -> Rules:
        """The rules as the core calculates with them."""
        return compile_for_core(self.rules)


def load_edition(folder: Path | str) -> Edition:
    """Read and check one edition folder; raises `PolicyError` with every problem found."""
    folder = Path(folder)
    if not folder.is_dir():
        raise PolicyError.at(shown(folder), "没有这个文件夹")
    problems: list[Problem] = []
    body = read_folder(folder, problems)
    index = Index(body)
    problems += check(body, index, complete=not problems)
    errors = [problem for problem in problems if problem.level == "error"]
    if errors or body.policy is None:
        raise PolicyError(problems)
    said = {one.name: getattr(body, one.name) for one in fields(body)}
    edition = Edition(**said, index=index, notes=tuple(problems))
    try:
        _ = edition.compiled
    except RulesError as error:
        # What only the core's compiler sees.
        entry = edition.clauses.get(error.where.partition(".")[0])
        place = entry.place if entry is not None else Place(edition.folder, 1, 1)
        message = f"规则不能计算：{error.message}"
        raise PolicyError([Problem(place._replace(path=error.where), message)]) from error
    return edition


def edition_folders(folder: Path | str) -> list[Path]:
    """The edition folders at or below a folder, in name order.

    The folder may be an edition itself, a policy (`policy/<policy-id>`), or hold several policies.
    """
    for pattern in ("", "*", "*/*"):
        found = [Path(folder)] if not pattern else sorted(Path(folder).glob(pattern))
        editions = [one for one in found if _is_edition(one) and not _holds_years(one)]
        if editions:
            return editions
    return []


def _holds_years(folder: Path) -> bool:
    """Whether a folder that has files of its own is still one above those of editions."""
    below = (*folder.glob("*"), *folder.glob("*/*"))
    is_year = _YEAR.match(folder.resolve().name)
    return not is_year and any(_YEAR.match(one.name) and _is_edition(one) for one in below)


def _strays(policy_dir: Path, folders: Iterable[Path]) -> Iterator[Problem]:
    """Files that no edition reads: above the folders of editions, or beside them in a folder that
    has none with a right name."""
    editions = set(folders)
    above = {one for folder in editions for one in folder.parents} - {*policy_dir.parents}
    for folder in sorted(above):
        for path in yaml_files(folder):
            message = "这个文件不在年度文件夹里，没有读；要用的，请移到年度文件夹（例如 2031）里面"
            yield Problem(Place(shown(path), 1, 1), message)
    for folder in sorted({one.parent for one in editions} & above):
        for beside in sorted(one for one in folder.iterdir() if one.is_dir()):
            if beside not in editions and not beside.name.startswith("."):
                yield from misnamed_files(beside)


def load_each(policy_dir: Path | str) -> list[Edition]:
    """Load every edition below a policy folder; the problems of all of them are raised at once."""
    editions = []
    folders = edition_folders(policy_dir)
    problems: list[Problem] = [*_strays(Path(policy_dir), folders)]
    for folder in folders:
        try:
            editions.append(load_edition(folder))
        except PolicyError as error:
            problems += error.problems
    if problems:
        raise PolicyError(problems)
    return editions


def load_all(policy_dir: Path | str) -> list[Edition]:
    """The same, with nothing that must not be published."""
    editions = load_each(policy_dir)
    problems = [*check_editions(editions)]
    if problems:
        raise PolicyError(problems)
    return editions


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
