"""The whole build, as `mkdocs build --strict` runs it on the smallest policy."""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.publish import offline

ENDINGS = (".js", ".asm.js", ".asm.wasm")
CONFIG = """\
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/docs
hooks: [{root}/calculator/publish/hook.py]
theme: {{custom_dir: {root}/site_overrides}}
"""


@pytest.fixture
def project(tiny_site: Path, tmp_path: Path) -> Path:
    """The project of the smallest policy's site, to be changed."""
    folder = tmp_path / "project"
    shutil.copytree(tiny_site.parent, folder, ignore=shutil.ignore_patterns("site"))
    return folder


@pytest.fixture
def site(tiny_site: Path) -> Path:
    return tiny_site


def build(project: Path, site: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", site],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def other_site(root: Path, built: Callable[..., Path]) -> Path:
    """A site with an address and without offline use."""

    def other(folder: Path) -> subprocess.CompletedProcess[str]:
        shutil.copytree(root / "tests/policies/tiny", folder / "policy/tiny")
        text = f"{CONFIG.format(root=root.as_posix())}extra: {{offline: false}}\n"
        (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
        return build(folder, "site", SITE_URL="https://example.org/x/")

    return built("tiny-other", other)


def files(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_the_same_files_come_out_on_another_day(project: Path, site: Path) -> None:
    done = build(
        project, "again", SOURCE_DATE_EPOCH="1000000000", PYTHONHASHSEED="7", TZ="Asia/Tokyo"
    )
    assert done.returncode == 0, done.stdout
    assert files(project / "again") == files(site)


def test_every_page_states_the_policy_that_its_inline_scripts_need(site: Path) -> None:
    headers = (site / "_headers").read_text(encoding="utf-8")
    stated = re.search(r"Content-Security-Policy: (.*); frame-ancestors 'none'", headers)
    assert stated
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        assert f'content="{stated[1]}"' in page.read_text(encoding="utf-8"), page


def test_no_page_styles_inline_or_names_another_place_to_load_from(site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"<[^>]+\sstyle=", text) == [], page
        assert re.findall(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=\"https?:", text) == []


def test_every_page_uses_the_search_and_the_styles_of_the_project(site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        assert re.search(r'"search": "[^"]*assets/search/search-worker\.\w+\.js"', text), page
        style = re.search(r'href="([^"]*assets/site/site\.\w+\.css)"', text)
        assert style
        assert (site / style[1].lstrip("./")).is_file()


def test_rows_of_the_table_are_found_by_the_search(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    rows = [one for one in index["docs"] if one["location"] == "tiny/2031/choir/#choir-songs"]
    assert [row["title"] for row in rows] == ["创作"]
    assert "第一作者6 分" in rows[0]["text"]


def test_no_file_says_when_it_was_made(site: Path) -> None:
    assert not {"sitemap.xml", "sitemap.xml.gz"} & files(site).keys()


def test_a_site_with_an_address_gets_a_map_without_days(other_site: Path) -> None:
    text = (other_site / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://example.org/x/tiny/2031/choir/</loc>" in text
    assert "lastmod" not in text
    assert not (other_site / "sitemap.xml.gz").exists()


def test_the_service_worker_names_every_page_as_it_was_written(site: Path) -> None:
    head = (site / "sw.js").read_text(encoding="utf-8").partition(";\n")[0]
    build = json.loads(head.removeprefix("const BUILD = "))
    pages = {path for path in files(site) if path.endswith("index.html")}
    assert pages < build["early"].keys()
    for path, hashed in (build["early"] | build["late"]).items():
        digest = hashlib.sha256((site / path).read_bytes()).digest()
        assert hashed == f"sha256-{base64.b64encode(digest).decode()}", path
    late = {re.sub(r"[-.]\w{16}", "", path) for path in build["late"]}
    folder = "assets/calculator/"
    names = ("core.zip", "library.zip", *(f"runtime/pyodide{end}" for end in ENDINGS))
    assert late == {folder + name for name in names}


def test_offline_use_can_be_switched_off(other_site: Path) -> None:
    assert (other_site / "sw.js").read_bytes() == offline.off_switch()
    [script] = (other_site / "assets/site").glob("site.*.js")
    assert "serviceWorker" not in script.read_text(encoding="utf-8")


def test_the_schemas_are_published(site: Path) -> None:
    for name in ("policy", "cases"):
        schema = json.loads((site / f"schema/{name}.schema.json").read_text(encoding="utf-8"))
        assert schema["$schema"].startswith("https://json-schema.org/")


def test_all_problems_of_a_policy_stop_the_build_in_one_block(
    project: Path,
) -> None:
    policy = project / "policy/tiny/2031/policy.yml"
    text = policy.read_text(encoding="utf-8")
    text = text.replace("clause: choir-songs", "clause: choir-song")
    text = text.replace(
        "最高【最高分】。\n          evidence", "最高【最高】。\n          evidence"
    )
    policy.write_text(text, encoding="utf-8")
    done = build(project, "site")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout
    places = re.findall(r"policy/tiny/2031/policy\.yml:(\d+):\d+", done.stdout)
    lines = text.splitlines()
    assert [lines[int(line) - 1].strip() for line in places] == [
        "text: 每场【每项分值】，最高【最高】。",
        "clause: choir-song",
    ]


def test_a_folder_without_policies_says_where_to_put_them(project: Path, tmp_path: Path) -> None:
    shutil.copy(project / "mkdocs.yml", tmp_path)
    (tmp_path / "policy").mkdir()
    done = build(tmp_path, "site")
    assert done.returncode == 1
    assert "没有政策文件" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_file_where_the_site_belongs_is_told(project: Path, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    done = build(project, str(tmp_path / "site"))
    assert done.returncode == 1
    assert "这里却是一个文件，请移走" in done.stdout
    assert "Traceback" not in done.stdout
    assert (tmp_path / "site").read_text(encoding="utf-8") == "mine"


def test_a_page_that_would_load_from_elsewhere_stops_the_build(
    root: Path, project: Path, tmp_path: Path
) -> None:
    shutil.copytree(project / "policy", tmp_path / "policy")
    shutil.copytree(root / "docs", tmp_path / "docs")
    config = CONFIG.format(root=root.as_posix())
    config = config.replace(f"docs_dir: {root.as_posix()}/docs", "docs_dir: docs")
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    page = tmp_path / "docs" / "about.md"
    text = page.read_text(encoding="utf-8") + "\n![图](https://elsewhere.example/a.png)\n"
    page.write_text(text, encoding="utf-8")
    done = build(tmp_path, "site")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout
    line = len(text.splitlines())
    assert f"docs/about.md:{line}: <img src> 要从 https://elsewhere.example/a.png" in done.stdout
