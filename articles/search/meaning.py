"""Find what else says the same as some words of a question: other names, medicines, slips of words of danger."""

from functools import cache
from pathlib import Path

from ..medicines import register
from .dangers import dangers
from .folding import STOP_WORDS, parts, term, terms_of_part
from .ranking import Alternative

FILE = Path(__file__).with_name("same_meaning.txt")
MOST_WORDS_OF_A_NAME = 5
MOST_WORDS_OF_A_MEDICINE = 3
WORTH_OF_ANOTHER_NAME, WORTH_OF_A_SLIP = 0.85, 0.95
WORTH_OF_A_BROADER_NAME = (
    0.9  # Of a medicine's substance, against its trade name; then of each class, the closest first.
)


def keywords(text: str) -> list[str]:
    """The folded words of a text without stop words; where there are no others, those."""
    words = parts(text)
    return [word for word in words if word not in STOP_WORDS] or words


def typed(words: list[str]) -> Alternative:
    return Alternative(tuple(each for word in words for each in terms_of_part(word)))


def other_names(words: list[str]) -> list[Alternative]:
    """What is also found for just these words, those worth most first."""
    found = [Alternative(names, WORTH_OF_ANOTHER_NAME) for names in _same_meaning().get(_key(words), ())]
    names = enumerate(_of_a_medicine(words), start=1)
    found += [Alternative(typed(name).terms, WORTH_OF_A_BROADER_NAME**place) for place, name in names]
    if len(words) == 1 and (meant := dangers().meant_by(term(words[0]))):
        found.append(Alternative((meant,), WORTH_OF_A_SLIP))
    return found


def _of_a_medicine(words: list[str]) -> list[list[str]]:
    """For words that are just the name of a medicine or of a class: its substance, then its classes' names."""
    name = "-".join(words)
    found = register().mentions(name) if len(words) <= MOST_WORDS_OF_A_MEDICINE else []
    is_just_a_name = [(mention.start, mention.end) for mention in found] == [(0, len(name))]
    return register().search_terms(words) if is_just_a_name else []


def _key(words: list[str]) -> str:
    """One for "post partum", "post-partum" and "postpartum"."""
    return term("".join(words))


@cache
def _same_meaning() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Key of some words -> the terms of each of the others in their group."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        group = [keywords(name) for name in line.split("=")] if line and not line.startswith("#") else []
        for name in group:
            others = (typed(other).terms for other in group if _key(other) != _key(name))
            found[_key(name)] = tuple(dict.fromkeys((*found.get(_key(name), ()), *others)))
    return found
