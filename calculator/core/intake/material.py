"""Answers read from what a person has at hand: a picture's first bytes, a text to be counted.

Both are read and let go: only the answer that they give stays.
"""

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from typing import Any

from calculator.core.answers.photo_facts import facts_words, name_words
from calculator.core.intake.answers import read_answers
from calculator.core.preparing.photo import photo_facts
from calculator.core.routes import report_condition
from calculator.core.rules import Rules
from calculator.core.state import State

# The request says how long the file is; of the file itself this much is enough, and is asked for.
HEAD_BYTES = 2_000_000
TURNED = "有的网站按存的尺寸算：最好转正以后另存一份。"


def read_photo(rules: Rules, asked: dict[str, Any]) -> dict[str, Any]:
    """``{"photo": base64 of the first bytes, "size": bytes, "name"?, "question"?: id}``.

    Gives ``{"question": id | null, "answer": facts, "said": the facts in words, "notes": [words],
    "conditions": {clause: report}}``; what is not base64 reads as an unknown format.
    """
    head, name = asked.get("photo"), asked.get("name")
    try:
        data = b64decode(head, validate=True) if isinstance(head, str) else b""
    except (Error, ValueError):
        data = b""
    name = name if isinstance(name, str) else ""
    return photo_report(rules, data, asked.get("size"), name, asked.get("question"))


def photo_report(
    rules: Rules, head: bytes, size: Any, name: str, question: Any = None
) -> dict[str, Any]:
    """The facts of a picture and what the conditions about it say of them."""
    known = size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None
    facts = photo_facts(head, known)
    report = _report(rules, _question(rules, question, "type", "photo"), facts)
    notes = [TURNED] if facts.get("turned") else []
    parts = (part for one in report["conditions"].values() for part in _parts(one["why"]))
    failing = {part.get("fact") for part in parts if part["verdict"] == "not met"}
    if "format" not in failing:  # else it is wrong whatever the file is called
        notes += filter(None, [name_words(facts["format"], name)])
    return {**report, "said": facts_words(facts), "notes": notes}


def _parts(why: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield why
    for part in why.get("of", ()):
        yield from _parts(part)


def count_text(rules: Rules, asked: dict[str, Any]) -> dict[str, Any]:
    """``{"text": words, "question"?: id}`` -> the number of its characters, in the same form.

    Every code point counts: letters, signs, spaces and line ends alike.
    """
    text = asked.get("text")
    count = len(text) if isinstance(text, str) else 0
    return _report(rules, _question(rules, asked.get("question"), "counts", "characters"), count)


def _question(rules: Rules, wanted: Any, key: str, value: str) -> str | None:
    """The question that is named, or the only one of its kind."""
    fitting = [one.id for one in rules.questions.values() if getattr(one, key) == value]
    if wanted is None and len(fitting) == 1:
        return fitting[0]
    return wanted if wanted in fitting else None


def _report(rules: Rules, question: str | None, answer: Any) -> dict[str, Any]:
    if question is None:
        return {"question": None, "answer": answer, "conditions": {}}
    answers, _ = read_answers(rules, {"answers": {question: answer}})
    state = State(rules, answers)
    return {
        "question": question,
        "answer": answer,
        "conditions": {
            clause: report_condition(clause, condition, state)
            for clause, condition in rules.conditions.items()
            if ("question", question) in condition.reads
        },
    }
