"""Whom the moves of a statement tell."""

import pytest
from django.urls import reverse

from articles import publishing
from articles.models import StatementVersion
from desk.models import Notification

from ..editing.test_statement_register import typed
from ..factories import make_draft_statement, make_person

pytestmark = pytest.mark.dated


def told():
    return set(Notification.objects.values_list("recipient__username", "kind"))


@pytest.fixture
def people(author, reviewer, publisher):
    """Beside them a clinician, who reads no statement before it is approved."""
    return make_person("second-reviewer", "Reviewer")


def approve(version, by):
    publishing.approve_statement(version, by=by, expected=version.saved_at)


def test_a_new_draft_at_the_desk_tells_those_who_may_approve_it_once(client, author, reviewer, publisher):
    client.force_login(author)
    client.post(reverse("admin:articles_statementversion_add"), typed())
    version = StatementVersion.objects.get()
    assert told() == {("reviewer", "statement-to-approve"), ("publisher", "statement-to-approve")}
    form = reverse("admin:articles_statementversion_change", args=[version.pk])
    opened = client.get(form).context["adminform"].form.initial["opened"]
    client.post(form, {**typed(initial=1), "title": "Typed anew", "opened": opened})
    version.refresh_from_db()
    assert (version.title, Notification.objects.count()) == ("Typed anew", 2)


def test_an_approval_tells_its_writer_and_the_clinicians_who_may_sign(people, author, reviewer):
    version = make_draft_statement(by=author)
    publishing.submit_statement(version)
    approve(version, reviewer)
    assert told() == {("author", "statement-approved"), ("second-reviewer", "statement-to-sign")}


def test_a_signature_tells_the_writer(people, author, reviewer):
    version = make_draft_statement(by=author)
    approve(version, reviewer)
    Notification.objects.all().delete()
    publishing.sign_statement(version, by=people, name="Made up", role="Test")
    assert told() == {("author", "statement-signed")}


def test_a_new_version_tells_who_signed_the_one_before_that_it_is_gone(people, author, reviewer, publisher):
    first = make_draft_statement(by=author)
    approve(first, reviewer)
    publishing.sign_statement(first, by=people, name="Made up", role="Test")
    Notification.objects.all().delete()
    approve(make_draft_statement(by=author, body="Other words."), publisher)
    assert ("second-reviewer", "statement-voided") in told()
    assert ("second-reviewer", "statement-to-sign") not in told()
    assert ("reviewer", "statement-to-sign") in told()
