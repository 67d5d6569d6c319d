"""The register of statements at the desk. All texts, names and roles are made up."""

from http import HTTPStatus

import pytest
from django.contrib.auth.models import User

from articles import publishing
from articles.models import Statement, StatementSignature, StatementVersion
from articles.schema.definition import SOURCE
from tests.moments import iso_day

from ..factories import (
    make_article,
    make_draft_statement,
    make_edition,
    make_section,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/statementversion/"


def rows_of(*sources, initial=0):
    data = {"sources-TOTAL_FORMS": len(sources), "sources-INITIAL_FORMS": initial}
    for place, source in enumerate(sources):
        data |= {f"sources-{place}-{field.name}": source[field.name] or "" for field in SOURCE}
    return data


def typed(*sources, initial=0, **fields):
    made = {"slug": "made-up", "title": "Typed", "effective_from": iso_day(30), "body": "Typed words. [study]"}
    return made | rows_of(*(sources or [make_source()]), initial=initial) | fields


def page_of(version, what="change"):
    return f"{LIST}{version.pk}/{what}/"


def opened(client, version):
    """The data that a browser has when it opened the form of a draft."""
    form = client.get(page_of(version)).context["adminform"].form
    return {"opened": form.initial["opened"], "slug": version.statement.slug}


def test_an_author_writes_a_draft_with_its_sources(desk, author):
    desk(author).post(
        f"{LIST}add/", typed(make_source(), make_source("other", title="Other"), body="A [study] [other]")
    )
    version = StatementVersion.objects.get()
    assert (version.statement.slug, version.number, version.written_by) == ("made-up", None, author)
    assert version.sources == [make_source(), make_source("other", title="Other")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"body": "### Heading\n\nWords. [study]"}, "Line 1: "),
        ({"body": "Words. [study] [nobody]"}, "“[nobody]” is cited"),
        ({"body": "Words."}, "No sentence cites the source “study”"),
        ({"effective_from": iso_day(-1)}, "today or later"),
        ({"sources-TOTAL_FORMS": 0}, "Name at least one source."),
        ({"slug": "Not a name"}, "slug"),
        ({"sources-0-title": ""}, "This field is required."),
        ({"sources-0-url": "javascript:alert(1)"}, "Give a web address"),
    ],
)
def test_refuses_what_is_wrong_by_its_field_and_keeps_the_rest(desk, author, fields, words):
    answer = desk(author).post(f"{LIST}add/", typed(**fields))
    assert words in answer.content.decode()
    assert "Typed" in answer.content.decode()
    assert not StatementVersion.objects.exists()


def test_its_writer_changes_a_draft(desk, author):
    draft = make_draft_statement(by=author)
    client = desk(author)
    client.post(page_of(draft), typed(make_source(title="Another"), initial=1) | opened(client, draft))
    draft.refresh_from_db()
    assert (draft.title, draft.statement.slug) == ("Typed", "made-up-warning")
    assert draft.sources == [make_source(title="Another")]


def test_a_source_is_taken_out(desk, author):
    draft = make_draft_statement(by=author, sources=[make_source(), make_source("other")])
    client = desk(author)
    sent = typed(make_source(), make_source("other"), initial=2, **{"sources-1-DELETE": "on"})
    client.post(page_of(draft), sent | opened(client, draft))
    draft.refresh_from_db()
    assert draft.sources == [make_source()]


@pytest.mark.parametrize("role", ["stranger", "reviewer", "publisher"])
def test_nobody_else_changes_a_draft(desk, author, role, request):
    draft = make_draft_statement(by=author)
    client = desk(request.getfixturevalue(role))
    assert "Words of a made-up statement." in client.get(page_of(draft)).content.decode()
    assert client.post(page_of(draft), typed()).status_code == HTTPStatus.FORBIDDEN


def test_a_draft_that_was_approved_meanwhile_is_not_saved(desk, author, reviewer):
    draft = make_draft_statement(by=author)
    client = desk(author)
    sent = typed(make_source(), initial=1) | opened(client, draft)
    publishing.approve_statement(draft, by=reviewer, expected=draft.saved_at)
    assert client.post(page_of(draft), sent).status_code == HTTPStatus.FORBIDDEN
    draft.refresh_from_db()
    assert draft.title == "A made-up warning"


@pytest.mark.parametrize("what", ["change", "delete"])
def test_an_approved_version_is_neither_edited_nor_deleted(desk, what):
    version = make_statement()
    client = desk(User.objects.create_superuser("root"))
    assert client.post(page_of(version, what), typed(post="yes")).status_code == HTTPStatus.FORBIDDEN
    assert StatementVersion.objects.get().title == "A made-up warning"


