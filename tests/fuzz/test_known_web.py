"""Inputs that once broke a reader in the browser: each with what comes of it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.fuzz.web_page import close, web_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def tab() -> Iterator[None]:
    """The browser of these tests is gone with them."""
    yield
    close()


def found(law: str, *given: Any) -> Any:
    return web_page().ask(law, *given)["found"]


def saved(text: str) -> Any:
    return json.loads(found("file", text)["saved"])


def test_a_link_whose_signs_were_spoilt_is_refused_not_read_as_something_else() -> None:
    text = '{"answers":{"a":"甲"}}'.encode()
    whole, spoilt = (base64.urlsafe_b64encode(one).decode() for one in (text, text[:-4] + b'"}}'))
    assert found("link", f"t{whole}") == text.decode()
    assert "没有复制完整" in web_page().ask("link", f"t{spoilt}")["refused"]


def test_a_link_is_read_as_mails_and_chats_hand_it_on_and_no_sign_of_it_changes() -> None:
    # The sum of "teyJhbnN3ZXJzIjp7fX0" by the book: each sign added to 31 times what came before.
    text, total = "teyJhbnN3ZXJzIjp7fX0", 0
    for sign in text:
        total = (total * 31 + ord(sign)) % 2**32
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    summed = "".join(digits[total // 36**place % 36] for place in range(6, -1, -1))
    link = f"{text}.{summed}"
    older = [text, f"{text}==", f"{text}。请看", f"{text}&from=timeline"]
    broken = [f"{text[:9]}={text[9:]}.{summed}", f"{text[:9]}%20{text[9:]}.{summed}"]
    glued = [f"{link}）", f"{link}&amp;from=timeline", f"{link}https://a.test/#answers={link}"]
    for one in (link, *older, *broken, *glued):
        assert found("link", one) == '{"answers":{}}', one
    for place, sign in enumerate(text):
        other = "B" if sign == "A" else "A"
        spoilt = f"{text[:place]}{other}{text[place + 1 :]}.{summed}"
        assert "refused" in web_page().ask("link", spoilt), spoilt
    for one in (f"{text[:5]}.{summed}", f"{text}.0000000", "", "z", "x1"):
        assert "refused" in web_page().ask("link", one), one


@pytest.mark.parametrize("text", ['{"answers":{"a":1,"a":2}}', '{"answers":{},"answers":{"a":1}}'])
def test_a_file_that_says_a_thing_twice_is_refused(text: str) -> None:
    assert "写了几次" in web_page().ask("file", text)["refused"]


def test_words_that_look_like_a_name_are_none() -> None:
    words = 'a": "b": {"a":1,"a":2}\\'
    file = {"answers": {"a": words, "b": [words, words, {"a": words}, {"a": words}]}}
    assert saved(json.dumps(file))["answers"]["a"] == words


def test_numbers_of_a_file_keep_every_digit() -> None:
    text = '{"answers":{"a":12345678901234567890,"b":1e400,"c":0.10000000000000000555,"d":3}}'
    assert saved(text)["answers"] == {
        "a": "12345678901234567890",
        "b": "1e400",
        "c": "0.10000000000000000555",
        "d": 3,
    }


def test_what_has_no_place_in_a_file_stays_beside_it() -> None:
    text = '{"edition":"2031","answers":{"a":[1,{"x":2}],"__proto__":5},"none":["r",7],"more":8}'
    file = saved(text)
    assert file["answers"] == {"a": [{}, {"x": 2}]}
    assert file["none"] == ["r"]
    left = {(one["path"], one["edition"], one["value"]) for one in file["unused"]}
    assert left == {
        ("answers.a[0]", "2031", 1),
        ("answers.__proto__", "2031", 5),
        ("none[1]", "2031", 7),
        ("more", "2031", 8),
    }


@pytest.mark.parametrize("key", ["format", "policy", "edition"])
def test_a_head_that_is_no_text_is_that_of_another_file(key: str) -> None:
    text = json.dumps({"answers": {}, key: {"toString": 1}})
    assert found("file", text)["foreign"] is True
    visit = found("storage", {"kept": text, "off": None, "remembered": None, "denied": False})
    assert visit["aside"] == text


def test_a_list_where_one_answer_belongs_is_shown_as_text() -> None:
    question = {"id": "q", "label": "次数", "type": "count"}
    assert found("shownAnswer", question, [{"x": 1}])["more"] == 0
    assert found("shownAnswer", question, {"toString": 1})["said"][0] == '{"toString":1}'


def test_half_of_a_rare_character_finds_what_the_rest_finds() -> None:
    docs = [{"location": "", "title": "𠮷野", "text": ""}]
    for query in ("𠮷野家", "\ud842 𠮷野"):
        # "𠮷野" in UTF-8.
        places = found("search", docs, query)["places"]
        assert places == ["http://web.test/site/?h=%F0%A0%AE%B7%E9%87%8E"]
    assert found("search", docs, "\ud842")["count"] == 0


def test_a_verdict_that_nobody_gave_is_not_shown() -> None:
    assert found("routeMap", '{"a": "met"}')["said"] == ["满足"]
    for odd in ('{"a": "toString"}', '{"a": {"toString": 1}}', "[]", "7", "{"):
        assert found("routeMap", odd)["said"] == []
