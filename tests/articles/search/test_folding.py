"""Pages and questions are folded by one function: each pair below is a word on a page, and the word that is typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.folding import folded, parts, term, terms_of_word, words_in, words_with
from articles.search.results import search

from ..public_pages import make_public_edition

# What stands on the page, and what somebody types.
PAIRS = {
    "soft hyphens": ("medi\u00adcine", "medicine"),
    "a zero-width space": ("medi\u200bcine", "medicine"),
    "a word joiner": ("medi\u2060cine", "medicine"),
    "a ligature": ("ef\ufb01cacy", "efficacy"),
    "a ligature of three": ("di\ufb03culty", "difficulty"),
    "full width": ("ＥＣＴ", "ect"),
    "accents": ("naïveté", "naivete"),
    "accents apart": ("depresio\u0301n", "depresión"),
    "accents joined": ("depresión", "depresio\u0301n"),
    "capitals": ("LITHIUM", "lithium"),
    "sharp s": ("Straße", "STRASSE"),
    "letters without a decomposition": ("Sørensen", "sorensen"),
    "dotless i": ("ışık", "isik"),
    "a hyphen": ("anti-depressants", "antidepressants"),
    "a hyphen that is typed": ("antidepressants", "anti-depressants"),
    "a space": ("antidepressants", "anti depressants"),
    "a hyphen for a space": ("anti-depressants", "anti depressants"),
    "another hyphen": ("anti\u2011depressants", "anti-depressants"),
    "a hyphen and a line's soft end": ("anti-\u00addepressants", "antidepressants"),
    "an apostrophe": ("can’t-do", "cant-do"),
    "a straight apostrophe": ("Alzheimer's", "alzheimers"),
    "a digit joined to a unit": ("20mg", "20 mg"),
    "a unit apart": ("20 mg", "20mg"),
    "British": ("diarrhoea", "diarrhea"),
    "American": ("behavior", "behaviour"),
    "British verbs": ("organised", "organized"),
    "endings": ("therapies", "therapy"),
    "Cyrillic": ("Тревожный", "тревожный"),
    "Cyrillic apart": ("тревожны\u0438\u0306", "тревожный"),
    "Cyrillic yo": ("ребёнок", "ребенок"),
    "Greek": ("κατάθλιψη", "ΚΑΤΑΘΛΙΨΗ"),
    "Greek final sigma": ("φόβος", "ΦΟΒΟΣ"),
    "Arabic hamza": ("أرق", "ارق"),
    "Arabic vowels": ("اِكْتِئَاب", "اكتئاب"),
    "Hebrew points": ("דִּכָּאוֹן", "דכאון"),
    "Korean": ("우울증", "우울증"),
    "Korean apart": (unicodedata.normalize("NFD", "우울증"), "우울증"),
    "Korean with an ending": ("우울증은", "우울증"),
    "voiced kana": ("がん", "か\u3099ん"),
    "half-width kana": ("ﾊﾟﾆｯｸ", "パニック"),
    "Japanese in a sentence": ("うつ病の治療について", "治療"),
    "Chinese in a sentence": ("抑郁症的治疗方法", "抑郁症"),
    "Hindi": ("अवसाद", "अवसाद"),
    "Thai in a sentence": ("โรคซึมเศร้าคืออะไร", "ซึมเศร้า"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("on_the_page", "typed"), PAIRS.values(), ids=PAIRS)
def test_the_page_is_found_and_its_word_marked(on_the_page, typed):
    # Titles of their own, without the number that the factory gives: it could be the one that is looked for.
    edition = make_public_edition(title="One", slug="one", summary=f"Made up: {on_the_page} stands here.")
    make_public_edition(title="Other", slug="other", summary="Made up: the other page.")
    (hit,) = search(typed).hits
    assert hit.edition == edition
    marked = "".join(words for words, is_match in hit.fragments if is_match)
    assert marked
    assert marked in on_the_page.replace(" ", "")


@pytest.mark.parametrize("word", ["चाहती", "আত্মহত্যা", "depresio\u0301"])
def test_an_invisible_mark_takes_no_letter_away(word):
    assert parts("\u200b".join(word)) == parts(word)


def test_voiced_kana_are_other_letters():
    assert terms_of_word("がん") != terms_of_word("かん")


def test_a_hyphen_gives_the_parts_and_the_whole():
    assert set(terms_of_word("anti-depressants")) == {"anti", "depress", "antidepress"}
    assert parts("Anti-depressants, 20mg!") == ["anti", "depressants", "20", "mg"]


def test_quotation_marks_and_dashes_end_words():
    assert parts("“a” 'b'—c … d/e f_g") == ["a", "b", "c", "d", "e", "f", "g"]


@given(st.text())
def test_to_fold_twice_is_to_fold_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet=st.characters(categories=["L", "M", "N"]), max_size=40))
def test_normal_forms_are_one(text):
    folds = {folded(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert len(folds) == 1


@given(st.text())
def test_places_are_those_of_the_text(text):
    assert all(terms_of_word(text[word.start : word.end]) == word.terms for word in words_in(text))


@given(
    st.text(alphabet="aAbé-2ÉйßがΣσς\u0301\u00ad ", max_size=60), st.sampled_from(["a", "e", "b", "2", "ss", "が", "σ"])
)
def test_a_quick_look_finds_every_word_that_has_the_term(text, wanted):
    found = list(words_with(text, {wanted}))
    every = [word for word in words_in(text) if wanted in word.terms]
    assert [word for word in every if not any(word.start <= other.start < word.end for other in found)] == []


@pytest.mark.parametrize(
    "text", ["a" * 50_000, "a-" * 50_000, "a\u0301" * 50_000, "'" * 50_000, "\u00ad" * 50_000, "漢" * 50_000]
)
def test_hostile_texts_take_linear_time(text):
    assert len(list(words_in(text))) <= 1


def test_a_term_has_a_longest_length():
    assert len(term("x" * 1_000)) == 64
