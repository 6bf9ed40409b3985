"""How much work something does, in steps of the interpreter: the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_TOOL = sys.monitoring.PROFILER_ID
_EVENTS = sys.monitoring.events.PY_START | sys.monitoring.events.JUMP


class TooMuchWork(AssertionError):
    """More steps than allowed: as good as a hang."""


@contextmanager
def at_most(steps: int) -> Iterator[None]:
    """Allow that many calls and turns of loops; raises `TooMuchWork` in the middle of the next."""
    left = steps

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == -1:  # once: what cleans up after it makes steps as well
            sys.monitoring.set_events(_TOOL, 0)
            raise TooMuchWork(f"more than {steps} steps")

    sys.monitoring.use_tool_id(_TOOL, "steps")
    try:
        for event in (sys.monitoring.events.PY_START, sys.monitoring.events.JUMP):
            sys.monitoring.register_callback(_TOOL, event, count)
        sys.monitoring.set_events(_TOOL, _EVENTS)
        yield
    finally:
        sys.monitoring.set_events(_TOOL, 0)
        sys.monitoring.free_tool_id(_TOOL)
