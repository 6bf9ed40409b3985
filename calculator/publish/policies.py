"""What a site takes from its policies, as plain data: read, checked and drawn once, then kept.

What comes out of a policy depends on its files and on the code that reads them. While neither
changes, a build takes what an earlier one kept, and no file of the policy is parsed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import calculator
from calculator.core.values import canonical
from calculator.publish import kept
from calculator.publish.bundle import PageAssets
from calculator.publish.search import SearchEntry

if TYPE_CHECKING:
    from calculator.loading import Edition

_PACKAGE = Path(calculator.__file__).parent
# What the browser loads of other people's, and what Python makes of our own, decide no page.
_PASSED_OVER = {"node_modules", "__pycache__"}
_LIBRARIES = ("jinja2", "markupsafe", "pyyaml")


@dataclass(frozen=True)
class Facts:
    """What the site needs to know of its policies besides their pages.

    `rules` are those of each edition, `navigation` is MkDocs' own, `archived` as
    `search.complete_index` takes it; `schemas` are those of the policy language, by name.
    """

    rules: tuple[Mapping[str, Any], ...]
    navigation: list[Any]
    entries: tuple[SearchEntry, ...]
    archived: Mapping[str, str]
    schemas: Mapping[str, Any]


class Policies:
    """The policies of a folder, without their drafts unless asked for.

    What is asked of it raises `CalculatorError`: every problem of the files in one text, or that
    there is nothing to publish.
    """

    def __init__(self, folder: Path, *, drafts: bool) -> None:
        self._folder = folder
        self._drafts = drafts

    @cached_property
    def facts(self) -> Facts:
        """Everything but the pages."""
        data = self._kept("policies", (), lambda: _making().facts(self._editions))
        return Facts(
            tuple(canonical.loads(text) for text in data["rules"]),
            data["navigation"],
            tuple(SearchEntry(**{**one, "words": tuple(one["words"])}) for one in data["entries"]),
            data["archived"],
            data["schemas"],
        )

    def pages(self, assets: Mapping[tuple[str, str], PageAssets]) -> dict[str, str]:
        """Path -> Markdown, with these assets (see `pages.pages`)."""
        parts = (repr(sorted(assets.items())).encode(),)
        made = self._kept("pages", parts, lambda: _making().written(self._editions, assets))
        return dict(made)

    @cached_property
    def _editions(self) -> list[Edition]:
        found: list[Edition] = _making().read(self._folder, drafts=self._drafts)
        return found

    @cached_property
    def _parts(self) -> tuple[bytes, ...]:
        """All that the making reads, as far as it is not an argument."""
        return (*self._given(), *_CODE)

    def _given(self) -> tuple[bytes, ...]:
        said = (str(self._drafts), str(self._folder))
        return (*(one.encode() for one in said), *_files(self._folder))

    def _kept(self, kind: str, parts: tuple[bytes, ...], make: Callable[[], Any]) -> Any:
        """What is made, as JSON gives it back, whether or not it was kept."""
        key = (*self._parts, *parts)
        found = kept.look_up(kind, key)
        if found is not None:
            return json.loads(zlib.decompress(found))
        text = json.dumps(make(), ensure_ascii=False).encode()
        # Somebody may have saved a file since, of the policies or of what reads them.
        if (*self._given(), *_code()) == self._parts:
            kept.keep(kind, key, zlib.compress(text, 1))
        return json.loads(text)


def _making() -> Any:
    # Loading what reads policies takes half as long as reading one: only who has to, does.
    from calculator.publish import making

    return making


def _code() -> tuple[bytes, ...]:
    return (*(version(library).encode() for library in _LIBRARIES), *_files(_PACKAGE))


def _files(folder: Path) -> Iterator[bytes]:
    """Name and content of every file below a folder."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir():
            if path.name not in _PASSED_OVER:
                yield path.name.encode() + b"/"
                yield from _files(path)
                yield b"/"
        elif path.is_file():
            yield path.name.encode()
            yield _content(path)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:  # whoever needs the file says so
        return str(error).encode()


# As it is when it is loaded: `mkdocs serve` goes on with that code whatever becomes of its files.
_CODE = _code()
