"""Read a question: its words, and the parts that a page is scored by."""

import unicodedata
from collections.abc import Iterable

from ..markdown.unicode_safety import INVISIBLE
from .folding import term
from .meaning import MOST_WORDS_OF_A_NAME, keywords, other_names, typed
from .ranking import Alternative, Part

LONGEST_QUERY = 200  # Characters; the rest is ignored.
MOST_WORDS = 12
WORTH_OF_A_COMPLETION = 0.9
MOST_OTHER_NAMES = 8


def shown(text: str) -> str:
    """The question to show on the page: without control and invisible characters, at most LONGEST_QUERY long."""
    kept = (" " if unicodedata.category(one)[0] == "C" else one for one in text[:LONGEST_QUERY].translate(INVISIBLE))
    return " ".join("".join(kept).split())


def words_of(text: str) -> list[str]:
    """At most MOST_WORDS folded keywords, each once, in order. Where there are only stop words, those."""
    return list(dict.fromkeys(keywords(shown(text))))[:MOST_WORDS]


def possible_terms(words: list[str]) -> list[str]:
    """All terms that parts_of may ask for: first those that were typed, then those worth most."""
    names = [
        name
        for place in range(len(words))
        for size in range(1, MOST_WORDS_OF_A_NAME + 1)
        if len(some := words[place : place + size]) == size
        for name in [*_joined(some), *other_names(some)]
    ]
    asked = [typed(words), *sorted(names, key=lambda name: -name.worth)]
    return [each for alternative in asked for each in alternative.terms]


def parts_of(words: list[str], known: frozenset[str], completions: Iterable[str] = ()) -> list[Part]:
    """The question's words in order, those that belong together as one part.

    `known` are the terms that pages have: they tell which words to join. `completions`: terms of the last word.
    """
    completed = [Alternative((each,), WORTH_OF_A_COMPLETION) for each in completions if each in known]
    parts: list[Part] = []
    while words:
        size, others = _longest_name(words, known)
        parts.append(Part(size, (typed(words[:size]), *others, *(completed if size == len(words) else []))))
        words = words[size:]
    return parts


def _longest_name(words: list[str], known: frozenset[str]) -> tuple[int, list[Alternative]]:
    """How many of the first words belong together, and what else says the same: the words joined, other names."""
    for size in range(min(MOST_WORDS_OF_A_NAME, len(words)), 1, -1):
        if others := _known(words[:size], known):
            return size, others
    return 1, _known(words[:1], known)


def _known(words: list[str], known: frozenset[str]) -> list[Alternative]:
    """What pages have. A name that only adds words to those that were typed is found by these."""
    asked = set(typed(words).terms)
    names = {name.terms: name for name in reversed([*_joined(words), *other_names(words)])}  # The first of each.
    found = [name for name in names.values() if known.issuperset(name.terms) and not asked < set(name.terms)]
    return found[::-1][:MOST_OTHER_NAMES]


def _joined(words: list[str]) -> list[Alternative]:
    """Two words as one: pages may write “antidepressants” for “anti depressants”."""
    return [Alternative((term("".join(words)),))] if len(words) == 2 else []


def splits(word: str, *, shortest: int = 3) -> list[tuple[str, str]]:
    """The two words that somebody may have joined: “self”, “harm” for “selfharm”."""
    return [(word[:place], word[place:]) for place in range(shortest, len(word) - shortest + 1)]
