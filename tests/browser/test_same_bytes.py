"""Every worked case gives the same bytes in CPython and in Pyodide, in a real browser."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from calculator.cases.run import parts_of, request_of
from calculator.core import entry
from calculator.core.papers.csv_text import csv_text
from calculator.core_sources import computing_hash
from calculator.loading import load_edition
from tests.written_tables import write_tables

ROUND = "jiaojiang-optics-2025"

# Runs all requests in a worker, as the calculator does.
RUN_ALL = """
async ({requests}) => {
  const {worker: script, rules} = document.querySelector('#calculator').dataset;
  const worker = new Worker(script, {type: 'module'});
  const responses = [];
  const done = new Promise((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.addEventListener('message', ({data}) => {
      if (data.type === 'failed') reject(new Error(data.message));
      if (data.type === 'result') responses.push(data.response);
      if (responses.length === requests.length) resolve(responses);
      if (data.type === 'ready')
        requests.forEach((request, id) => worker.postMessage({type: 'run', id, request}));
    });
  });
  worker.postMessage({type: 'start', rules: await (await fetch(rules)).text()});
  return done.finally(() => worker.terminate());
}
"""


@pytest.fixture(scope="module")
def requests(the_round: Path) -> dict[str, str]:
    """The request of every worked case, by name."""
    edition = load_edition(the_round)
    return {
        str(case.id): json.dumps({"parts": parts, "answers": request_of(case)})
        for case in edition.cases
        for parts in [parts_of(case, edition.compiled)]
    }


def open_calculator(page: Page) -> None:
    page.goto("/jiaojiang-optics/2025/calculator/")
    page.wait_for_selector("#calculator[data-state=ready]")


def test_all_cases_give_the_same_bytes(
    page: Page, built_site: Path, requests: dict[str, str]
) -> None:
    open_calculator(page)
    here = entry.load(rules_of(built_site, ROUND))
    expected = {name: here.run(request) for name, request in requests.items()}
    found = page.evaluate(RUN_ALL, {"requests": list(requests.values())})
    different = [name for name, got in zip(requests, found, strict=True) if got != expected[name]]
    assert different == []
    assert all(json.loads(response)["ok"] for response in found)
    assert len(found) > 500


def test_slips_advice_and_carried_answers_give_the_same_bytes(
    page: Page, built_site: Path, requests: dict[str, str]
) -> None:
    open_calculator(page)
    # The hash of the core's sources comes from the build there, and from the sources here.
    here = entry.load(rules_of(built_site, ROUND), computing_hash())
    some = [json.loads(request)["answers"] for request in list(requests.values())[::40]]
    slips = [here.answer({"answers": answers, "slip": True}) for answers in some]
    asked = [
        *({"answers": answers, "slip": True} for answers in some),
        *({"answers": answers, "parts": ["advice"]} for answers in some),
        *({"carry": {**answers, "edition": "1999", "odd": [1]}} for answers in some),
        *({"verify": slip} for slip in slips),
    ]
    texts = [json.dumps(one) for one in asked]
    found = page.evaluate(RUN_ALL, {"requests": texts})
    assert found == [here.run(text) for text in texts]
    reports = [json.loads(text)["result"] for text in found[-len(slips) :]]
    assert [(one["same"], one["findings"]) for one in reports] == [(True, [])] * len(slips)


def test_score_sheets_and_tables_of_many_people_give_the_same_bytes(
    page: Page, built_site: Path, requests: dict[str, str]
) -> None:
    open_calculator(page)
    here = entry.load(rules_of(built_site, ROUND))
    some = [json.loads(request)["answers"] for request in list(requests.values())[::60]]
    people = [(str(number), answers) for number, answers in enumerate(some, 1)]
    tables = [
        {"name": name, "text": csv_text(rows)} for name, rows in write_tables(here.rules, people)
    ]
    asked = [
        *({"answers": answers, "sheet": True} for answers in some),
        {"people": {"tables": tables}},
        {"batch": {"tables": tables}},
    ]
    texts = [json.dumps(one) for one in asked]
    found = page.evaluate(RUN_ALL, {"requests": texts})
    assert found == [here.run(text) for text in texts]
    lines = json.loads(found[-1])["result"]["people"]
    assert [one["code"] for one in lines] == [code for code, _ in people]


def rules_of(site: Path, edition: str) -> str:
    """The rules of an edition as a site publishes them."""
    [path] = (site / "assets/calculator").glob(f"rules-{edition}.*.json")
    return path.read_text(encoding="utf-8")
