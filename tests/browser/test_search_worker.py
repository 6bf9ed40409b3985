"""The search worker alone, spoken to as the theme does: which sections it finds and shows."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from calculator.publish import search
from tests.browser.watch import Watch

Result = dict[str, Any]
Ask = Callable[..., Result]

SETUP, READY, QUERY, RESULT = range(4)

CONVERSATION = """async ({ source, messages }) => {
  const worker = new Worker(URL.createObjectURL(new Blob([source])));
  const answers = [];
  for (const message of messages) {
    answers.push(await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(message);
    }));
  }
  worker.terminate();
  return answers;
}"""

DOCS = [
    {"location": "", "title": "首页", "text": "<p>浙职改办〔2025〕3 号</p>"},
    {"location": "hours/", "title": "继续教育", "text": "<p>每年完成学时。</p>"},
    {
        "location": "hours/#least",
        "title": "学时要求",
        "text": "<p>每年不少于 90 学时，公需 18 学时</p><ul><li>甲</li><li>乙</li></ul>",
        "words": ["继教"],
    },
    {"location": "hours/#record", "title": "登记", "text": "<p>登记继续教育的学时。</p>"},
    {"location": "terms/", "title": "申报条件", "text": ""},
    {"location": "terms/#years", "title": "年限", "text": "<p>满 5 年，ＰＤＦ 材料</p>"},
    {"location": "terms/#paper", "title": "论文", "text": "<p>P&lt;0.05 &amp; 第一作者</p>"},
    {"location": "2023/", "title": "旧通知", "text": "<p>驾照与学时</p>", "archived": "2023 年版"},
]


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    """One empty page for all: no site is needed, and each conversation has its own worker."""
    watch = Watch("http://127.0.0.1")
    context = browser.new_context(locale="zh-CN")
    watch.follow(context)
    yield context.new_page(), watch
    context.close()


@pytest.fixture
def converse(blank: tuple[Page, Watch]) -> Iterator[Callable[..., list[Any]]]:
    source = search.worker_script().content.decode()
    page, watch = blank

    def converse(*messages: dict[str, Any]) -> list[Any]:
        answers: list[Any] = page.evaluate(CONVERSATION, {"source": source, "messages": messages})
        return answers

    yield converse
    assert watch.problems() == []


@pytest.fixture
def ask(converse: Callable[..., list[Any]]) -> Ask:
    def ask(query: str, docs: list[dict[str, Any]] = DOCS) -> Result:
        setup = {"type": SETUP, "data": {"config": {}, "docs": docs, "options": {}}}
        ready, answer = converse(setup, {"type": QUERY, "data": query})
        assert ready == {"type": READY}
        assert answer["type"] == RESULT
        result: Result = answer["data"]
        return result

    return ask


def places(result: Result) -> list[list[str]]:
    """The locations of each group, without what is handed over for highlighting."""
    return [[re.sub(r"\?h=[^#]*", "", i["location"]) for i in group] for group in result["items"]]


def marked(result: Result) -> set[str]:
    shown = [i["title"] + i["text"] for group in result["items"] for i in group]
    return set(re.findall("<mark>(.*?)</mark>", " ".join(shown)))


def test_titles_come_before_text_and_the_page_is_in_its_group(ask: Ask) -> None:
    result = ask("学时")
    assert places(result) == [["hours/#least", "hours/", "hours/#record"]]
    assert marked(result) == {"学时"}
    assert result["notice"] is None


def test_a_page_without_a_hit_of_its_own_still_heads_its_group(ask: Ask) -> None:
    assert places(ask("第一作者")) == [["terms/#paper", "terms/"]]


def scores(result: Result) -> list[float]:
    [group] = result["items"]
    return [item["score"] for item in group]


def page_of(*sections: str) -> list[dict[str, Any]]:
    """A page whose title is the first, with that text in each section."""
    first, *others = sections
    return [
        {"location": "p/", "title": "通知", "text": first},
        *({"location": f"p/#{n}", "title": "节", "text": text} for n, text in enumerate(others)),
    ]


def test_the_theme_shows_a_few_sections_and_folds_the_rest(ask: Ask) -> None:
    """It shows those that score as high as the first."""
    first, *others, page = scores(ask("专利", page_of("", *["专利"] * 5)))
    assert [score == first for score in others] == [True, True, False, False]
    assert page < first


def test_lesser_hits_are_folded_away(ask: Ask) -> None:
    title, page, text = scores(ask("学时"))
    assert title > page == text


def test_a_page_that_comes_first_stands_alone(ask: Ask) -> None:
    """Or the theme does not show its excerpt."""
    page, *sections = scores(ask("专利", page_of("专利，专利", "专利", "专利")))
    assert all(score < page for score in sections)


def test_more_occurrences_come_first_and_then_the_earlier_one(ask: Ask) -> None:
    docs = [
        {"location": "late/", "title": "甲", "text": "<p>先说别的，再说专利</p>"},
        {"location": "early/", "title": "乙", "text": "<p>专利在先，再说别的</p>"},
        {"location": "twice/", "title": "丙", "text": "<p>说了别的才说专利，再说专利</p>"},
    ]
    assert places(ask("专利", docs)) == [["twice/"], ["early/"], ["late/"]]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("pdf", "ＰＤＦ"),
        ("ｐｄｆ材料", "ＰＤＦ 材料"),
        ("满5年", "满 5 年"),
        ("满　５", "满 5"),
        ("[2025]3号", "〔2025〕3 号"),
        ("p<0.05&", "P&lt;0.05 &amp;"),
    ],
)
def test_width_case_spaces_and_brackets_make_no_difference(
    ask: Ask, query: str, shown: str
) -> None:
    assert shown in marked(ask(query))


def test_all_words_must_stand_in_one_section(ask: Ask) -> None:
    assert places(ask("学时 登记")) == [["hours/#record", "hours/"]]


def test_words_that_stand_side_by_side_come_first(ask: Ask) -> None:
    apart, adjoining = "发明多，专利多，发明、专利都多", "发明 专利"
    assert places(ask("发明 专利", page_of("", apart, adjoining))) == [["p/#1", "p/#0", "p/"]]


def test_a_space_between_latin_words_counts(ask: Ask) -> None:
    assert ask("online", page_of("on line"))["notice"] is not None
    assert marked(ask("line", page_of("on line"))) == {"line"}


def test_no_match_reaches_across_list_items(ask: Ask) -> None:
    assert ask("甲乙")["notice"].startswith("没有找到“甲乙”")


def test_a_number_comes_before_the_tail_of_a_longer_one(ask: Ask) -> None:
    docs = page_of("", "2025 年，2015 年，1.5 年", "满 5 年")
    assert places(ask("5年", docs)) == [["p/#1", "p/#0", "p/"]]


def test_everyday_words_lead_to_their_section_and_say_so(ask: Ask) -> None:
    result = ask("继教")
    assert places(result) == [["hours/#least", "hours/"]]
    assert result["items"][0][0]["tags"] == ["常用说法：<mark>继教</mark>"]


def test_what_the_section_says_itself_needs_no_everyday_word(ask: Ask) -> None:
    docs = [{"location": "p/", "title": "学时", "text": "", "words": ["拿学时", "学分"]}]
    [[item]] = ask("学时", docs)["items"]
    assert "tags" not in item


TOOLS = [
    {"location": "maintain/", "title": "维护：学时", "text": "学时，学时", "kind": "manual"},
    {"location": "hours/", "title": "继续教育", "text": "学时，学时，学时"},
    {"location": "tool/", "title": "学时自查", "text": "", "words": ["继教"], "kind": "tool"},
    {"location": "other/", "title": "清单", "text": "要上传学时证明", "words": [], "kind": "tool"},
]


def test_a_remark_stands_after_what_it_remarks_on(ask: Ask) -> None:
    remark = {"location": "gaps/#P07", "title": "P07 照片 30 K", "text": "30 K", "kind": "reading"}
    docs = [remark, {"location": "photo/", "title": "照片", "text": "大于 30 K，见 P07"}]
    assert places(ask("30K", docs)) == [["photo/"], ["gaps/#P07"]]
    assert places(ask("P07", docs)) == [["gaps/#P07"], ["photo/"]]


def test_tools_come_first_and_manuals_last(ask: Ask) -> None:
    assert places(ask("学时", TOOLS)) == [["tool/"], ["hours/"], ["other/"], ["maintain/"]]
    assert places(ask("继教", TOOLS)) == [["tool/"]]
    assert places(ask("维护", TOOLS)) == [["maintain/"]]


@pytest.mark.parametrize(
    ("query", "text", "shown"),
    [
        ("30K", "大于 30 K", "30 K"),
        ("1 m", "小于 1M", "1M"),
        ("第7条", "第七条 学历", "第七条"),
        ("第十七条", "第 17 条", "第 17 条"),
        ("第二十一条", "第21条", "第21条"),
        ("第20条", "第二十条", "第二十条"),
        ("附件二", "附件 2 办法", "附件 2"),
        ("满三年", "工作满 3 年", "满 3 年"),
        ("满4年", "满四年", "满四年"),
    ],
)
def test_numbers_are_found_however_they_are_written(
    ask: Ask, query: str, text: str, shown: str
) -> None:
    assert marked(ask(query, page_of(text))) == {shown}


def test_an_article_is_not_the_tail_of_another(ask: Ask) -> None:
    docs = page_of("", "第十七条", "第七条")
    assert places(ask("第7条", docs)) == [["p/#1", "p/"]]


def test_what_is_written_as_typed_is_found_as_typed(ask: Ask) -> None:
    assert marked(ask("三年", page_of("近三年的考核，满 3 年"))) == {"三年"}


def test_an_unknown_string_is_named_and_near_matches_follow(ask: Ask) -> None:
    result = ask("继续较育")
    assert result["notice"] == "没有找到“继续较育”，下面是相近的内容"
    assert places(result) == [["hours/#record", "hours/"]]
    assert marked(result) == {"继续"}


def test_near_matches_are_not_folded_away_as_matches(ask: Ask) -> None:
    [group] = ask("继续较育")["items"]
    assert len({item["score"] for item in group}) == 1


def test_what_shares_little_is_not_near(ask: Ask) -> None:
    docs = page_of("", "专业技术人员", "年限", "人员")
    assert places(ask("专业技术人员年限表", docs)) == [["p/#0", "p/"]]


def test_words_that_never_stand_together_are_said_to_be_missing(ask: Ask) -> None:
    result = ask("第一作者 登记")
    assert result["notice"] == "没有一处同时含有“第一作者”“登记”，下面是相近的内容"
    terms = [items[0]["terms"] for items in result["items"]]
    assert terms == [{"登记": True, "第一作者": False}, {"第一作者": True, "登记": False}]


def test_a_string_with_nothing_near_finds_nothing(ask: Ask) -> None:
    assert ask("龘龘龘") == {"items": [], "notice": "没有找到“龘龘龘”，也没有相近的内容"}


def test_old_editions_are_found_only_when_asked_for(ask: Ask) -> None:
    assert "2023/" not in str(places(ask("学时")))
    missed = ask("驾照")
    assert missed["items"] == []
    assert "旧版中有 1 处" in missed["notice"]
    found = ask("旧版 驾照")
    assert places(found) == [["2023/"]]
    assert found["items"][0][0]["tags"] == ["2023 年版"]
    assert ask("旧版")["notice"] == "“旧版”后面请接着输入要查的词"


def test_an_empty_query_finds_nothing_and_says_nothing(ask: Ask) -> None:
    assert ask("  \u3000 ") == {"items": [], "notice": None}


def test_found_words_are_handed_to_the_page_before_its_anchor(ask: Ask) -> None:
    [[least, *_]] = ask("公需 学时")["items"]
    encoded = "%E5%85%AC%E9%9C%80%20%E5%AD%A6%E6%97%B6"  # 公需 学时
    assert least["location"] == f"hours/?h={encoded}#least"


def test_text_is_never_taken_for_markup(ask: Ask) -> None:
    [[item, _]] = ask("第一")["items"]
    assert item["text"] == "<p>P&lt;0.05 &amp; <mark>第一</mark>作者</p>"


def test_an_excerpt_is_short_and_holds_the_match(ask: Ask) -> None:
    docs = [
        {"location": "long/", "title": "长文", "text": "<p>" + "前" * 900 + "专利" + "后" * 900}
    ]
    [[item]] = ask("专利", docs)["items"]
    assert "<mark>专利</mark>" in item["text"]
    assert len(item["text"]) < 150
