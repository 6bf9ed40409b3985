"""What the scripts are checked against: the shapes of the core and its words, as TypeScript.

``python -m tests.script_types`` writes them where `tsconfig.json` looks for them; the test that
checks the scripts does so by itself.
"""

from __future__ import annotations

import types
from typing import (
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import dev
from calculator.core import shapes, words
from calculator.core.form import shape as form

FOLDER = dev.WEB / "node_modules" / ".told"
HEAD = "// Written by `python -m tests.script_types`.\n"
PLAIN = {str: "string", int: "number", bool: "boolean", type(None): "null", Any: "any"}


def files() -> dict[str, str]:
    """Each file's text, by its name."""
    told = [one for module in (shapes, form) for one in vars(module).values() if is_typeddict(one)]
    named = [f"export const {name}: {_value(getattr(words, name))};" for name in words.FOR_SCRIPTS]
    return {
        "told.d.ts": HEAD + "".join(_interface(one) for one in told),
        "words.d.ts": HEAD + "\n".join(named) + "\n",
    }


def _interface(shape: Any) -> str:
    hints = get_type_hints(shape, include_extras=True)
    bases = [one for one in types.get_original_bases(shape) if is_typeddict(one)]
    extends = f" extends {', '.join(map(_name, bases))}" if bases else ""
    lines = (
        f'  "{key}"{"?" if get_origin(hint) is NotRequired else ""}: {_type(hint)};\n'
        for key, hint in hints.items()
        if not any(key in get_type_hints(base) for base in bases)
    )
    return f"\nexport interface {_name(shape)}{extends} {{\n{''.join(lines)}}}\n"


def _name(shape: Any) -> str:
    """Two modules may each have a `Clause`: those of the form are told apart."""
    of_form = shape.__module__ == form.__name__ and hasattr(shapes, shape.__name__)
    return f"Form{shape.__name__}" if of_form else shape.__name__


def _type(hint: Any) -> str:
    if is_typeddict(hint):
        return _name(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    arguments = get_args(hint)
    origin = get_origin(hint)
    if origin is Literal:
        return " | ".join(f'"{one}"' for one in arguments)
    if origin is NotRequired:
        return _type(arguments[0])
    if origin is list:
        return f"Array<{_type(arguments[0])}>"
    if origin is dict:
        return f"Record<string, {_type(arguments[1])}>"
    if origin in (types.UnionType, Union):
        return " | ".join(_type(one) for one in arguments)
    raise TypeError(hint)


def _value(value: Any) -> str:
    """The type of a word, or of words by code."""
    if isinstance(value, dict):
        return f"{{ {' '.join(f'"{key}": {_value(one)};' for key, one in value.items())} }}"
    return "string[]" if isinstance(value, tuple) else "string"


def write() -> None:
    """Write them anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
