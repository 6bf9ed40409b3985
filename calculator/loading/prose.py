"""Prose of the policy files: paragraphs, 【placeholders】 and [links](#target)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from calculator.loading.hygiene import is_wide

_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)、])\s")
PLACEHOLDER = re.compile(r"【([^【】\n]*)】")
LINK = re.compile(r"\[([^\[\]\n]*)\]\(([^()\s]*)\)")
_PIECE = re.compile(f"{PLACEHOLDER.pattern}|{LINK.pattern}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """【name】 in a text: a figure's label, or `clause.label`."""

    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """[text](target) in a text; a target with `#` leads to a clause, question, reading or page."""

    text: str
    target: str

    @property
    def words(self) -> str:
        """What readers see, with placeholders; `[](#clause)` shows the clause's printed number."""
        return self.text or f"【{self.target.removeprefix('#')}.序号】"


type Piece = str | Placeholder | Link


def joined_lines(text: str) -> str:
    """Join the lines of each paragraph, without a blank between Chinese characters.

    Blank lines part paragraphs; a line that begins like a list item stays a line of its own.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        stripped = line.strip()
        starts_anew = not lines or not lines[-1] or not stripped or _LIST_ITEM.match(line)
        if starts_anew:
            lines.append(stripped)
        else:
            tight = is_wide(lines[-1][-1]) and is_wide(stripped[0])
            lines[-1] += stripped if tight else " " + stripped
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text into plain parts, placeholders and links."""
    at = 0
    for found in _PIECE.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        if found[1] is not None:
            yield Placeholder(found[1].strip())
        else:
            yield Link(found[2], found[3])
        at = found.end()
    if at < len(text):
        yield text[at:]


def placeholder_name(text: str) -> str | None:
    """The name inside a value that is one placeholder and nothing else."""
    found = PLACEHOLDER.fullmatch(text.strip())
    return found[1].strip() if found else None
