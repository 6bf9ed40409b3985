"""Views to Markdown: one template a view, no logic in templates."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from typing import Any, Protocol

import jinja2
import yaml
from jinja2.bccache import Bucket

from calculator.publish import kept

# What else decides how a template is compiled: the environment's options and the compiler.
_CODE = (kept.source_of(__file__), version("jinja2").encode())


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates, kept between builds."""

    def load_bytecode(self, bucket: Bucket) -> None:
        found = kept.look_up("template", _parts(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        kept.keep("template", _parts(bucket), bucket.bytecode_to_string())


def _parts(bucket: Bucket) -> tuple[bytes, ...]:
    return (bucket.key.encode(), bucket.checksum.encode(), *_CODE)


_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.PackageLoader("calculator.publish", "templates"),
    bytecode_cache=_Compiled(),
    # A view is drawn thousands of times: its template's file is not looked up each time.
    auto_reload=False,
    # What is written is Markdown, whose special signs the views have dealt with.
    autoescape=False,  # noqa: S701
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_BLANK_LINES = re.compile(r"\n{3,}")


class View(Protocol):
    """Data of a part of a page; `TEMPLATE` names the file that draws it."""

    @property
    def TEMPLATE(self) -> str: ...  # noqa: N802


def markdown(view: View) -> str:
    """The Markdown of a view."""
    return _ENVIRONMENT.get_template(view.TEMPLATE).render(view=view)


def page(meta: dict[str, Any], title: str, lead: str, views: list[Any]) -> str:
    """A whole page: front matter, title, lead and its views."""
    text = _ENVIRONMENT.get_template("page.md.j2").render(
        meta=yaml.safe_dump(_bare(meta), allow_unicode=True, sort_keys=True, width=1000),
        title=title,
        lead=lead,
        body="".join(markdown(view) for view in views),
    )
    return _BLANK_LINES.sub("\n\n", text).rstrip() + "\n"


def _bare(meta: dict[str, Any]) -> Any:
    """The same data in built-in types: texts of a policy remember their place, YAML cannot."""
    return json.loads(json.dumps(meta))
