"""What a site takes from its policies: read, checked and drawn."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from calculator.cases.published import refuse_wrong_examples
from calculator.editions.stale import stale
from calculator.editions.words import stale_lines
from calculator.errors import CalculatorError
from calculator.files import name_of, why
from calculator.loading import Edition, PolicyError, load_all
from calculator.publish.contents import without_drafts


def read(folder: Path, *, drafts: bool) -> list[Edition]:
    """The editions to be shown. Raises CalculatorError: all problems, or that there is nothing."""
    try:
        found = load_all(folder)
        if not drafts:
            refuse_wrong_examples(found)
    except PolicyError as error:
        count = len(error.problems)
        raise CalculatorError(f"政策文件有 {count} 处要修改：\n\n{error}\n") from None
    except OSError as error:
        raise CalculatorError(
            f"{name_of(error.filename)}：政策文件不能读取：{why(error)}。"
        ) from None
    if not found:
        raise CalculatorError(f"{folder} 里没有政策文件，请按 {folder.name}/政策/年度/*.yml 放置")
    if drafts:
        return found
    if lines := [line for edition in found for line in _unread(edition, found)]:
        raise CalculatorError("\n".join(lines))
    return without_drafts(found)


def _unread(edition: Edition, editions: Sequence[Edition]) -> Iterator[str]:
    """What `check` refuses as well: words not read again since what they rest on changed."""
    own = edition.policy
    before = {
        str(one.policy.edition): one
        for one in editions
        if one.policy.id == own.id and one.policy.edition < own.edition
    }
    if before and own.status not in {"draft", "superseded"}:
        yield from stale_lines(stale(before[max(before)], edition), edition)
