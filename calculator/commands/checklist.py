"""`checklist`: what this person has to prepare."""

from collections.abc import Iterator
from typing import Any

from calculator.commands import answered, words
from calculator.commands.score import evidence


def add_parser(commands: Any) -> None:
    answered.add_command(
        commands,
        "checklist",
        summary="列出要准备的材料",
        description="列出要准备的材料，每一项为什么要；不能确定的，说明要看什么。",
        parts=("checklist", "score"),
        lines=lines,
    )


def lines(rules: dict[str, Any], result: dict[str, Any], *, explain: bool) -> Iterator[str]:
    """Group by group; what is not needed only when everything is to be explained."""
    for group in rules["item_groups"]:
        items = [item for item in result["checklist"] if item["group"] == group["id"]]
        shown = [item for item in items if explain or item["needed"] != "no"]
        yield from words.title(f"{group['title']}：", shown)
        for item in shown:
            yield f"  {words.NEEDED[item['needed']]}　{item['title']}　#{item['clause']}"
            if explain or item["needed"] == "open":
                yield from (f"    {reason['text']}" for reason in item["reasons"])
    left_out = result["bring"]["no"]
    if left_out and not explain:
        yield ""
        yield f"另有 {left_out} 项不需要；加 --explain 可以看到每一项的理由。"
    yield from evidence(rules, result["score"])
