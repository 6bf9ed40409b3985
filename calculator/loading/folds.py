"""Line folds: YAML turns a line end into a blank, which Chinese does not want."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.loading.hygiene import is_wide


def unfolded(value: str, lines: Sequence[str]) -> str:
    """Take out the blanks that line ends left between two full-width characters.

    `lines` are the source lines of the scalar: their contents stand in the value one after the
    other, and what stands between them is what folding made of the line ends.
    """
    parts: list[str] = []
    at = 0
    for line in lines:
        content = line.strip()
        found = value.find(content, at) if content else -1
        if not content:
            continue
        if found < 0 or value[at:found].strip():
            break
        between = value[at:found]
        if between == " " and parts and is_wide(parts[-1][-1]) and is_wide(content[0]):
            between = ""
        parts += [between, content] if between else [content]
        at = found + len(content)
    return "".join(parts) + value[at:]
