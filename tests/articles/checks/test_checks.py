"""Every check holds for the pack's live pages, and finds the one thing that a table entry spoils."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from articles import checks
from articles.checks import CHECKS, Level
from articles.checks.findings import Context
from articles.checks.reading_level import grade, syllables
from articles.models import Signature
from articles.schema.definition import blank
from psyweb.content_pack import read_pack
from tests.moments import iso_day

from ..factories import NOW, TODAY, make_document, make_help_line, make_notices, make_section, make_source

CONTENT = Path(__file__).parents[3] / "content"
SIGNED = Signature(name="R. Viewer", role="made-up nurse")
# The pack's poll is loaded before its articles, with a check of its own: tests/psyweb/test_content_pack.py.
NO_POLL = {"poll": ""}
GOOD = Context(
    today=TODAY,
    notices_in_force=frozenset({"disclaimer", "editorial-policy"}),
    has_disclosure=True,
    is_funding_named=True,
    has_verified_help_line=True,
    article_slugs=frozenset(),
    signature=SIGNED,
)


@cache
def live_pages():
    """The last edition of each article of the pack, as its document, and the context of the day of the pack."""
    pack = read_pack(CONTENT)
    slugs = frozenset(article.front.slug for article in pack.articles)
    pages = {}
    images = [image for article in pack.articles for image in article.front.shown]
    library = [{"is_decorative": False, **image.model_dump(), "name": image.name} for image in images]
    for article in pack.articles:
        front = article.front
        picture = {"is_decorative": False, **front.image.model_dump()} if front.image else None
        pages[front.slug] = blank() | {
            **article.content, **NO_POLL, "topics": [front.topic], "picture": picture, "pictures": library
        }  # fmt: skip
    checked = max(page["facts_checked_on"] for page in pages.values())
    statements = frozenset(packed.front.slug for packed in pack.statements)
    return pages, replace(GOOD, today=date.fromisoformat(checked), article_slugs=slugs, statements=statements)


def names(document, context=GOOD, level=None):
    return {found.check for found in checks.review(document, context) if level in {None, found.level}}


@pytest.mark.django_db
@pytest.mark.parametrize("slug", sorted(live_pages()[0]))
def test_the_live_pages_of_the_pack_pass_all_that_blocks(slug):
    pages, context = live_pages()
    assert names(pages[slug], context, Level.BLOCK) == set()


@pytest.mark.django_db
def test_edition_1_of_the_main_article_is_older_than_the_rules():
    pack = read_pack(CONTENT)
    first = next(article for article in pack.articles if article.front.change_class == "carried over")
    assert names(blank() | {**first.content, **NO_POLL}, level=Level.BLOCK) == {
        "review-due-date",
        "treatments-come-with-risks",
        "carries-stopping-antidepressants",
        "carries-under-25-first-weeks",
    }


def section(body, aspect="overview", heading="Part"):
    return [make_section(heading, body, aspect)]


def picture(**fields):
    rights = {"alt": "A tree", "is_decorative": False, "credit": "Somebody", "licence": "CC0-1.0"}
    return {"picture": rights | fields}


HARD = (
    "Notwithstanding considerable heterogeneity, pharmacological interventions demonstrated statistically significant "
    "superiority regarding symptomatology, although methodological limitations necessitate circumspect interpretation "
    "of all aforementioned observations. [study]"
)
SPOILED = [
    ("author-line", {"author": " "}),
    ("headings-are-plain", {"title": "Sleep\u202epills"}),
    ("headings-are-plain", {"sections": [make_section("Pills &amp; more")]}),
    ("picture-is-in-the-library", {"sections": section("![A bench](picture:nowhere)\n\nSaid. [study]")}),
    ("has-a-source", {"sources": []}),
    ("sources-are-complete", {"sources": [make_source(publisher="")]}),
    ("sources-are-complete", {"sources": [make_source(url="")]}),
    ("citations-have-sources", {"sections": section("Said. [study] [nobody]")}),
    ("sources-are-cited", {"sections": section("Said by nobody.")}),
    ("doses-have-a-source-beside-them", {"sections": [make_section("Dose", "Take 10 mg."), make_section()]}),
    ("review-due-date", {"review_due_on": None}),
    ("review-is-not-overdue", {"review_due_on": iso_day(-1)}),
    ("review-is-due-within-a-year", {"facts_checked_on": iso_day(-3), "review_due_on": iso_day(364)}),
    ("facts-were-checked", {"facts_checked_on": None}),
    ("sources-were-read-themselves", {"sources": [make_source(seen="report")]}),
    ("text-keeps-to-the-grammar", {"sections": section("<b>No</b> [study]")}),
    ("summary-is-written", {"summary": " "}),
    ("plain-fields-are-plain", {"key_points": ["A **bold** point."]}),
    ("picture-has-a-text-alternative", picture(alt="")),
    ("text-alternative-says-what-is-shown", picture(alt="photo.jpg")),
    ("picture-has-its-rights", picture(licence="")),
    ("picture-has-its-rights", picture(credit="")),
    ("talk-of-suicide-is-tagged", {"title": "Thoughts of suicide"}),
    ("depression-is-tagged", {"title": "Living with depression"}),
    ("carries-stopping-antidepressants", {"sections": section("Antidepressants exist. [study]")}),
    ("carries-stopping-antidepressants", {"questions": ["Is an SSRI right for me?"]}),
    ("carries-under-25-first-weeks", {"sections": section("Antidepressants exist. [study]")}),
    ("carries-under-25-first-weeks", {"sections": section("SSRIs exist. People under 25 are many. [study]")}),
    ("treatments-come-with-risks", {"sections": section("It works. [study]", "treatments")}),
    ("says-what-happens-without-treatment", {"sections": section("It works. [study]", "treatments")}),
    ("says-what-is-uncertain", {"sections": section("It works. [study]", "treatments")}),
    ("names-more-than-one-treatment", {"sections": section("Take a medicine. [study]", "treatments")}),
    ("statements-are-in-force", {"sections": section("Words. [study]\n\n::: statement nowhere")}),
    ("links-lead-somewhere", {"sections": section("[x](article:nowhere) [study]")}),
    ("reading-level", {"sections": section(f"{HARD} {HARD}")}),
    ("words-without-stigma", {"summary": "For people suffering from it."}),
    ("words-without-stigma", {"title": "The mentally ill"}),
    ("safe-words-about-suicide", {"tags": ["suicide-risk"], "summary": "He committed suicide."}),
]
CLEAN = make_document()
DEAD = frozenset({"https://example.org/dead"})


@pytest.mark.dated
@pytest.mark.parametrize(("check", "fields"), SPOILED, ids=lambda value: value if isinstance(value, str) else "")
def test_a_spoiled_page_is_found(check, fields):
    assert check not in names(CLEAN)
    assert check in names(CLEAN | fields)


WITHOUT = [
    ("disclosure-in-force", {"has_disclosure": False}, {}),
    ("funding-is-named", {"is_funding_named": False}, {}),
    ("disclaimer-in-force", {"notices_in_force": frozenset()}, {}),
    ("help-lines-can-be-shown", {"has_verified_help_line": False}, {"tags": ["depression"]}),
    ("help-lines-can-be-shown", {"has_verified_help_line": False}, {"tags": ["suicide-risk"]}),
    ("reviewed-by-a-clinician", {"signature": None}, {"clinical_reviewer": "A made-up name"}),
    ("links-are-not-dead", {"dead_links": DEAD}, {"sources": [make_source(url="https://example.org/dead")]}),
    ("links-are-not-dead", {"dead_links": DEAD}, {"sections": section("[x](https://example.org/dead) [study]")}),
]


@pytest.mark.parametrize(("check", "missing", "fields"), WITHOUT)
def test_a_site_that_lacks_what_the_page_needs_is_found(check, missing, fields):
    assert check not in names(CLEAN | fields)
    assert check in names(CLEAN | fields, replace(GOOD, **missing))


def test_every_check_has_a_spoiled_page():
    covered = {check for check, _fields in SPOILED} | {check for check, *_rest in WITHOUT}
    own = {name for name, check in CHECKS.items() if check.complaints.__module__.startswith("articles.")}
    assert {name for name in own if CHECKS[name].level != Level.ATTEST} == covered


def test_every_check_names_its_standard():
    assert all(check.standard for check in CHECKS.values())


def test_what_no_program_can_see_is_asked_of_a_person():
    assert names(CLEAN | {"tags": ["depression"]}, level=Level.ATTEST) == {
        "claims-match-their-sources",
        "text-is-balanced",
        "readers-took-part",
        "suicide-is-spoken-of-safely",
    }


@pytest.mark.parametrize("body", ["**Risk:** It can hurt. [study]", "- **Benefit:** x\n- **Risk:** y [study]"])
def test_a_paragraph_that_begins_with_risk_is_enough(body):
    assert "treatments-come-with-risks" not in names(CLEAN | {"sections": section(body, "treatments")})


def test_findings_come_with_what_blocks_first():
    levels = [found.level for found in checks.review(make_document(author="", review_due_on=None), GOOD)]
    assert levels == sorted(levels, key=list(Level).index)


def test_the_context_is_read_from_the_site(db, settings):
    make_notices()
    make_help_line()
    settings.SITE_FACTS = settings.SITE_FACTS | {"funding_statement": "Nobody pays."}
    assert checks.context_at(NOW, signature=SIGNED) == GOOD


def test_a_help_line_that_nobody_verified_does_not_count(db):
    make_help_line(verified_on=None)
    assert not checks.context_at(NOW).has_verified_help_line


@pytest.mark.parametrize(
    ("word", "count"), [("the", 1), ("depression", 3), ("medicine", 3), ("zzyzxes", 2), ("blorple", 2)]
)
def test_syllables_come_from_the_dictionary_or_from_a_guess(word, count):
    assert syllables(word) == count


def test_the_grade_is_flesch_and_kincaids():
    # 2 sentences, 6 words, 6 syllables: 0.39 × 3 + 11.8 × 1 − 15.59.
    assert grade(["The cat sat.", "It did well."]) == pytest.approx(-2.62)


def test_no_words_have_no_grade():
    assert grade(["…"]) == 0.0
