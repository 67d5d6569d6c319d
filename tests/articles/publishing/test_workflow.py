from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from articles import publishing
from articles.documents import freeze
from articles.models import Article, Edition, Status, Version

from ..factories import NOW, change, make_article, make_edition, make_person, make_section

pytestmark = pytest.mark.dated

PUBLICATION = {"change_class": "new page", "change_note": "Made up for a test."}


# Versions


def test_a_save_keeps_the_whole_text_as_a_version(draft, author):
    assert draft.versions.get().document == freeze(draft)


def test_a_save_without_a_change_makes_no_version(draft, author):
    publishing.save_version(draft, by=author)
    assert draft.versions.count() == 1


def test_a_change_makes_an_approved_article_a_draft_again(draft, author, reviewer):
    publishing.submit(draft, by=author)
    publishing.approve(draft, by=reviewer)
    change(draft, by=author, title="Another title")
    assert (draft.status, draft.approved_by) == (Status.DRAFT, None)


def test_a_second_editor_of_the_same_version_is_shown_both_texts(draft, author, publisher):
    change(draft, by=author, expected=1, title="Theirs")
    with pytest.raises(publishing.Conflict) as conflict, transaction.atomic():
        change(draft, by=publisher, expected=1, title="Mine")
    found = conflict.value
    assert (found.base["title"], found.yours["title"], found.theirs.document["title"]) == ("Example", "Mine", "Theirs")


def test_a_conflict_writes_nothing(draft, author, publisher):
    change(draft, by=author, expected=1, title="Theirs")
    with pytest.raises(publishing.Conflict), transaction.atomic():
        change(draft, by=publisher, expected=1, title="Mine")
    draft.refresh_from_db()
    assert (draft.title, draft.versions.count()) == ("Theirs", 2)


def test_the_same_change_by_two_editors_is_no_conflict(draft, author, publisher):
    change(draft, by=author, expected=1, title="Same")
    change(draft, by=publisher, expected=1, title="Same")
    assert draft.versions.count() == 2


def test_an_old_version_comes_back_as_a_new_one(draft, author):
    first = draft.versions.get()
    change(draft, by=author, sections=[make_section(body="Other words. [study]")])
    publishing.restore(first, by=author)
    assert draft.versions.last().document == first.document
    assert draft.versions.count() == 3


def test_another_authors_article_cannot_be_changed(draft, stranger):
    with pytest.raises(publishing.Refused, match="another owner"):
        change(draft, by=stranger, title="Not mine")


# Review


def test_a_second_person_approves(draft, author, reviewer):
    publishing.submit(draft, by=author)
    publishing.approve(draft, by=reviewer)
    assert (draft.status, draft.approved_by) == (Status.APPROVED, reviewer)


def test_a_submitter_does_not_approve_their_own_text(draft, author):
    publishing.submit(draft, by=author)
    with pytest.raises(publishing.Refused, match="second person"):
        publishing.approve(draft, by=author)


def test_who_wrote_a_part_of_the_text_does_not_approve_it(notices):
    writer, submitter = (make_person(name, "Author", "Reviewer") for name in ("writer", "submitter"))
    article = make_article(by=writer)
    change(article, by=submitter, title="Another title")
    publishing.submit(article, by=submitter)
    with pytest.raises(publishing.Refused, match="second person"):
        publishing.approve(article, by=writer)


def test_who_wrote_an_earlier_edition_alone_approves_the_next(draft, author, reviewer, publisher):
    make_edition(draft, by=author, second=reviewer, publisher=publisher)
    other = make_person("other", "Author", "Publisher")
    change(draft, by=other, title="Another title")
    publishing.submit(draft, by=other)
    author.groups.set(Group.objects.filter(name="Reviewer"))
    publishing.approve(draft, by=User.objects.get(pk=author.pk))
    assert draft.status == Status.APPROVED


def test_a_text_published_unchanged_again_is_not_approved_by_its_writer(draft, author, reviewer, publisher):
    change(draft, by=publisher, title="Another title")
    make_edition(draft, by=author, second=reviewer, publisher=publisher)
    publishing.reopen(draft, by=author)
    publishing.submit(draft, by=author)
    with pytest.raises(publishing.Refused, match="Say why"):
        publishing.approve(draft, by=publisher)


def test_a_publisher_who_rewrote_the_text_stands_in_the_record_as_its_own_author(draft, author, publisher):
    change(draft, by=publisher, title="Another title")
    publishing.submit(draft, by=author)
    publishing.approve(draft, by=publisher, own_reason="Nobody else is here.")
    assert publishing.publish(draft, by=publisher, **PUBLICATION).checks["approval"] == "own author"


def test_a_text_that_its_submitter_has_not_read_is_not_submitted(draft, author, publisher):
    change(draft, by=publisher, title="Changed behind the author")
    with pytest.raises(publishing.Refused, match="changed while you read"):
        publishing.submit(draft, by=author, expected=1)
    assert draft.status == Status.DRAFT


