"""Lines of a file, read and written back with the ends that the file has."""

from __future__ import annotations

from pathlib import Path


def read_lines(path: Path) -> list[str]:
    """The lines of a file, without their ends."""
    return path.read_text(encoding="utf-8").split("\n")


def write_lines(path: Path, lines: list[str]) -> None:
    """Write the lines with the ends that the file has."""
    ends = "\r\n" if b"\r\n" in path.read_bytes() else "\n"
    path.write_text("\n".join(lines), encoding="utf-8", newline=ends)
