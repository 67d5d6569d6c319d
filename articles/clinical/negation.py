"""Find sentences that gained or lost a negation and are otherwise the same."""

import re
from collections.abc import Iterable, Iterator

from .warnings import SENTENCE_END, words_of

DENIES = {"not", "no", "never", "cannot", "without"}
SHORT = {"cannot": "can", "can't": "can", "won't": "will", "shan't": "shall", "without": "with"}
LEFT_OUT = {"not", "no", "never", "longer", "do", "does", "did"}  # “It works” is “it does not work” without its “not”.
ENDING = re.compile(r"(?<=\w{3})(?:s|es|ed)$")


def turned_round(old: Iterable[str], new: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(sentence of old blocks, sentence of new ones) of which one says what the other denies. Linear in their words."""
    before, after = _sentences(old), _sentences(new)
    gone = {_core(words): (words, shown) for words, shown in before.items() if words not in after}
    for words, shown in after.items():
        was = gone.get(_core(words)) if words not in before else None
        if was and _denies(was[0]) != _denies(words):
            yield was[1], shown


def _sentences(blocks: Iterable[str]) -> dict[str, str]:
    """As compared → as shown."""
    found = (sentence for block in blocks for sentence in SENTENCE_END.split(block))
    return {words_of(sentence): sentence for sentence in found}


def _denies(words: str) -> bool:
    return any(word in DENIES or word.endswith("n't") for word in words.split())


def _core(words: str) -> tuple[str, ...]:
    plain = (SHORT.get(word, word.removesuffix("n't")) for word in words.split())
    return tuple(ENDING.sub("", word) for word in plain if word not in LEFT_OUT)
