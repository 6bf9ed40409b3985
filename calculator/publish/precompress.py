"""Packed copies beside the files of a built site, for hosts that send them: `.br` and `.gz`.

    python -m calculator.publish.precompress SITE

The same files get the same copies. What has a hash of its content in its name is packed as small as
can be, which takes most of a minute the first time and is kept for the next. Pages change with
every build: they are packed quickly, and always, the smallest too, lest a host goes on sending the
copy of an earlier build.
"""

import fnmatch
import hashlib
import importlib
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calculator.publish.csp import HASHED
from calculator.publish.packed import ENDINGS

PACKED = frozenset(
    (".css", ".html", ".js", ".json", ".md", ".svg", ".txt", ".wasm", ".webmanifest", ".xml")
) | {".zip"}  # ours are stored, so that they can be packed as a whole
_WINDOW = 24  # the largest that every browser takes
_BEST, _QUICK = 11, 9
# Nothing depends on it: it can be removed at any time.
KEPT = Path(__file__).parent.parent.parent / ".cache" / "packed"

_WITHOUT_BROTLI = """\
brotli is not installed, so there are .gz files only; hosts can do with them.
For .br files: python3 dev.py setup, then build again. If your host holds .br files of an
earlier build, delete them there: it would go on sending them."""


@dataclass(frozen=True)
class Sizes:
    """How many files got copies, and the bytes of the files and of their copies by encoding."""

    files: int
    plain: int
    packed: dict[str, int]


def brotli() -> Any | None:
    """The brotli module; None where it is not installed."""
    try:
        return importlib.import_module("brotli")
    except ImportError:
        return None


def precompress(site: Path) -> Sizes:
    """Write the copies of a site's files; those that were there before are taken away."""
    for ending in ENDINGS.values():
        for old in site.rglob(f"*{ending}"):
            # An archive that somebody put there has no file of the same name beside it.
            if old.with_suffix("").is_file():
                old.unlink()
    files, plain, packed = 0, 0, dict.fromkeys(ENDINGS, 0)
    for file in sorted(path for path in site.rglob("*") if path.suffix in PACKED):
        if not file.is_file():
            continue
        content = file.read_bytes()
        copies = dict(copies_of(content, lasting=_is_lasting(file.relative_to(site))))
        for encoding, copy in copies.items():
            file.with_name(file.name + ENDINGS[encoding]).write_bytes(copy)
            packed[encoding] += len(copy)
        if copies:
            files, plain = files + 1, plain + len(content)
    if brotli() is None:
        del packed["br"]
    return Sizes(files, plain, packed)


def _is_lasting(path: Path) -> bool:
    return any(fnmatch.fnmatchcase(f"/{path.as_posix()}", pattern) for pattern in HASHED)


def copies_of(content: bytes, *, lasting: bool) -> Iterator[tuple[str, bytes]]:
    """Encoding and copy. `lasting`: as small as can be, and none that would not be smaller."""
    copies = {"gzip": gzipped(content)}
    library = brotli()
    if library is not None:
        copies["br"] = _best(library, content) if lasting else _packed(library, content, _QUICK)
    for encoding, copy in copies.items():
        if len(copy) < len(content) or not lasting:
            yield encoding, copy


def _packed(library: Any, content: bytes, quality: int) -> bytes:
    return bytes(library.compress(content, quality=quality, lgwin=_WINDOW))


def _best(library: Any, content: bytes) -> bytes:
    """The smallest copy; one that was kept is used if it unpacks to the content."""
    kept = KEPT / f"{hashlib.sha256(content).hexdigest()}-{library.__version__}.br"
    with suppress(OSError, library.error):
        copy = kept.read_bytes()
        if library.decompress(copy) == content:
            return copy
    copy = _packed(library, content, _BEST)
    with suppress(OSError):
        KEPT.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(copy)
    return copy


def gzipped(content: bytes) -> bytes:
    """The content as a gzip file without a time, a name or a system."""
    packed = zlib.compress(content, level=9, wbits=31)
    return packed[:9] + b"\xff" + packed[10:]


def main(arguments: list[str]) -> int:
    """Pack a built site; says how much it is."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python -m calculator.publish.precompress FOLDER_OF_A_BUILT_SITE",
              file=sys.stderr)  # fmt: skip
        return 2
    if brotli() is None:
        print(_WITHOUT_BROTLI)
    sizes = precompress(Path(arguments[0]))
    packed = ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes.packed.items())
    print(f"{sizes.files} files of {sizes.plain / 1e6:.1f} MB packed: {packed}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
