from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition, Status

from ..factories import NOW, change, make_article, make_edition, make_section

pytestmark = pytest.mark.dated
PUBLICATION = {"change_class": "new page", "change_note": "Made up for a test."}


def test_publishing_makes_edition_1(draft, author, reviewer, publisher):
    edition = make_edition(draft, by=publisher, second=reviewer)
    assert (edition.number, edition.document, draft.status) == (1, draft.versions.get().document, Status.PUBLISHED)


def test_one_person_alone_can_publish_and_the_record_says_so(notices, publisher):
    article = make_article(by=publisher)
    edition = publishing.publish_alone(article, by=publisher, own_reason="One editor only.", **PUBLICATION)
    assert edition.checks["approval"] == "own author"
    assert edition.checks["overrides"] == [
        {"check": "second-person", "reason": "One editor only.", "by": "an editor of this site", "expires_on": None}
    ]


def test_a_second_person_stands_in_the_record(draft, reviewer, publisher):
    assert make_edition(draft, by=publisher, second=reviewer).checks["approval"] == "second person"


@pytest.mark.parametrize("role", ["author", "reviewer", "analyst"])
def test_only_publishers_publish(request, draft, author, reviewer, role):
    publishing.submit(draft, by=author)
    publishing.approve(draft, by=reviewer)
    with pytest.raises(publishing.Refused, match="publisher"):
        publishing.publish(draft, by=request.getfixturevalue(role), **PUBLICATION)


def test_an_unapproved_text_is_not_published(draft, publisher):
    with pytest.raises(publishing.Refused, match="approved"):
        publishing.publish(draft, by=publisher, **PUBLICATION)


def test_an_approval_that_another_server_stored_stands_in_the_record(draft, author, reviewer, publisher):
    publishing.submit(draft, by=author)
    loaded_before = Article.objects.get(pk=draft.pk)
    publishing.approve(draft, by=reviewer)
    edition = publishing.publish(loaded_before, by=publisher, **PUBLICATION)
    assert (edition.approved_by, edition.checks["approval"]) == (reviewer, "second person")


def test_a_cancelled_text_that_nobody_approved_is_not_published(draft, author, publisher):
    edition = publishing.publish_loaded(draft, by=author, at=NOW + timedelta(days=1), **PUBLICATION)
    publishing.cancel(edition, by=publisher, at=NOW)
    draft.refresh_from_db()
    with pytest.raises(publishing.Refused, match="approved"):
        publishing.publish(draft, by=publisher, **PUBLICATION)


def test_a_blocking_check_stops_publication_and_is_named(notices, reviewer, publisher):
    article = make_article(by=publisher, author="")
    with pytest.raises(publishing.Refused, match="Say who wrote the page"):
        make_edition(article, by=publisher, second=reviewer)
    assert not Edition.objects.exists()


def test_what_a_person_confirms_stands_beside_their_name(draft, reviewer, publisher):
    publisher.first_name, publisher.last_name = "P.", "Ublisher"
    edition = make_edition(draft, by=publisher, second=reviewer, attested=("text-is-balanced",))
    assert edition.checks["attested"] == [{"check": "text-is-balanced", "by": "P. Ublisher"}]


def test_an_edition_can_wait_for_its_date(draft, reviewer, publisher):
    tomorrow = NOW + timedelta(days=1)
    edition = make_edition(draft, by=publisher, second=reviewer, publish_at=tomorrow)
    assert not Edition.objects.visible(at=NOW).contains(edition)
    assert Edition.objects.visible(at=tomorrow).contains(edition)


def test_no_second_edition_while_one_waits(draft, author, reviewer, publisher):
    make_edition(draft, by=publisher, second=reviewer, publish_at=NOW + timedelta(days=1))
    change(draft, by=author, title="Newer")
    with pytest.raises(publishing.Refused, match="Edition 1 waits"):
        make_edition(draft, by=publisher, second=reviewer)


def test_a_waiting_edition_can_be_cancelled(draft, reviewer, publisher):
    edition = make_edition(draft, by=publisher, second=reviewer, publish_at=NOW + timedelta(days=1))
    publishing.cancel(edition, by=publisher, at=NOW)
    assert (Edition.objects.count(), draft.moves.first().verb) == (0, "cancelled")


def test_a_public_edition_cannot_be_cancelled(draft, reviewer, publisher):
    edition = make_edition(draft, by=publisher, second=reviewer)
    with pytest.raises(publishing.Refused, match="withdraw"):
        publishing.cancel(edition, by=publisher, at=NOW)


def test_a_date_that_has_passed_is_refused(draft, reviewer, publisher):
    with pytest.raises(publishing.Refused, match="passed"):
        make_edition(draft, by=publisher, second=reviewer, publish_at=NOW - timedelta(seconds=1))


def test_the_address_of_another_articles_history_is_refused(draft, author, reviewer, publisher):
    make_edition(draft, by=publisher, second=reviewer)
    change(draft, by=author, slug="moved")
    other = make_article(by=publisher)
    with pytest.raises(publishing.Refused, match="history of another"):
        make_edition(other, by=publisher, second=reviewer)


def test_a_change_of_the_working_copy_changes_no_edition(draft, author, reviewer, publisher):
    """Invariant 6."""
    edition = make_edition(draft, by=publisher, second=reviewer)
    before = (edition.html, edition.text, edition.title, edition.document)
    change(draft, by=author, title="Changed", sections=[make_section(body="Changed. [study]")])
    edition = Edition.objects.get(pk=edition.pk)
    assert (edition.html, edition.text, edition.title, edition.document) == before


@pytest.mark.parametrize("field", ["title", "html", "checks", "change_note", "number"])
def test_the_database_refuses_to_change_a_public_edition(draft, reviewer, publisher, field):
    """Invariant 6. Public by the database's own clock, so published now."""
    edition = make_edition(draft, by=publisher, second=reviewer, at=timezone.now() - timedelta(minutes=1))
    new = 9 if field == "number" else "changed"
    with pytest.raises((IntegrityError, OperationalError)), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**{field: new})


def test_every_edition_passed_its_checks_or_names_who_overrode_them(notices, reviewer, publisher):
    """Invariant 10."""
    article = make_article(by=publisher, author="", review_due_on=None)
    for check in ("author-line", "review-due-date"):
        publishing.override(article, check=check, reason="Why.", expires_on=NOW.date(), by=publisher, at=NOW)
    edition = make_edition(article, by=publisher, second=reviewer)
    blocking = {finding["check"] for finding in edition.checks["found"] if finding["level"] == "block"}
    assert blocking == {made["check"] for made in edition.checks["overrides"]} == {"author-line", "review-due-date"}


def test_the_database_takes_each_edition_number_once(draft, reviewer, publisher):
    edition = make_edition(draft, by=publisher, second=reviewer)
    edition.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)
