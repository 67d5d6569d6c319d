"""What counts as a mended spelling."""

import pytest

from articles.medicines import packed_register
from articles.signatures.spelling import GUARDED, is_mended, is_word


def mended(old, new):
    return is_mended(old, new, packed_register().is_medicine_word)


@pytest.mark.parametrize(
    ("old", "new"),
    [("docter", "doctor"), ("ussually", "usually"), ("sudenly", "suddenly"), ("recieve", "receive"),
     ("pharmcist", "pharmacist"), ("anxeity", "anxiety"), ("apointment", "appointment")],
)  # fmt: skip
def test_a_mended_spelling(old, new):
    assert mended(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("hypotention", "hypertension", id="two edits"),
        pytest.param("hypotention", "hypotension", id="a prefix that has an opposite"),
        pytest.param("inefective", "effective", id="the opposite"),
        pytest.param("inefective", "ineffective", id="the opposite of a word"),
        pytest.param("tipical", "typical", id="one letter from its opposite"),
        pytest.param("nto", "not", id="short"),
        pytest.param("docter", "docker", id="not the nearest"),
        pytest.param("causual", "causal", id="two are as near"),
        pytest.param("casual", "causal", id="a word already"),
        pytest.param("doctor", "docter", id="a mistake put in"),
        pytest.param("hydroxizine", "hydralazine", id="another medicine"),
        pytest.param("fluoxetin", "fluoxetine", id="a medicine"),
        pytest.param("prozak", "prozac", id="a trade name"),
        pytest.param("evrey", "every", id="how often"),
        pytest.param("seveb", "seven", id="a number"),
        pytest.param("tabletts", "tablets", id="a unit"),
        pytest.param("nevver", "never", id="a negation"),
        pytest.param("painles", "painless", id="a denial at the end"),
        pytest.param("rigths", "rights", id="one letter from a unit"),
        pytest.param("doctor's", "doctors", id="not only letters"),
        pytest.param("DOCTER", "DOCTOR", id="capitals"),
        pytest.param("zzzzzz", "yyyyyy", id="no words"),
    ],
)
def test_no_mended_spelling(old, new):
    assert not mended(old, new)


def test_the_list_of_medicines_is_asked_about_every_word_around():
    assert is_mended("docter", "doctor", lambda _word: False)
    assert not is_mended("docter", "doctor", lambda word: word == "doctors")


def test_the_dictionary_knows_words_and_no_names():
    assert all(map(is_word, ["doctor", "counselling", "dysphagia"]))
    assert not any(map(is_word, ["docter", "Doctor", "prozac", "doct", ""]))


def test_guarded_words_are_in_small_letters():
    assert all(word.islower() for word in GUARDED if len(word) > 4)
