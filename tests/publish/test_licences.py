"""The page of licences names everything that the built site carries of others."""

from __future__ import annotations

import json
import re
from pathlib import Path

from calculator.publish.licences import licences_page


def test_texts_come_from_the_packages_that_are_installed() -> None:
    page = licences_page()
    assert "Martin Donath" in page
    assert "Permission is hereby granted, free of charge" in page
    assert "Pictogrammers" in page


def test_the_runtime_is_named_as_its_package_names_itself(root: Path) -> None:
    package = json.loads(
        (root / "calculator/web/node_modules/pyodide/package.json").read_text(encoding="utf-8")
    )
    row = next(line for line in licences_page().splitlines() if line.startswith("| [Pyodide]"))
    assert package["version"] in row
    assert row.endswith(f"| {package['license']} |")


def test_every_file_of_the_site_has_an_owner(built_site: Path) -> None:
    """Files of others are those of the theme and of the runtime; no third kind slips in."""
    owners = {
        "theme": r"assets/(javascripts/bundle\.|stylesheets/(main|palette)\.|images/favicon\.png)",
        "runtime": r"assets/calculator/(runtime-[0-9a-f]+/pyodide\.|library\.)",
        "ours": r"[\w./-]*\.html$|assets/(site|search|calculator)/|assets/favicon\.svg|_headers"
        r"|sw\.js|schema/|search/search_index\.json|sitemap\.xml",
    }
    strays = [
        name
        for path in sorted(built_site.rglob("*"))
        if path.is_file() and not path.name.endswith((".br", ".gz"))
        for name in [path.relative_to(built_site).as_posix()]
        if not any(re.match(pattern, name) for pattern in owners.values())
    ]
    assert strays == []


def test_the_page_is_the_same_every_time() -> None:
    assert licences_page() == licences_page()
    assert str(Path.home()) not in licences_page()
