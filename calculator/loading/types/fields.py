"""How a key of the policy language is declared: a dataclass field and its Chinese description."""

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, dataclass_transform

from calculator.loading.place import NOWHERE, Place


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
@dataclass(frozen=True, kw_only=True)
class Node:
    """A mapping of the policy language; every type below it is such a frozen dataclass.

    A type says of itself, as keywords of its class (`title=`) or as attributes: `ONE_OF` and
    `SOME_OF` name groups of keys of which exactly one, or at least one, is wanted; `SHORT` names
    the key that a lone scalar stands for; `MARK` the key that tells this type from its siblings in
    a union.
    """

    TITLE: ClassVar[str] = ""
    ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = ()
    AT_MOST_ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = ()
    SOME_OF: ClassVar[tuple[tuple[str, ...], ...]] = ()
    SHORT: ClassVar[str] = ""
    MARK: ClassVar[tuple[str, ...]] = ()

    place: Place = field(default=NOWHERE, compare=False, repr=False, metadata={"hidden": True})

    def __init_subclass__(cls, **own: Any) -> None:
        for name, value in own.items():
            if name.upper() not in vars(Node):
                raise TypeError(f"a type of the policy language has no {name!r}")
            setattr(cls, name.upper(), value)
        dataclass(frozen=True, kw_only=True)(cls)

    @classmethod
    @functools.cache
    def keys(cls) -> Mapping[str, dataclasses.Field[Any]]:
        """The YAML keys of this mapping and the fields that hold them."""
        shown = (f for f in dataclasses.fields(cls) if not f.metadata.get("hidden"))
        return MappingProxyType({f.metadata.get("key") or f.name.rstrip("_"): f for f in shown})


# What a key says of itself beside its title and its text, where it says no other.
_PLAIN: Mapping[str, Any] = {
    "ref": "", "takes": (), "of": (), "label": "", "unit": "", "least": None, "whole": False,
    "only_page": False, "rest": False, "free_unit": False,
}  # fmt: skip


def said(title: str, text: str = "", *, default: Any = MISSING, **more: Any) -> Any:
    """Declare a key.

    `title` and `text` describe it in the schema; `ref` says what kind of thing an id leads to,
    `takes` of which types the question or field must be; `of` of which types the question or field
    is that this is a key of (empty: of any); `label` and `unit` are those of the figure that a bare
    number here becomes, `free_unit` that it may be written with another; `least` is the least that
    it may be, `whole` says that it is a whole number; `only_page` keeps the key out of the compiled
    rules; `rest` takes the keys that the mapping does not name itself.
    """
    if unknown := more.keys() - _PLAIN.keys():
        raise TypeError(f"a key of the policy language has no {sorted(unknown)}")
    return field(default=default, metadata={"title": title, "text": text, **_PLAIN, **more})


def optional(title: str, text: str = "", **more: Any) -> Any:
    """Declare a key that may be left out (then `None`)."""
    return said(title, text, default=None, **more)


def several(title: str, text: str = "", **more: Any) -> Any:
    """Declare a list that may be left out (then empty)."""
    return said(title, text, default=(), **more)


def mapping(title: str, text: str = "", **more: Any) -> Any:
    """Declare a mapping with free keys that may be left out (then empty)."""
    return said(title, text, default=MappingProxyType({}), **more)
