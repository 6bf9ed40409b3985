"""Write to the console, whatever its encoding."""

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Iterable
from typing import Any

from calculator.core.values.canonical import dumps


def prepare() -> None:
    """Let characters that the console cannot show become marks instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _of_unfinished_files


def _of_unfinished_files(unraisable: Any) -> None:
    """A library that could not write tries once more when its files are forgotten: told already."""
    if not isinstance(unraisable.exc_value, OSError | ValueError):
        sys.__unraisablehook__(unraisable)


def abandon() -> None:
    """Whoever read along has gone (`| head`): what is left to write goes nowhere, without noise."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show(options: argparse.Namespace, data: Any, lines: Iterable[str]) -> None:
    """Print what was found: as canonical JSON where `--json` asks for it, else as lines."""
    if options.json:
        write_exactly(dumps(data))
    else:
        write("\n".join(lines))


def write(text: str) -> None:
    """Print text for people."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Print what stands in the way."""
    print(text, file=sys.stderr)


def write_exactly(text: str) -> None:
    """Write UTF-8 bytes and nothing else: no line end, no encoding of the console."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    # Half of a character, out of a file's name for instance, stays an escape.
    buffer.write(text.encode("utf-8", "backslashreplace"))
    buffer.flush()
