"""`mkdocs serve` while something is wrong: every page says what, until it is mended.

MkDocs by itself keeps browsers waiting without a word.
"""

from __future__ import annotations

import html
import traceback
from collections.abc import Callable
from pathlib import Path

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
            _write(site, str(error.__context__ or error))

    return build


def _write(site: Path, message: str) -> None:
    page = _PAGE.format(message=html.escape(message))
    for path in {site / "index.html", site / "404.html", *site.rglob("*.html")}:
        path.write_text(page, encoding="utf-8")
