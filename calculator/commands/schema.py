"""`schema`: write the JSON Schema files that editors use."""

import argparse
import json
from pathlib import Path
from typing import Any

from calculator.commands.console import write, write_exactly
from calculator.commands.parsing import FOLDER, declare_json
from calculator.core.values.canonical import dumps
from calculator.files import write_whole
from calculator.loading.schema import json_schemas


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "schema",
        help="写出 JSON Schema，供编辑器提示和检查",
        description="写出政策文件和算例文件的 JSON Schema（.vscode/settings.json 引用它们）。",
        epilog="退出码：0 已写出；1 不能写；2 命令写法不对。",
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path("policy"), metavar=FOLDER,
        help="写到哪个文件夹（默认 policy）",
    )  # fmt: skip
    declare_json(parser, "用 JSON 列出写了哪些文件")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the schema files."""
    options.folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schema_texts().items():
        path = options.folder / name
        write_whole(path, text.encode(), replace=True)
        written.append(path.as_posix())
        if not options.json:
            write(f"已写出 {path.as_posix()}")
    if options.json:
        write_exactly(dumps({"written": written}))
    return 0


def schema_texts() -> dict[str, str]:
    """The text of each schema file."""
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in json_schemas().items()
    }
