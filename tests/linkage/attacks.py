"""From what is tied to a mark to the answers: open it with a key, or guess it from what other votes taught."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from .found import CIPHER, MASK_LENGTH, Ties

FEWEST = 4
LONGEST = 800  # Bytes of what is tied to a mark that are looked at one by one.


def opened(ties: Ties, keys: Sequence[bytes], truth: Mapping[bytes, bytes]) -> int:
    """Whose answers the keys tell: how many."""
    boxes = [SealedBox(PrivateKey(key)) for key in keys]
    return sum(_open(cipher, boxes) == truth.get(mark) for mark, cipher in ties.items() if len(cipher) == CIPHER)


def _open(cipher: bytes, boxes: Sequence[SealedBox]) -> bytes | None:
    for box in boxes:
        try:
            return box.decrypt(cipher)[-MASK_LENGTH:]
        except CryptoError:
            continue
    return None


def guessed(ties: Ties, truth: Mapping[bytes, Hashable]) -> int:
    """How many answers are guessed by who knows every second voter's, and learns from them what to look at.

    From each half the length, or the one byte, that tells most of its answers is taken, and tried on the other half.
    """
    marks = [mark for mark in truth if mark in ties]
    if len(marks) < FEWEST:
        return 0
    halves = marks[::2], marks[1::2]
    return sum(_right(ties, truth, *pair) for pair in (halves, halves[::-1]))


def _right(ties: Ties, truth: Mapping[bytes, Hashable], known: Sequence[bytes], others: Sequence[bytes]) -> int:
    usual = Counter(truth[mark] for mark in known).most_common(1)[0][0]
    looks = range(-1, min(LONGEST, max(len(ties[mark]) for mark in known)))
    best = max((_learn(ties, truth, known, look) for look in looks), key=lambda lesson: lesson[0])
    _, look, says = best
    return sum(says.get(_at(ties[mark], look), usual) == truth[mark] for mark in others)


def _learn(ties: Ties, truth: Mapping[bytes, Hashable], known: Sequence[bytes], look: int) -> tuple[int, int, dict]:
    seen: defaultdict[int, Counter[Hashable]] = defaultdict(Counter)
    for mark in known:
        seen[_at(ties[mark], look)][truth[mark]] += 1
    says = {value: codes.most_common(1)[0] for value, codes in seen.items()}
    # Each value costs one, or who saw a value once would seem to know it.
    worth = sum(number - 1 for _, number in says.values())
    return worth, look, {value: code for value, (code, _) in says.items()}


def _at(beside: bytes, look: int) -> int:
    if look < 0:
        return len(beside)
    return beside[look] if look < len(beside) else -1
