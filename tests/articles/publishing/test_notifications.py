"""Whom each move tells, and that nobody is told what they did themselves."""

import pytest
from django.db import transaction

from articles import publishing
from articles.models import Move, Status
from articles.publishing.notifications import TOLD
from desk.models import Notification

from ..factories import NOW, change, make_edition, make_person

PUBLICATION = {"change_class": "new page", "change_note": "Made up for a test."}


def told():
    """{(user name, kind)} of all notifications."""
    return set(Notification.objects.values_list("recipient__username", "kind"))


@pytest.fixture
def submitted(draft, author, reviewer, publisher):
    publishing.submit(draft, by=author, note="Please check the dose.", at=NOW)
    return draft


def test_who_may_read_it_is_told_of_a_submission(submitted):
    assert told() == {("reviewer", "submitted"), ("publisher", "submitted")}


def test_no_word_of_a_note_is_kept(submitted):
    row = Notification.objects.first()
    assert (row.subject, row.link) == ("Example", f"/admin/articles/article/{submitted.pk}/change/")


def test_who_wrote_the_text_is_not_asked_to_read_it(draft, author, reviewer):
    both = make_person("both", "Author", "Reviewer")
    draft.owner = None
    draft.save()
    change(draft, by=both, title="Another title")
    publishing.submit(draft, by=author)
    assert told() == {("reviewer", "submitted")}


def test_who_is_no_longer_at_the_desk_is_told_nothing(draft, author, reviewer, publisher):
    type(reviewer).objects.filter(pk__in=[reviewer.pk, publisher.pk]).update(is_active=False)
    publishing.submit(draft, by=author)
    assert told() == set()


def test_its_writer_is_told_that_it_was_sent_back(submitted, reviewer):
    publishing.send_back(submitted, by=reviewer, reason="The dose is wrong.", at=NOW)
    assert told() == {("author", "sent-back")}


def test_its_writer_and_the_publishers_are_told_of_an_approval(submitted, reviewer):
    publishing.approve(submitted, by=reviewer, at=NOW)
    assert told() == {("author", "approved"), ("publisher", "approved")}


def test_its_writer_is_told_of_a_publication(submitted, reviewer, publisher):
    publishing.approve(submitted, by=reviewer, at=NOW)
    publishing.publish(submitted, by=publisher, at=NOW, **PUBLICATION)
    assert told() == {("author", "published")}


def test_a_text_that_is_a_draft_again_is_not_to_be_read(submitted, author):
    change(submitted, by=author, title="Another title")
    assert told() == set()


def test_what_was_read_or_mailed_stays_in_the_list(submitted, reviewer):
    Notification.objects.filter(recipient=reviewer).update(sent_at=NOW)
    publishing.approve(submitted, by=reviewer, at=NOW)
    assert ("reviewer", "submitted") in told()


def test_one_person_who_publishes_alone_bothers_nobody(draft, publisher, reviewer):
    draft.owner = None
    draft.save()
    publishing.publish_alone(draft, by=publisher, own_reason="A site of one.", at=NOW, **PUBLICATION)
    assert told() == set()


def test_a_signature_tells_the_writer_and_its_loss_the_clinician(submitted, author, reviewer):
    number = submitted.versions.newest().number
    publishing.sign(submitted, by=reviewer, name="Made up", role="Test", expected=number, at=NOW)
    assert ("author", "signed") in told()
    change(submitted, by=author, summary="Another summary with another meaning.")
    assert ("reviewer", "signature-voided") in told()
    assert ("author", "signature-voided") not in told()


def test_a_refused_move_tells_nobody(draft, stranger, reviewer):
    with pytest.raises(publishing.Refused):
        publishing.submit(draft, by=stranger)
    assert told() == set()


def test_a_move_that_is_rolled_back_tells_nobody(draft, author, reviewer):
    with transaction.atomic():
        publishing.submit(draft, by=author)
        transaction.set_rollback(True)
    assert told() == set()
    assert not Move.objects.filter(verb="submitted").exists()


def test_every_verb_of_the_table_is_recorded_somewhere(draft, author, reviewer, publisher):
    """A verb that is renamed would silently tell nobody."""
    publishing.submit(draft, by=author, at=NOW)
    publishing.send_back(draft, by=reviewer, reason="Made up.", at=NOW)
    publishing.submit(draft, by=author, at=NOW)
    number = draft.versions.newest().number
    publishing.sign(draft, by=reviewer, name="Made up", role="Test", expected=number, at=NOW)
    change(draft, by=author, summary="Another summary with another meaning.")
    make_edition(draft, by=author, second=reviewer, publisher=publisher)
    assert draft.status == Status.PUBLISHED
    assert set(draft.moves.values_list("verb", flat=True)) >= set(TOLD)
