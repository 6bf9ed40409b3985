"""Write to the console, whatever its encoding."""

from __future__ import annotations

import contextlib
import io
import os
import sys


def prepare() -> None:
    """Let characters that the console cannot show become marks instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")


def abandon() -> None:
    """Whoever read along has gone (`| head`): what is left to write goes nowhere, without noise."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
    buffer.write(text.encode("utf-8"))
    buffer.flush()
