"""Nothing of a published policy stands in the code: another body's policy needs YAML alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from calculator.loading import Edition
from tests.policies.vocabulary import (
    GENERIC_TITLES,
    addresses_of,
    days_of,
    figure_labels_of,
    ids_of,
    language_titles,
    language_words,
    titles_of,
)

ROOMS = ("calculator", "site_overrides", "dev.py")
ADVICE = "say it in words that fit any policy, with an invented example:\n"
SHORTEST = 4  # shorter words («人», «id») say nothing about where they come from
# Made by others, or lists of the standard library's modules: not our words.
NOT_OURS = frozenset(["node_modules", "__pycache__", "package-lock.json", "stdlib.json"])
WORD = re.compile(r"(?<![\w-])[\w-]*-[\w-]*")
SOURCES = frozenset(
    [".css", ".html", ".j2", ".js", ".json", ".py", ".svg", ".ts", ".txt", ".webmanifest", ".xml"]
)

# Ids of a policy that are also words of the program, and what they mean there.
GENERIC_IDS = {
    "conditions": "a part of every result",
    "notice": "a key of result slips: what a slip proves and what not",
    "not-found": "the heading of the page of missing pages",
    "table": "the ARIA role",
}


def sources(root: Path) -> Iterator[tuple[str, str]]:
    """Every file of ours in the rooms that must know no policy, and its text."""
    for room in ROOMS:
        below = root / room
        for path in sorted(below.rglob("*")) if below.is_dir() else [below]:
            parts = path.relative_to(root).parts
            if path.suffix in SOURCES and not NOT_OURS & set(parts):
                yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def texts(root: Path) -> dict[str, str]:
    return dict(sources(root))


def places(pattern: re.Pattern[str], texts: dict[str, str]) -> list[str]:
    """`file:line` of every match."""
    return [
        f"{file}:{text.count('\n', 0, found.start()) + 1} {found[0]}"
        for file, text in texts.items()
        for found in pattern.finditer(text)
    ]


def one_of(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def test_the_rooms_are_searched(texts: dict[str, str]) -> None:
    assert {"dev.py", "calculator/cli.py", "site_overrides/main.html"} <= texts.keys()
    assert any(file.endswith(".j2") for file in texts)
    assert any(file.startswith("calculator/web/") for file in texts)


def test_no_id_of_several_words(texts: dict[str, str], published: list[Edition]) -> None:
    ids = {one for edition in published for one in ids_of(edition) if "-" in one}
    wanted = {one for one in ids if len(one) >= SHORTEST} - GENERIC_IDS.keys()
    # Whole words first, then which of them are ids: hundreds of ids tried at each place take long.
    found = [
        f"{file} {word}"
        for file, text in texts.items()
        for word in sorted(wanted & set(WORD.findall(text)))
    ]
    assert not found, ADVICE + "\n".join(found)


def test_no_id_of_one_word_as_data(texts: dict[str, str], published: list[Edition]) -> None:
    """Plain words are ids only where they stand as data: quoted, as an anchor, in a path.

    Options and fields are left out: their plain words («same», «level») are everybody's, and code
    that meant them would have to name their question too.
    """
    ids = {one for edition in published for one in addresses_of(edition) if "-" not in one}
    wanted = {one for one in ids if len(one) >= SHORTEST}
    words = one_of(wanted - language_words() - GENERIC_IDS.keys())
    pattern = re.compile(
        rf"""(?P<quote>["'`])(?:{words})(?P=quote)|#(?:{words})\b|["'`](?:{words})\[\d"""
        rf"""|(?<![\w.])(?:{words})\[\d+\](?=[；，。])|\d\.(?:{words})\b"""
    )
    found = places(pattern, texts)
    assert not found, ADVICE + "\n".join(found)


def test_no_title(texts: dict[str, str], published: list[Edition]) -> None:
    wanted = {one for edition in published for one in titles_of(edition)}
    ours = "\n".join(language_titles())
    foreign = {one for one in wanted if len(one) >= SHORTEST and one not in ours}
    pattern = re.compile(one_of(foreign - GENERIC_TITLES.keys()))
    found = places(pattern, texts)
    assert not found, ADVICE + "\n".join(found)


def test_no_name_of_a_figure(texts: dict[str, str], published: list[Edition]) -> None:
    labels = {one for edition in published for one in figure_labels_of(edition)}
    foreign = {one for one in labels - language_titles() if len(one) >= SHORTEST}
    found = places(re.compile(one_of(foreign)), texts)
    assert not found, ADVICE + "\n".join(found)


def test_no_date(texts: dict[str, str], published: list[Edition]) -> None:
    days = {one for edition in published for one in days_of(edition)}
    pattern = re.compile(rf"(?<![\d-])(?:{one_of(days)})(?![\d-])")
    found = places(pattern, texts)
    assert not found, ADVICE + "\n".join(found)


def test_what_is_allowed_is_still_needed(texts: dict[str, str], published: list[Edition]) -> None:
    ids = {one for edition in published for one in ids_of(edition)}
    titles = {one for edition in published for one in titles_of(edition)}
    every = "\n".join(texts.values())
    stale = [one for one in GENERIC_IDS if one not in ids or one not in every]
    stale += [one for one in GENERIC_TITLES if one not in titles or one not in every]
    assert stale == []
