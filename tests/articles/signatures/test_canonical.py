"""The canonical form of plain text: one table for each kind of harmless difference."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.medicines import packed_register
from articles.signatures.canonical import CONTRACTIONS, NUMBER_WORDS, SPELLINGS, UNITS, canonical, table

SAME = {
    "white space": ["Take it  now.", "Take it\u00a0now.", "Take it\n\tnow."],
    "soft hyphens": ["medi\u00adcine", "medi\u200bcine", "medicine"],
    "ligatures": ["diﬃcult", "difficult"],
    "normal forms": ["cafe\u0301", "café"],
    "quotation marks": ["a “word” isn’t", 'a "word" isn\'t', "a „word‟ isn‛t"],
    "dashes": ["a word – another", "a word - another", "a word—another", "a word -- another"],
    "hyphens": ["long-term", "long\u2010term", "long\u2011term"],
    "contractions": ["Don't worry", "Do not worry"],
    "spelling": ["Behaviour", "Behavior"],
    "number": ["1,000.50 mg", "1000.5 mg", "1000.500 mg"],
    "number in words": ["twenty-five people", "25 people"],
    "half": ["½ tablet", "1/2 tablet", "half a tablet", "0.5 tablet", ".5 tablet"],
    "one and a half": ["1½ tablets", "1 1/2 tablets", "one and a half tablets", "1.5 tablets"],
    "thirds": ["⅔ of people", "2/3 of people", "two thirds of people"],
    "hundreds": ["one in a hundred", "1 in 100", "one in one hundred"],
    "unit": ["5 mg", "5mg", "5-mg", "5 milligrams"],
    "micrograms": ["5 mcg", "5 µg", "5 μg", "5 micrograms"],
    "rate": ["5 mg/kg/day", "5 mg per kg per day", "5 mg/kg a day", "5 mg/kg daily"],
    "percent": ["5%", "5 %", "5 percent", "5 per cent"],
    "range": ["20–40 mg", "20-40 mg", "20 to 40 mg", "20 mg to 40 mg", "twenty to forty mg"],
    "frequency": ["twice daily", "twice a day", "2 times a day", "two times per day", "twice each day"],
    "once": ["once weekly", "once a week", "one time per week"],
    "date": ["5 March 2019", "March 5, 2019", "5th March 2019", "Mar 5 2019", "2019-03-05"],
    "a compound": ["two-week", "2-week", "2 week", "2 weeks"],
}
DIFFERENT = {
    "joined digits": ["2040", "20–40", "20 40", "20, 40"],
    "a point": ["0.5", "05", "5", "0 .5", "0. 5"],
    "powers": ["10⁹", "109", "10 9", "10⁶"],
    "capitals": ["4g", "4G"],
    "names of a thing": ["US", "us", "Us"],
    "joined words": ["can not", "cannot"],
    "apostrophe": ["its", "it's"],
    "sign": ["5 degrees", "-5 degrees"],
    "other digits": ["5", "٥", "５", "⁵"],
    "a look-alike": ["cat", "c\u0430t"],
    "a mark of direction": ["12 mg", "\u202e12 mg"],
    "a telephone": ["988-1234", "988 to 1234"],
    "a soft hyphen at a digit": ["20mg", "20\u00admg"],
    "a chain": ["4-7-8", "4 to 7-8", "4-7 to 8"],
    "a ratio": ["120/80", "1.5", "120–80"],
    "days": ["2/4", "1/2"],
    "order": ["05/03/2019", "03/05/2019", "5 March 2019", "3 May 2019"],
    "pronoun": ["no one", "no 1"],
    "marks": ["(one)", "one", "one.", "one?"],
}


@pytest.mark.parametrize("texts", SAME.values(), ids=SAME)
def test_one_writing_is_as_good_as_another(texts):
    assert len({canonical(text) for text in texts}) == 1


@pytest.mark.parametrize("texts", DIFFERENT.values(), ids=DIFFERENT)
def test_what_may_mean_something_else_stays_apart(texts):
    assert len({canonical(text) for text in texts}) == len(texts)


PIECES = [*NUMBER_WORDS, *UNITS, *CONTRACTIONS, *SPELLINGS, "a", "of", "per", "to", "and", "half", "once", "twice",
          "daily", "every", "day", "5", "20", "1,000", "0.5", "½", "1/2", "20–40", "March", "2019",
          "“", "”", ".", ","]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))
def test_the_canonical_form_is_its_own(text):
    form = canonical(text)
    assert canonical(" ".join(form)) == form


@pytest.mark.parametrize(
    "part", ["1,1", "1 mg ", "a-", "1.1.", "20 to ", "20-", "/ day ", "½", "1⁹", "a hundred ", "— "]
)
def test_time_is_linear(part):
    """Four times as much takes about four times as long; the square would be sixteen."""

    def seconds(length):
        texts = [part * (length // len(part)) + str(run) for run in range(2)]
        return min(_time(text) for text in texts)

    assert seconds(24_000) / seconds(6_000) < 9


def _time(text):
    start = time.process_time()
    canonical(text)
    return time.process_time() - start


@pytest.mark.parametrize("words", [*SPELLINGS, *SPELLINGS.values()])
def test_no_pair_of_spellings_is_a_medicine_or_a_quantity(words):
    assert not packed_register().is_medicine_word(words)
    assert words not in UNITS.keys() | NUMBER_WORDS.keys()


@pytest.mark.parametrize("file", ["contractions.txt", "spellings.txt", "units.txt"])
def test_no_word_stands_twice_in_a_table(file):
    words = [line[0] if file == "contractions.txt" else word for line in table(file) for word in line]
    written = words if file == "units.txt" else [line[0] for line in table(file)]
    assert len(written) == len(set(written))


def test_spellings_are_of_one_letter_case():
    assert all(re.fullmatch("[a-z]+", word) for pair in table("spellings.txt") for word in pair)
