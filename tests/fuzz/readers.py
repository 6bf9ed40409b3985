"""Every reader of what comes from outside, with what is fed to it and the law that it keeps.

The law: a clear error or a correct result; never a crash, a hang, markup that runs, or an answer
that is lost without a word. `read` returns which of the two it was, and fails when it was neither.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from hypothesis import strategies as st

type Outcome = Literal["read", "refused"]


@dataclass(frozen=True)
class Reader:
    """A reader: `inputs` are fed to `read`, one by one.

    It gets `cost` times fewer inputs in tests, and `slow` times fewer in the full run: for what
    draws whole pages. One `in_browser` needs Chromium.
    """

    name: str
    inputs: st.SearchStrategy[Any]
    read: Callable[[Any], Outcome]
    cost: int = 1
    slow: int = 1
    outcomes: tuple[Outcome, ...] = ("read", "refused")
    in_browser: bool = False
