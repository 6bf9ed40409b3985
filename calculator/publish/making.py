"""What a site takes from its policies, made anew: the only part of a build that reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from calculator.core.values import canonical
from calculator.errors import CalculatorError
from calculator.loading import Edition, PolicyError, load_all
from calculator.loading.schema import json_schemas
from calculator.publish import key_reference
from calculator.publish.book import Book
from calculator.publish.bundle import PageAssets
from calculator.publish.contents import current_of, navigation, without_drafts
from calculator.publish.pages import pages
from calculator.publish.search_entries import archived, search_entries


def read(folder: Path, *, drafts: bool) -> list[Edition]:
    """The editions to be shown. Raises CalculatorError: all problems, or that there is nothing."""
    try:
        found = load_all(folder)
    except PolicyError as error:
        count = len(error.problems)
        raise CalculatorError(f"政策文件有 {count} 处要修改：\n\n{error}\n") from None
    if not found:
        raise CalculatorError(f"{folder} 里没有政策文件，请按 {folder.name}/政策/年度/*.yml 放置")
    return found if drafts else without_drafts(found)


def facts(editions: Sequence[Edition]) -> dict[str, Any]:
    """The fields of `policies.Facts`, as JSON data: the rules as texts."""
    books = [Book(edition) for edition in editions]
    current = [book for book in books if current_of(books, book) is book]
    return {
        "rules": [canonical.dumps(edition.rules) for edition in editions],
        "navigation": navigation(books),
        "entries": [asdict(entry) for book in books for entry in search_entries(book)],
        "archived": archived(books, current),
        "schemas": json_schemas(),
    }


def written(
    editions: Sequence[Edition], assets: Mapping[tuple[str, str], PageAssets]
) -> dict[str, str]:
    """The pages of the policies and of their language: path -> Markdown."""
    return {**pages(editions, assets), key_reference.PATH: key_reference.key_reference()}
