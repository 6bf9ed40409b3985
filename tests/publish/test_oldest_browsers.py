"""No built script needs a newer browser than the guide names, Pyodide's and the theme's included.

What browsers got lately is looked for by its spelling, with the first versions that have it (MDN's
tables of compatibility). A script may use something newer where it looks for it first.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from calculator.publish.preview import HEADERS_FILE

NEVER = 999.0


class First(NamedTuple):
    """The first versions with a feature; Edge has Chrome's."""

    chrome: float
    firefox: float
    safari: float


FEATURES = {
    r"\bstatic\s*\{": First(94, 93, 16.4),
    r"#\w+ in ": First(91, 90, 15),
    r"\(\?<[=!]": First(62, 78, 16.4),
    r"\busing \w+ =": First(134, 141, NEVER),
    r"\bwith\s*\{\s*type": First(123, 138, 17.2),
    r"\btype: ?['\"]module['\"]": First(80, 114, 15),
    r"WebAssembly\.(?:Tag|Exception)": First(95, 100, 15.2),
    r"'wasm-unsafe-eval'": First(97, 102, 16),
    r"WebAssembly\.(?:Suspending|promising)": First(137, NEVER, NEVER),
    r"\.findLast(?:Index)?\(": First(97, 104, 15.4),
    r"\bstructuredClone\(": First(98, 94, 15.4),
    r"\.to(?:Sorted|Reversed|Spliced)\(": First(110, 115, 16),
    r"\b(?:Object|Map)\.groupBy\b": First(117, 119, 17.4),
    r"\bwithResolvers\b": First(119, 121, 17.4),
    r"\bPromise\.try\b": First(128, 134, 18.2),
    r"\bArray\.fromAsync\b": First(121, 115, 16.4),
    r"\bAbortSignal\.timeout\b": First(103, 100, 16),
    r"\bAbortSignal\.any\b": First(116, 124, 17.4),
    r"\bURL\.canParse\b": First(120, 115, 17),
    r"\bURL\.parse\b": First(126, 126, 18),
    r"\bIntl\.Segmenter\b": First(87, 125, 14.1),
    r"\brequestIdleCallback\b": First(47, 55, NEVER),
    r"\bscheduler\.(?:postTask|yield)\b": First(94, 142, NEVER),
    r"\bcheckVisibility\b": First(105, 106, 17.4),
    r"\b(?:show|hide|toggle)Popover\b": First(114, 125, 17),
    r"\bstartViewTransition\b": First(111, 144, 18),
    r"\bisWellFormed\b": First(111, 119, 16.4),
    r"\.is(?:Subset|Superset|Disjoint)(?:Of|From)\(": First(122, 127, 17),
    r"\bIterator\.(?:from|prototype)\b": First(122, 131, 18.4),
    r"\bRegExp\.escape\b": First(136, 134, 18.2),
    r"\bError\.isError\b": First(134, 138, NEVER),
    r"\bUint8Array\.from(?:Base64|Hex)\b|\.toHex\(\)": First(140, 133, 18.2),
    r"\bmaxByteLength\b": First(111, 128, 16.4),
    r"\bCompressionStream\b": First(80, 113, 16.4),
    r"\.inert\b": First(102, 112, 15.5),
}
# A file's name before its hash, and what it looks for before it uses it.
LOOKED_FOR = {
    ("pyodide", r"WebAssembly\.(?:Suspending|promising)"),
    ("pyodide", r"\bscheduler\.(?:postTask|yield)\b"),
    ("pyodide", r"\bAbortSignal\.any\b"),
    ("site", r"\brequestIdleCallback\b"),
}


@pytest.fixture(scope="module")
def oldest(root: Path) -> First:
    """The oldest browsers that compute, as the guide names them."""
    guide = (root / "docs/hosting.md").read_text(encoding="utf-8")
    found = re.search(r"Chrome、Edge (\d+)，Firefox (\d+)，Safari ([\d.]+)", guide)
    assert found
    return First(*map(float, found.groups()))


def newer(text: str, oldest: First) -> set[str]:
    """What a script or policy uses that the oldest browsers have not."""
    return {
        pattern
        for pattern, first in FEATURES.items()
        if any(one > old for one, old in zip(first, oldest, strict=True))
        and re.search(pattern, text)
    }


def bound_files(site: Path) -> list[Path]:
    """What a browser has to understand: the scripts, and the policy under which they run."""
    return [*sorted(site.rglob("*.js")), site / HEADERS_FILE]


def test_no_script_needs_a_newer_browser_than_the_guide_names(
    built_site: Path, oldest: First
) -> None:
    files = bound_files(built_site)
    assert {"pyodide", "sw", "worker", "bundle"} <= {path.name.split(".")[0] for path in files}
    found = {
        (path.name.split(".")[0], pattern)
        for path in files
        for pattern in newer(path.read_text(encoding="utf-8"), oldest)
    }
    assert found == LOOKED_FOR


def test_the_guide_names_no_older_browser_than_will_do(built_site: Path, oldest: First) -> None:
    """Each of the versions is the first with something that is needed."""
    texts = [path.read_text(encoding="utf-8") for path in bound_files(built_site)]
    needed = [
        first
        for pattern, first in FEATURES.items()
        if any(re.search(pattern, text) for text in texts)
        and not any(pattern == looked for _, looked in LOOKED_FOR)
    ]
    assert First(*map(max, zip(*needed, strict=True))) == oldest


def test_what_is_too_new_would_be_noticed() -> None:
    old = First(95, 114, 16.4)
    assert newer("const last = list.findLast((one) => one);", old) == {r"\.findLast(?:Index)?\("}
    assert newer("class A { static { go(); } }", First(95, 114, 15.4)) == {r"\bstatic\s*\{"}
    assert newer("class A { static { go(); } }", old) == set()