@pytest.mark.parametrize(("role", "is_gone"), [("author", True), ("publisher", True), ("stranger", False)])
def test_a_draft_is_dropped_by_its_writer_or_a_publisher(desk, author, role, is_gone, request):
    draft = make_draft_statement(by=author)
    desk(request.getfixturevalue(role)).post(page_of(draft, "delete"), {"post": "yes"})
    assert StatementVersion.objects.exists() is not is_gone


def test_a_new_version_begins_with_the_words_and_sources_of_the_old_one(desk, author):
    form = desk(author).get(f"{LIST}add/?from={make_statement().pk}").context["adminform"].form
    assert form.initial["slug"] == "made-up-warning"
    assert form.initial["body"] == "Words of a made-up statement. [study]"
    assert form.sources.forms[0].initial["key"] == "study"


def test_a_second_person_approves_what_the_page_showed(desk, author, reviewer):
    draft = make_draft_statement(by=author)
    client = desk(reviewer)
    page = client.get(page_of(draft, "do/approve"))
    assert 'href="https://example.org/study"' in page.content.decode()
    expected = page.context["form"].initial["expected"]
    client.post(page_of(draft, "do/approve"), {"expected": expected})
    assert StatementVersion.objects.get().approved_by == reviewer


def test_a_second_person_sees_what_a_draft_changes(desk, author, reviewer):
    make_statement()
    draft = make_draft_statement(by=author, body="Words of a changed statement. [study]")
    page = desk(reviewer).get(page_of(draft, "do/approve")).content.decode()
    assert "What changed since “A made-up warning, version 1”" in page
    assert '<ins><span class="visually-hidden">[added: </span>changed' in page


def test_the_page_says_that_the_text_was_changed_meanwhile(desk, author, reviewer):
    draft = make_draft_statement(by=author)
    answer = desk(reviewer).post(page_of(draft, "do/approve"), {"expected": "2001-01-01T00:00:00+00:00"})
    assert "The text was changed or approved while you read it" in answer.content.decode()


def test_a_sole_publisher_gives_a_reason(desk, publisher):
    draft = make_draft_statement(by=publisher)
    client = desk(publisher)
    expected = client.get(page_of(draft, "do/approve")).context["form"].initial["expected"]
    assert b"This field is required." in client.post(page_of(draft, "do/approve"), {"expected": expected}).content
    client.post(page_of(draft, "do/approve"), {"expected": expected, "own_reason": "Made up."})
    assert StatementVersion.objects.get().own_reason == "Made up."


@pytest.mark.parametrize(("what", "role"), [("approve", "author"), ("approve", "stranger"), ("sign", "publisher")])
def test_who_may_not_gets_no_page(desk, author, what, role, request):
    version = make_draft_statement(by=author) if what == "approve" else make_statement(by=author)
    client = desk(request.getfixturevalue(role))
    assert client.get(page_of(version, f"do/{what}")).status_code == HTTPStatus.FORBIDDEN


def test_a_clinician_signs(desk, author, reviewer):
    version = make_statement(by=author)
    given = {"name": "R. Viewer", "role": "made-up nurse", "has_read": "on"}
    page = desk(reviewer).post(page_of(version, "do/sign"), given, follow=True)
    assert StatementSignature.objects.get().version == version
    assert "R. Viewer, made-up nurse" in page.content.decode()


def test_names_the_live_pages_that_carry_it_with_their_owners(desk, author, reviewer, publisher, notices):
    version = make_statement()
    body = "Words. [study]\n\n::: statement made-up-warning"
    article = make_article(by=author, owner=author, sections=[make_section(body=body)])
    make_edition(article, by=author, second=reviewer, publisher=publisher)
    page = " ".join(desk(reviewer).get(page_of(version)).content.decode().split())
    assert f'<a href="/admin/articles/article/{article.pk}/change/">Example</a> owner: author' in page


def test_the_list_says_where_each_version_stands(desk, author, django_assert_max_num_queries):
    make_statement(number=1)
    make_statement(number=2)
    make_draft_statement(by=author)
    client = desk(author)
    with django_assert_max_num_queries(12):
        page = client.get(LIST).content.decode()
    for words in ("version 1, superseded", "version 2, in force", ">draft<"):
        assert words in page


def test_the_desks_first_page_lists_drafts_to_approve(desk, author, reviewer):
    make_statement(title="Approved long ago")
    draft = make_draft_statement("waiting", by=author, title="Waiting for a second person")
    page = desk(reviewer).get("/admin/").content.decode()
    assert f'<a href="{page_of(draft)}">Waiting for a second person</a>' in page
    assert "Approved long ago" not in page


def test_a_name_without_an_approved_version_can_be_given_again(desk, author):
    draft = make_draft_statement("made-up", by=author)
    draft.delete()
    desk(author).post(f"{LIST}add/", typed())
    assert Statement.objects.get().versions.get().title == "Typed"
