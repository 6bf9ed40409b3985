"""Feed a reader as many inputs as asked for."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.readers import Reader


def feed(
    reader: Reader, count: int, *, shrink: bool = True, outcomes: Counter[str] | None = None
) -> Counter[str]:
    """How often the reader read and refused; raises with the smallest input that breaks its law.

    Whoever hands in `outcomes` can tell how far it got when it is interrupted.
    """
    outcomes = Counter() if outcomes is None else outcomes

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=shrink,
        phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(reader.inputs)
    def one(raw: object) -> None:
        outcomes[reader.read(raw)] += 1

    one()
    return outcomes
