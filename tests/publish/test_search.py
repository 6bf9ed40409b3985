"""The search's place in a page and its index."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from calculator.publish import search
from calculator.publish.search import SearchEntry, SearchError

PAGE = '<p>前</p><script id="__config" type="application/json">{config}</script><p>后</p>'
THEME_WORKER = "assets/javascripts/workers/search.0a1b2c3d.min.js"


def page_naming(worker: str) -> str:
    return PAGE.format(config=json.dumps({"base": "../..", "search": worker}))


def index_of(*docs: dict[str, Any]) -> str:
    return json.dumps({"config": {"lang": ["en"]}, "docs": docs})


def section(location: str, title: str = "标题", text: str = "<p>正文</p>") -> dict[str, Any]:
    return {"location": location, "title": title, "text": text}


def completed(index: str, *entries: SearchEntry, **archived: str) -> list[dict[str, Any]]:
    docs: list[dict[str, Any]] = json.loads(search.complete_index(index, entries, archived))["docs"]
    return docs


@pytest.mark.parametrize("make", [search.worker_script, search.page_script])
def test_a_script_carries_the_hash_of_its_content(make: Any) -> None:
    script = make()
    assert script == make()
    assert hashlib.sha256(script.content).hexdigest()[:8] in Path(script.path).name


def test_another_content_gets_another_name(tmp_path: Path) -> None:
    for part in search.WORKER_PARTS:
        (tmp_path / part).write_text("// changed\n", encoding="utf-8")
    assert search.worker_script(tmp_path).path != search.worker_script().path


@pytest.mark.parametrize("root", ["", "../../", "/sub/folder/"])
def test_the_worker_is_named_from_where_the_page_stands(root: str) -> None:
    page = search.use_worker(page_naming(root + THEME_WORKER), "assets/search/w.js")
    assert page == page_naming(root + "assets/search/w.js")


def test_nothing_in_the_configuration_closes_its_script() -> None:
    config = json.dumps({"search": THEME_WORKER, "tip": "</script>"}).replace("<", "\\u003c")
    page = search.use_worker(PAGE.format(config=config), "w.js")
    assert page.count("</script>") == 1
    assert json.loads(page.split('json">')[1].split("</script>")[0])["tip"] == "</script>"


@pytest.mark.parametrize("page", ["<p>没有配置</p>", page_naming("elsewhere/search.js")])
def test_a_page_that_would_keep_another_search_is_refused(page: str) -> None:
    with pytest.raises(SearchError):
        search.use_worker(page, "w.js")


def test_everyday_words_join_the_section_of_their_heading() -> None:
    index = index_of(section("a/"), section("a/#years", "工作年限", "<p>满 5 年</p>"))
    entry = SearchEntry("a/#years", "另一个标题", "另一段正文", ("工龄", "社保", "工龄"))
    assert completed(index, entry) == [
        section("a/"),
        {**section("a/#years", "工作年限", "<p>满 5 年</p>"), "words": ["工龄", "社保"]},
    ]


def test_what_has_no_heading_becomes_a_section_of_its_page() -> None:
    index = index_of(section("a/"), section("a/#first"), section("b/"))
    docs = completed(index, SearchEntry("a/#row", "专利 <发明>", "第一发明人 & 其他"))
    assert [doc["location"] for doc in docs] == ["a/", "a/#first", "a/#row", "b/"]
    assert docs[2] == section("a/#row", "专利 &lt;发明&gt;", "第一发明人 &amp; 其他")


def test_entries_of_pages_outside_the_index_are_all_named() -> None:
    entries = [SearchEntry(place, "标题", "") for place in ("a/", "full/#x", "gone/")]
    with pytest.raises(SearchError, match=r"full/#x, gone/$"):
        search.complete_index(index_of(section("a/")), entries)


def test_old_editions_are_labelled_and_the_others_are_not() -> None:
    index = index_of(section("p/2023/"), section("p/2023/#x"), section("p/2025/"))
    docs = completed(index, **{"p/2023/": "2023 年版"})
    assert [doc.get("archived") for doc in docs] == ["2023 年版", "2023 年版", None]


def test_the_rest_of_the_index_stays() -> None:
    text = search.complete_index(index_of(section("a/")), [])
    assert json.loads(text) == json.loads(index_of(section("a/")))
