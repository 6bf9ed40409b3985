"""Packed copies of a built site: complete, alike on every build, never anything but their file."""

import gzip
import subprocess
import sys
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.publish import packed, precompress
from calculator.publish.csp import HASHED

WORDS = "职称评审 ".encode() * 400
FILES = {
    "index.html": WORDS,
    "_headers": WORDS,
    "assets/calculator/runtime-0/pyodide.asm.wasm": WORDS,
    "assets/calculator/library.0.zip": WORDS,
    "assets/site/site.0.css": b"p {}",
    "assets/photo.png": WORDS,
    "data.csv.gz": b"an archive of somebody's own",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(precompress, "KEPT", tmp_path / "kept")
    for name, content in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "site"


@pytest.fixture
def without_brotli(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)


def content_of(site: Path) -> dict[str, bytes]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def test_what_can_be_packed_gets_both_copies(site: Path) -> None:
    precompress.precompress(site)
    written = content_of(site)
    packable = [name for name in FILES if name.endswith((".html", ".wasm", "library.0.zip"))]
    assert len(packable) == 3
    # A style sheet of four bytes would not be smaller.
    copies = {f"{name}{ending}" for name in packable for ending in (".br", ".gz")}
    assert written.keys() == FILES.keys() | copies
    for name in packable:
        assert gzip.decompress(written[f"{name}.gz"]) == FILES[name]
        assert brotli.decompress(written[f"{name}.br"]) == FILES[name]
    assert {name: written[name] for name in FILES} == FILES


def test_packing_again_changes_nothing(site: Path) -> None:
    first = precompress.precompress(site)
    before = content_of(site)
    assert precompress.precompress(site) == first
    assert content_of(site) == before


@pytest.mark.parametrize("entry", [b"no copy", brotli.compress(b"another file's")])
def test_nothing_depends_on_what_was_kept(site: Path, entry: bytes) -> None:
    precompress.precompress(site)
    before = content_of(site)
    kept = [*precompress.KEPT.iterdir()]
    assert kept
    for path in kept:
        path.write_bytes(entry)
    precompress.precompress(site)
    assert content_of(site) == before


def test_without_a_place_to_keep_them_the_copies_are_the_same(site: Path) -> None:
    precompress.KEPT.write_bytes(b"a file where the folder should be")
    precompress.precompress(site)
    name = "assets/calculator/library.0.zip"
    assert brotli.decompress(content_of(site)[f"{name}.br"]) == FILES[name]


def test_what_has_a_hash_in_its_name_is_packed_as_small_as_can_be_once(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    compress = brotli.compress

    def counted(content: bytes, **options: Any) -> bytes:
        asked.append(options["quality"])
        return compress(content, **options)

    monkeypatch.setattr(brotli, "compress", counted)
    precompress.precompress(site)
    # The page quickly; at the best, which is 11, the style sheet, and program and library as one,
    # because their content is the same here.
    assert sorted(asked) == [9, 11, 11]
    precompress.precompress(site)
    assert sorted(asked) == [9, 9, 11, 11]


@pytest.mark.parametrize("pattern", HASHED)
def test_every_place_of_hashed_names_is_lasting(pattern: str) -> None:
    assert precompress._is_lasting(Path(pattern[1:].replace("*", "sub/x.0.js")))
    assert not precompress._is_lasting(Path("about/index.html"))


def test_copies_of_the_build_before_go(site: Path) -> None:
    precompress.precompress(site)
    (site / "assets/calculator/library.0.zip").write_bytes(b"short now")
    (site / "index.html").write_bytes(b"")
    precompress.precompress(site)
    assert not list(site.rglob("library.0.zip.*"))
    # A host might still hold the copy of a name that stays: there is always one to replace it.
    assert gzip.decompress((site / "index.html.gz").read_bytes()) == b""
    assert brotli.decompress((site / "index.html.br").read_bytes()) == b""


@pytest.mark.usefixtures("without_brotli")
def test_without_brotli_there_is_gzip_and_a_word_about_it(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert precompress.main([str(site)]) == 0
    assert not list(site.rglob("*.br"))
    assert gzip.decompress((site / "index.html.gz").read_bytes()) == WORDS
    said = capsys.readouterr().out
    assert "brotli is not installed" in said
    assert "dev.py setup" in said


def test_a_folder_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert precompress.main(["/no/such/folder"]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_command_says_what_it_did(site: Path) -> None:
    command = [sys.executable, "-m", "calculator.publish.precompress", str(site)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.startswith("3 files of ")


@given(st.binary(max_size=5000))
def test_a_gzip_copy_is_its_file_without_time_name_or_system(content: bytes) -> None:
    whole = precompress.gzipped(content)
    assert gzip.decompress(whole) == content
    # RFC 1952: flags 0 (no name), modification time 0, operating system 255 (unknown).
    assert (whole[3], whole[4:8], whole[9]) == (0, bytes(4), 255)


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("GZIP", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("br;q=0.000", None),
        ("identity", None),
        ("", None),
        ("brr, xgzip, br;q=nan, ;;;,", None),
    ],
)
def test_the_best_that_a_browser_takes_is_chosen(accepted: str, expected: str | None) -> None:
    copies = {"br": Path("x.br"), "gzip": Path("x.gz")}
    found = packed.chosen(copies, accepted)
    assert (found and found[0]) == expected


@given(st.text(max_size=40))
def test_no_header_is_too_odd(accepted: str) -> None:
    assert packed.chosen({}, accepted) is None
    assert packed.chosen({"br": Path("x.br")}, accepted) in {None, ("br", Path("x.br"))}
