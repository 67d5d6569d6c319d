"""Grades by the formula, worked out by hand: 0.39 × words per sentence + 11.8 × syllables per word − 15.59."""

import pytest
from django.urls import reverse

from articles import checks
from articles.checks.reading_level import grade, hardest
from articles.models import GlossaryWord

from ..factories import NOW


def test_a_sentence_of_short_words():
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_words_of_the_glossary_lengthen_the_sentence_and_have_no_syllables():
    text = ["The antidepressants sat."]
    assert grade(text, frozenset({"antidepressants"})) == pytest.approx(0.39 * 3 + 11.8 - 15.59)
    assert grade(text) > grade(text, frozenset({"antidepressants"}))


def test_a_text_of_glossary_words_alone_has_no_grade():
    assert grade(["Antidepressants."], frozenset({"antidepressants"})) == 0


def test_the_hardest_sentence_is_found():
    assert hardest(["It is so. Considerable heterogeneity remains. It ends."]) == "Considerable heterogeneity remains"


def test_a_publisher_keeps_the_glossary(desk, publisher, notices):
    data = {"word": "antidepressant", "meaning": "A medicine against depression."}
    assert desk(publisher).post(reverse("admin:articles_glossaryword_add"), data).status_code == 302
    assert checks.context_at(NOW).glossary == {"antidepressant"}


@pytest.mark.parametrize("word", ["Two words", "CAPITALS", "half-word"])
def test_refuses_what_is_not_one_plain_word(desk, publisher, word):
    desk(publisher).post(reverse("admin:articles_glossaryword_add"), {"word": word, "meaning": "Made up."})
    assert not GlossaryWord.objects.exists()


def test_an_author_may_only_read_the_glossary(desk, author):
    client = desk(author)
    assert client.get(reverse("admin:articles_glossaryword_changelist")).status_code == 200
    assert client.get(reverse("admin:articles_glossaryword_add")).status_code == 403
