"""The MkDocs hook: a thin adapter between `mkdocs build` and the pure functions of this package.

It loads the policies, adds their pages, navigation and assets, and completes what MkDocs wrote:
the search index, the content security policy. What is wrong with a policy stops the build in one
block that names every line to mend.
"""

import gc
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from calculator.errors import CalculatorError
from calculator.files import name_of
from calculator.loading import key_reference
from calculator.loading.schema import json_schemas
from calculator.publish import (
    bundle,
    csp,
    encoding,
    fold,
    foreign,
    licences,
    offline,
    search,
    serving,
    site_files,
    theme,
)
from calculator.publish.book import Book
from calculator.publish.contents import navigation
from calculator.publish.integrity import with_integrity
from calculator.publish.pages import pages
from calculator.publish.policies import read
from calculator.publish.search import archived, search_entries

# `extra: policy:` of mkdocs.yml names another folder; tests build other policies that way.
POLICY_FOLDER = "policy"
# The theme's own search and its stemmers, which no page loads: not ours to publish for nothing.
UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")


@dataclass
class _Build:
    """What one run of MkDocs needs to remember from event to event."""

    serving: bool = False
    entries: Sequence[search.SearchEntry] = ()
    archived: Mapping[str, str] = field(default_factory=dict)
    files: dict[str, bytes] | None = None
    pages: dict[str, str] | None = None
    worker: str = ""
    script: str = ""
    offline: bool = False
    late: frozenset[str] = frozenset()


_build = _Build()
_THRESHOLD = gc.get_threshold()


def on_startup(command: str, **_: Any) -> None:
    """Live reload is an inline script: no content security policy while serving.

    A build seldom looks for garbage: its many small objects are needed to its end.
    """
    _build.serving = command == "serve"
    gc.set_threshold(1_000_000)


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None], **_: Any
) -> LiveReloadServer:
    """A build that fails says so in the browser as well."""
    server.builder = serving.telling(builder, Path(config.site_dir))
    return server


def on_shutdown(**_: Any) -> None:
    """Whoever built in a process of their own goes on with it as it was."""
    gc.set_threshold(*_THRESHOLD)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the policies and work out everything that comes from them."""
    folder = Path(config.config_file_path).parent / config.extra.get("policy", POLICY_FOLDER)
    _build.offline = bool(config.extra.get("offline", True)) and not _build.serving
    config.watch = [*config.watch, str(folder)]
    if Path(config.site_dir).is_file():
        name = name_of(config.site_dir)
        raise PluginError(f"{name}：网站要写到这个文件夹，这里却是一个文件，请移走。")
    try:
        config.nav = _prepare(folder)
    except CalculatorError as error:
        raise PluginError(str(error)) from None
    config.extra_css = [site_files.style().path, *config.extra_css]
    config.extra["guard"] = site_files.guard().path
    scripts = map(_module, (search.page_script().path, _build.script))
    config.extra_javascript = [*config.extra_javascript, *scripts]
    return config


def _prepare(folder: Path) -> list[Any]:
    """Make all that the policies give the site; its navigation."""
    editions = read(folder, drafts=_build.serving)
    books = [Book(edition) for edition in editions]
    calculators = bundle.build([edition.rules for edition in editions])
    worker = search.worker_script()
    script = site_files.script(offline=_build.offline)
    own = (script, site_files.style(), site_files.guard())
    scripts = (worker, search.page_script(), *own)
    _build.entries = [entry for book in books for entry in search_entries(book)]
    _build.archived = archived(books)
    _build.pages = {
        **pages(editions, calculators.pages),
        key_reference.PATH: key_reference.key_reference(),
        licences.PATH: licences.licences_page(),
    }
    _build.files = {
        **{
            path: encoding.safe(path, content) if path.endswith(".css") else content
            for path, content in calculators.files.items()
        },
        **{one.path: encoding.safe(one.path, one.content) for one in scripts},
        **{
            f"schema/{name}": (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
            for name, schema in json_schemas().items()
        },
    }
    _build.worker, _build.script = worker.path, script.path
    _build.late = calculators.runtime
    return navigation(books)


def _module(path: str) -> ExtraScriptValue:
    script = ExtraScriptValue(path)
    script.type = "module"
    return script


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages and assets."""
    for path, text in (_build.pages or {}).items():
        files.append(File.generated(config, path, content=text))
    for path, content in (_build.files or {}).items():
        files.append(File.generated(config, path, content=content))
    return files


def on_pre_page(page: Page, **_: Any) -> Page:
    """While serving, only pages that changed are converted."""
    return serving.remembering(page) if _build.serving else page


def on_post_page(output: str, page: Page, **_: Any) -> str:
    """Fold what is long to read, let every page start the project's own search, mend what the theme
    lacks, and name the hashes of what the page loads."""
    if page.content and "scripts" not in page.meta:
        output = output.replace(page.content, fold.folded(page.content), 1)
    mended = theme.mended(search.use_worker(output, _build.worker))
    return with_integrity(mended, page.url, _build.files or {})


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """The same for the page of missing pages."""
    if template_name.endswith(".html"):
        return theme.mended(search.use_worker(output_content, _build.worker))
    return output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Complete the search index, write the security policy, drop what would differ by the day."""
    site = Path(config.site_dir)
    index = site / search.INDEX_PATH
    text = index.read_text(encoding="utf-8")
    text = search.complete_index(text, _build.entries, _build.archived, search.MANUALS)
    index.write_text(text, encoding="utf-8", newline="\n")
    for unused in UNUSED:
        shutil.rmtree(site / unused, ignore_errors=True)
    # Compressed with a time stamp; hosts compress by themselves.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    if not config.site_url:
        # Without the site's address a site map has nothing to say.
        (site / "sitemap.xml").unlink(missing_ok=True)
    _refuse_foreign(site, config)
    if not _build.serving:
        _write_policy(site)
        encoding.make_safe(site, _build.files or {})
    _write_service_worker(site)


def _refuse_foreign(site: Path, config: MkDocsConfig) -> None:
    root = Path(config.config_file_path).parent
    themes = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    folders = (Path(config.docs_dir), *themes, root / config.extra.get("policy", POLICY_FOLDER))
    try:
        foreign.refuse_foreign(site, config.site_url or "", (*folders, site_files.WEB), root)
    except CalculatorError as error:
        raise PluginError(str(error)) from None


def _write_policy(site: Path) -> None:
    written = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    content = csp.policy(written.values())
    for path, html in written.items():
        path.write_text(csp.with_policy(html, content), encoding="utf-8", newline="\n")
    (site / "_headers").write_text(csp.headers_file(content), encoding="utf-8", newline="\n")


def _write_service_worker(site: Path) -> None:
    """Last of all, because it names every file; while serving, one that removes those before it."""
    found = (path for path in sorted(site.rglob("*")) if path.is_file())
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in found}
    script = offline.service_worker(files, _build.late) if _build.offline else offline.off_switch()
    (site / offline.PATH).write_bytes(encoding.safe(offline.PATH, script))
