"""What stands between an edition and its readers: marks of a draft, dates, other open editions."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from calculator.loading import hints
from calculator.loading.merge import Body
from calculator.loading.place import Place, Problem
from calculator.loading.types.site import Policy

TO_CHECK = "# 待核对"
DRAFT_NOTE = "这是从上一版复制的草稿，尚未逐条核对，不能作为依据。"
_MARK = re.compile(r"#\s*待核对")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def check_editions(bodies: Iterable[Body]) -> Iterator[Problem]:
    """Report what must not be published: in each edition, and between those of one policy."""
    published: dict[str, list[Policy]] = defaultdict(list)
    for body in bodies:
        if body.policy is not None and body.policy.status != "draft":
            published[str(body.policy.id)].append(body.policy)
            for place in marks(body):
                yield Problem(place, f"这一行还标着“{TO_CHECK}”：核对以后删去标记，才能发布")
            note = body.policy.status_note
            if note is not None and note.strip() == DRAFT_NOTE:
                yield Problem(note.place, "status_note 还是草稿的说明，请改写或者删去")
            yield from _check_checked(body, body.policy)
    for editions in published.values():
        *older, newest = sorted(editions, key=lambda one: str(one.edition))
        if newest.status == "superseded":
            message = (
                f"没有比 {newest.edition} 更新的已发布的版本，它没有被取代：还有效的写 open，"
                "申请已结束的写 closed；新的一年发布以后再写 superseded"
            )
            yield Problem(newest.place, message)
        for policy in (one for one in older if one.status != "superseded"):
            message = (
                f"{newest.edition} 已经发布，{policy.edition} 的 status 应当改成 superseded"
                f"（现在是 {policy.status}）"
            )
            yield Problem(policy.place, message)


def marks(body: Body) -> Iterator[Place]:
    """Where something is still to be looked at."""
    for file, lines in body.lines.items():
        for number, line in enumerate(lines, 1):
            if found := _MARK.search(line):
                yield Place(file, number, found.start() + 1)


def _check_checked(body: Body, policy: Policy) -> Iterator[Problem]:
    """The day on which the sources were looked at: there, a day, and not before they were."""
    if policy.checked is None:
        message = "还没有写 checked（最近核对来源的日期，例如 2031-02-01），写了才能发布"
        yield Problem(policy.place, message)
        return
    if not _is_day(policy.checked):
        said = hints.SMART_MESSAGE if hints.smart_quotes(policy.checked) else ""
        message = said or (
            f"checked 应当是日期，写成 2031-02-01 的样子，写的却是“{policy.checked}”"
        )
        yield Problem(policy.checked.place, message)
        return
    later = [one for one in body.documents if one.issued and _is_day(one.issued)]
    for document in later:
        if str(document.issued) > str(policy.checked):
            message = (
                f"checked 是 {policy.checked}，早于“{document.id}”的发文日期 {document.issued}，"
                "两个日期里有一个不对"
            )
            yield Problem(policy.checked.place, message)


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return bool(_DAY.fullmatch(text))
