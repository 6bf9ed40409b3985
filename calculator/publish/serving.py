"""`mkdocs serve` while somebody edits: what did not change is not converted again; what is wrong
stands on every page until it is mended.

MkDocs by itself keeps browsers waiting without a word.
"""

import html
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

_PAGE = """\
<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>没有生成</title></head>
<body style="margin: 2em; font-family: sans-serif">
<h1>内容有误，页面没有生成</h1>
<p>改好并保存以后，这里会自动换成新的页面。</p>
<pre style="white-space: pre-wrap; font-size: 16px">{message}</pre>
</body></html>
"""


def telling(builder: Callable[[], None], site: Path) -> Callable[[], None]:
    """A builder that never fails: what stopped the build stands on every page of the site."""

    def build() -> None:
        try:
            builder()
        except (Exception, SystemExit) as error:
            if not isinstance(error, SystemExit):
                traceback.print_exc()
            # MkDocs stops with words of its own, having met the error that says what is wrong.
            page = _PAGE.format(message=html.escape(str(error.__context__ or error)))
            for path in {site / "index.html", site / "404.html", *site.rglob("*.html")}:
                path.write_text(page, encoding="utf-8")

    return build


# Of each page what its conversion went by, and what came of it.
_converted: dict[str, tuple[object, dict[str, Any]]] = {}
_MADE = ("content", "toc", "_title_from_render", "present_anchor_ids", "links_to_anchors")


def remembering(page: Page) -> Page:
    """A page that is converted only if its Markdown has changed, or what it might link to."""
    convert = page.render

    def render(config: MkDocsConfig, files: Files) -> None:
        linked = [f.src_uri for f in files if f.is_documentation_page() or not f.generated_by]
        given = (page.markdown, linked, repr((config.markdown_extensions, config.mdx_configs)))
        known, made = _converted.get(page.url, (None, {}))
        if known != given:
            convert(config, files)
            made = {name: getattr(page, name) for name in _MADE}
            _converted[page.url] = given, made
        vars(page).update(made)
        # The files of this build: what is linked to may have lost an anchor.
        page.links_to_anchors = {
            found: links
            for file, links in (page.links_to_anchors or {}).items()
            if (found := files.get_file_from_path(file.src_uri))
        }

    page.render = render  # type: ignore[method-assign]
    return page
