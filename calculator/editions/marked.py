"""Two texts side by side, with what differs marked."""

from difflib import SequenceMatcher

type Pieces = tuple[tuple[bool, str], ...]
"""Pieces of a text in order: whether this piece differs, and its words."""

# What is common but shorter would only scatter the marks.
SHORTEST_COMMON = 3
# Beyond this, comparing letter by letter takes too long.
LONGEST = 4000


def marked(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces; joined, each side's pieces are its text.

    >>> marked("每年报一次", "每年报两次")[1]
    ((False, '每年报'), (True, '两'), (False, '次'))
    """
    if not old or not new or max(len(old), len(new)) > LONGEST:
        return _whole(old), _whole(new)
    before: list[tuple[bool, str]] = []
    after: list[tuple[bool, str]] = []
    at_old = at_new = 0
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        at_start = block.a == block.b == 0
        at_end = (block.a + block.size, block.b + block.size) == (len(old), len(new))
        if block.size < SHORTEST_COMMON and not (at_start or at_end):
            continue
        _add(before, True, old[at_old : block.a])
        _add(after, True, new[at_new : block.b])
        at_old, at_new = block.a + block.size, block.b + block.size
        _add(before, False, old[block.a : at_old])
        _add(after, False, new[block.b : at_new])
    return tuple(before), tuple(after)


def _add(pieces: list[tuple[bool, str]], differs: bool, words: str) -> None:
    if words:
        pieces.append((differs, words))


def _whole(text: str) -> Pieces:
    return ((True, text),) if text else ()