def test_a_text_that_its_reviewer_has_not_read_is_not_approved(draft, author, reviewer):
    publishing.submit(draft, by=author)
    change(draft, by=author, title="Changed behind the reviewer")
    publishing.submit(draft, by=author)
    with pytest.raises(publishing.Refused, match="changed while you read"):
        publishing.approve(draft, by=reviewer, expected=1)
    assert draft.status == Status.IN_REVIEW


def test_a_publisher_approves_their_own_text_only_with_a_reason(notices, publisher):
    article = make_article(by=publisher)
    publishing.submit(article, by=publisher)
    with pytest.raises(publishing.Refused, match="Say why"):
        publishing.approve(article, by=publisher)


@pytest.mark.parametrize("role", ["reviewer", "analyst", "stranger"])
def test_only_those_who_may_edit_submit(request, draft, role):
    with pytest.raises(publishing.Refused):
        publishing.submit(draft, by=request.getfixturevalue(role))


def test_a_draft_cannot_be_approved(draft, reviewer):
    with pytest.raises(publishing.Refused, match="in review"):
        publishing.approve(draft, by=reviewer)


def test_of_two_who_approve_at_once_one_is_refused(draft, author, reviewer, publisher):
    publishing.submit(draft, by=author)
    same = type(draft).objects.get(pk=draft.pk)
    publishing.approve(draft, by=reviewer)
    with pytest.raises(publishing.Refused):
        publishing.approve(same, by=publisher)


def test_a_reviewer_sends_back_with_a_reason(draft, author, reviewer):
    publishing.submit(draft, by=author)
    publishing.send_back(draft, by=reviewer, reason="Name the dose.")
    assert (draft.status, draft.moves.first().note) == (Status.DRAFT, "Name the dose.")


# Publication


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


def test_an_overridden_check_passes_and_the_record_names_who_and_why(notices, reviewer, publisher):
    article = make_article(by=publisher, author="")
    end = NOW.date() + timedelta(days=10)
    publishing.override(article, check="author-line", reason="Being asked.", expires_on=end, by=publisher, at=NOW)
    edition = make_edition(article, by=publisher, second=reviewer)
    assert edition.checks["overrides"] == [
        {
            "check": "author-line",
            "reason": "Being asked.",
            "by": "an editor of this site",
            "expires_on": end.isoformat(),
        }
    ]


def test_an_expired_override_no_longer_passes(notices, reviewer, publisher):
    article = make_article(by=publisher, author="")
    publishing.override(article, check="author-line", reason="Soon.", expires_on=NOW.date(), by=publisher, at=NOW)
    with pytest.raises(publishing.Refused):
        make_edition(article, by=publisher, second=reviewer, at=NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("check", "reason", "days"),
    [("reading-level", "Why.", 5), ("author-line", " ", 5), ("author-line", "Why.", 91), ("author-line", "Why.", -1)],
    ids=["a warning", "no reason", "too long", "in the past"],
)
def test_refuses_an_override(draft, publisher, check, reason, days):
    end = NOW.date() + timedelta(days=days)
    with pytest.raises(publishing.Refused):
        publishing.override(draft, check=check, reason=reason, expires_on=end, by=publisher, at=NOW)


def test_only_a_publisher_overrides(draft, author):
    with pytest.raises(publishing.Refused, match="publisher"):
        publishing.override(draft, check="author-line", reason="Why.", expires_on=NOW.date(), by=author, at=NOW)


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


# Invariants of the design


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


def test_the_database_refuses_to_change_a_version(draft):
    """Invariant 9: the base of every comparison and conflict page."""
    with pytest.raises((IntegrityError, OperationalError)), transaction.atomic():
        Version.objects.update(document={})


def test_every_edition_passed_its_checks_or_names_who_overrode_them(notices, reviewer, publisher):
    """Invariant 10."""
    article = make_article(by=publisher, author="", review_due_on=None)
    for check in ("author-line", "review-due-date"):
        publishing.override(article, check=check, reason="Why.", expires_on=NOW.date(), by=publisher, at=NOW)
    edition = make_edition(article, by=publisher, second=reviewer)
    blocking = {finding["check"] for finding in edition.checks["found"] if finding["level"] == "block"}
    assert blocking == {made["check"] for made in edition.checks["overrides"]} == {"author-line", "review-due-date"}


def test_the_database_takes_each_version_number_once(draft, author):
    """Invariant 9: two saves in the same moment cannot both be version 2."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(article=draft, number=1, document={}, saved_by=author)


def test_the_database_takes_each_edition_number_once(draft, reviewer, publisher):
    edition = make_edition(draft, by=publisher, second=reviewer)
    edition.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)
