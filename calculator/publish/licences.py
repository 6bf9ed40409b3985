"""What the site carries of other people's work, and under which licences.

Licences that have to travel along are taken from the packages that are installed; the others are
named, with the place of their text.
"""

import importlib.metadata
import importlib.resources
import json
import re

from calculator.errors import CalculatorError
from calculator.publish.render import View, markdown
from calculator.publish.site_files import WEB

PATH = "licences.md"
TITLE = "用到的开放软件"
_RUNTIME = WEB / "node_modules" / "pyodide" / "package.json"


def licences_page() -> str:
    """The Markdown page."""
    icons = importlib.resources.files("material") / "templates" / ".icons" / "material" / "LICENSE"
    view = View(
        "licences.md.j2",
        title=TITLE,
        theme=importlib.metadata.version("mkdocs-material"),
        runtime=json.loads(_RUNTIME.read_text(encoding="utf-8")),
        texts={
            "Material for MkDocs": _file_of("mkdocs-material", "LICENSE"),
            "Material Design Icons": _tidy(icons.read_text(encoding="utf-8")),
        },
    )
    return markdown(view)


def _file_of(package: str, name: str) -> str:
    """A file that a package brings beside its code; licences move about between releases."""
    brought = importlib.metadata.distribution(package)
    # Asking for its whole list of files would look each of thousands up.
    for place in (f"licenses/{name}", name):
        if text := brought.read_text(place):
            return _tidy(text)
    raise CalculatorError(f"{package} 没有带来 {name}，请重新运行 python3 dev.py setup")


def _tidy(text: str) -> str:
    """Line ends alike on every system; no fence that would end the block."""
    return re.sub(r"`{3,}", "``", text.replace("\r\n", "\n")).strip()
