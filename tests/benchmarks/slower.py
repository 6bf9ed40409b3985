"""Slows a browser down, all its processes and workers alike: it is stopped most of the time.

The developer tools' own throttle does not reach workers, and control groups need rights that few
machines give; stopping and continuing the process group works on every Unix.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

TURN = 0.020  # seconds: shorter than anything that is measured


def group_of(profile: Path) -> int:
    """The process group of the browser that was started with this profile folder."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (entry / "cmdline").read_bytes()
            if str(profile).encode() in command and b"--type=" not in command:
                group = os.getpgid(int(entry.name))
                if group != os.getpgrp():
                    return group
    raise RuntimeError(f"no browser of {profile} is running in a group of its own")


@contextlib.contextmanager
def slowed(profile: Path, factor: int) -> Iterator[None]:
    """Give the browser one part in `factor` of its time."""
    if factor == 1:
        yield
        return
    group = group_of(profile)
    done = threading.Event()

    def pace() -> None:
        while not done.is_set():
            os.killpg(group, signal.SIGSTOP)
            time.sleep(TURN * (factor - 1) / factor)
            os.killpg(group, signal.SIGCONT)
            time.sleep(TURN / factor)

    thread = threading.Thread(target=pace, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        os.killpg(group, signal.SIGCONT)
