"""Result slips: everything that it takes to work a result out again years later, in one document.

A slip is::

    {"kind": "result-slip", "format": 1, "notice": words, "policy": id, "edition": id,
     "parts": [parts of the result], "answers": <answers file as given>, "result": <result>,
     "hashes": {"answers", "rules", "module", "result"}}

A hash is the SHA-256 of canonical text: of the answers, of rules.json, of the result. The core
cannot hash its own sources in the browser, where it is byte-compiled: whoever starts it hands the
hash in (`calculator.core_sources` works it out, for the command line and for what the build
writes), so a slip of the browser and one of the command line carry the same; "" is not known.

`verify` works the result out again. It tells what was changed since the slip was written, as far as
the slip itself can tell: whoever changes answers, result and hashes together leaves no trace. A
slip is an aid for working things out again, not a signature.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from calculator.core.evaluate import EVERY_PART, PARTS, evaluate
from calculator.core.intake.answers import brief, read_answers
from calculator.core.papers.compare import changes
from calculator.core.rules import Rules
from calculator.core.values.canonical import dumps, loads, write
from calculator.core.words import NAMES

KIND = "result-slip"
FORMAT = 1
NOTICE = (
    "这份结果单供以后重新计算、核对结果，不是签名，也不能证明是谁、在什么时候出具的；"
    "是否符合条件、得多少分，不由它决定。"
)
# What is found, and said, when the hash of something is another than the slip has.
DIFFERS = {
    "answers": ("answers", "结果单里的答案在出具以后改过（答案的校验值对不上）。"),
    "rules": ("rules", "规则与出具时不同：政策文件在那以后改过，或者不是同一份。"),
    "module": ("module", "计算程序与出具时不同：程序在那以后改过。"),
    "result": ("slip", "结果单里的结果在出具以后改过，或者文件损坏了（结果的校验值对不上）。"),
}
MOST_CHANGES = 50
KEYS = frozenset(
    ("kind", "format", "notice", "policy", "edition", "parts", "answers", "result", "hashes")
)


def digest(data: Any) -> str:
    """The hash of JSON data, of its canonical text."""
    return hashlib.sha256(dumps(data).encode()).hexdigest()


def text_digest(text: str) -> str:
    """The hash of text that is canonical already."""
    return hashlib.sha256(text.encode()).hexdigest()


def exact(data: Any) -> Any:
    """The data as canonical JSON holds it: floats as the text they were, keys as text, sorted.

    Problems are reported in the order of the file, so the order has to be one that a slip keeps.
    """
    if isinstance(data, dict):
        named = {str(key): exact(value) for key, value in data.items()}
        return dict(sorted(named.items()))
    if isinstance(data, list | tuple):
        return [exact(value) for value in data]
    if isinstance(data, float):
        return repr(data)
    return data if data is None or isinstance(data, bool | int | str) else str(data)


def make_slip(
    rules: Rules, answers: Any, parts: Iterable[str] = PARTS, *, rules_hash: str, module_hash: str
) -> dict[str, Any]:
    """Work out a result and write it down with all that it came from."""
    given, names = exact(answers), _known(list(parts))
    result = _result(rules, given, names)
    return {
        "kind": KIND,
        "format": FORMAT,
        "notice": NOTICE,
        "policy": rules.policy_id,
        "edition": rules.edition,
        "parts": names,
        "answers": given,
        "result": result,
        "hashes": {
            "answers": digest(given),
            "rules": rules_hash,
            "module": module_hash,
            "result": text_digest(write(result)),
        },
    }


def verify(rules: Rules, slip: Any, *, rules_hash: str, module_hash: str) -> dict[str, Any]:
    """Work the result of a slip out again and say what differs; never raises for a bad slip.

    Returns ``{"same": bool, "readable": bool, "findings": [{"what", "message"}], "changes":
    [{"path", "old", "new"}], "more": how many further changes, "notice"}``. ``what`` is
    "unreadable", "format", "edition", "answers", "rules", "module", "slip" (the result was changed
    in the slip), "result" or "unknown" (parts of a slip that mean nothing here). The result is the
    same when what comes out now is what the slip says, and neither its answers nor its result were
    changed; changed rules or another module that give the same result are findings all the same.
    """
    try:
        return _Verification(rules, slip, rules_hash, module_hash).report()
    except RecursionError:
        return _refused("这份文件的层次太深，不像是结果单。")


def unreadable(slip: Any) -> dict[str, Any] | None:
    """The report of `verify` for what is no slip at all, whatever the rules; None for a slip."""
    if not isinstance(slip, dict) or slip.get("kind") != KIND:
        return _refused("这份文件不是结果单。请选用保存结果单时得到的文件。")
    if not isinstance(slip.get("result"), dict):
        return _refused("这份结果单里没有结果，可能没有保存完整。")
    return None


def _known(names: Any) -> list[str]:
    given = names if isinstance(names, list) else []
    chosen = [one for one in EVERY_PART if one in given]
    return chosen or list(PARTS)


def _result(rules: Rules, answers: Any, parts: list[str]) -> dict[str, Any]:
    read, problems = read_answers(rules, answers)
    # No float is in it: written and read it is as `exact` would make it, and sooner.
    result: dict[str, Any] = loads(write(evaluate(rules, read, parts, problems)))
    return result


def _refused(message: str) -> dict[str, Any]:
    return {
        "same": False,
        "readable": False,
        "findings": [{"what": "unreadable", "message": message}],
        "changes": [],
        "more": 0,
        "notice": NOTICE,
    }


class _Verification:
    def __init__(self, rules: Rules, slip: Any, rules_hash: str, module_hash: str) -> None:
        self.rules = rules
        self.slip = exact(slip)
        self.now = {"rules": rules_hash, "module": module_hash}
        self.findings: list[dict[str, str]] = []

    def find(self, what: str, message: str) -> None:
        self.findings.append({"what": what, "message": message})

    def report(self) -> dict[str, Any]:
        slip = self.slip
        refusal = unreadable(slip)
        if refusal is not None:
            return refusal
        self.look_at_head()
        hashes = slip["hashes"] if isinstance(slip.get("hashes"), dict) else {}
        answers, told = digest(slip.get("answers")), digest(slip["result"])
        for what, now in ({"answers": answers} | self.now | {"result": told}).items():
            self.look_at_hash(hashes, what, now)
        result = _result(self.rules, slip.get("answers"), _known(slip.get("parts")))
        different = changes(slip["result"], result)
        if different:
            self.find("result", self.blame(len(different)))
        spoilt = {"answers", "edition", "result", "slip"}
        return {
            "same": not any(one["what"] in spoilt for one in self.findings),
            "readable": True,
            "findings": self.findings,
            "changes": different[:MOST_CHANGES],
            "more": max(0, len(different) - MOST_CHANGES),
            "notice": NOTICE,
        }

    def look_at_head(self) -> None:
        slip, rules = self.slip, self.rules
        if slip.get("format") != FORMAT:
            given = brief(slip.get("format"))
            self.find(
                "format", f"结果单的格式是 {given}，这里能读的是 {FORMAT}；仍按能认得的内容核对。"
            )
        given = f"{brief(slip.get('policy'))} {brief(slip.get('edition'))}"
        here = f"{rules.policy_id} {rules.edition}"
        if given != here:
            self.find("edition", f"结果单是“{given}”的，核对用的规则是“{here}”的。")
        if not isinstance(slip.get("answers"), dict):
            self.find("unknown", "结果单里没有答案，按什么都没有填来核对。")
        if slip.get("parts") != _known(slip.get("parts")):
            self.find("unknown", "结果单没有写清楚有哪几部分结果，按认得的部分核对。")
        if slip.get("notice") != NOTICE:
            self.find("unknown", "结果单上的声明与下面这一句不同，以下面的为准。")
        for key in sorted(slip.keys() - KEYS):
            self.find("unknown", f"不认识的内容“{brief(key)}”，核对时没有用到。")

    def look_at_hash(self, hashes: dict[str, Any], what: str, now: str) -> None:
        written = hashes.get(what)
        if not (isinstance(written, str) and written and now):
            self.find("unknown", f"不知道{NAMES[what]}的校验值，无法比较它有没有变。")
        elif written != now:
            self.find(*DIFFERS[what])

    def blame(self, count: int) -> str:
        """That the result differs, and what is likely to be the cause."""
        causes = {"edition": "版本不同", "answers": "答案改过", "rules": "规则改过",
                  "module": "程序改过", "slip": "结果单上的结果改过"}  # fmt: skip
        found = [causes[one["what"]] for one in self.findings if one["what"] in causes]
        why = "、".join(dict.fromkeys(found)) or "原因不明：答案、规则和程序都与出具时相同"
        return f"重新计算的结果与结果单上的不同，共 {count} 处（{why}）。"
