"""Forms of rows without versions: the last save does not win unseen. Everything here is made up."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.editing.forms.notices import HelpLineForm, NoticeForm
from articles.editing.forms.pictures import PictureForm
from articles.editing.forms.topics import IndexTermForm, TopicForm
from articles.models import IndexTerm, Picture, Placement
from tests.articles.factories import make_article, make_help_line, make_notice, make_topic

pytestmark = pytest.mark.django_db


def make_waiting_notice():
    return make_notice("waiting", effective_from=timezone.now().date() + timedelta(days=9))


def make_picture():
    return Picture.objects.create(
        sha256="0" * 64, file="x.webp", width=1, height=1, alt="A tree", credit="A", licence="B"
    )


def make_term():
    return IndexTerm.objects.create(term="Made up", article=make_article())


KINDS = [
    pytest.param(make_help_line, HelpLineForm, "call", id="help line"),
    pytest.param(make_topic, TopicForm, "summary", id="topic"),
    pytest.param(make_waiting_notice, NoticeForm, "body", id="waiting notice", marks=pytest.mark.dated),
    pytest.param(make_picture, PictureForm, "credit", id="picture"),
    pytest.param(make_term, IndexTermForm, "term", id="index term"),
]


def opened(form_class, row):
    """What a browser would send back of the form as it was opened."""
    form = form_class(instance=row)
    data = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value()) if hasattr(bound.field, "prepare_value") else bound.value()
        if value is not None and value is not False:
            data[bound.html_name] = str(getattr(value, "pk", value))
    return data


def save(form_class, row, data):
    form = form_class(data, instance=type(row).objects.get(pk=row.pk))
    if form.is_valid():
        form.save()
    return form


@pytest.mark.parametrize(("make", "form_class", "field"), KINDS)
def test_who_was_alone_saves(make, form_class, field):
    row = make()
    form = save(form_class, row, opened(form_class, row) | {field: "222"})
    assert form.errors == {}
    row.refresh_from_db()
    assert getattr(row, field) == "222"


@pytest.mark.parametrize(("make", "form_class", "field"), KINDS)
def test_a_second_editor_is_shown_both_values_and_overwrites_nothing(make, form_class, field):
    row = make()
    mine = opened(form_class, row) | {field: "222"}
    save(form_class, row, opened(form_class, row) | {field: "111"})
    form = save(form_class, row, mine)
    row.refresh_from_db()
    assert getattr(row, field) == "111"
    assert form.errors[field] == ["They wrote: “111”"]
    assert form[field].value() == "222"
    assert "Nothing was saved yet" in form.non_field_errors()[0]


@pytest.mark.parametrize(("make", "form_class", "field"), KINDS)
def test_having_seen_it_they_decide(make, form_class, field):
    row = make()
    mine = opened(form_class, row) | {field: "222"}
    save(form_class, row, opened(form_class, row) | {field: "111"})
    shown = save(form_class, row, mine)
    assert save(form_class, row, shown.data).errors == {}
    row.refresh_from_db()
    assert getattr(row, field) == "222"


def test_a_form_that_does_not_say_when_it_was_opened_is_refused():
    row = make_help_line()
    data = opened(HelpLineForm, row)
    del data["opened"]
    errors = save(HelpLineForm, row, data).non_field_errors()
    assert any("Nothing was saved yet" in error for error in errors)


def test_a_forged_token_is_none():
    row = make_help_line()
    assert save(HelpLineForm, row, opened(HelpLineForm, row) | {"opened": "made-up"}).errors


def test_an_article_that_somebody_placed_in_the_topic_is_seen_too():
    topic = make_topic()
    mine = opened(TopicForm, topic)
    Placement.objects.create(topic=topic, article=make_article(), position=1)
    assert "They wrote: “Example”" in save(TopicForm, topic, mine).non_field_errors()


def test_the_same_change_by_two_shows_no_quarrel_by_the_field():
    row = make_help_line()
    mine = opened(HelpLineForm, row) | {"call": "111"}
    save(HelpLineForm, row, mine)
    assert "call" not in save(HelpLineForm, row, mine).errors


def test_a_new_row_needs_no_token():
    assert not NoticeForm().fields["opened"].required


@pytest.mark.parametrize(("make", "form_class", "_field"), KINDS)
def test_the_desks_own_form_knows_when_it_was_opened(client, publisher, make, form_class, _field):
    row = make()
    client.force_login(publisher)
    page = client.get(f"/admin/articles/{row._meta.model_name}/{row.pk}/change/")
    assert re.search(r'<input type="hidden" name="opened" value="[^"]{20,}', page.text)


def test_the_desk_shows_both_values(client, publisher):
    row = make_help_line(source="https://example.org/source")
    client.force_login(publisher)
    mine = opened(HelpLineForm, row) | {"call": "222"}
    save(HelpLineForm, row, opened(HelpLineForm, row) | {"call": "111"})
    page = client.post(f"/admin/articles/helpline/{row.pk}/change/", mine)
    assert page.status_code == 200
    assert "They wrote: “111”" in page.text
    assert 'value="222"' in page.text
