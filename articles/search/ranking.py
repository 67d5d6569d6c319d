"""Rank pages for a question: one pure function for both databases, over the weights that the index has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple

Weights = Mapping[str, float]  # By term: how much a page is about it, or how rare it is.
RARITY_OF_THE_UNKNOWN = 10.0
MOST_RANKED = 100


@dataclass(frozen=True)
class Alternative:
    """Terms that must stand together, and how much they count against the words that were typed."""

    terms: tuple[str, ...]
    worth: float = 1.0


class Way(NamedTuple):
    """An alternative, made ready: its terms, and what the weight of each counts."""

    shares: tuple[tuple[str, float], ...]
    is_typed: bool


class Found(NamedTuple):
    """Of a page for one part: how much of its words it has, how much it is about them, and which way says so."""

    words: float
    score: float
    way: int


@dataclass(frozen=True)
class Part:
    """Some words of the question, and what else says the same. The first alternative is what was typed."""

    words: int
    alternatives: tuple[Alternative, ...]

    def telling(self, rarity: Weights, common: frozenset[str]) -> set[str]:
        """The terms whose pages are looked at: those that were typed, and the rarest of each other alternative.

        Where all typed ones are common, their pages are enough. They are then still scored by the other alternatives.
        """
        typed, *others = self.alternatives
        rarest = {max(asked.terms, key=rarity.__getitem__) for asked in others}
        return {each for each in typed.terms if each in rarity} | (set() if common.issuperset(typed.terms) else rarest)

    def ways(self, rarity: Weights) -> list[Way]:
        """Each part counts as the rarest way to say it, so that these compete by how much a page is about them."""
        sums = [sum(rarity.get(each, 0.0) for each in asked.terms) / len(asked.terms) for asked in self.alternatives]
        return [
            _way(asked, self.words * max(sums), rarity, is_typed=not place)
            for place, asked in enumerate(self.alternatives)
        ]


@dataclass(frozen=True)
class Ranked:
    """A page, how many of the question's words it has, its score, and the alternative that it has of each part."""

    page: int
    words: float
    score: float
    answers: tuple[Alternative, ...]

    @property
    def terms(self) -> frozenset[str]:
        return frozenset(each for asked in self.answers for each in asked.terms)


def rank(parts: Sequence[Part], pages: Mapping[int, Weights], rarity: Weights) -> list[Ranked]:
    """At most MOST_RANKED pages with any of the words: first those with all, then those with most; then by score."""
    ways = [part.ways(rarity) for part in parts]
    sizes = [part.words for part in parts]
    found = []
    for page, weights in pages.items():
        answers = [_best(each, weights) for each in ways]
        words = sum(size * answer.words for size, answer in zip(sizes, answers, strict=True))
        found.append((-round(words, 3), -sum(answer.score for answer in answers), page, answers))
    return [
        Ranked(
            page,
            -words,
            -score,
            tuple(part.alternatives[answer.way] for part, answer in zip(parts, answers, strict=True)),
        )
        for words, score, page, answers in nsmallest(MOST_RANKED, found)
        if words
    ]


def _way(asked: Alternative, importance: float, rarity: Weights, *, is_typed: bool) -> Way:
    rarities = [rarity.get(each, RARITY_OF_THE_UNKNOWN) for each in asked.terms]
    one = asked.worth * importance / sum(rarities)
    return Way(tuple((each, one * rare) for each, rare in zip(asked.terms, rarities, strict=True)), is_typed)


def _best(ways: list[Way], weights: Weights) -> Found:
    """The hot loop of search: plain variables, because generators and tuples take several times as long."""
    best_words, best_score, best_way = 0.0, 0.0, 0
    for place, (shares, is_typed) in enumerate(ways):
        number, score = 0, 0.0
        for term, share in shares:
            if term in weights:
                number += 1
                score += weights[term] * share
        if number == len(shares) or (is_typed and number):
            words = number / len(shares)
            if words > best_words or (words == best_words and score > best_score):
                best_words, best_score, best_way = words, score, place
    return Found(best_words, best_score, best_way)
