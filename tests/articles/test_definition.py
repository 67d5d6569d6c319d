"""The definition of the document is whole, and all that draws, compares or sends an article keeps to it."""

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets

from articles.comparison.diff import compare
from articles.comparison.three_way_merge import choices, merged
from articles.documents import FROZEN, all_blocks, apply_document, blank, freeze
from articles.editing.article.form_document import form_data, typed_document
from articles.editing.forms.articles import ArticleForm, SectionForm, SourceForm
from articles.editing.forms.fields import DayField, LinesField
from articles.editing.forms.layout import BESIDE_THE_DOCUMENT
from articles.models import Article, Picture, Section, Source
from articles.publishing.edition_content import render, text_of
from articles.reading.api.shapes import Page
from articles.schema.definition import (
    ARTICLE,
    DEFAULTS,
    IN_API,
    IN_FORM,
    NAMED_PICTURE,
    PACKED,
    PLAIN_WORDS,
    ROWS,
    SECTION,
    SOURCE,
    ValueKind,
)
from articles.signatures.harmless import differences
from tests.moments import iso_day

from .factories import make_article, make_document
from .public_pages import furnish, make_public_edition

WORKFLOW = {"id", "owner", "status", "submitted_by", "approved_by", "created_at"}

SAMPLES = {
    ValueKind.TEXT: "made-up",
    ValueKind.TEXTS: ["made-up", "another"],
    ValueKind.DAY: iso_day(-30),
}
PLAIN = [field for field in ARTICLE if field.kind in SAMPLES]


TYPED = [field for field in PLAIN if field.form]  # A poll is chosen among those that there are.


def names(fields):
    return {field.name for field in fields}


def columns(model, *, but):
    return {field.name for field in model._meta.concrete_fields} - but


def by_name(field):
    return field.name


def test_every_column_of_an_article_that_is_content_is_in_the_document():
    """A column that is not content belongs in WORKFLOW, above."""
    rows = {field.on_article for field in ARTICLE if field.kind in {*ROWS, ValueKind.TOPICS}}
    assert columns(Article, but=WORKFLOW) == {field.on_article for field in ARTICLE} - rows
    assert all(hasattr(Article, name) for name in rows)


@pytest.mark.parametrize(
    ("model", "fields", "but"),
    [
        (Section, SECTION, {"id", "article", "position"}),
        (Source, SOURCE, {"id", "article", "position"}),
        (Picture, NAMED_PICTURE, {"sha256", "note"}),
    ],
    ids=["section", "source", "picture"],
)
def test_every_column_of_a_row_that_is_content_is_in_the_document(model, fields, but):
    assert columns(model, but=but) == names(fields)


@pytest.mark.parametrize("field", PLAIN, ids=by_name)
def test_a_new_article_has_the_default_of_the_document(field):
    """Else an old document, which lacks the field, would differ from the article that nobody has touched."""
    assert FROZEN[field.kind](getattr(Article(), field.on_article)) == field.empty()


@pytest.mark.parametrize(("model", "fields"), [(Section, SECTION), (Source, SOURCE)], ids=["section", "source"])
def test_a_new_row_has_the_default_of_the_document(model, fields):
    assert {field.name: FROZEN[field.kind](getattr(model(), field.name)) for field in fields} == {
        field.name: field.empty() for field in fields
    }


def test_every_kind_has_a_default_and_is_frozen():
    assert set(DEFAULTS) == set(FROZEN) == set(ValueKind)


