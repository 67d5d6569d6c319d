"""Recognise a question that may mean danger, by the list in danger.txt, whose head describes its lines.

The page widens the strip of help lines to the full block then. Nothing that is promised rests on it: the strip stands
on every search page (docs/decisions/search-in-the-database.md).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

from .folding import UNSPACED, parts, term, terms_of_part

FILE = Path(__file__).parent / "danger.txt"
ONLY, HARMLESS, WITH_A_SLIP, OR = "only:", "not:", "~", "/"
WORDS_BETWEEN = 2
LONGER = {
    "wanna": "want to", "gonna": "going to", "gotta": "got to", "lemme": "let me", "cannot": "cant", "noone": "nobody",
    "im": "i am", "ive": "i have", "u": "you", "ur": "your", "whats": "what is",
}  # fmt: skip
SHORTER = {
    ("do", "not"): "dont", ("does", "not"): "doesnt", ("did", "not"): "didnt", ("can", "not"): "cant",
    ("could", "not"): "couldnt", ("would", "not"): "wouldnt", ("should", "not"): "shouldnt", ("will", "not"): "wont",
    ("is", "not"): "isnt", ("no", "one"): "nobody", ("any", "more"): "anymore",
}  # fmt: skip
Choice = frozenset[str]  # Stems of words that may take one another's place.


@dataclass(frozen=True)
class Phrase:
    choices: tuple[Choice, ...]
    is_whole: bool


@dataclass(frozen=True)
class Dangers:
    """The phrases of the list. A question that holds one, harmless ones left out, may mean danger."""

    phrases: dict[str, list[Phrase]]  # By each stem that may begin them.
    harmless: dict[str, list[Phrase]]
    words_with_a_slip: Choice  # As the list writes them.
    with_a_slip: dict[str, str]  # The stem of each; also by the whole word, whose ending a slip may keep.

    def named_by(self, question: str) -> bool:
        words = [self._known(stem) for choice in _choices(parts(question)) for stem in choice]
        for phrase in self._begun_by(words, self.harmless):
            places = _places(phrase, words)
            words = [word for place, word in enumerate(words) if place not in places]
        return any(_places(phrase, words) for phrase in self._begun_by(words, self.phrases))

    def meant_by(self, stem: str) -> str:
        """The word of danger that this stem is a slip of, or ""."""
        slips = (meant for form, meant in self.with_a_slip.items() if OSA.distance(stem, form, score_cutoff=1) == 1)
        return "" if stem in self.with_a_slip else next(slips, "")

    @staticmethod
    def _begun_by(words: list[str], phrases: dict[str, list[Phrase]]) -> list[Phrase]:
        return [phrase for word in dict.fromkeys(words) for phrase in phrases.get(word, ())]

    def _known(self, stem: str) -> str:
        is_harmless = any(len(phrase.choices) == 1 for phrase in self.harmless.get(stem, ()))
        return stem if is_harmless else self.meant_by(stem) or stem


@cache
def dangers() -> Dangers:
    lines = [line.strip() for line in FILE.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    words = [word for line in lines for choice in line.split() for word in choice.split(OR)]
    slipping = {word.removesuffix(WITH_A_SLIP) for word in words if word.endswith(WITH_A_SLIP)}
    return Dangers(
        phrases=_by_beginning(line for line in lines if not line.startswith(HARMLESS)),
        harmless=_by_beginning(line.removeprefix(HARMLESS) for line in lines if line.startswith(HARMLESS)),
        words_with_a_slip=frozenset(slipping),
        with_a_slip={form: term(word) for word in slipping for form in (term(word), word, word.removesuffix("e"))},
    )


def speaks_of_danger(question: str) -> bool:
    return dangers().named_by(question)


def _by_beginning(lines: Iterable[str]) -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for line in lines:
        phrase = Phrase(tuple(_choices(line.removeprefix(ONLY).split())), line.startswith(ONLY))
        for stem in phrase.choices[0]:
            found.setdefault(stem, []).append(phrase)
    return found


def _choices(words: Iterable[str]) -> Iterator[Choice]:
    """The words as stems, in one form of what has two: “do not” is “dont”, “wanna” is “want to”.

    A word of a script without spaces, which may be a sentence, is its pairs of letters.
    """
    joined: list[str] = []
    longer = (each for written in words for each in LONGER.get(written, written).split())
    for word in (piece for each in longer for piece in (terms_of_part(each) if UNSPACED.search(each) else (each,))):
        short = SHORTER.get((joined[-1], word)) if joined else None
        joined[-1 if short else len(joined) :] = [short or word]
    yield from (frozenset(term(part) for word in choice.split(OR) for part in parts(word)) for choice in joined)


def _places(phrase: Phrase, words: list[str]) -> list[int]:
    """Where the words of the phrase stand, in order and near each other; empty where they don't."""
    if any(choice.isdisjoint(words) for choice in phrase.choices):
        return []
    if phrase.is_whole and len(words) != len(phrase.choices):
        return []
    starts = (place for place, word in enumerate(words) if word in phrase.choices[0])
    return next((found for start in starts if (found := _from(phrase, words, start))), [])


def _from(phrase: Phrase, words: list[str], start: int) -> list[int]:
    places = [start]
    for choice in phrase.choices[1:]:
        after = range(places[-1] + 1, min(places[-1] + 2 + WORDS_BETWEEN, len(words)))
        place = next((place for place in after if words[place] in choice), None)
        if place is None:
            return []
        places.append(place)
    return places
