"""Correct one mistyped word of a question, and complete one that is unfinished."""

from collections.abc import Iterator
from datetime import datetime

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from ..medicines import register
from ..models import SearchWord
from .dangers import dangers
from .folding import term
from .lookup import Counts, counts_of
from .question import splits

SHORTEST_CORRECTED = 4  # Letters.
SHORTEST_BEGINNING = 3
MOST_COMPLETIONS = 8
MOST_NEAR = 12
LONGEST_WITH_ONE_SLIP, LONGEST_WITH_TWO = 5, 10  # Letters; a longer word may have three.


def completions(word: str) -> tuple[str, ...]:
    """Terms of words that begin with the word's stem. One query."""
    stem = term(word)
    if len(stem) < SHORTEST_BEGINNING:
        return ()
    longer = SearchWord.objects.filter(first_letter=stem[0], term__startswith=stem)
    return tuple(longer.order_by("length", "word").values_list("term", flat=True)[:MOST_COMPLETIONS])


def corrected(words: list[str], unknown: list[str], at: datetime) -> list[str]:
    """The words with the best correction of one that no page has; the same words where there is none.

    Fewest slips first; of these a word of danger or a medicine's, then the word that most pages have. At most five
    queries.
    """
    wrong = [word for word in unknown if _may_be_corrected(word)]
    near = {word: list(_near(word)) for word in wrong}
    counts = counts_of([term(each) for found in near.values() for _, meant in found for each in meant], at)
    rated = [(*_rating(slips, meant, counts), word, meant) for word, found in near.items() for slips, meant in found]
    known = [each for each in rated if each[2]]
    if not known:
        return words
    *_, word, meant = min(known)
    return [each for one in words for each in (meant if one == word else [one])]


def _rating(slips: int, meant: list[str], counts: Counts) -> tuple[int, bool, int]:
    """Slips, whether it is a common word, and minus the pages: 0 for what neither a page nor a list knows."""
    is_preferred = all(register().is_medicine_word(each) or term(each) in dangers().with_a_slip for each in meant)
    return slips, not is_preferred, -min(counts.of.get(term(each), 0) for each in meant) - is_preferred


def _may_be_corrected(word: str) -> bool:
    return len(word) >= SHORTEST_CORRECTED and not word.isdigit() and not register().is_medicine_word(word)


def _near(word: str) -> Iterator[tuple[int, list[str]]]:
    """(slips, the words that may be meant): of the index, of the medicines, of danger; and the word in two."""
    most = 1 if len(word) <= LONGEST_WITH_ONE_SLIP else 2 if len(word) <= LONGEST_WITH_TWO else 3
    listed = [*register().words, *dangers().words_with_a_slip]
    alike = SearchWord.objects.filter(length__range=(len(word) - most, len(word) + most)).values_list("word", flat=True)
    for some in (alike.filter(first_letter=word[0]), alike):  # Few slips are in the first letter.
        found = extract(word, [*some, *listed], scorer=OSA.distance, score_cutoff=most, limit=MOST_NEAR)
        if found:
            break
    yield from ((slips, [other]) for other, slips, _ in found if other != word)
    yield from ((1, list(pair)) for pair in splits(word))