def test_a_default_is_nobody_elses():
    blank()["tags"].append("made-up")
    assert blank()["tags"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("field", PLAIN, ids=by_name)
def test_every_field_is_applied_and_frozen(field):
    document = make_document(**{field.name: SAMPLES[field.kind]})
    assert freeze(apply_document(document, Article()))[field.name] == SAMPLES[field.kind]


@pytest.mark.parametrize("field", PLAIN, ids=by_name)
def test_every_field_is_compared_under_its_label(field):
    changed = compare(blank(), blank() | {field.name: SAMPLES[field.kind]}).fields
    assert [part.label for part in changed] == [field.label]


@pytest.mark.parametrize("field", PLAIN, ids=by_name)
def test_every_field_is_merged(field):
    theirs = blank() | {field.name: SAMPLES[field.kind]}
    assert [choice.label for choice in choices(blank(), blank(), theirs)] == [field.label]
    assert merged(blank(), blank(), theirs, {}) == theirs


@pytest.mark.django_db
def test_the_form_has_each_field_that_the_definition_places_in_it_under_its_label():
    fields = ArticleForm().fields
    assert set(fields) == {field.form_name for field in IN_FORM} | set(BESIDE_THE_DOCUMENT)
    assert {field.form_name: str(field.form_label) for field in IN_FORM} == {
        field.form_name: str(fields[field.form_name].label) for field in IN_FORM
    }
    assert {field.form_name: str(field.help_text) for field in TYPED} == {
        field.form_name: str(fields[field.form_name].help_text) for field in TYPED
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "field_class"), [(ValueKind.TEXTS, LinesField), (ValueKind.DAY, DayField)])
def test_the_form_asks_for_each_kind_in_its_way(kind, field_class):
    fields = ArticleForm().fields
    wrong = [one.name for one in IN_FORM if one.kind == kind and not isinstance(fields[one.form_name], field_class)]
    assert wrong == []


@pytest.mark.django_db
def test_the_desk_draws_every_field_of_the_form():
    drawn = flatten_fieldsets(admin.site.get_model_admin(Article).fieldsets)
    assert sorted(drawn) == sorted(ArticleForm().fields)


@pytest.mark.parametrize(("form", "fields"), [(SectionForm, SECTION), (SourceForm, SOURCE)], ids=["section", "source"])
def test_the_form_of_a_row_has_each_of_its_fields(form, fields):
    assert set(form().fields) == {"position", *(field.name for field in fields if field.line)}


@pytest.mark.django_db
@pytest.mark.parametrize("field", [field for field in TYPED if field.name != "poll"], ids=by_name)
def test_what_is_typed_is_what_the_form_was_drawn_with(field):
    article = make_article(**{field.name: SAMPLES[field.kind]})
    sent = form_data(freeze(article), article, version_number=0)
    blank_again = apply_document(make_document(), article)
    assert typed_document(sent, blank_again)[field.name] == SAMPLES[field.kind]


API_TYPES = {ValueKind.TEXT: str, ValueKind.TEXTS: list[str], ValueKind.DAY: date | None}


@pytest.mark.parametrize("field", IN_API, ids=by_name)
def test_the_api_describes_every_field_that_it_gives(field):
    assert Page.model_fields[field.api].annotation == API_TYPES[field.kind]


@pytest.mark.django_db
@pytest.mark.parametrize("field", IN_API, ids=by_name)
def test_the_api_gives_the_value_of_the_field(client, field):
    furnish()
    make_public_edition(slug="told", **{field.name: SAMPLES[field.kind]})
    assert client.get("/api/articles/told/").json()[field.api] == SAMPLES[field.kind]


@pytest.mark.parametrize("field", PLAIN_WORDS, ids=by_name)
def test_plain_words_that_readers_read_are_checked_searched_and_signed(field):
    words = "Take 40 mg of it."
    new = blank() | {field.name: [words] if field.kind == ValueKind.TEXTS else words}
    assert (field.part, words) in all_blocks(new)
    assert words in text_of(new)
    (difference,) = differences(blank(), new, is_medicine_word=lambda _word: False)
    assert (difference.after.field, difference.place) == (field.name, str(field.label))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/articles/told/", "/articles/told/editions/1/"], ids=["page", "edition"])
@pytest.mark.parametrize("field", PLAIN_WORDS, ids=by_name)
def test_plain_words_that_readers_read_stand_on_the_page(client, field, address):
    furnish()
    words = f"The words of {field.name}."
    make_public_edition(slug="told", **{field.name: [words] if field.kind == ValueKind.TEXTS else words})
    assert words in client.get(address).content.decode()


def test_each_source_that_readers_see_has_the_fields_that_are_shown():
    shown = render(make_document())["sources"][0]
    assert set(shown) == {"number", "id", "back_links", *(field.name for field in SOURCE if field.is_shown)}


def test_only_plain_values_come_with_a_content_pack():
    assert {field.kind for field in PACKED} <= set(SAMPLES)


def test_a_label_is_no_two_fields():
    labels = [str(field.label) for field in ARTICLE]
    assert sorted(labels) == sorted(set(labels))
