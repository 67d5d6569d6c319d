"""How one list became another, in bounded time: difflib's matcher takes the square of what it is given, or worse."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile

MOST_PAIRS = 250_000  # 500 words that differ against 500: some hundredths of a second.

Opcode = tuple[str, int, int, int, int]


def opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """As SequenceMatcher.get_opcodes. Where too much differs, all between the first and last change was replaced."""
    head = _alike(zip(old, new, strict=False))
    tail = _alike(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    end, new_end = len(old) - tail, len(new) - tail
    found: list[Opcode] = [("equal", 0, head, 0, head)]
    if (end - head) * (new_end - head) > MOST_PAIRS:
        found.append(("replace", head, end, head, new_end))
    else:
        matcher = SequenceMatcher(None, old[head:end], new[head:new_end], autojunk=False)
        found += [(tag, *(place + head for place in places)) for tag, *places in matcher.get_opcodes()]  # type: ignore[misc]
    found.append(("equal", end, len(old), new_end, len(new)))
    return [one for one in found if one[1] < one[2] or one[3] < one[4]]


def _alike(pairs) -> int:
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
