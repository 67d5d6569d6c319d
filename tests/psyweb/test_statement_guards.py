from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from articles.models import Edition, Statement, StatementSignature, StatementVersion
from tests.articles.factories import make_draft_statement, make_person, make_statement
from tests.articles.public_pages import make_public_edition

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        {"body": "Other words."},
        {"title": "Another title"},
        {"sources": []},
        {"number": 2},
        {"own_reason": "A reason of later."},
        {"effective_from": timezone.now().date() - timedelta(days=1)},
        {"approved_at": None, "approved_by": None, "number": None, "in_force_from": None},
    ],
    ids=", ".join,
)
def test_refuses_to_change_an_approved_version(change):
    make_statement()
    with pytest.raises(IntegrityError, match="An approved version of a statement is never changed or deleted"):
        StatementVersion.objects.update(**change)


def test_refuses_to_delete_an_approved_version_also_before_its_day():
    make_statement(effective_from=timezone.now().date() + timedelta(days=9))
    with pytest.raises(IntegrityError, match="An approved version of a statement is never changed or deleted"):
        StatementVersion.objects.all().delete()


def test_a_draft_can_be_changed_and_deleted():
    draft = make_draft_statement(by=make_person("writer"))
    StatementVersion.objects.update(body="Other words.")
    draft.delete()
    Statement.objects.update(slug="another")
    Statement.objects.all().delete()
    assert not Statement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_refuses_to_change_or_delete_the_name_of_an_approved_statement():
    statement = make_statement().statement
    with pytest.raises(IntegrityError, match="The name of a statement"):
        Statement.objects.update(slug="another")
    with pytest.raises(IntegrityError, match="The name of a statement"):
        Statement.objects.filter(pk=statement.pk)._raw_delete("default")


def test_refuses_to_change_a_signature():
    StatementSignature.objects.create(version=make_statement(), by=make_person("clinician"), name="A", role="B")
    with pytest.raises(IntegrityError, match="A signature is never changed or deleted"):
        StatementSignature.objects.update(name="C")


def test_refuses_to_delete_a_signature():
    StatementSignature.objects.create(version=make_statement(), by=make_person("clinician"), name="A", role="B")
    with pytest.raises(IntegrityError, match="A signature is never changed or deleted"):
        StatementSignature.objects.all().delete()


def test_refuses_to_change_what_a_public_edition_carries():
    edition = make_public_edition()
    edition.statements.add(make_statement())
    with pytest.raises(IntegrityError, match="The statements of a public edition"):
        edition.statements.clear()


def test_an_edition_that_waits_for_its_date_may_lose_its_statements():
    edition = make_public_edition(publish_at=timezone.now() + timedelta(hours=1))
    edition.statements.add(make_statement())
    edition.statements.clear()
    assert not Edition.statements.through.objects.exists()


@pytest.mark.parametrize("missing", ["number", "approved_by", "approved_at", "in_force_from"])
def test_a_version_is_a_draft_or_wholly_approved(missing):
    with pytest.raises(IntegrityError):
        make_statement(**{missing: None})


def test_each_number_is_given_once():
    make_statement()
    with pytest.raises(IntegrityError):
        make_statement()
