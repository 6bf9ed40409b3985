"""The thin slice: rules.json in, canonical bytes out."""

import json

from calculator.core.entry import load
from calculator.core.values.canonical import dumps
from tests.core.conftest import TINY, headline, nodes_of, run


def test_rank_nine_gives_one_and_a_half(tiny):
    result = run(tiny, {"patents": [{"kind": "invention", "rank": 9}]})
    assert headline(result, "patent") == ("1.5", "1.5")
    assert nodes_of(result)["patent"]["items"][0]["formula"] == "12 − 1.5 × 7 = 1.5"


def test_cap_bites_and_says_so(tiny):
    node = nodes_of(run(tiny, {"trainings": 3}))["training"]
    assert (node["low"], node["bites"]) == (10, "yes")
    assert node["formula"] == "5 × 3 = 15 → 10：培训最高 10"


def test_empty_answers_count_as_nothing_with_the_ceiling_beside(tiny):
    score = run(tiny)["score"]
    assert (score["low"], score["high"]) == (0, 0)
    assert (score["floor"], score["ceiling"]) == (0, 30)
    assert score["unanswered"] == 2


def test_entry_speaks_canonical_json():
    calculator = load(dumps(TINY))
    response = calculator.run('{"parts":["score"],"answers":{"answers":{"trainings":1}}}')
    assert json.loads(response)["result"]["score"]["low"] == 5
    assert dumps(json.loads(response)) == response
    assert json.loads(calculator.run("{"))["ok"] is False
