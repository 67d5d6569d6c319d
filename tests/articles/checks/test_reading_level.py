"""Grades by the formula, worked out by hand: 0.39 × words per sentence + 11.8 × syllables per word − 15.59."""

from dataclasses import replace

import pytest
from django.urls import reverse

from articles import checks
from articles.checks import CHECKS
from articles.checks.reading_level import FEWEST_PAGES, grade, grade_of_pages, hardest, section_grades
from articles.models import GlossaryWord

from ..factories import NOW, make_article, make_document, make_section
from .test_checks import GOOD


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


HARD = "Considerable methodological heterogeneity characterises contemporary psychopharmacological investigations. " * 6


def warned(grade_of_pages):
    document = make_document(sections=[make_section("Part", f"{HARD}[study]")])
    return CHECKS["reading-level"].run(document, replace(GOOD, grade_of_pages=grade_of_pages))


def test_a_section_is_held_against_the_sites_other_pages():
    assert warned(0.0)
    assert warned(10.0)
    assert not warned(90.0)


def test_names_and_links_in_a_list_have_no_grade():
    names = "- Considerable methodological heterogeneity of contemporary investigations\n" * 8
    assert section_grades(make_document(sections=[make_section("Part", f"Words. [study]\n\n{names}")])) == []


@pytest.mark.parametrize(("pages", "is_known"), [(FEWEST_PAGES - 1, False), (FEWEST_PAGES, True)])
def test_the_median_is_that_of_the_newest_pages(db, author, pages, is_known):
    body = f"{'The cat sat on the mat. ' * 6}[study]"
    articles = [make_article(by=author, slug=f"page-{n}", sections=[make_section("A", body)]) for n in range(pages)]
    versions = [article.versions.newest().pk for article in articles]
    assert bool(grade_of_pages(versions, frozenset())) == is_known
    if is_known:
        assert grade_of_pages(versions, frozenset()) == pytest.approx(grade(["The cat sat on the mat."]))
