"""What the first content says of dangers, and how easily it reads. Facts and their sources stand in content/."""

import hashlib
import math
import re
from pathlib import Path

import pytest

from articles.checks.reading_level import SENTENCE_END, WORD, grade, syllables
from articles.markdown import rendering, words
from psyweb.content_pack import read_pack

CONTENT = Path(__file__).parents[2] / "content"
MEDICINES, MAIN = "antidepressants-what-to-expect", "treatment-resistant-depression"
HIGHEST_GRADE = 8.0  # US school grade. The editorial policy promises it.
# The sections of edition 1 of the main article, as the earlier site had them in other words.
EDITION_1 = "a84f6989d8cb"


@pytest.fixture(scope="module")
def pack():
    return read_pack(CONTENT)


@pytest.fixture(scope="module")
def live(pack):
    """{slug: its newest document}"""
    return {packed.front.slug: packed.content for packed in pack.articles}


def text_of(document):
    return "\n\n".join(section["body"] for section in document["sections"])


def section(document, heading):
    return next(part["body"] for part in document["sections"] if part["heading"] == heading)


def test_edition_1_of_the_main_article_stays_as_it_came(pack):
    first = next(one for one in pack.articles if one.front.slug == MAIN and one.front.edition == 1)
    assert hashlib.sha256(text_of(first.content).encode()).hexdigest()[:12] == EDITION_1


def test_seizures_and_the_heart_are_not_among_effects_that_pass(live):
    passing = section(live[MEDICINES], "Effects that often pass")
    urgent = section(live[MEDICINES], "Effects that need help")
    for sign in ("seizure", "heart"):
        assert sign not in passing
        assert sign in urgent.split("::: call-now")[1].split(":::")[0]


@pytest.mark.parametrize("sign", ["allergic reaction", "bleeding", "sodium"])
def test_the_page_on_antidepressants_names_each_urgent_effect(live, sign):
    assert sign in " ".join(words.blocks(section(live[MEDICINES], "Effects that need help")))


def test_the_page_on_antidepressants_tells_the_signs_of_two_dangers(live):
    named = rendering.statement_names(section(live[MEDICINES], "Effects that need help"))
    assert named == ["serotonin-syndrome", "mania-antidepressants"]


@pytest.mark.parametrize("heading", ["If you miss a dose", "Pregnancy and breastfeeding", "Coming off"])
def test_the_page_on_antidepressants_says_what_to_do(live, heading):
    assert section(live[MEDICINES], heading)


@pytest.mark.parametrize("slug", [MEDICINES, MAIN, "understanding-depression"])
def test_a_page_that_names_antidepressants_carries_both_warnings(live, slug):
    named = rendering.statement_names(text_of(live[slug]))
    assert {"stopping-antidepressants", "under-25-first-weeks"} <= set(named)


def test_every_live_page_says_when_to_call(live):
    assert [slug for slug, document in live.items() if "::: statement call-now" not in text_of(document)] == []


def test_no_live_page_speaks_of_the_site_s_own_editions(live):
    assert [slug for slug, document in live.items() if re.search(r"\bedition\b", text_of(document))] == []


def test_nobody_over_24_is_promised_safety(live):
    text = text_of(live[MEDICINES])
    assert "No such rise" not in text
    assert "did not go up past the age of 24. [fda-label] That is no promise" in text


def test_the_benefit_of_ketamine_stands_with_its_trials(live):
    ketamine = section(live[MAIN], "Strategies for treatment").split("**Plain ketamine**")[1].split("###")[0]
    benefit = ketamine.split("**Risk:**")[0]
    assert "[ect-ketamine-us]" in benefit
    assert "[ect-ketamine-se]" in benefit


def test_the_long_page_has_a_picture_and_tables(live):
    text = text_of(live[MAIN])
    assert "](picture:" in text
    assert text.count("::: table") == 2


def test_the_disclaimer_in_force_keeps_the_words_of_the_earlier_site(pack):
    newest = max(
        (one for one in pack.notices if one.front.slug == "disclaimer"), key=lambda one: one.front.effective_from
    )
    assert "action or application of medication" in newest.body
    assert "primary health care provider" in newest.body


@pytest.mark.parametrize(("country", "number"), [("AU", "000"), ("IE", "112 or 999"), ("NZ", "111")])
def test_the_emergency_number_was_read_on_a_page_of_a_public_body(pack, country, number):
    row = next(one for one in pack.help_lines.emergency_numbers if one.country == country)
    assert (row.call, bool(row.verified_on)) == (number, True)


def test_each_country_with_a_line_has_a_page_of_care_that_was_read(pack):
    with_line = {row.country for row in pack.help_lines.helplines} - {"any"}
    assert with_line - {row.country for row in pack.help_lines.care if row.verified_on} == set()


@pytest.mark.parametrize("country", ["AU", "IE", "NZ"])
def test_each_country_has_a_line_that_the_block_shows(pack, country):
    assert [row for row in pack.help_lines.helplines if row.country == country and row.verified_on]


def test_free_is_said_only_of_lines_whose_page_was_read(pack):
    lines = pack.help_lines.helplines
    assert [row.name for row in lines if row.free and (row.verified_on is None or "free" not in row.note)] == []


def smog(blocks):
    """US school grade: 1.0430 √(words of three syllables or more × 30 / sentences) + 3.1291 (McLaughlin 1969)."""
    sentences = sum(1 for block in blocks for part in SENTENCE_END.split(block) if WORD.search(part))
    typed = [word.lower().replace("’", "'") for block in blocks for word in WORD.findall(block)]
    return 1.0430 * math.sqrt(sum(syllables(word) >= 3 for word in typed) * 30 / sentences) + 3.1291


@pytest.mark.parametrize("measure", [grade, smog])
def test_live_pages_read_easily(live, measure):
    """All words count, also the names of medicines and illnesses."""
    blocks = {slug: words.blocks(text_of(document)) for slug, document in live.items()}
    grades = {slug: round(measure(found), 1) for slug, found in blocks.items()}
    assert {slug: found for slug, found in grades.items() if found > HIGHEST_GRADE} == {}


def test_statements_read_easily(pack):
    grades = {one.front.slug: grade(words.blocks(one.body)) for one in pack.statements}
    assert len(grades) == 6
    assert {slug: found for slug, found in grades.items() if found > HIGHEST_GRADE} == {}
