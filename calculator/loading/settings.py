"""The site's own files: `mkdocs.yml`, and pages written by hand, of which MkDocs would say what is
wrong in the words of its parser.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from calculator.files import read_within, why
from calculator.loading.compose import YamlText
from calculator.loading.hygiene import decode
from calculator.loading.merge import shown
from calculator.loading.place import Place, PolicyError, Problem
from calculator.loading.yamltext import read_nodes

SETTINGS = "mkdocs.yml"
NAME = "site_name"


def check_settings(root: Path) -> Iterator[Problem]:
    """Report what MkDocs cannot read; nothing where there is no site."""
    settings = root / SETTINGS
    if not settings.exists():
        return
    for path in (settings, *sorted((root / "docs").rglob("*.md"))):
        try:
            data = read_within(path)
        except OSError as error:
            yield Problem(Place(shown(path), 1, 1), f"文件不能读取：{why(error)}")
            continue
        of = _of_settings(data, shown(path)) if path == settings else decode(data, shown(path))[1]
        yield from of


def _of_settings(data: bytes, file: str) -> Iterator[Problem]:
    def compose(source: YamlText) -> Node | None:
        return yaml.compose(source.text, yaml.SafeLoader)  # with its tags and anchors

    node, problems = read_nodes(data, file, compose)
    yield from problems
    pairs = node.value if isinstance(node, MappingNode) else ()
    given = {key.value: value for key, value in pairs if isinstance(key, ScalarNode)}
    if not problems and "INHERIT" not in given and not getattr(given.get(NAME), "value", ""):
        yield Problem(Place(file, 1, 1), f"还没有写 {NAME}（全站的名称），例如 {NAME}: 守灯员评定")


if __name__ == "__main__":
    if found := [*check_settings(Path())]:
        sys.exit(str(PolicyError(found)))
