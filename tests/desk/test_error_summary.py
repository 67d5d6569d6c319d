"""The summary of what is wrong in a form of the desk: each message once more, with a link to its field."""

import re
from html import unescape

import pytest
from django import forms

from articles.editing.forms.articles import ArticleForm
from desk.error_summary import Fault, faults_in
from tests.articles.desk_pages import page, posted
from tests.articles.factories import make_draft_statement

pytestmark = pytest.mark.django_db
ENTRY = re.compile(r"<li>(?:<a href=\"#([^\"]*)\">)?([^<]*)(?:</a>)?</li>")


def summary_of(answer):
    """[(id, words)] of each entry of the summary; none where the page has no summary."""
    found = re.search(r"data-error-summary>.*?<ul>(.*?)</ul>", answer.text, re.DOTALL)
    return [(place, unescape(words)) for place, words in ENTRY.findall(found[1])] if found else []


def ids_in(answer):
    return set(re.findall(r'\bid="([^"]+)"', answer.text))


ARTICLE = [
    pytest.param({"title": ""}, ("id_title", "Title: This field is required."), id="a field"),
    pytest.param({"in_topics": "9999"}, ("id_in_topics", "Topics: "), id="boxes"),
    pytest.param({"picture": "9999"}, ("id_picture", "Picture: Select a valid choice"), id="radio buttons"),
    pytest.param({"owner": "x"}, ("id_owner", "Owner: Select a valid choice"), id="a list"),
    pytest.param({"sections-0-heading": ""}, ("id_sections-0-heading", "Section 1: Heading: "), id="a row's field"),
    pytest.param({"sources-0-url": "x:y"}, ("id_sources-0-url", "Source 1: "), id="the second formset"),
    pytest.param({"sections-TOTAL_FORMS": "61"}, ("sections-group", "Please submit at most 60 forms"), id="a formset"),
    pytest.param({"version_number": "x"}, ("", "Version: Enter a whole number"), id="a hidden field"),
]


@pytest.mark.parametrize(("fields", "entry"), ARTICLE)
def test_each_message_of_an_article_leads_to_its_place(desk, draft, author, fields, entry):
    answer = desk(author).post(page("change", draft.pk), posted(draft, **fields))
    place, words = entry
    found = summary_of(answer)
    assert [(at, said[: len(words)]) for at, said in found] == [entry], found
    assert not place or place in ids_in(answer)


def test_a_message_stands_beside_its_field_too(desk, draft, author):
    answer = desk(author).post(page("change", draft.pk), posted(draft, title=""))
    assert 'id="id_title_error"><li>This field is required.</li>' in answer.text


def test_messages_of_a_form_and_of_its_rows_stand_in_the_order_of_the_form(desk, draft, author):
    fields = {"sources-0-title": "", "sections-0-heading": "", "title": "", "summary": "x" * 3_000}
    found = summary_of(desk(author).post(page("change", draft.pk), posted(draft, **fields)))
    assert [place for place, _words in found] == [
        "id_title",
        "id_summary",
        "id_sections-0-heading",
        "id_sources-0-title",
    ]


def test_a_row_that_is_taken_out_is_not_complained_of(desk, draft, author):
    fields = {"title": "", "sources-0-title": "", "sources-0-DELETE": "on"}
    found = summary_of(desk(author).post(page("change", draft.pk), posted(draft, **fields)))
    assert [place for place, _words in found] == ["id_title"]


def test_a_statement_names_its_sources_and_what_is_wrong_as_a_whole(desk, author):
    draft = make_draft_statement(by=author)
    rows = {"sources-TOTAL_FORMS": 1, "sources-INITIAL_FORMS": 0, "sources-0-key": "a", "sources-0-url": "x:y"}
    sent = {"slug": draft.statement.slug, "title": "", "effective_from": "", "body": "Words. [a]"} | rows
    answer = desk(author).post(f"/admin/articles/statementversion/{draft.pk}/change/", sent)
    places = [place for place, _words in summary_of(answer)]
    assert {"", "id_title", "id_effective_from", "id_sources-0-url", "id_sources-0-title"} <= set(places)
    assert set(places) - {""} <= ids_in(answer)


@pytest.mark.parametrize(
    "model", ["articles/picture", "articles/topic", "articles/helpline", "articles/notice", "polls/poll"]
)
def test_every_form_of_the_desk_has_the_summary(desk, admin_user, model):
    client = desk(admin_user)
    answer = client.post(f"/admin/{model}/add/", {})
    places = {place for place, _words in summary_of(answer)} - {""}
    assert places
    assert places <= ids_in(answer)
    assert "Please correct the error" not in answer.text
    assert not summary_of(client.get(f"/admin/{model}/add/"))


def test_a_step_of_the_workflow_has_the_summary(desk, draft, publisher):
    answer = desk(publisher).post(page("do", draft.pk, "publish-alone"), {})
    places = {place for place, _words in summary_of(answer)} - {""}
    assert places
    assert places <= ids_in(answer)
    assert "<title>Error: " in " ".join(answer.text.split())


def test_an_unbound_form_has_no_faults(draft):
    assert faults_in(ArticleForm(instance=draft)) == []


def test_a_fault_of_the_whole_form_has_no_place():
    form = forms.Form({})
    form.add_error(None, "Nothing fits.")
    assert faults_in(form) == [Fault("Nothing fits.")]


def test_the_pages_around_the_log_in_have_the_summary(client, desk, author):
    answer = client.post("/admin/login/", {"username": "nobody", "password": "wrong"})
    assert [place for place, _words in summary_of(answer)] == [""]
    answer = desk(author).post("/admin/profile/", {"email": "x"})
    assert "id_email" in {place for place, _words in summary_of(answer)}
