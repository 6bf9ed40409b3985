"""The full run: `python -m tests.fuzz [--examples 100000] [READER...]` prints a table."""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections import Counter

from tests.fuzz.every import READERS
from tests.fuzz.run import feed
from tests.fuzz.web_page import close

PORTION = 10_000


def portions(count: int) -> list[int]:
    """So many inputs in runs of their own: Hypothesis remembers all that one run has tried."""
    whole, rest = divmod(count, PORTION)
    return [PORTION] * whole + [rest] * bool(rest)


def main() -> int:
    """Feed every reader; 1 if one broke its law."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", metavar="READER", help="only these")
    parser.add_argument("--examples", type=int, default=100_000)
    options = parser.parse_args()
    # Whoever stops it is told how far it came, in the background, too.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    failed = 0
    print(f"{'reader':32}{'inputs':>9}{'read':>9}{'refused':>9}{'seconds':>9}", flush=True)
    for reader in READERS:
        if options.readers and reader.name not in options.readers:
            continue
        begun = time.monotonic()
        found: Counter[str] = Counter()
        stopped = ""
        try:
            for portion in portions(options.examples // reader.slow):
                feed(reader, portion, shrink=False, outcomes=found)
        except KeyboardInterrupt:
            stopped = "  interrupted"
        except Exception:
            failed += 1
            traceback.print_exc(limit=-6)
            print(f"{reader.name:32} broke its law", flush=True)
            continue
        seconds = time.monotonic() - begun
        numbers = (found.total(), found["read"], found["refused"])
        print(
            f"{reader.name:32}{''.join(f'{n:9}' for n in numbers)}{seconds:9.0f}{stopped}",
            flush=True,
        )
        if stopped:
            break
    close()
    return 1 if failed else 0


sys.exit(main())
