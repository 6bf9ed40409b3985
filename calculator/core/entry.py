"""The door for the browser's worker and for anything else that speaks JSON text.

    calculator = load(rules_text)
    calculator.run('{"parts": ["score"], "answers": {...}}')

A request is ``{"parts": [...], "answers": <answers file>}``; the response is
``{"ok": true, "result": <result>}`` or ``{"ok": false, "error": "<what happened>"}``, canonical.
With ``"ask": [parts]`` the result also says under ``asking`` what is still worth asking for them.
"""

from __future__ import annotations

from typing import Any

from calculator.core.answers import read_answers
from calculator.core.asking import next_questions
from calculator.core.canonical import dumps, loads
from calculator.core.evaluate import PARTS, evaluate
from calculator.core.rules import Rules, compile_rules


class Calculator:
    """Compiled rules that answer requests; it keeps nothing from one request to the next."""

    __slots__ = ("rules",)

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    def run(self, request_text: str) -> str:
        """Answer one request; never raises."""
        try:
            return dumps({"ok": True, "result": self.answer(loads(request_text))})
        except Exception as error:
            return dumps({"ok": False, "error": f"{type(error).__name__}: {error}"})

    def answer(self, request: Any) -> dict[str, Any]:
        """The result for a parsed request."""
        asked = request if isinstance(request, dict) else {}
        answers, problems = read_answers(self.rules, asked.get("answers"))
        result = evaluate(self.rules, answers, asked.get("parts") or PARTS, problems)
        if asked.get("ask"):
            result["asking"] = next_questions(self.rules, answers, asked["ask"])
        return result


def load(rules_text: str) -> Calculator:
    """Compile the text of ``rules.json``."""
    return Calculator(compile_rules(loads(rules_text)))
