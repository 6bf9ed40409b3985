"""`python -m tests.benchmarks [--quick] [NAME...]`: print the table of speeds and sizes."""

from __future__ import annotations

import argparse
import importlib

from tests.benchmarks.measure import table

# The slow ones last.
NAMES = ("scoring", "changing", "reading", "building", "starting")


def main() -> None:
    """Run the benchmarks named, or all; `--quick` takes few runs, for a first look."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="default: all")
    parser.add_argument("--quick", action="store_true", help="3 runs of each instead of 9")
    options = parser.parse_args()
    lines = []
    for name in options.names or NAMES:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        lines += module.measure(3 if options.quick else 9)
        print(table(lines), flush=True)


if __name__ == "__main__":
    main()
