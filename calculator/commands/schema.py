"""`schema`: write the JSON Schema files that editors use."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from calculator.commands.console import write
from calculator.loading.schema import json_schemas


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "schema",
        help="写出 JSON Schema，供编辑器提示和检查",
        description="写出政策文件和算例文件的 JSON Schema（.vscode/settings.json 引用它们）。",
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path("policy"), metavar="文件夹",
        help="写到哪个文件夹（默认 policy）",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the schema files."""
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_texts().items():
        path = options.folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        write(f"已写出 {path.as_posix()}")
    return 0


def schema_texts() -> dict[str, str]:
    """The text of each schema file."""
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in json_schemas().items()
    }
