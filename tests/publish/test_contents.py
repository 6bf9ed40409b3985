"""Navigation comes from the data: what an edition has is listed, in the order of the policy."""

from collections.abc import Callable

from calculator.loading import Edition
from calculator.publish.book import Book
from calculator.publish.contents import current_of, navigation

SITE = {
    "关于": [
        {"关于本站": "about.md"},
        {"隐私": "privacy.md"},
        {"维护手册": "maintain.md"},
        {"全部关键字": "maintain-keys.md"},
        {"部署": "hosting.md"},
        {"用到的开放软件": "licences.md"},
    ]
}


def test_one_policy_fills_the_bar(tiny_text: str, load: Callable[[str], Edition]) -> None:
    assert navigation([Book(load(tiny_text))]) == [
        {"首页": "index.md"},
        {
            "自查": [
                {"自评分": "tiny/2031/calculator.md"},
                {"怎样提高": "tiny/2031/advice.md"},
                {"结果单": "tiny/2031/slip.md"},
                {"批量核对": "tiny/2031/batch.md"},
            ]
        },
        {
            "条文": [
                {"《镇合唱团团员评分办法》": "tiny/2031/choir.md"},
                {"全部条款": "tiny/2031/full.md"},
            ]
        },
        SITE,
    ]


def test_several_policies_stand_side_by_side(editions: list[Edition]) -> None:
    books = [Book(edition) for edition in editions]
    names = [next(iter(item)) for item in navigation(books)]
    todays = [book.edition.policy.short for book in books if current_of(books, book) is book]
    assert names == ["首页", *todays, "关于"]


def test_old_editions_are_kept_apart(tiny_text: str, load: Callable[[str], Edition]) -> None:
    older = tiny_text.replace('edition: "2031"', 'edition: "2030"')
    books = [Book(load(older)), Book(load(tiny_text))]
    assert current_of(books, books[0]) is books[1]
    site = navigation(books)[-1]["关于"]
    assert site[-1] == {"往年版本": [{"合唱团评分": "tiny/2030/index.md"}]}


def test_a_superseded_edition_is_never_todays(
    tiny_text: str, load: Callable[[str], Edition]
) -> None:
    withdrawn = tiny_text.replace('edition: "2031"', 'edition: "2032"')
    withdrawn = withdrawn.replace("status: open", "status: superseded")
    books = [Book(load(tiny_text)), Book(load(withdrawn))]
    assert current_of(books, books[1]) is books[0]
