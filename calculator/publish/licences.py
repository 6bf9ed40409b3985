"""What the site carries of other people's work, and under which licences.

Licences that have to travel along are taken from the packages that are installed; the others are
named, with the place of their text.
"""

import importlib.metadata
import importlib.resources
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from calculator.errors import CalculatorError
from calculator.publish.site_files import WEB

PATH = "licences.md"
TITLE = "用到的开放软件"
_RUNTIME = WEB / "node_modules" / "pyodide" / "package.json"


@dataclass(frozen=True)
class Work:
    """A work of others: what it is here, its licence (SPDX id), where it and its text are found."""

    name: str
    version: str
    use: str
    licence: str
    home: str
    text: str = ""


def licences_page() -> str:
    """The Markdown page."""
    works = tuple(_works())
    rows = [
        f"| [{work.name}]({work.home}) {work.version} | {work.use} | {work.licence} |"
        for work in works
    ]
    texts = [
        f"## {work.name} 的许可证全文 {{ #text-{at} }}\n\n```text\n{work.text}\n```\n"
        for at, work in enumerate(works, 1)
        if work.text
    ]
    return "\n".join([_HEAD, *rows, _FOOT, *texts])


_HEAD = f"""\
---
search:
  exclude: true
---
# {TITLE} {{ #top }}

本站的代码以 MIT 许可证开放。随网页发布的还有下列第三方作品，各自保留原来的许可证。\
只在生成网站时使用、不随网页发布的软件，不列在本页。

| 作品 | 在本站的用处 | 许可证 |
| --- | --- | --- |"""
_FOOT = """
Pyodide 按 MPL-2.0 发布，未经修改；源代码可以从上表的地址取得。Python 标准库按 PSF-2.0 发布：\
Copyright © 2001 Python Software Foundation; All Rights Reserved。\
本站只收入所需的模块，并事先编译成字节码；许可证全文见 \
<https://docs.python.org/3/license.html>。
"""


def _works() -> Iterator[Work]:
    runtime = json.loads(_RUNTIME.read_text(encoding="utf-8"))
    yield Work(
        "Material for MkDocs",
        importlib.metadata.version("mkdocs-material"),
        "网页的样式和菜单",
        "MIT",
        "https://squidfunk.github.io/mkdocs-material/",
        _file_of("mkdocs-material", "LICENSE"),
    )
    yield Work(
        "Material Design Icons",
        "",
        "图标",
        "Apache-2.0",
        "https://pictogrammers.com/library/mdi/",
        _icons(),
    )
    yield Work(
        "Pyodide",
        str(runtime["version"]),
        "在浏览器里运行 Python（只在自查页下载）",
        str(runtime["license"]),
        "https://github.com/pyodide/pyodide",
    )
    yield Work(
        "CPython 及其标准库",
        "",
        "自查的计算程序以 Python 写成，由编译在 Pyodide 中的 CPython 运行",
        "PSF-2.0",
        "https://www.python.org/",
    )
    yield Work(
        "Emscripten",
        "",
        "用于把 CPython 编译成 WebAssembly，其运行库随 Pyodide 发布",
        "MIT 或 NCSA",
        "https://emscripten.org/",
    )


def _file_of(package: str, name: str) -> str:
    """A file that a package brings beside its code; licences move about between releases."""
    brought = importlib.metadata.distribution(package)
    # Asking for its whole list of files would look each of thousands up.
    for place in (f"licenses/{name}", name):
        if text := brought.read_text(place):
            return _tidy(text)
    raise CalculatorError(f"{package} 没有带来 {name}，请重新运行 python3 dev.py setup")


def _icons() -> str:
    icons = importlib.resources.files("material") / "templates" / ".icons" / "material"
    return _tidy((icons / "LICENSE").read_text(encoding="utf-8"))


def _tidy(text: str) -> str:
    """Line ends alike on every system; no fence that would end the block."""
    return re.sub(r"`{3,}", "``", text.replace("\r\n", "\n")).strip()
