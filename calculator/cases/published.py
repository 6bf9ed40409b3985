"""Worked cases that readers see: none is published with another result than the self-check's."""

from collections.abc import Iterable, Iterator

from calculator.cases.run import run_cases
from calculator.cases.words import difference_words
from calculator.loading import Edition, PolicyError, Problem


def refuse_wrong_examples(editions: Iterable[Edition]) -> None:
    """Raise all examples of editions to be published that do not hold."""
    published = (one for one in editions if one.policy.status != "draft")
    problems = [problem for edition in published for problem in _wrong(edition)]
    if problems:
        raise PolicyError(problems)


def _wrong(edition: Edition) -> Iterator[Problem]:
    named = {str(key) for page in edition.pages for part in page.sections for key in part.of}
    shown = [case for case in edition.cases if case.example or str(case.id) in named]
    for outcome in run_cases(edition.rules, shown):
        for difference in outcome.differences:
            words = difference_words(difference, edition.rules, outcome)
            yield Problem(difference.place, f"网站上的例子与自查不同：{words}")
