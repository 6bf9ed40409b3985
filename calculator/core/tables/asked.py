"""The shape of a request about many people; what its cells say is judged when they are read."""

from collections.abc import Callable, Iterator
from typing import Any

from calculator.core.values.canonical import excerpt
from calculator.core.words import PEOPLE

_BLOCKS = ("people", "reasons", "problems")
_PLACES = (*PEOPLE, "")
_WORDS: dict[type, str] = {str: "文字", list: "列表", dict: "对象"}


def problems(key: str, value: Any) -> Iterator[str]:
    """What is wrong with ``people``, ``batch`` or ``lines``: each place, and what belongs there."""
    if key == "lines":
        yield from _lines(value)
    elif key == "batch" and isinstance(value, dict) and "people" in value:
        yield from _each("batch.people", value["people"], _person)
    elif isinstance(value, dict) and "file" in value:
        yield from _map(key, value, {"file": str, "name": str})
    else:
        listed = value.get("tables") if isinstance(value, dict) else value
        yield from _each(f"{key}.tables", listed, _table)


def _each(place: str, value: Any, check: Callable[[str, Any], Iterator[str]]) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{place} 要写成列表，现在是 {excerpt(value)}"
        return
    for index, one in enumerate(value):
        yield from check(f"{place}[{index}]", one)


def _map(place: str, value: Any, shapes: dict[str, type]) -> Iterator[str]:
    """A mapping whose values, where they are given, are of these types."""
    if not isinstance(value, dict):
        yield f"{place} 要写成对象，现在是 {excerpt(value)}"
        return
    for key, shape in shapes.items():
        given = value.get(key)
        if given is not None and not isinstance(given, shape):
            yield f"{place}.{key} 要写成{_WORDS[shape]}，现在是 {excerpt(given)}"


def _table(place: str, value: Any) -> Iterator[str]:
    found = list(_map(place, value, {"name": str, "text": str, "cells": list}))
    yield from found
    if not found and value.get("cells") is not None:
        yield from _each(f"{place}.cells", value["cells"], _row)


def _row(place: str, value: Any) -> Iterator[str]:
    """Cells are texts; numbers and nothing do as well."""
    if not isinstance(value, list):
        yield f"{place} 要写成列表，现在是 {excerpt(value)}"
    elif any(isinstance(cell, list | dict | bool) for cell in value):
        yield f"{place} 里的每一格要写成文字，现在是 {excerpt(value)}"


def _person(place: str, value: Any) -> Iterator[str]:
    found = list(_map(place, value, {"place": str, "places": dict, "troubles": list}))
    yield from found
    if found:
        return
    if not isinstance(value.get("code"), str | int):
        yield f"{place}.code 要写成文字，现在是 {excerpt(value.get('code'))}"
    for key, where in (value.get("places") or {}).items():
        if not isinstance(where, str):
            yield f"{place}.places 里的 {excerpt(key)} 要写成文字，现在是 {excerpt(where)}"
    yield from _each(f"{place}.troubles", value.get("troubles") or [], _trouble)


def _trouble(place: str, value: Any) -> Iterator[str]:
    for key in ("address", "message"):
        if not isinstance(value, dict) or not isinstance(value.get(key), str):
            yield f"{place}.{key} 要写成文字，现在是 {excerpt(value)}"


def _lines(value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"“lines”要写成对象，现在是 {excerpt(value)}"
        return
    places = value.get("places") or []
    if not isinstance(places, list) or any(one not in _PLACES for one in places):
        yield f"lines.places 里写 {'、'.join(PEOPLE)}，现在是 {excerpt(places)}"
    for key in _BLOCKS:
        if value.get(key) is not None:
            yield from _each(f"lines.{key}", value[key], _line)


def _line(place: str, value: Any) -> Iterator[str]:
    yield from _row(place, value)
    if value == []:
        yield f"{place} 不能一格也没有"
