"""Views to Markdown: one template a view, no logic in templates."""

import json
import re
from types import SimpleNamespace
from typing import Any

import jinja2
import yaml

_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.PackageLoader("calculator.publish", "templates"),
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


class View(SimpleNamespace):
    """What a template is given: a part of a page, which `template` draws, or a part of another.

    Links and texts in it are ready for Markdown.
    """

    def __init__(self, template: str = "", /, **given: object) -> None:
        super().__init__(template=template, **given)


def markdown(view: View) -> str:
    """The Markdown of a view."""
    return _ENVIRONMENT.get_template(view.template).render(view=view)


def page(meta: dict[str, Any], title: str, lead: str, views: list[View]) -> str:
    """A whole page: front matter, title, lead and its views."""
    # In built-in types: texts of a policy remember their place, YAML cannot.
    bare = json.loads(json.dumps(meta))
    text = _ENVIRONMENT.get_template("page.md.j2").render(
        meta=yaml.safe_dump(bare, allow_unicode=True, sort_keys=True, width=1000),
        title=title,
        lead=lead,
        body="".join(markdown(view) for view in views),
    )
    return _BLANK_LINES.sub("\n\n", text).rstrip() + "\n"
