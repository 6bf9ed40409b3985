"""What the browser loads: page scripts, the Python runtime, the core and the rules of each edition.

Every path carries a hash of its content (a file in its name; files that name each other, in the
name of the folder they share), so hosts may cache them for ever and a page never meets a file of
another build. Same inputs, same bytes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from calculator.core import words
from calculator.core.entry import load
from calculator.core.form.model import form_model
from calculator.core.tables.blank import full_workbook, short_workbook
from calculator.core.values import canonical
from calculator.core_sources import computing_hash, core_sources, digest, named_digest
from calculator.publish import bytecode
from calculator.publish.checks import checks_of
from calculator.publish.integrity import integrity
from calculator.publish.runtime import INSTALLED, Runtime, read_runtime
from calculator.publish.site_files import WEB

ROOT = "assets/calculator"
_STYLES = ("calculator.css", "advice.css")  # of every calculator
_MORE_STYLES = {"points": (), "batch": ("check.css", "batch.css")}  # of others: those of checks


@dataclass(frozen=True)
class PageAssets:
    """What the page of a calculator loads: site paths, to be written relative to the page."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    data: Mapping[str, str]


@dataclass(frozen=True)
class Bundle:
    """All files of the calculators (site path -> bytes) and the assets of each edition's pages.

    `runtime`: the files that only the worker loads, which are most of the bytes.
    """

    files: Mapping[str, bytes]
    pages: Mapping[tuple[str, str], Mapping[str, PageAssets]]
    runtime: frozenset[str]


def build(editions: Sequence[Mapping[str, Any]], runtime_folder: Path = INSTALLED) -> Bundle:
    """Everything that the calculators of some editions, told by their rules, load.

    Raises RuntimeMissing when the browser's Python is not installed.
    """
    files: dict[str, bytes] = {}
    loaded = _put_runtime(files, read_runtime(runtime_folder))
    app = _put_app(files, loaded)
    told = {(one["policy"]["id"], one["policy"]["edition"]): _Empty(one) for one in editions}
    rules = {
        key: _put(files, f"rules-{one.stem}.json", one.text.encode()) for key, one in told.items()
    }
    pages = {}
    for key, empty in told.items():
        # The rules of other years tell what reads otherwise in answers that come from there.
        others = {
            f"rules-{year}": path
            for (policy, year), path in rules.items()
            if policy == key[0] and year != key[1]
        }
        pages[key] = _put_edition(files, empty, app, {"rules": rules[key], **others})
    return Bundle(files=files, pages=pages, runtime=loaded.paths)


@dataclass(frozen=True)
class _Loaded:
    """What the worker loads: the site paths, and the module that tells it of them."""

    paths: frozenset[str]
    script: bytes


def _put_app(files: dict[str, bytes], loaded: _Loaded) -> str:
    """The page's and the worker's scripts, with the addresses of what the worker loads."""
    sources = {path.name: path.read_bytes() for path in sorted((WEB / "app").glob("*.js"))}
    sources["runtime.js"] = loaded.script
    sources["words.js"] = words_script()
    return _put_folder(files, "app", sources)


# The page says which words of its own a policy has: see `calculator.core.words.own`.
_OWN_SCRIPT = """\
const page = document.getElementById("calculator");
function own(words) {
  let text = JSON.stringify(words);
  for (const [key, neutral] of Object.entries(NEUTRAL)) {
    text = text.split(neutral).join((page && page.dataset[key]) || neutral);
  }
  return JSON.parse(text);
}
"""


def words_script() -> bytes:
    """The words of the core, for the scripts that show its results."""
    lines = [
        f"export const {name} = own({json.dumps(getattr(words, name), ensure_ascii=False)});\n"
        for name in words.FOR_SCRIPTS
    ]
    neutral = f"const NEUTRAL = {json.dumps(words.OWN, ensure_ascii=False)};\n"
    return "".join([neutral, _OWN_SCRIPT, *lines]).encode()


def _put_runtime(files: dict[str, bytes], runtime: Runtime) -> _Loaded:
    """Python for the browser; the worker gets addresses relative to itself, sizes and hashes."""
    own = {
        "runtime": _put_folder(files, "runtime", runtime.files),
        "library": _put(files, "library.zip", runtime.library),
        "core": _put(files, "core.zip", core_archive(compiled=runtime.compiled)),
    }
    names = [f"{own['runtime']}/{name}" for name in runtime.files]
    paths = frozenset([*names, own["library"], own["core"]])
    facts = {
        "runtime": _beside(own["runtime"]) + "/",
        "library": _beside(own["library"]),
        "core": _beside(own["core"]),
        "lock": runtime.lock,
        "module": computing_hash(),
        "bytes": {_beside(path): len(files[path]) for path in paths},
        "integrity": {_beside(path): integrity(files[path]) for path in paths},
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)
    return _Loaded(paths, f"// Written by the build.\nexport default {text};\n".encode())


class _Empty:
    """An edition's rules as text, and what answers requests in which nothing is filled in."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self.rules = rules
        self.stem = f"{rules['policy']['id']}-{rules['policy']['edition']}"
        self.text = canonical.dumps(rules)
        self.calculator = load(self.text, computing_hash())


def _put_edition(
    files: dict[str, bytes], empty: _Empty, app: str, rules: Mapping[str, str]
) -> dict[str, PageAssets]:
    """What the pages of an edition load: its rules, the model of them for the scripts, and each the
    result of empty answers, shown until Python is ready.
    """
    told = canonical.dumps(form_model(empty.calculator.rules, empty.rules)).encode()
    model = _put(files, f"model-{empty.stem}.json", told)
    shared = {"worker": f"{app}/worker.js", "model": model, **rules}
    found = {}
    for check in checks_of(empty.rules):
        if check.of_many:
            made = (("short", short_workbook), ("full", full_workbook))
            own = {
                kind: _put(files, f"{kind}-{empty.stem}.xlsx", make(empty.calculator.rules))
                for kind, make in made
            }
        else:
            name = f"empty-{check.kind}-{empty.stem}.json"
            response = empty.calculator.run(check.request).encode()
            own = {"empty": _put(files, name, response)}
        styles = (*_STYLES, *_MORE_STYLES.get(check.kind, ("check.css",)))
        found[check.page] = PageAssets(
            scripts=(f"{app}/{check.script}",),
            styles=tuple(_put(files, style, (WEB / style).read_bytes()) for style in styles),
            data={**shared, **own},
        )
    return found


@cache  # while serving, build after build
def core_archive(*, compiled: bool) -> bytes:
    """The core as an importable zip."""
    return bytecode.module_archive(core_sources(), compiled=compiled)


def _put(files: dict[str, bytes], name: str, content: bytes) -> str:
    """Add `name.ext` as `name.<hash>.ext`; its site path."""
    stem, _, extension = name.rpartition(".")
    path = f"{ROOT}/{stem}.{digest([content])[:16]}.{extension}"
    files[path] = content
    return path


def _put_folder(files: dict[str, bytes], name: str, contents: Mapping[str, bytes]) -> str:
    """Add `contents` under `name-<hash>/`; the folder's site path."""
    folder = f"{ROOT}/{name}-{named_digest(contents)[:16]}"
    files.update({f"{folder}/{key}": content for key, content in contents.items()})
    return folder


def _beside(path: str) -> str:
    """A site path under ROOT, relative to a folder under ROOT."""
    return "../" + path.removeprefix(f"{ROOT}/")
